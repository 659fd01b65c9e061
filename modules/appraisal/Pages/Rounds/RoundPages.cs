using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.Scoring;
using Modular.Contracts.Projects;
using Modular.Kernel.Access;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Rounds;

[NeedsPermission(AppraisalModule.Read)]
internal sealed class IndexModel(ShowRound show, PluginCatalogue plugins) : Screen
{
    public IReadOnlyList<Round> Rounds { get; private set; } = [];
    public IReadOnlyDictionary<string, Plugins.Contract.Message> Names { get; private set; } = new Dictionary<string, Plugins.Contract.Message>();

    public async Task OnGet()
    {
        Rounds = await show.List(Cancel);
        Names = (await plugins.Usable(PluginKind.Method, Cancel)).ToDictionary(m => m.Description.Id, m => m.Description.Name, StringComparer.Ordinal);
    }
}

[NeedsPermission(AppraisalModule.Run)]
internal sealed class NewModel(RunRound run, ShowRound show, PluginCatalogue plugins, Panels panels, ActingScope me, IProjectQuestions? projects = null) : Screen
{
    public sealed class Form
    {
        [Required, StringLength(80)] public string Title { get; set; } = "";
        [Required] public string Method { get; set; } = "weighted-mean";
        [Required, StringLength(2000)] public string Criteria { get; set; } = "";
        public double Pass { get; set; } = 60;
        public DateOnly? OpensOn { get; set; }
        public DateOnly? ClosesOn { get; set; }
        public List<long> Projects { get; set; } = [];
        public List<long> Panel { get; set; } = [];
    }

    /// <summary>Shipped methods that want something else than a panel's marks: ballots, two sides, events, parts.</summary>
    internal static readonly string[] OtherInput = ["quarterly-rating", "majority-judgment", "schulze", "questionnaire", "two-way", "points", "composite"];

    [BindProperty] public Form Input { get; set; } = new();
    public IReadOnlyList<UsablePlugin> Methods { get; private set; } = [];
    public IReadOnlyList<(long Id, string Name)> Evaluators { get; private set; } = [];
    public IReadOnlyList<ProjectCard> Waiting { get; private set; } = [];

    /// <summary>The parameters a copied round had.</summary>
    public string Parameters { get; private set; } = "{}";

    /// <param name="copy">An earlier round whose form, method and panel are taken over.</param>
    public async Task OnGet(long? project, long? copy)
    {
        await Load();
        Input.Criteria = Words["rounds.criteria.usual"];
        Input.Projects = project is { } chosen ? [chosen] : [.. Waiting.Select(w => w.Id)];
        Input.Panel = [.. Evaluators.Select(e => e.Id)];
        if (copy is not { } earlier) return;
        var view = await show.Run(earlier, Cancel);
        (Input.Title, Input.Method, Parameters, Input.Pass) = (view.Round.Title, view.Round.MethodId, view.Round.Parameters, view.Round.PassMicro / 1e6);
        Input.Criteria = string.Join('\n', view.Criteria.Select(c => $"{c.Name} | {c.Least}-{c.Most}{(c.Help is null ? "" : $" | {c.Help}")}"));
        Input.Panel = [.. Evaluators.Select(e => e.Id).Where(e => view.Panel.Any(p => p.AccountId == e))];
    }

    public async Task<IActionResult> OnPost()
    {
        long id = 0;
        return await Do(async () =>
        {
            var criteria = Lines(Input.Criteria);
            var method = await plugins.Get(PluginKind.Method, Input.Method, Cancel);
            string parameters = MethodForm.Read(method, [.. criteria.Select(c => c.Name)], Request.Form, Words);
            id = await run.Draft(me.Current.UnitId ?? throw new NotFound(), new(Input.Title, Input.Method, parameters, Input.Pass, Input.OpensOn, Input.ClosesOn, criteria, Input.Projects, Input.Panel), Cancel);
        }, () =>
        {
            Say("rounds.said.drafted");
            return Redirect($"/rounds/{id}");
        });
    }

    /// <summary>One criterion a line: name, then the span of its scale, then help; parted by |.</summary>
    internal static List<(string Name, string? Help, int Least, int Most)> Lines(string text)
    {
        var criteria = new List<(string Name, string? Help, int Least, int Most)>();
        foreach (string line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = line.Split('|', StringSplitOptions.TrimEntries);
            string[] span = parts.Length > 1 ? parts[1].Split('-') : ["0", "100"];
            if (parts[0].Length is 0 or > 40 || span.Length != 2 || !int.TryParse(span[0], CultureInfo.InvariantCulture, out int least) || !int.TryParse(span[1], CultureInfo.InvariantCulture, out int most))
                throw new RuleBroken("rounds.criterion-line", line) { Field = "Criteria" };
            criteria.Add((parts[0], parts.Length > 2 ? parts[2] : null, least, most));
        }

        return criteria;
    }

    protected override async Task Load()
    {
        Methods = [.. (await plugins.Usable(PluginKind.Method, Cancel)).Where(m => !OtherInput.Contains(m.Description.Id))];
        Evaluators = await panels.Evaluators(Cancel);
        Waiting = projects is null || me.Current.ScopePath is not { } path ? [] : await projects.AwaitingReview(path, Cancel);
    }
}

[NeedsPermission(AppraisalModule.Read)]
internal sealed class ShowModel(ShowRound show, RoundStatistics statistics, RemindPanel remind, RunRound run, PluginCatalogue plugins, ActingScope me) : Screen
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string? Method { get; set; }
    public RoundView View { get; private set; } = null!;
    public IReadOnlyList<UsablePlugin> Methods { get; private set; } = [];
    public string? Recomputed { get; private set; }
    public Statistics? Figures { get; private set; }
    public IReadOnlyList<WhatIfLine> Tried { get; private set; } = [];
    public string? TriedBy { get; private set; }
    public bool MayRun => me.Current.May(AppraisalModule.Run);

    /// <summary>Who had it computed leaves publishing to another.</summary>
    public bool MayPublish => MayRun && (View.Round.ComputedById is null || View.Round.ComputedById != me.Current.AccountId);

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostOpen() => Act("rounds.said.opened", () => run.Open(Id, Version, Cancel));

    public Task<IActionResult> OnPostClose() => Act("rounds.said.closed", () => run.Close(Id, Version, Cancel));

    public Task<IActionResult> OnPostReopen() => Act("rounds.said.reopened", () => run.Reopen(Id, Version, Cancel));

    public async Task<IActionResult> OnPostRemind()
    {
        if (!MayRun) return Forbid();
        int told = 0;
        return await Do(async () => told = await remind.Now(Id, Cancel), () =>
        {
            Say("rounds.said.reminded", told);
            return Redirect($"/rounds/{Id}");
        });
    }

    public Task<IActionResult> OnPostArchive() => Act("rounds.said.archived", () => run.Archive(Id, Version, Cancel));

    public Task<IActionResult> OnPostPublish() => Act("rounds.said.published", () => run.Publish(Id, Version, Outcomes(), Cancel));

    public Task<IActionResult> OnPostMethod() => Act("rounds.said.method", async () =>
    {
        await Load();
        var method = await plugins.Get(PluginKind.Method, Method ?? "", Cancel);
        await run.ChangeMethod(Id, Version, method.Description.Id, MethodForm.Read(method, [.. View.Criteria.Select(c => c.Name)], Request.Form, Words), Cancel);
    });

    /// <summary>The same scores by another method, on this page only.</summary>
    public async Task<IActionResult> OnPostTry()
    {
        await Do(async () =>
        {
            await Load();
            var method = await plugins.Get(PluginKind.Method, Method ?? "", Cancel);
            Tried = await statistics.Try(View, method.Description.Id, MethodForm.Read(method, [.. View.Criteria.Select(c => c.Name)], Request.Form, Words), Cancel);
            TriedBy = Words.Pick(method.Description.Name);
        }, () => Page());
        await Load();
        return Page();
    }

    public async Task<IActionResult> OnPostCompute()
    {
        if (!MayRun) return Forbid();
        long job = 0;
        return await Do(async () => job = await run.Compute(Id, Cancel), () => Redirect($"/jobs/{job}?back=/rounds/{Id}"));
    }

    public async Task<IActionResult> OnPostRecompute()
    {
        await Do(async () => Recomputed = await show.Recompute(Id, Cancel) ?? "rounds.recompute.same", () => Page());
        await Load();
        return Page();
    }

    public async Task<IActionResult> OnGetExport()
    {
        await Load();
        if (View.Computation is null) throw new NotFound();
        return new SheetResult("xlsx", View.Round.Title, [.. "number|title|score|rank|lower|upper|n|outcome".Split('|').Select(k => Words[$"rounds.export.{k}"])],
            View.Computation.Subjects.Select(s => (IReadOnlyList<object?>)[s.Subject, Title(s.Subject), s.Score, s.Rank, s.Lower, s.Upper, s.N,
                View.Subjects.First(x => x.Code == s.Subject).Outcome is { } o ? Words[$"rounds.outcome.{o}"] : ""]).ToAsyncEnumerable());
    }

    /// <summary>Fields <c>Outcomes[subject]</c>; read by hand, because an absent dictionary would be bound from all other fields.</summary>
    private Dictionary<long, string> Outcomes() => Request.Form.Keys.Where(k => k.StartsWith("Outcomes[", StringComparison.Ordinal))
        .ToDictionary(k => long.Parse(k[9..^1], CultureInfo.InvariantCulture), k => Request.Form[k].ToString());

    public string Title(string code) => View.Subjects.FirstOrDefault(s => s.Code == code)?.Title ?? code;

    private async Task<IActionResult> Act(string said, Func<Task> work)
    {
        if (!MayRun) return Forbid();
        return await Do(work, () =>
        {
            Say(said);
            return Redirect($"/rounds/{Id}");
        });
    }

    protected override async Task Load()
    {
        View = await show.Run(Id, Cancel);
        Figures = await statistics.Run(Id, Cancel);
        Methods = [.. (await plugins.Usable(PluginKind.Method, Cancel)).Where(m => !NewModel.OtherInput.Contains(m.Description.Id))];
    }
}

[NeedsPermission(AppraisalModule.Score)]
internal sealed class MineModel(ScoreSheet sheet) : Screen
{
    public IReadOnlyList<Round> Rounds { get; private set; } = [];

    public async Task OnGet() => Rounds = await sheet.Mine(Cancel);
}

[NeedsPermission(AppraisalModule.Score)]
internal sealed class SheetModel(ScoreSheet sheet, OfflineSheet offline) : Screen
{
    public sealed class Form
    {
        [StringLength(300)] public string? Reason { get; set; }
        public IFormFile? File { get; set; }
    }

    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public Form Input { get; set; } = new();
    public SheetView View { get; private set; } = null!;

    public Task OnGet() => Load();

    /// <summary>One figure, sent as it is entered.</summary>
    public async Task<IActionResult> OnPostSave(string field, string? value)
    {
        try
        {
            await sheet.Save(Id, field, value, Cancel);
            await Load();
            return Content(Words["rounds.saved", View.Given, View.Wanted]);
        }
        catch (RuleBroken broken)
        {
            return new ContentResult { StatusCode = 422, Content = Sentence(broken) };
        }
    }

    public async Task<IActionResult> OnGetOffline()
    {
        await Load();
        return new SheetResult("xlsx", View.Round.Title, OfflineSheet.Headings(View, Words["rounds.export.number"], Words["rounds.export.title"]), OfflineSheet.Rows(View).ToAsyncEnumerable());
    }

    public async Task<IActionResult> OnPostOffline()
    {
        int taken = 0;
        return await Do(async () =>
        {
            if (Input.File is not { Length: > 0 and < 5 << 20 } file) throw new RuleBroken("rounds.offline.file") { Field = "File" };
            using var copy = new MemoryStream();
            await file.CopyToAsync(copy, Cancel);
            copy.Position = 0;
            try
            {
                taken = await offline.Take(Id, copy, Cancel);
            }
            catch (SheetRefused refused)
            {
                throw new RuleBroken(refused.Key, refused.Arguments) { Field = "File" };
            }
        }, () =>
        {
            Say("rounds.said.offline", taken);
            return Redirect($"/scoring/{Id}");
        });
    }

    /// <summary>Without script: the whole sheet at once.</summary>
    public Task<IActionResult> OnPostAll() => Do(async () =>
    {
        foreach (string name in Request.Form.Keys.Where(k => k.Length > 3 && k[0] == 's' && char.IsAsciiDigit(k[1]))) await sheet.Save(Id, name, Request.Form[name], Cancel);
    }, () => Redirect($"/scoring/{Id}"));

    public Task<IActionResult> OnPostAbstain(long subject) => Do(() => sheet.Abstain(Id, subject, Input.Reason, Cancel), () => Redirect($"/scoring/{Id}"));

    public Task<IActionResult> OnPostHandIn() => Do(() => sheet.HandIn(Id, Cancel), () =>
    {
        Say("rounds.said.handed-in");
        return Redirect("/scoring");
    });

    protected override async Task Load() => View = await sheet.Show(Id, Cancel);
}
