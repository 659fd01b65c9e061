using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Results;

/// <summary>
/// Results as everybody reads them: places, scores, outcomes and how they were computed; nobody's single score.
/// </summary>
internal sealed class PublicResults(AppraisalDb db, Survey.ShowSurvey survey, TimeProvider clock)
{
    private IQueryable<Round> Shown =>
        db
            .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(r => r.PublishedAt != null && r.Public);

    public Task<List<Round>> List(CancellationToken cancel) =>
        Shown.OrderByDescending(r => r.PublishedAt).Take(60).ToListAsync(cancel);

    public async Task<PublicResult> Show(long id, CancellationToken cancel)
    {
        var round = await Shown.SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw new NotFound();
        bool current = round.State is RoundState.Published or RoundState.Archived;
        // While it is corrected the edition published before stays what is in force.
        int edition = current ? round.Edition : round.Edition - 1;
        var result =
            await db.Results.AsNoTracking().SingleOrDefaultAsync(r => r.RoundId == id && r.Edition == edition, cancel)
            ?? throw new NotFound();
        return new(
            round,
            await db.Subjects.AsNoTracking().Where(s => s.RoundId == id).ToListAsync(cancel),
            result,
            JsonSerializer.Deserialize<Computation>(result.Body, RunnerJson.Options)!,
            !current,
            round is { State: RoundState.Published, AppealUntil: { } until } && until >= clock.Today()
        )
        {
            Criteria = await db
                .Criteria.AsNoTracking()
                .Where(c => c.RoundId == id)
                .OrderBy(c => c.Place)
                .ToListAsync(cancel),
            SideOf = await db
                .Parties.AsNoTracking()
                .Where(p => p.RoundId == id)
                .ToDictionaryAsync(p => p.Code, p => p.Side, StringComparer.Ordinal, cancel),
            Survey =
                round.ByQuestionnaire && current && await survey.Published(id, cancel) is var figures
                    ? figures with
                    {
                        Figures =
                        [
                            .. figures.Figures.Where(f =>
                                f.Question.Kind != Modular.Appraisal.Survey.QuestionKind.Text
                            ),
                        ],
                    }
                    : null,
        };
    }
}

/// <param name="UnderCorrection">A new edition is being made; what is shown is the one before.</param>
internal sealed record PublicResult(
    Round Round,
    IReadOnlyList<Subject> Subjects,
    RoundResult Result,
    Computation Computation,
    bool UnderCorrection,
    bool MayObject
)
{
    /// <summary>
    /// Of a questionnaire: figures of its questions; what people wrote in their own words stays inside.
    /// </summary>
    public Survey.SurveyResult? Survey { get; init; }

    /// <summary>Lines of the form, for the words of their marks.</summary>
    public IReadOnlyList<Criterion> Criteria { get; init; } = [];

    /// <summary>Where two sides scored each other, the side of each code: places count within a side.</summary>
    public IReadOnlyDictionary<string, string> SideOf { get; init; } = new Dictionary<string, string>();
}
