using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Partners.Data;

namespace Modular.Partners.Asks;

/// <summary>
/// What a partner unit asks of the communities (双向需求清单): a place for its members' service, help with its staff's
/// children, a hall for an evening.
/// </summary>
internal sealed class UnitAsk : IScoped, IVersioned
{
    public long Id { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public required string Title { get; init; }
    public required string Text { get; init; }
    public DateOnly? By { get; init; }
    public required string AskedBy { get; init; }
    public DateTimeOffset AskedAt { get; init; }
    public AskState State { get; set; }
    public int? ClaimedUnitId { get; set; }
    public string? ClaimedBy { get; set; }
    public DateTimeOffset? ClaimedAt { get; set; }

    /// <summary>What the community did, or why it gave it up last.</summary>
    public string? Report { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<UnitAsk>(e =>
        {
            e.Property(a => a.Id).ValueGeneratedNever();
            e.Property(a => a.UnitPath).HasMaxLength(200);
            e.Property(a => a.Title).HasMaxLength(60);
            e.Property(a => a.Text).HasMaxLength(1000);
            e.Property(a => a.AskedBy).HasMaxLength(100);
            e.Property(a => a.ClaimedBy).HasMaxLength(100);
            e.Property(a => a.Report).HasMaxLength(1000);
            e.HasIndex(a => new { a.State, a.Id });
        });
}

/// <summary>
/// Open, then Claimed by one community; Claimed, then Done when it reports, or Open again when it gives it up; Open and
/// Claimed also Withdrawn by the unit that asked.
/// </summary>
internal enum AskState
{
    Open,
    Claimed,
    Done,
    Withdrawn,
}

/// <summary>The other half of the two-way lists: units ask, communities claim.</summary>
internal sealed class KeepAsks(PartnersDb db, UnitDirectory units, TimeProvider clock)
{
    /// <summary>What is asked is there to be found by everybody in the district.</summary>
    private IQueryable<UnitAsk> All => db.Asks.IgnoreQueryFilters([ModuleDb.ScopeFilter]);

    public Task<List<UnitAsk>> List(AskState? state, CancellationToken cancel) =>
        All.AsNoTracking()
            .Where(a => state == null || a.State == state)
            .OrderBy(a => a.State)
            .ThenByDescending(a => a.Id)
            .Take(500)
            .ToListAsync(cancel);

    public async Task Add(int unitId, string? title, string? text, DateOnly? by, CancellationToken cancel)
    {
        var unit = (await units.Tree(cancel)).Find(unitId);
        if (
            unit is not { State: UnitState.Active }
            || !unit.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal)
        )
            throw new RuleBroken("partners.unit-needed") { Field = "UnitId" };
        if (unit.Kind is not (UnitKind.PartnerUnit or UnitKind.Department))
            throw new RuleBroken("partners.ask.by-partner") { Field = "UnitId" };
        if (by < clock.Today())
            throw new RuleBroken("partners.ask.past") { Field = "By" };
        var ask = new UnitAsk
        {
            Id = Ids.Next(clock),
            UnitId = unit.Id,
            UnitPath = unit.Path,
            Title = Needed(title, "Title", 60),
            Text = Needed(text, "Text", 1000),
            By = by,
            AskedBy = db.Acting.Name,
            AskedAt = clock.GetUtcNow(),
        };
        db.Asks.Add(ask);
        db.Record("ask.added", $"ask:{ask.Id}", after: new { ask.Title, unit = unit.Code });
        await db.SaveChangesAsync(cancel);
    }

    public Task Claim(long id, int unitId, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var unit = (await units.Tree(cancel)).Find(unitId);
                if (
                    unit is not { State: UnitState.Active, Kind: UnitKind.Community or UnitKind.Town }
                    || !unit.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal)
                )
                    throw new RuleBroken("partners.ask.community") { Field = "ClaimUnitId" };
                var now = clock.GetUtcNow();
                string by = db.Acting.Name;
                // Of many at the same moment one wins.
                if (
                    await All.Where(a => a.Id == id && a.State == AskState.Open)
                        .ExecuteUpdateAsync(
                            set =>
                                set.SetProperty(a => a.State, AskState.Claimed)
                                    .SetProperty(a => a.ClaimedUnitId, unitId)
                                    .SetProperty(a => a.ClaimedBy, by)
                                    .SetProperty(a => a.ClaimedAt, now)
                                    .SetProperty(a => a.Version, a => a.Version + 1),
                            cancel
                        ) == 0
                )
                    throw new RuleBroken("partners.claimed-by-other");
                var ask = await All.AsNoTracking().SingleAsync(a => a.Id == id, cancel);
                db.Notify(
                    "partners.ask-claimed",
                    ask.UnitId,
                    PartnersModule.Claim,
                    "/partners/asks",
                    unit.Name,
                    ask.Title
                );
                db.Record("ask.claimed", $"ask:{id}", after: new { unit = unit.Code });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>By the community that claimed it.</summary>
    public async Task Report(long id, int version, string? report, CancellationToken cancel)
    {
        var ask = await Claimed(id, version, cancel);
        (ask.State, ask.Report, ask.EndedAt) = (AskState.Done, Needed(report, "Report", 1000), clock.GetUtcNow());
        db.Notify("partners.ask-done", ask.UnitId, PartnersModule.Claim, "/partners/asks", ask.Title);
        db.Record("ask.done", $"ask:{id}");
        await db.SaveChangesAsync(cancel);
    }

    public async Task GiveUp(long id, int version, string? reason, CancellationToken cancel)
    {
        var ask = await Claimed(id, version, cancel);
        ask.Report = Needed(reason, "Report", 1000);
        (ask.State, ask.ClaimedUnitId, ask.ClaimedBy, ask.ClaimedAt) = (AskState.Open, null, null, null);
        db.Record("ask.given-up", $"ask:{id}");
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>By the unit that asked.</summary>
    public async Task Withdraw(long id, int version, CancellationToken cancel)
    {
        var ask = await db.Asks.SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw new NotFound();
        if (ask.Version != version)
            throw new RuleBroken("rule.changed-meanwhile");
        if (ask.State is not (AskState.Open or AskState.Claimed))
            throw new RuleBroken("partners.ask.ended");
        (ask.State, ask.EndedAt) = (AskState.Withdrawn, clock.GetUtcNow());
        db.Record("ask.withdrawn", $"ask:{id}");
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Whether the acting person's unit, or one below it, is this one.</summary>
    public bool IsOwn(UnitTree tree, int? unitId) =>
        unitId is { } id && tree.Find(id)?.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal) == true;

    private async Task<UnitAsk> Claimed(long id, int version, CancellationToken cancel)
    {
        var ask = await All.SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw new NotFound();
        if (!IsOwn(await units.Tree(cancel), ask.ClaimedUnitId))
            throw new NotFound();
        if (ask.Version != version)
            throw new RuleBroken("rule.changed-meanwhile");
        if (ask.State != AskState.Claimed)
            throw new RuleBroken("partners.not-claimed");
        return ask;
    }

    private static string Needed(string? text, string field, int most) =>
        string.IsNullOrWhiteSpace(text)
            ? throw new RuleBroken("partners.words-needed") { Field = field }
            : Plain.Cut(Plain.Clean(text.Trim()), most);
}
