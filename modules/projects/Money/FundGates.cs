using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Money;

/// <summary>
/// What has to be before the special fund for serving the masses is spent: people were asked, the plan was approved,
/// the notice stood its days.
/// </summary>
internal sealed class FundGates(ProjectsDb db, Words words, TimeProvider clock, INeedQuestions? needs = null)
{
    public async Task<IReadOnlyList<GateItem>> Of(Project project, CancellationToken cancel)
    {
        int asked = await db
            .Opinions.Where(o => o.ProjectId == project.Id && o.StruckAt == null)
            .SumAsync(o => o.People, cancel);
        int told = needs is null ? 0 : (await needs.FiguresOfProject(project.Id, cancel)).Needs;
        bool noticed =
            project.ApprovedAt is not null
            && await db.Notices.AnyAsync(
                n => n.ProjectId == project.Id && n.ClosedAt != null && n.ReplacedBy == null,
                cancel
            );
        return
        [
            new(asked > 0 || told > 0, words["projects.money.gate.opinions", told, asked], "#opinions"),
            new(
                ProjectMoves.Live.Contains(project.State)
                    || project is { State: ProjectState.Stopped, ApprovedAt: not null },
                words["projects.money.gate.plan"],
                $"/projects/{project.Number}"
            ),
            new(noticed, words["projects.money.gate.notice"], $"/projects/{project.Number}"),
        ];
    }

    public async Task Ask(string number, DateOnly on, OpinionWay way, int people, string said, CancellationToken cancel)
    {
        if (people is < 1 or > 1_000_000)
            throw new RuleBroken("projects.opinion-people") { Field = "People" };
        if (on > clock.Today())
            throw new RuleBroken("projects.money-future") { Field = "AskedOn" };
        if (string.IsNullOrWhiteSpace(said) || said.Length > 1000)
            throw new RuleBroken("projects.opinion-said") { Field = "Said" };
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
        // People are asked for a project, at the earliest while it was thought of.
        if (project.CreatedAt.LocalDate().AddYears(-1) is var first && on < first)
            throw new RuleBroken("projects.opinion-early", first) { Field = "AskedOn" };
        string told = said.Trim();
        if (
            await db.Opinions.AnyAsync(
                o =>
                    o.ProjectId == project.Id
                    && o.StruckAt == null
                    && o.On == on
                    && o.Way == way
                    && o.People == people
                    && o.Said == told,
                cancel
            )
        )
            throw new RuleBroken("projects.opinion-twice") { Field = "Said" };
        db.Opinions.Add(
            new()
            {
                Id = Ids.Next(clock),
                ProjectId = project.Id,
                On = on,
                Way = way,
                People = people,
                Said = told,
                By = db.Acting.Name,
            }
        );
        db.Record("project.opinions-recorded", $"project:{number}", after: new { way, people });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>What was entered wrongly no longer counts and stays to be read.</summary>
    public Task Strike(string number, long id, string why, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(why) || why.Length > 200)
                    throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
                var row =
                    await db.Opinions.SingleOrDefaultAsync(
                        o => o.Id == id && db.Projects.Any(p => p.Id == o.ProjectId && p.Number == number),
                        cancel
                    ) ?? throw new NotFound();
                if (row.StruckAt is not null)
                    throw new RuleBroken("projects.opinion-struck");
                (row.StruckAt, row.StruckBy, row.StruckWhy) = (clock.GetUtcNow(), db.Acting.Name, why.Trim());
                db.Record(
                    "project.opinions-struck",
                    $"project:{number}",
                    new
                    {
                        row.On,
                        row.Way,
                        row.People,
                    },
                    new { why }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );
}
