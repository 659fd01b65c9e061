using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Secrets;

namespace Modular.Appraisal.Survey;

/// <summary>People are asked by questionnaire; replies are sealed until the close.</summary>
internal sealed class SurveyKind(AppraisalDb db, RunSurvey run, PersonalData personal) : IRoundKind
{
    public IReadOnlyList<RoundKind> Kinds => [RoundKind.Questionnaire];

    public RoundClose Closes => RoundClose.Own;

    public async Task Opening(Round round, CancellationToken cancel) =>
        SurveyEnvelope.Prepare(await db.Surveys.SingleAsync(x => x.RoundId == round.Id, cancel), personal);

    /// <summary>Its own close parts the replies from their codes.</summary>
    public Task Close(Round round, CancellationToken cancel) => run.Close(round.Id, round.Version, cancel);

    public Task<RoundInput> Input(Round round, bool whole, CancellationToken cancel) =>
        SurveyInput.Of(db, round, cancel);

    /// <summary>Figures of questions name nobody.</summary>
    public Task<bool?> ForEverybody(Round round, CancellationToken cancel) => Task.FromResult<bool?>(true);
}
