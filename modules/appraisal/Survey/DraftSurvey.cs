using System.Text.Json.Nodes;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Contracts.Projects;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Survey;

/// <summary>Makes a round by questionnaire.</summary>
internal sealed class DraftSurvey(
    AppraisalDb db,
    PluginCatalogue plugins,
    UnitDirectory units,
    TimeProvider clock,
    IProjectQuestions? projects = null
)
{
    public const int MostQuestions = 60,
        MostOptions = 30,
        MostSteps = 20,
        LeastReplies = 3;

    public async Task<long> Draft(int unitId, SurveyPlan plan, CancellationToken cancel)
    {
        var unit = (await units.Tree(cancel)).Find(unitId) ?? throw new NotFound();
        if (string.IsNullOrWhiteSpace(plan.Title))
            throw new RuleBroken("rounds.title-needed") { Field = "Title" };
        if (plan.Minimum is < LeastReplies or > 1000)
            throw new RuleBroken("survey.minimum-range", LeastReplies) { Field = "Minimum" };
        if (plan.ClosesOn < plan.OpensOn)
            throw new RuleBroken("rounds.closes-before") { Field = "ClosesOn" };
        Check(plan.Questions);
        var method = await plugins.Get(PluginKind.Method, "questionnaire", cancel);
        var questions = plan
            .Questions.Select(
                (q, i) =>
                    new Question
                    {
                        RoundId = 0,
                        Place = i,
                        Kind = q.Kind,
                        Text = q.Text.Trim(),
                        Options = string.Join('\n', q.Options),
                        Least = q.Least,
                        Most = q.Most,
                        Required = q.Required,
                        IfPlace = q.IfPlace,
                        IfOption = q.IfOption,
                    }
            )
            .ToList();
        var most = SurveyInput
            .Scales(questions)
            .ToDictionary(s => s.Name, s => s.Question.Most, StringComparer.Ordinal);
        var parameters = new JsonObject();
        if (most.Count > 0)
            parameters["most"] = new JsonObject(
                most.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)JsonValue.Create(m.Value)))
            );
        var round = new Round
        {
            Id = Ids.Next(clock),
            Kind = RoundKind.Questionnaire,
            Title = plan.Title.Trim(),
            UnitId = unit.Id,
            UnitPath = unit.Path,
            MethodId = method.Description.Id,
            Parameters = parameters.ToJsonString(RunnerJson.Options),
            OpensOn = plan.OpensOn,
            ClosesOn = plan.ClosesOn,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Rounds.Add(round);
        db.Surveys.Add(
            new()
            {
                RoundId = round.Id,
                Intro = plan.Intro.Trim(),
                Door = plan.Door,
                Minimum = plan.Minimum,
            }
        );
        db.Questions.AddRange(
            questions.Select(q => new Question
            {
                RoundId = round.Id,
                Place = q.Place,
                Kind = q.Kind,
                Text = q.Text,
                Options = q.Options,
                Least = q.Least,
                Most = q.Most,
                Required = q.Required,
                IfPlace = q.IfPlace,
                IfOption = q.IfOption,
            })
        );
        db.Subjects.AddRange(await Subjects(round, plan, cancel));
        db.Record(
            "round.drafted",
            $"round:{round.Id}",
            after: new
            {
                round.Title,
                Kind = "questionnaire",
                Questions = questions.Count,
            }
        );
        await db.SaveChangesAsync(cancel);
        return round.Id;
    }

    private async Task<List<Subject>> Subjects(Round round, SurveyPlan plan, CancellationToken cancel)
    {
        var cards = plan.Projects.Count == 0 || projects is null ? [] : await projects.Cards(plan.Projects, cancel);
        var tree = await units.Tree(cancel);
        if (
            cards.Count != plan.Projects.Count
            || cards.Any(c => !JudgedSubjects.Offered(c, RoundKind.Questionnaire, tree, db.ScopePath))
        )
            throw new RuleBroken("rounds.subject-not-running") { Field = "Projects" };
        var subjects = cards
            .Select(c => new Subject
            {
                RoundId = round.Id,
                SubjectId = c.Id,
                Kind = "project",
                Code = c.Number,
                Title = c.Title,
                Summary = "",
                UnitId = c.UnitId,
            })
            .ToList();
        var names = plan
            .Subjects.Select(s => s.Trim())
            .Where(s => s.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (names.Exists(n => n.Length > 80) || names.Count + subjects.Count > JudgedSubjects.Most)
            throw new RuleBroken("rounds.others-long") { Field = "Subjects" };
        // About nothing in particular: then about itself.
        if (names.Count + subjects.Count == 0)
            names.Add(Plain.Cut(round.Title, 80));
        subjects.AddRange(names.Select((n, i) => Subject.Named(round.Id, i, n)));
        return subjects;
    }

    private static void Check(IReadOnlyList<QuestionPlan> questions)
    {
        if (questions.Count is 0 or > MostQuestions)
            throw new RuleBroken("survey.questions", MostQuestions) { Field = "Questions" };
        for (int i = 0; i < questions.Count; i++)
        {
            var q = questions[i];
            RuleBroken Wrong(string key, params object[] more) =>
                new(key, [i + 1, .. more]) { Field = $"Questions[{i}].Text" };
            if (q.Text.Trim().Length is 0 or > 300)
                throw Wrong("survey.text");
            if (
                q.Options.Any(o => o.Length > 100)
                || string.Join('\n', q.Options).Length > 2000
                || q.Options.Count > MostOptions
            )
                throw Wrong("survey.options-long", MostOptions);
            if (q.Kind is QuestionKind.Choice or QuestionKind.Multiple or QuestionKind.Rank && q.Options.Count < 2)
                throw Wrong("survey.options-two");
            if (q.Kind == QuestionKind.Matrix && q.Options.Count < 1)
                throw Wrong("survey.rows");
            if (q.Options.Distinct(StringComparer.Ordinal).Count() < q.Options.Count)
                throw Wrong("survey.options-twice");
            if (
                q.Kind is QuestionKind.Scale or QuestionKind.Matrix
                && (q.Most <= q.Least || q.Most - q.Least > MostSteps)
            )
                throw Wrong("survey.scale", MostSteps);
            if (q.IfPlace is not { } earlier)
                continue;
            if (
                earlier < 0
                || earlier >= i
                || questions[earlier].Kind is not (QuestionKind.Choice or QuestionKind.Multiple)
                || q.IfOption is not { } option
                || option < 0
                || option >= questions[earlier].Options.Count
            )
                throw Wrong("survey.condition");
        }
    }
}

/// <param name="IfPlace">From 0; the question this one hangs on, with <paramref name="IfOption"/> from 0.</param>
internal sealed record QuestionPlan(
    QuestionKind Kind,
    string Text,
    IReadOnlyList<string> Options,
    int Least,
    int Most,
    bool Required,
    int? IfPlace,
    int? IfOption
);

internal sealed record SurveyPlan(
    string Title,
    string Intro,
    SurveyDoor Door,
    int Minimum,
    IReadOnlyList<QuestionPlan> Questions,
    IReadOnlyList<string> Subjects,
    IReadOnlyList<long> Projects,
    DateOnly? OpensOn,
    DateOnly? ClosesOn
);
