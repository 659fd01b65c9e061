using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Plugins;

namespace Modular.Appraisal.TwoWay;

/// <summary>
/// What both sides gave each other, in per cent of each line's scale, and the objective items, by the codes of the
/// parties.
/// </summary>
internal static class TwoWayInput
{
    private const string Facts = "fact",
        Record = "record";

    public static async Task<RoundInput> Of(AppraisalDb db, Round round, CancellationToken cancel)
    {
        var parties = await db
            .Parties.AsNoTracking()
            .Where(p => p.RoundId == round.Id)
            .ToDictionaryAsync(p => p.Number, cancel);
        var lines = await db
            .Criteria.AsNoTracking()
            .Where(c => c.RoundId == round.Id)
            .ToDictionaryAsync(c => c.Place, cancel);
        var scores = await db.PartyScores.AsNoTracking().Where(s => s.RoundId == round.Id).ToListAsync(cancel);
        var facts = await db.PartyFacts.AsNoTracking().Where(f => f.RoundId == round.Id).ToListAsync(cancel);
        return new(
            [
                .. scores.Select(s => new ScoreRow(
                    parties[s.From].Code,
                    parties[s.To].Code,
                    lines[s.Criterion].Name,
                    RoundScale.Percent(s.ValueMicro, lines[s.Criterion]),
                    parties[s.From].Side
                )),
                .. facts.Select(f => new ScoreRow(Record, parties[f.Party].Code, f.Item, f.ValueMicro / 1e6, Facts)),
            ],
            [.. parties.Values.OrderBy(p => p.Number).Select(p => p.Code)]
        );
    }
}
