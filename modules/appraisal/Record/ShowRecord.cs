using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Contracts.Appraisal;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Record;

/// <summary>The performance file: what published rounds found of a unit, a project, a person, over the years.</summary>
internal sealed class ShowRecord(AppraisalDb db, UnitDirectory units, TimeProvider clock) : IAppraisalQuestions
{
    private const int Most = 200;

    private IQueryable<Round> Published =>
        db
            .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(r => r.State == RoundState.Published || r.State == RoundState.Archived);

    /// <summary>Everything within the acting scope, newest first.</summary>
    public async Task<IReadOnlyList<RecordLine>> Show(CancellationToken cancel)
    {
        var below = (await units.Tree(cancel)).Under(db.ScopePath).Select(u => u.Id).ToList();
        return await Lines(
            db.Subjects.AsNoTracking().Where(s => s.UnitId != null && below.Contains(s.UnitId.Value)),
            Most,
            cancel
        );
    }

    public async Task<IReadOnlyList<AppraisalRecord>> OfUnit(int unitId, CancellationToken cancel) =>
        [
            .. (
                await Lines(
                    db.Subjects.AsNoTracking().Where(s => s.Kind == "unit" && s.SubjectId == unitId),
                    50,
                    cancel
                )
            ).Select(l => l.Record),
        ];

    public async Task<IReadOnlyList<AppraisalRecord>> OfName(string name, CancellationToken cancel)
    {
        var own = await db.Rounds.Select(r => r.Id).ToListAsync(cancel);
        return
        [
            .. (
                await Lines(
                    db.Subjects.AsNoTracking()
                        .Where(s => s.Kind == "named" && s.Title == name && own.Contains(s.RoundId)),
                    50,
                    cancel
                )
            ).Select(l => l.Record),
        ];
    }

    private async Task<IReadOnlyList<RecordLine>> Lines(
        IQueryable<Subject> subjects,
        int most,
        CancellationToken cancel
    )
    {
        var found = await subjects
            .Where(s => Published.Any(r => r.Id == s.RoundId))
            .OrderByDescending(s => s.RoundId)
            .Take(most)
            .ToListAsync(cancel);
        var ids = found.Select(s => s.RoundId).Distinct().ToList();
        var rounds = await Published.Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancel);
        var results = (await db.Results.AsNoTracking().Where(r => ids.Contains(r.RoundId)).ToListAsync(cancel))
            .Where(r => r.Edition == rounds[r.RoundId].Edition)
            .ToDictionary(r => r.RoundId, r => JsonSerializer.Deserialize<Computation>(r.Body, RunnerJson.Options)!);
        var sides = (await db.Parties.AsNoTracking().Where(p => ids.Contains(p.RoundId)).ToListAsync(cancel)).ToLookup(
            p => p.RoundId
        );
        var today = clock.Today();
        return
        [
            .. found
                .Where(s => results.ContainsKey(s.RoundId))
                .Select(s =>
                {
                    var (round, result) = (rounds[s.RoundId], results[s.RoundId]);
                    var place = result.Subjects.FirstOrDefault(x => x.Subject == s.Code);
                    return new RecordLine(
                        new(
                            round.Id,
                            round.Title,
                            (round.PublishedAt ?? round.CreatedAt).LocalDate(),
                            s.Title,
                            place?.Score,
                            place?.Rank,
                            Among(s, result, sides[s.RoundId]),
                            s.Outcome is { } o ? $"rounds.outcome.{o}" : null
                        ),
                        s,
                        round,
                        round is { State: RoundState.Published, AppealUntil: { } until } && until >= today
                    );
                }),
        ];
    }

    /// <summary>Where two sides score each other, places count within a side.</summary>
    private static int Among(Subject subject, Computation result, IEnumerable<TwoWay.Party> parties)
    {
        var side = parties.ToDictionary(p => p.Code, p => p.Side, StringComparer.Ordinal);
        return result.Subjects.Count(x =>
            x.Rank is not null && side.GetValueOrDefault(x.Subject) == side.GetValueOrDefault(subject.Code)
        );
    }
}

/// <param name="MayAppeal">It is still open to objections.</param>
internal sealed record RecordLine(AppraisalRecord Record, Subject Subject, Round Round, bool MayAppeal);
