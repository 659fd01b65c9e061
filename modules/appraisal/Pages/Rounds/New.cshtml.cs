using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Contracts.Projects;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Pages.Rounds;

[NeedsPermission(AppraisalModule.Run)]
internal sealed class NewModel(
    DraftRound draft,
    ShowRound show,
    PluginCatalogue plugins,
    Panels panels,
    UnitDirectory units,
    ActingScope me,
    IProjectQuestions? projects = null
) : StaffPage
{
    public sealed class Form
    {
        [Required, StringLength(80)]
        public string Title { get; set; } = "";

        [Required]
        public string Method { get; set; } = "weighted-mean";

        [Required, StringLength(2000)]
        public string Criteria { get; set; } = "";
        public double Pass { get; set; } = 60;
        public DateOnly? OpensOn { get; set; }
        public DateOnly? ClosesOn { get; set; }
        public List<long> Projects { get; set; } = [];
        public List<long> Panel { get; set; } = [];
        public List<int> Units { get; set; } = [];

        [StringLength(6000)]
        public string? Others { get; set; }
        public int Readers { get; set; }
        public int Draw { get; set; }
        public string? Source { get; set; }
        public DateOnly? DrawOn { get; set; }
        public int Digits { get; set; } = 6;
        public bool Discuss { get; set; }
    }

    /// <summary>At the desk, or on the spot with checklist, photos and place.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Visit { get; set; }
    public IReadOnlyList<Unit> Around { get; private set; } = [];

    /// <summary>
    /// Shipped methods that want something else than a panel's marks: ballots, two sides, events, parts.
    /// </summary>
    internal static readonly string[] OtherInput =
    [
        "quarterly-rating",
        "majority-judgment",
        "questionnaire",
        "two-way",
        "points",
        "composite",
    ];

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<UsablePlugin> Methods { get; private set; } = [];
    public MethodChoice Choice =>
        new(Methods, Input.Method, Parameters, MethodChoice.Names(Input.Criteria), "Input.Method");
    public IReadOnlyList<(long Id, string Name)> Evaluators { get; private set; } = [];
    public IReadOnlyList<ProjectCard> Waiting { get; private set; } = [];

    /// <summary>The parameters a copied round had.</summary>
    public string Parameters { get; private set; } = "{}";

    /// <param name="copy">An earlier round whose form, method and panel are taken over.</param>
    public async Task OnGet(long? project, long? copy)
    {
        await Load();
        Input.Criteria = Words[Visit ? "visits.criteria.usual" : "rounds.criteria.usual"];
        Input.Projects =
            project is { } chosen ? [chosen]
            : Visit ? []
            : [.. Waiting.Select(w => w.Id)];
        Input.Panel = [.. Evaluators.Select(e => e.Id)];
        if (copy is not { } earlier)
            return;
        var view = await show.Show(earlier, Cancel);
        (Input.Title, Input.Method, Parameters, Input.Pass) = (
            view.Round.Title,
            view.Round.MethodId,
            view.Round.Parameters,
            view.Round.PassMicro / 1e6
        );
        Input.Criteria = string.Join('\n', view.Criteria.Select(Line));
        Input.Panel = [.. Evaluators.Select(e => e.Id).Where(e => view.Panel.Any(p => p.AccountId == e))];
        (Input.Projects, Input.Readers, Input.Discuss) = ([], view.Round.Readers, view.Round.Discuss);
        Input.Units =
        [
            .. view
                .Subjects.Where(s => s.Kind == "unit" && Around.Any(u => u.Id == s.SubjectId))
                .Select(s => (int)s.SubjectId),
        ];
        Input.Others = string.Join('\n', view.Subjects.Where(s => s.Kind == "named").Select(s => s.Title));
    }

    public async Task<IActionResult> OnPost()
    {
        long id = 0;
        return await Do(
            async () =>
            {
                var criteria = Lines(Input.Criteria);
                var method = await plugins.Get(PluginKind.Method, Input.Method, Cancel);
                string parameters = MethodForm.Read(method, [.. criteria.Select(c => c.Name)], Request.Form, Words);
                id = await draft.Draft(
                    me.Current.UnitId ?? throw new NotFound(),
                    new(
                        Input.Title,
                        Input.Method,
                        parameters,
                        Input.Pass,
                        Input.OpensOn,
                        Input.ClosesOn,
                        criteria,
                        Input.Projects,
                        Input.Panel
                    )
                    {
                        OnTheSpot = Visit,
                        Units = Input.Units,
                        Others = (Input.Others ?? "").Split('\n'),
                        Readers = Input.Readers,
                        Draw = Input.Draw,
                        DrawBy = new(Input.Source, Input.DrawOn, Input.Digits),
                        Discuss = Input.Discuss,
                    },
                    Cancel
                );
            },
            () =>
            {
                Say(Input.Draw > 0 ? "rounds.said.pool" : "rounds.said.drafted");
                return Redirect($"/rounds/{id}");
            }
        );
    }

    /// <summary>As <see cref="Lines"/> reads it.</summary>
    private static string Line(Criterion c)
    {
        string help = c.Help is null && c.Anchors is null ? "" : $" | {c.Help}",
            anchors = c.Anchors is null ? "" : $" | {c.Anchors.Replace("\n", "; ", StringComparison.Ordinal)}";
        return $"{c.Name} | {c.Least}-{c.Most}{help}{anchors}";
    }

    /// <summary>
    /// One criterion a line: name, then the span of its scale, then help, then what marks mean (separated by
    /// semicolons), then its weight; separated by |.
    /// </summary>
    internal static List<FormLine> Lines(string text)
    {
        var criteria = new List<FormLine>();
        foreach (
            string line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        )
        {
            string[] parts = line.Split('|', StringSplitOptions.TrimEntries);
            string[] span = parts.Length > 1 ? parts[1].Split('-') : ["0", "100"];
            if (
                parts[0].Length is 0 or > 40
                || span.Length != 2
                || !int.TryParse(span[0], CultureInfo.InvariantCulture, out int least)
                || !int.TryParse(span[1], CultureInfo.InvariantCulture, out int most)
            )
                throw new RuleBroken("rounds.criterion-line", line) { Field = "Criteria" };
            if (parts.Length > 2 && parts[2].Length > 200 || parts.Length > 3 && parts[3].Length > 600)
                throw new RuleBroken("rounds.criterion-line", line) { Field = "Criteria" };
            criteria.Add(
                new(
                    parts[0],
                    parts.Length > 2 && parts[2].Length > 0 ? parts[2] : null,
                    least,
                    most,
                    parts.Length > 3 && parts[3].Length > 0
                        ? string.Join(
                            '\n',
                            parts[3].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                        )
                        : null,
                    parts.Length > 4 && parts[4].Length > 0
                        ? double.TryParse(parts[4], NumberStyles.Float, CultureInfo.InvariantCulture, out double weight)
                        && weight >= 0
                            ? weight
                            : throw new RuleBroken("rounds.criterion-line", line) { Field = "Criteria" }
                        : null
                )
            );
        }

        return criteria;
    }

    protected override async Task Load()
    {
        Methods =
        [
            .. (await plugins.Usable(PluginKind.Method, Cancel)).Where(m => !OtherInput.Contains(m.Description.Id)),
        ];
        Evaluators = await panels.Evaluators(Cancel);
        var tree = await units.Tree(Cancel);
        Around =
        [
            .. tree.Under(me.Current.ScopePath)
                .Where(u =>
                    u.State == UnitState.Active
                    && u.Id != me.Current.UnitId
                    && u.Kind is UnitKind.Town or UnitKind.Community or UnitKind.PartnerUnit or UnitKind.Department
                )
                .Take(400),
        ];
        Waiting =
            projects is null || me.Current.ScopePath is not { } path ? []
            : Visit ? await projects.InStages(path, ProjectStage.Going, Cancel)
            : await projects.AwaitingReview(path, Cancel);
    }
}
