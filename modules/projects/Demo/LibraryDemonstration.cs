using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Documents;
using Modular.Kernel.Modules;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Brands;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Library;
using Modular.Projects.Notice;
using Modular.Projects.Publicity;
using Modular.Projects.Rota;

namespace Modular.Projects.Demo;

/// <summary>
/// An invented library: projects with materials, one adopted, a rota with two years of history, a brand, a log of
/// publicity.
/// </summary>
internal sealed class LibraryDemonstration(
    ProjectsDb db,
    DesignProject design,
    RunNotice notices,
    ShareProject share,
    KeepMaterials materials,
    AdoptProject adopt,
    KeepRota rota,
    KeepRotaAsks asks,
    RunMonth months,
    KeepChannels channels,
    KeepBrands brands,
    UnitDirectory units,
    Words words,
    TimeProvider clock
) : IDemonstration
{
    public int Order => 26;

    public async Task Fill(CancellationToken cancel)
    {
        if (await db.LibraryEntries.AnyAsync(cancel))
            return;
        var tree = await units.Tree(cancel);
        var towns = tree.All.Where(u => u.Kind == UnitKind.Town).ToList();
        if (towns.Count == 0)
            return;
        string first = Told("first");
        foreach (string line in words.Zh("projects.demo.lib").Split('\n'))
        {
            string[] parts = line.Split('|');
            var unit = tree.Children(towns[int.Parse(parts[0], CultureInfo.InvariantCulture) % towns.Count].Id)
                .First(u => u.Kind == UnitKind.Community);
            await Shared(
                await Done(unit, parts, cancel),
                unit,
                int.Parse(parts[6], CultureInfo.InvariantCulture),
                parts.Length > 7 ? parts[7] : "",
                cancel
            );
        }

        if (
            await db.Projects.FirstOrDefaultAsync(p => p.Title == first && p.State == ProjectState.Completed, cancel) is
            { } lunch
        )
            await Shared(lunch, tree.Find(lunch.UnitId)!, 1240, "", cancel);
        await Adopted(tree, cancel);
        await Turns(tree, towns, cancel);
        await Known(tree, cancel);
    }

    private async Task<Project> Done(Unit unit, string[] parts, CancellationToken cancel)
    {
        var starts = clock.Today().AddDays(-200);
        var text = new ProjectText(
            parts[1],
            ProjectTier.General,
            parts[2],
            parts[3],
            parts[4],
            3_000_000,
            words.Zh("projects.demo.leader"),
            words.Zh("projects.demo.responsible"),
            words.Zh("projects.demo.team"),
            starts,
            starts.AddMonths(6)
        )
        {
            Mechanism = words.Zh("projects.demo.mechanism"),
            Targets =
            [
                new(
                    words.Zh("projects.demo.target"),
                    "",
                    TargetKind.Share,
                    55,
                    85,
                    words.Zh("projects.demo.target.source"),
                    130
                ),
            ],
        };
        var project = await design.Draft(unit.Id, text, null, cancel);
        foreach (string move in new[] { "submitted", "review-passed" })
            await MoveProject.Move(db, project, null, move, null, clock, cancel);
        await notices.Open(project.Number, project.Version, cancel);
        await DemoNotice.DateBack(db, project, clock.GetUtcNow().AddDays(-220), cancel);
        await MoveProject.Move(db, project, null, "approved", null, clock, cancel);
        (project.StartedOn, project.CompletedOn, project.Results) = (starts, starts.AddMonths(6), parts[5]);
        foreach (string move in new[] { "started", "completed" })
            await MoveProject.Move(db, project, null, move, null, clock, cancel);
        return project;
    }

    private async Task Shared(Project project, Unit unit, int people, string honours, CancellationToken cancel)
    {
        // What was not measured at the end yet is measured now, in invented figures.
        foreach (
            var target in await db
                .Targets.Where(t => t.ProjectId == project.Id && t.EndMilli == null)
                .ToListAsync(cancel)
        )
            (target.EndMilli, target.EndAsked, target.MeasuredOn, target.MeasuredBy) = (
                target.Kind == TargetKind.Share ? 90_000 : people * 1000L,
                target.Kind == TargetKind.Share ? 130 : null,
                clock.Today(),
                words.Zh("projects.demo.responsible")
            );
        await db.SaveChangesAsync(cancel);
        byte[] plan = new OfficialDocument(project.Title)
            .Section(words.Zh("projects.aims"))
            .Text(project.Aims)
            .Section(words.Zh("projects.plan"))
            .Text(project.Plan)
            .Signed(unit.Name, Words.Date(clock.Today()).Split(' ')[0])
            .Bytes();
        await materials.Add(
            project.Number,
            MaterialKind.Plan,
            Told("plan"),
            true,
            [File(plan, Told("plan") + ".docx")],
            cancel
        );
        using var sheet = new MemoryStream();
        await SheetWriter.Xlsx(
            sheet,
            Told("form"),
            Told("columns").Split(' '),
            AsyncEnumerable.Empty<IReadOnlyList<object?>>(),
            cancel
        );
        await materials.Add(
            project.Number,
            MaterialKind.Form,
            Told("form"),
            true,
            [File(sheet.ToArray(), Told("form") + ".xlsx")],
            cancel
        );
        await share.Share(
            project.Number,
            project.Version,
            $"{unit.Name} {unit.ContactPhone}",
            people,
            honours,
            cancel,
            Told("why")
        );
    }

    private async Task Adopted(UnitTree tree, CancellationToken cancel)
    {
        var source = await db.Projects.FirstAsync(p => p.State == ProjectState.InLibrary, cancel);
        var takers = tree
            .All.Where(u => u.Kind == UnitKind.Community && u.ParentId != tree.Find(source.UnitId)!.ParentId)
            .Take(2)
            .ToList();
        for (int i = 0; i < takers.Count; i++)
        {
            var adoption = await adopt.Ask(source.Number, takers[i].Id, Told("ask"), cancel);
            if (i == 0)
                await adopt.Copy(adoption.Id, cancel);
            else
                await adopt.Tell(adoption.Id, AdoptionState.InContact, Told("contact"), cancel);
        }
    }

    private async Task Turns(UnitTree tree, List<Unit> towns, CancellationToken cancel)
    {
        var now = clock.Today().First();
        for (int back = 16; back >= 1; back--)
            await rota.Set(now.AddMonths(-back), towns[back % towns.Count].Id, Told("before"), cancel);
        await asks.Add(towns[0].Id, now.AddMonths(2), wish: false, Told("blocked"), cancel);
        await asks.Add(towns[^1].Id, now.AddMonths(4), wish: true, Told("wish"), cancel);
        await rota.Save(now, 14, 1, anew: false, cancel);
        var month = await months.One(now, cancel);
        if (month.Choice.Count == 0)
            return;
        await months.Choose(now, month.Turn.Version, month.Choice[0].Id, cancel);
        var centres = tree.All.Where(u => u.Kind == UnitKind.Community).Take(3).ToList();
        for (int i = 0; i < centres.Count; i++)
            await months.Report(
                now,
                centres[i].Id,
                i == 2 ? CentreState.Planned : CentreState.Held,
                clock.Today(),
                i == 2 ? null : 38 + 14 * i,
                Told("event"),
                null,
                cancel
            );
    }

    private async Task Known(UnitTree tree, CancellationToken cancel)
    {
        var project = await db.Projects.FirstAsync(p => p.State == ProjectState.InLibrary, cancel);
        var today = clock.Today();
        await channels.Add(project.Number, Channel.WeChat, today.AddDays(-20), Told("wechat"), 2130, null, cancel);
        await channels.Add(project.Number, Channel.Board, today.AddDays(-18), Told("board"), 400, null, cancel);
        await channels.Add(project.Number, Channel.Meeting, today.AddDays(-9), Told("meeting"), 62, null, cancel);
        var brand = await brands.Add(project.UnitId, Told("brand"), Told("slogan"), Told("story"), true, cancel);
        await brands.Group(brand.Id, project.Id, cancel);
        await brands.Honour(brand.Id, Told("honour"), Told("honour.from"), today.AddMonths(-2), cancel);
    }

    private string Told(string key) => words.Zh($"projects.demo.lib.{key}");

    private static FormFile File(byte[] bytes, string name) =>
        new(new MemoryStream(bytes), 0, bytes.Length, "Files", name);
}
