using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Catalogue;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Mentors;

/// <summary>
/// The mentor group: who belongs to it, who guides what, and who would be the right one for a project.
/// </summary>
internal sealed class KeepMentors(
    ProjectsDb db,
    KernelDb kernel,
    UnitDirectory units,
    ConflictOfInterest conflicts,
    TimeProvider clock
)
{
    public const int MostAtOnce = 20;

    /// <summary>
    /// The own group and those of the units above, whose mentors may be asked; the scope filter looks downward only and
    /// is left for that.
    /// </summary>
    private IQueryable<Mentor> Visible()
    {
        var chain = Districts.Chain(db.Acting.ScopePath).ToList();
        string path = db.Acting.ScopePath ?? "-",
            end = ModuleDb.EndOf(path);
        return db
            .Mentors.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(m =>
                chain.Contains(m.UnitId)
                || (string.Compare(m.UnitPath, path) >= 0 && string.Compare(m.UnitPath, end) < 0)
            );
    }

    public Task<List<Mentor>> Group(CancellationToken cancel) =>
        Visible().AsNoTracking().OrderBy(m => m.Closed).ThenBy(m => m.Id).ToListAsync(cancel);

    public Task<Dictionary<long, int>> Loads(CancellationToken cancel) =>
        db
            .Mentorings.Where(m => m.EndedAt == null)
            .GroupBy(m => m.MentorId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);

    /// <summary>Accounts of the mentor's role in the district that do not belong to the group yet.</summary>
    public async Task<IReadOnlyList<(long Id, string Name)>> Candidates(CancellationToken cancel)
    {
        if (Districts.Of(await units.Tree(cancel), db.Acting.ScopePath) is not { } district)
            return [];
        var below = (await units.Tree(cancel)).Under(district.Path).Select(u => u.Id).ToList();
        var taken = await db
            .Mentors.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Select(m => m.AccountId)
            .ToListAsync(cancel);
        return (
            await kernel
                .Accounts.AsNoTracking()
                .Where(a =>
                    !a.Disabled
                    && kernel.AccountRoles.Any(r =>
                        r.AccountId == a.Id && r.Role == Role.Mentor && below.Contains(r.UnitId)
                    )
                )
                .Select(a => new { a.Id, a.DisplayName })
                .ToListAsync(cancel)
        )
            .Where(a => !taken.Contains(a.Id))
            .OrderBy(a => a.DisplayName, ChineseOrder.Names)
            .Select(a => (a.Id, a.DisplayName))
            .ToList();
    }

    public async Task Add(
        long accountId,
        int unitId,
        string? office,
        string? fields,
        int atOnce,
        CancellationToken cancel
    )
    {
        var account = (await Candidates(cancel)).FirstOrDefault(c => c.Id == accountId);
        if (account.Name is null)
            throw new RuleBroken("mentors.account-needed") { Field = "AccountId" };
        var unit = (await units.Tree(cancel)).Find(unitId);
        if (
            unit is not { Kind: UnitKind.District or UnitKind.Town }
            || !unit.Path.StartsWith(db.Acting.ScopePath ?? "-", StringComparison.Ordinal)
        )
            throw new RuleBroken("mentors.unit-needed") { Field = "UnitId" };
        var mentor = new Mentor
        {
            Id = Ids.Next(clock),
            AccountId = accountId,
            Name = account.Name,
            Office = "",
            UnitId = unit.Id,
            UnitPath = unit.Path,
        };
        Write(mentor, office, fields, atOnce);
        db.Mentors.Add(mentor);
        db.Record(
            "mentor.added",
            $"mentor:{mentor.Id}",
            after: new
            {
                mentor.Name,
                mentor.Office,
                mentor.Fields,
                mentor.AtOnce,
            }
        );
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            throw new RuleBroken("mentors.account-needed") { Field = "AccountId" };
        }
    }

    public async Task Change(
        long id,
        int version,
        string? office,
        string? fields,
        int atOnce,
        bool closed,
        CancellationToken cancel
    )
    {
        var mentor = await Mine(id, version, cancel);
        var before = new
        {
            mentor.Office,
            mentor.Fields,
            mentor.AtOnce,
            mentor.Closed,
        };
        Write(mentor, office, fields, atOnce);
        if (closed && await db.Mentorings.AnyAsync(m => m.MentorId == id && m.EndedAt == null, cancel))
            throw new RuleBroken("mentors.still-guiding") { Field = "Closed" };
        mentor.Closed = closed;
        db.Record(
            "mentor.changed",
            $"mentor:{id}",
            before,
            new
            {
                mentor.Office,
                mentor.Fields,
                mentor.AtOnce,
                mentor.Closed,
            }
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// For a project: those without a conflict first, then by field, then by how much they have to do.
    /// </summary>
    public async Task<IReadOnlyList<MentorOffer>> Offers(Project project, CancellationToken cancel)
    {
        var mentors = await Active(await Visible().AsNoTracking().Where(m => !m.Closed).ToListAsync(cancel), cancel);
        var loads = await Loads(cancel);
        var found = (
            await conflicts.Between([.. mentors.Select(m => m.AccountId)], [AsJudged(project)], cancel)
        ).ToLookup(c => c.AccountId);
        string type = project.EntryId is { } entry
            ? await db
                .CatalogueEntries.Where(e => e.Id == entry)
                .Join(db.CatalogueTypes, e => e.TypeId, t => t.Id, (e, t) => t.Name)
                .SingleOrDefaultAsync(cancel)
                ?? ""
            : "";
        string text = string.Join('\n', type, project.Title, project.Aims, project.Beneficiaries, project.Plan);
        return
        [
            .. mentors
                .Select(m => new MentorOffer(
                    m,
                    loads.GetValueOrDefault(m.Id),
                    [.. m.FieldList.Where(f => text.Contains(f, StringComparison.OrdinalIgnoreCase))],
                    found[m.AccountId].FirstOrDefault()
                ))
                .OrderBy(o => o.Conflict is not null)
                .ThenBy(o => o.Full)
                .ThenByDescending(o => o.Fits.Count)
                .ThenBy(o => o.Load / (double)o.Mentor.AtOnce)
                .ThenBy(o => o.Mentor.Id),
        ];
    }

    /// <summary>Without those whose account is closed: they could not read what they are named for.</summary>
    private async Task<List<Mentor>> Active(List<Mentor> mentors, CancellationToken cancel)
    {
        var ids = mentors.ConvertAll(m => m.AccountId);
        var open = (
            await kernel.Accounts.Where(a => ids.Contains(a.Id) && !a.Disabled).Select(a => a.Id).ToListAsync(cancel)
        ).ToHashSet();
        return mentors.FindAll(m => open.Contains(m.AccountId));
    }

    public Task Assign(string number, long mentorId, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var project =
                    await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
                if (EndGuidance.Over.Contains(project.State))
                    throw new RuleBroken("mentors.project-over", project.State);
                var mentor =
                    (
                        await Active(
                            await Visible()
                                .AsNoTracking()
                                .Where(m => m.Id == mentorId && !m.Closed)
                                .ToListAsync(cancel),
                            cancel
                        )
                    ).SingleOrDefault() ?? throw new RuleBroken("mentors.gone");
                if (
                    (await conflicts.Between([mentor.AccountId], [AsJudged(project)], cancel)).FirstOrDefault() is
                    { } near
                )
                    throw new RuleBroken("mentors.conflict", mentor.Name, near.Detail);
                // The row is held until this has ended: two assignments at once see each other.
                await db
                    .Mentors.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .Where(m => m.Id == mentorId)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.Turn, m => m.Turn + 1), cancel);
                if (
                    await db.Mentorings.CountAsync(m => m.MentorId == mentorId && m.EndedAt == null, cancel)
                    >= mentor.AtOnce
                )
                    throw new RuleBroken("mentors.full", mentor.Name, mentor.AtOnce);
                if (await db.Mentorings.AnyAsync(m => m.OpenProjectId == project.Id, cancel))
                    throw new RuleBroken("mentors.has-one");
                db.Mentorings.Add(
                    new()
                    {
                        Id = Ids.Next(clock),
                        ProjectId = project.Id,
                        OpenProjectId = project.Id,
                        MentorId = mentor.Id,
                        AccountId = mentor.AccountId,
                        At = clock.GetUtcNow(),
                        By = db.Acting.Name,
                    }
                );
                MoveProject.Note(db, project, "mentor-assigned", mentor.Name, clock);
                db.Record("mentor.assigned", $"project:{number}", after: new { mentor.Name });
                db.NotifyPerson(
                    "projects.mentor-assigned",
                    mentor.AccountId,
                    $"/projects/{number}/guidance",
                    number,
                    project.Title
                );
                db.Notify(
                    "projects.mentor-named",
                    project.UnitId,
                    ProjectsModule.Design,
                    $"/projects/{number}/guidance",
                    number,
                    project.Title
                );
                try
                {
                    await db.SaveChangesAsync(cancel);
                }
                catch (DbUpdateException problem) when (problem is not DbUpdateConcurrencyException)
                {
                    // The unique key: somebody else was given the project at the same moment.
                    throw new RuleBroken("mentors.has-one");
                }
            },
            cancel
        );

    public async Task End(string number, string? why, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(why))
            throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
        var mentoring =
            await db.Mentorings.SingleOrDefaultAsync(m => m.OpenProjectId == project.Id, cancel)
            ?? throw new RuleBroken("mentors.none");
        (mentoring.OpenProjectId, mentoring.EndedAt, mentoring.EndedWhy) = (null, clock.GetUtcNow(), why.Trim());
        MoveProject.Note(db, project, "mentor-ended", why.Trim(), clock);
        db.Record("mentor.ended", $"project:{number}", after: new { why });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Who guided what how often, of projects in the acting person's scope.</summary>
    public async Task<IReadOnlyList<LedgerRow>> Ledger(long? mentorId, CancellationToken cancel)
    {
        var rows = await db
            .Mentorings.AsNoTracking()
            .Where(m => mentorId == null || m.MentorId == mentorId)
            .Join(
                db.Projects,
                m => m.ProjectId,
                p => p.Id,
                (m, p) =>
                    new
                    {
                        Mentoring = m,
                        p.Number,
                        p.Title,
                        p.UnitId,
                    }
            )
            .OrderBy(r => r.Mentoring.Id)
            .ToListAsync(cancel);
        var ids = rows.ConvertAll(r => r.Mentoring.Id);
        var notes = (
            await db
                .GuidanceNotes.AsNoTracking()
                .Where(n => ids.Contains(n.MentoringId))
                .Select(n => new
                {
                    n.MentoringId,
                    n.On,
                    n.State,
                })
                .ToListAsync(cancel)
        ).ToLookup(n => n.MentoringId);
        var verdicts = (
            await db
                .PreReviews.AsNoTracking()
                .Where(r => r.MentoringId != null && ids.Contains(r.MentoringId.Value))
                .OrderBy(r => r.Id)
                .Select(r => new { r.MentoringId, r.Verdict })
                .ToListAsync(cancel)
        ).ToLookup(r => r.MentoringId!.Value, r => (PreVerdict?)r.Verdict);
        var mentors = (await Group(cancel)).ToDictionary(m => m.Id);
        return
        [
            .. rows.Where(r => mentors.ContainsKey(r.Mentoring.MentorId))
                .Select(r => new LedgerRow(
                    mentors[r.Mentoring.MentorId],
                    r.Mentoring,
                    r.Number,
                    r.Title,
                    r.UnitId,
                    notes[r.Mentoring.Id].Count(),
                    notes[r.Mentoring.Id].Count(n => n.State != AdviceState.Open),
                    notes[r.Mentoring.Id].Max(n => (DateOnly?)n.On),
                    verdicts[r.Mentoring.Id].LastOrDefault()
                ))
                .OrderBy(r => r.Mentor.Name, ChineseOrder.Names)
                .ThenBy(r => r.Mentoring.Id),
        ];
    }

    internal static Judged AsJudged(Project p) =>
        new(p.Id, p.UnitId, [.. new[] { p.Leader, p.Responsible }.Select(n => n.Trim()).Where(n => n.Length > 0)]);

    private static void Write(Mentor mentor, string? office, string? fields, int atOnce)
    {
        if (string.IsNullOrWhiteSpace(office) || office.Trim().Length > 80)
            throw new RuleBroken("mentors.office-needed") { Field = "Office" };
        if ((fields ?? "").Length > 200)
            throw new RuleBroken("form.too-long") { Field = "Fields" };
        if (atOnce is < 1 or > MostAtOnce)
            throw new RuleBroken("mentors.at-once", MostAtOnce) { Field = "AtOnce" };
        (mentor.Office, mentor.Fields, mentor.AtOnce) = (office.Trim(), (fields ?? "").Trim(), atOnce);
    }

    private async Task<Mentor> Mine(long id, int version, CancellationToken cancel)
    {
        var mentor = await db.Mentors.SingleOrDefaultAsync(m => m.Id == id, cancel) ?? throw new NotFound();
        return mentor.Version == version ? mentor : throw new RuleBroken("rule.changed-meanwhile");
    }
}

/// <param name="Conflict">Text key and detail of why this mentor must not, or null.</param>
/// <param name="Fits">Words of the mentor's fields found in the project.</param>
internal sealed record MentorOffer(Mentor Mentor, int Load, IReadOnlyList<string> Fits, ConflictFound? Conflict)
{
    public bool Full => Load >= Mentor.AtOnce;
}
