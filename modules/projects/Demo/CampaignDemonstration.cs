using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Campaigns;
using Modular.Projects.Catalogue;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Mentors;

namespace Modular.Projects.Demo;

/// <summary>
/// An invented campaign that is open, with places filled and missing; the catalogue; two mentors, one of them with
/// advice given and answered.
/// </summary>
internal sealed class CampaignDemonstration(
    ProjectsDb db,
    KernelDb kernel,
    KeepCatalogue catalogue,
    RunCampaign campaigns,
    KeepMentors mentors,
    UnitDirectory units,
    Words words,
    TimeProvider clock
) : IDemonstration
{
    public int Order => 21;

    public async Task Fill(CancellationToken cancel)
    {
        if (await db.Campaigns.AnyAsync(cancel))
            return;
        if (Districts.Of(await units.Tree(cancel), "/") is not { } district)
            return;
        await catalogue.Begin(cancel);
        var today = clock.Today();
        long id = await campaigns.Draft(
            district.Id,
            new(
                words["campaigns.demo.name", $"{today.Year}"],
                today.AddDays(-12),
                today.AddDays(16),
                true,
                true,
                new(1, 2),
                new(1, null),
                new(0, 1),
                new(0, null),
                new(0, null),
                "10,5,1",
                words.Zh("campaigns.demo.notes")
            ),
            cancel
        );
        await campaigns.Open(id, (await campaigns.One(id, cancel)).Version, cancel);
        // Projects designed of late belong to it, so that the board has something to tell.
        var projects = await db
            .Projects.Where(p => p.State != ProjectState.Completed)
            .OrderBy(p => p.Id)
            .ToListAsync(cancel);
        foreach (var project in projects)
            project.CampaignId = id;
        await db.SaveChangesAsync(cancel);
        await Guide(district, projects, cancel);
    }

    private async Task Guide(Unit district, List<Project> projects, CancellationToken cancel)
    {
        string[] people = words.Zh("mentors.demo").Split('\n');
        var known = await kernel
            .Accounts.AsNoTracking()
            .Where(a => a.Demonstration)
            .ToDictionaryAsync(a => a.UserName!, a => a.Id, cancel);
        foreach (string[] parts in people.Select(p => p.Split('|')).Where(p => known.ContainsKey(p[0])))
            await mentors.Add(known[parts[0]], district.Id, parts[1], parts[2], 3, cancel);
        var group = await mentors.Group(cancel);
        var guided = projects
            .Where(p => p.State is ProjectState.Draft or ProjectState.Returned or ProjectState.InExecution)
            .Take(group.Count + 1)
            .ToList();
        for (int i = 0; i < guided.Count && group.Count > 0; i++)
            await mentors.Assign(guided[i].Number, group[i % group.Count].Id, cancel);
        var advised = await db.Mentorings.OrderBy(m => m.Id).ToListAsync(cancel);
        string[] notes = words.Zh("guidance.demo").Split('\n');
        for (int i = 0; i < Math.Min(notes.Length, advised.Count); i++)
        {
            string[] parts = notes[i].Split('|');
            bool answered = parts[2].Length > 0;
            db.GuidanceNotes.Add(
                new()
                {
                    Id = Ids.Next(clock),
                    ProjectId = advised[i].ProjectId,
                    MentoringId = advised[i].Id,
                    At = clock.GetUtcNow(),
                    By = group.Single(m => m.Id == advised[i].MentorId).Name,
                    On = clock.Today(),
                    Field = parts[0],
                    Advice = parts[1],
                    State = answered ? AdviceState.Done : AdviceState.Open,
                    Answer = answered ? parts[2] : null,
                    AnsweredBy = answered ? words.Zh("projects.demo.responsible") : null,
                    AnsweredAt = answered ? clock.GetUtcNow() : null,
                }
            );
        }

        await db.SaveChangesAsync(cancel);
    }
}
