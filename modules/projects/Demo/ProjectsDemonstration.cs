using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Calendar;
using Modular.Kernel.Modules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Notice;

namespace Modular.Projects.Demo;

/// <summary>Invented projects in every state, the first ones answering topics of needs.</summary>
internal sealed class ProjectsDemonstration(
    ProjectsDb db,
    DesignProject design,
    RunNotice notices,
    HearObjections objections,
    UnitDirectory units,
    Words words,
    TimeProvider clock,
    INeedQuestions? needs = null
) : IDemonstration
{
    public int Order => 20;

    public async Task Fill(CancellationToken cancel)
    {
        if (await db.Projects.AnyAsync(cancel))
            return;
        var communities = (await units.Tree(cancel)).All.Where(u => u.Kind == UnitKind.Community).ToList();
        var topics = needs is null ? [] : (await needs.OpenTopics("/", cancel)).ToList();
        string[] lines = words.Zh("projects.demo").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string[] parts = lines[i].Split('|');
            var topic = topics.FirstOrDefault(t =>
                t.KeyWords.Any(w => parts[5].Split(' ').Any(k => w.Contains(k, StringComparison.Ordinal)))
            );
            if (topic is not null)
                topics.Remove(topic);
            // What is completed has run its months.
            var starts =
                parts[0] == nameof(ProjectState.Completed)
                    ? clock.Today().AddDays(-260)
                    : clock.Today().AddDays(-60 + i * 15);
            var text = new ProjectText(
                parts[1],
                i % 4 == 0 ? ProjectTier.Key
                    : i % 3 == 0 ? ProjectTier.Micro
                    : ProjectTier.General,
                parts[2],
                parts[3],
                parts[4],
                (2 + i) * 800_000L,
                words.Zh("projects.demo.leader"),
                words.Zh("projects.demo.responsible"),
                words.Zh("projects.demo.team"),
                starts,
                starts.AddMonths(8)
            )
            {
                Mechanism = words.Zh("projects.demo.mechanism"),
                Targets =
                [
                    new(
                        words.Zh("projects.demo.target"),
                        "",
                        TargetKind.Share,
                        41.3m + i,
                        80 + i,
                        words.Zh("projects.demo.target.source"),
                        120
                    ),
                    new(
                        words.Zh("projects.demo.target.people"),
                        words.Zh("projects.demo.target.unit"),
                        TargetKind.Count,
                        0,
                        400 + 50 * i,
                        ""
                    ),
                ],
                Lines =
                    i % 3 == 0
                        ?
                        [
                            new(FundSource.SpecialFund, words.Zh("projects.demo.fund.goods"), (2 + i) * 500_000L),
                            new(FundSource.PartnerUnit, words.Zh("projects.demo.fund.service"), (2 + i) * 300_000L),
                        ]
                        : [new(FundSource.SpecialFund, words.Zh("projects.demo.fund.goods"), (2 + i) * 800_000L)],
            };
            var project = await design.Draft(
                communities[i % communities.Count].Id,
                text,
                new DraftFrom(topic?.Id),
                cancel
            );
            await Lead(project, Enum.Parse<ProjectState>(parts[0]), i, cancel);
        }
    }

    private async Task Lead(Project project, ProjectState to, int place, CancellationToken cancel)
    {
        string[] road = to switch
        {
            ProjectState.Draft => [],
            ProjectState.Submitted => ["submitted"],
            ProjectState.Returned => ["submitted", "returned"],
            ProjectState.Rejected => ["submitted", "rejected"],
            ProjectState.Reviewed => ["submitted", "review-passed"],
            ProjectState.InNotice => ["submitted", "review-passed", "notice-opened"],
            ProjectState.Approved => ["submitted", "review-passed", "notice-opened", "approved"],
            ProjectState.InExecution => ["submitted", "review-passed", "notice-opened", "approved", "started"],
            _ => ["submitted", "review-passed", "notice-opened", "approved", "started", "completed"],
        };
        foreach (string move in road)
        {
            if (move == "notice-opened")
                await notices.Open(project.Number, project.Version, cancel);
            else if (move == "approved")
                await Approved(project, to == ProjectState.Approved ? 40 + place : 300 + place, cancel);
            else
            {
                if (move == "returned")
                    project.Advice = words.Zh("projects.demo.advice");
                if (move == "completed")
                    project.Results = words.Zh("projects.demo.results");
                await MoveProject.Move(
                    db,
                    project,
                    null,
                    move,
                    move is "returned" or "rejected" ? words.Zh("projects.demo.advice") : null,
                    clock,
                    cancel
                );
            }
        }

        if (to == ProjectState.InNotice)
            await objections.Object(
                (await db.Notices.SingleAsync(n => n.ProjectId == project.Id, cancel)).Id,
                words.Zh("projects.demo.objection"),
                null,
                cancel
            );
    }

    private async Task Approved(Project project, int daysAgo, CancellationToken cancel)
    {
        await DemoNotice.DateBack(db, project, clock.GetUtcNow().AddDays(-daysAgo), cancel);
        await MoveProject.Move(db, project, null, "approved", null, clock, cancel);
    }
}

internal static class DemoNotice
{
    /// <summary>
    /// Invented projects were in public long ago; the gate itself is not asked, so the notice is dated back and closed.
    /// </summary>
    public static async Task DateBack(ProjectsDb db, Project project, DateTimeOffset opened, CancellationToken cancel)
    {
        var notice = await db.Notices.SingleAsync(n => n.ProjectId == project.Id, cancel);
        db.Notices.Remove(notice);
        await db.SaveChangesAsync(cancel);
        db.Notices.Add(
            new()
            {
                Id = notice.Id,
                ProjectId = project.Id,
                OpenedAt = opened,
                OpenedOn = opened.LocalDate(),
                Text = notice.Text,
                TextHash = notice.TextHash,
                Fields = notice.Fields,
                Matter = notice.Matter,
                ClosedAt = opened.AddDays(14),
                Outcome = "approved",
            }
        );
        project.ApprovedAt = opened.AddDays(14);
    }
}
