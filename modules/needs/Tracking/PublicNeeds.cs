using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Kernel.Search;
using Modular.Kernel.Secrets;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Handling;

namespace Modular.Needs.Tracking;

/// <summary>
/// The public list of anonymised needs and answers, and support for one instead of asking the same again.
/// </summary>
internal sealed class PublicNeeds(
    NeedsDb db,
    UnitDirectory units,
    PersonKeys persons,
    MoveNeed move,
    TimeProvider clock
)
{
    public const int Shown = 50;
    private const int Weighed = 1000;

    private IQueryable<Need> Published =>
        db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(n =>
                n.PublicTitle != null && n.Visibility == Visibility.PublicSummary && n.State != NeedState.Merged
            );

    public async Task<IReadOnlyList<PublicNeed>> List(string? unitCode, string? before, CancellationToken cancel)
    {
        var rows = Published;
        if (!string.IsNullOrEmpty(unitCode) && (await units.Tree(cancel)).Find(unitCode) is { } unit)
            rows = rows.Under(unit.Path);
        if (
            !string.IsNullOrEmpty(before)
            && await Published.Where(n => n.Number == before).Select(n => (long?)n.Id).SingleOrDefaultAsync(cancel)
                is { } last
        )
            rows = rows.Where(n => n.Id < last);
        return [.. (await rows.OrderByDescending(n => n.Id).Take(Shown).ToListAsync(cancel)).Select(Out)];
    }

    public async Task<PublicNeed> One(string number, CancellationToken cancel) =>
        Out(await Published.SingleOrDefaultAsync(n => n.Number == number, cancel) ?? throw new NotFound());

    /// <summary>
    /// Published needs like what somebody is typing; by their public words only, so that nothing else shows through.
    /// </summary>
    public async Task<IReadOnlyList<PublicNeed>> Alike(string text, CancellationToken cancel)
    {
        if (text.Trim().Length < 6)
            return [];
        var rows = await Published.OrderByDescending(n => n.Id).Take(Weighed).ToListAsync(cancel);
        var index = new Likeness();
        foreach (var row in rows)
            index.Add(row.Id, $"{row.PublicTitle}\n{row.PublicTitle}\n{row.PublicAnswer}");
        var byId = rows.ToDictionary(r => r.Id);
        return [.. index.Find(Plain.Cut(text, 1000), 3, FindAlike.Least).Select(a => Out(byId[a.Id]))];
    }

    /// <returns>A code of one's own, by which the need is followed.</returns>
    public async Task<string> Support(string number, string? phone, CancellationToken cancel, Consent? consent = null)
    {
        var need =
            await db
                .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AsNoTracking()
                .SingleOrDefaultAsync(
                    n => n.Number == number && n.PublicTitle != null && n.Visibility == Visibility.PublicSummary,
                    cancel
                )
            ?? throw new NotFound();
        if (!NeedMoves.Open.Contains(need.State))
            throw new RuleBroken("needs.support-ended");
        string? person = persons.Of(phone, null);
        if (
            person is not null
            && (
                person == need.PersonKey
                || await db.Supports.AnyAsync(s => s.NeedId == need.Id && s.PersonKey == person, cancel)
            )
        )
            throw new RuleBroken("needs.support-twice") { Field = "Phone" };
        string code = SecretCode.New();
        db.Supports.Add(
            new()
            {
                Id = Ids.Next(clock),
                NeedId = need.Id,
                PersonKey = person,
                CodeHash = SecretCode.Hash(code),
                On = clock.Today(),
                ConsentVersion = consent?.Version,
                ConsentAt = consent?.At,
            }
        );
        move.Note(need, "supported", null, forRequester: true, by: "");
        try
        {
            await db.InTransaction(
                async () =>
                {
                    await db.SaveChangesAsync(cancel);
                    // Without a new version: who is writing the answer is not disturbed by a neighbour's support.
                    await db
                        .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                        .Where(n => n.Id == need.Id)
                        .ExecuteUpdateAsync(
                            set =>
                                set.SetProperty(n => n.Supports, n => n.Supports + 1)
                                    .SetProperty(n => n.HasSupportCodes, true),
                            cancel
                        );
                },
                cancel
            );
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            throw new RuleBroken("needs.support-twice") { Field = "Phone" };
        }

        return code;
    }

    private PublicNeed Out(Need n) =>
        new(
            n.Number,
            n.PublicTitle!,
            n.PublicAnswer,
            n.UnitId,
            n.State,
            n.ReceivedAt.LocalDate(),
            n.DueOn,
            NeedMoves.Open.Contains(n.State) && n.DueOn < clock.Today(),
            n.Supports
        );
}

/// <summary>
/// What everybody may read of a need: words an officer wrote for it, where it stands, how many have the same concern.
/// </summary>
internal sealed record PublicNeed(
    string Number,
    string Title,
    string? Answer,
    int UnitId,
    NeedState State,
    DateOnly ReceivedOn,
    DateOnly? DueOn,
    bool Overdue,
    int Supports
);
