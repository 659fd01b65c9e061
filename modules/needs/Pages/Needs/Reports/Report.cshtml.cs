using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Documents;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Needs.Domain;
using Modular.Needs.Reports;

namespace Modular.Needs.Pages.Needs;

/// <summary>The regular report: on the page, to print, as a sheet and as an official document.</summary>
[NeedsPermission(NeedsModule.Read)]
internal sealed class ReportModel(ServiceReport report, UnitDirectory units, ActingScope me, TimeProvider clock)
    : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Unit { get; set; }
    public Report Report { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        try
        {
            await Load();
            return Page();
        }
        catch (Kernel.Rules.RuleBroken broken)
        {
            (From, To) = (null, null);
            await Load();
            ModelState.AddModelError("", Words[broken.Key, broken.Arguments]);
            return Page();
        }
    }

    public async Task<IActionResult> OnGetExport()
    {
        await Load();
        return new SheetResult(
            "xlsx",
            Name,
            ["", .. Heads],
            Report
                .ByUnit.Prepend(Report.All)
                .Concat(Report.ByCategory)
                .Concat(Report.ByChannel)
                .Select(f => (IReadOnlyList<object?>)[Called(f), .. Cells(f)])
                .ToAsyncEnumerable()
        );
    }

    public async Task<IActionResult> OnGetDocument()
    {
        await Load();
        var r = Report;
        var document = new OfficialDocument(Name).Text(Intro).Text(Words["needs.report.left-out", r.LeftOut]);
        void Table(string title, IReadOnlyList<Fare> rows) =>
            document
                .Section(title)
                .Table(
                    [Words["needs.report.name"], .. ShortHeads],
                    rows.Select(f => (IReadOnlyList<string>)[Called(f), .. ShortCells(f)])
                );
        if (r.ByUnit.Count > 0)
            Table(Words["needs.report.by-unit"], r.ByUnit);
        Table(Words["needs.report.by-category"], r.ByCategory);
        Table(Words["needs.report.by-channel"], r.ByChannel);
        if (r.Hot.Count > 0)
            document
                .Section(Words["needs.report.hot"])
                .Text(
                    string.Join(
                        '\n',
                        r.Hot.Select((h, i) => Words["needs.report.hot.line", i + 1, h.Name, h.Size, h.People])
                    )
                );
        document
            .Section(Words["needs.report.untold"])
            .Text(r.Untold.Count == 0 ? Words["needs.report.untold.none"] : string.Join(", ", r.Untold));
        return document.Signed(r.Unit.Name, Kernel.Texts.Words.Date(clock.Today()).Split(' ')[0]).File(Name);
    }

    public (ReportModel Page, IReadOnlyList<Fare> Rows, string Link) UnitFares => (this, Report.ByUnit, "unit");

    public (ReportModel Page, IReadOnlyList<Fare> Rows, string Link) CategoryFares =>
        (this, Report.ByCategory, "category");

    public (ReportModel Page, IReadOnlyList<Fare> Rows, string Link) ChannelFares =>
        (this, Report.ByChannel, "channel");

    public string Name => Words["needs.report.title", Report.Unit.Name];

    /// <summary>The whole report in a sentence.</summary>
    public string Intro =>
        Words[
            "needs.report.intro",
            Report.Unit.Name,
            Kernel.Texts.Words.Date(Report.From).Split(' ')[0],
            Kernel.Texts.Words.Date(Report.To).Split(' ')[0],
            Report.All.Received,
            Report.All.Told,
            Percent(Report.All.InTimeRate),
            Report.All.Rated,
            Percent(Report.All.SatisfiedRate),
            Percent(Report.All.SatisfiedOfAll)
        ];

    public static string Query(int unit, DateOnly from, DateOnly to) => $"unit={unit}&from={from.Iso()}&to={to.Iso()}";

    /// <summary>A month's report that was sent up, as it would be today.</summary>
    public static string Query(IssuedReport issued) =>
        Query(issued.UnitId, issued.Month, issued.Month.AddMonths(1).AddDays(-1));

    /// <summary>Where the needs behind a row are listed; null where they cannot be.</summary>
    /// <param name="filter">What of a list's filter the row stands for; empty for nothing.</param>
    public string? Behind(Fare f, string filter)
    {
        if (filter.Length == 0 || f.Id is not { } id)
            return null;
        string row = filter == "channel" ? f.Name : Text(id);
        return $"/needs?{filter}={row}&from={Report.From.Iso()}&to={Report.To.Iso()}";
    }

    public IReadOnlyList<string> Heads =>
        [
            .. "received|told|open|overdue|in-time|rated|satisfied|satisfied-all|reworked|escalated|perfunctory|declined"
                .Split('|')
                .Select(k => Words[$"needs.report.{k}"]),
        ];

    public IReadOnlyList<string> ShortHeads =>
        [
            .. "received|told|overdue|in-time|satisfied|satisfied-all|reworked"
                .Split('|')
                .Select(k => Words[$"needs.report.{k}"]),
        ];

    public IReadOnlyList<object?> Cells(Fare f) =>
        [
            f.Received,
            f.Told,
            f.Open,
            f.Overdue,
            Percent(f.InTimeRate),
            f.Rated,
            Percent(f.SatisfiedRate),
            Percent(f.SatisfiedOfAll),
            f.Reworked,
            f.Escalated,
            f.Perfunctory,
            f.Declined,
        ];

    private static IEnumerable<string> ShortCells(Fare f) =>
        [
            Text(f.Received),
            Text(f.Told),
            Text(f.Overdue),
            Percent(f.InTimeRate),
            Percent(f.SatisfiedRate),
            Percent(f.SatisfiedOfAll),
            Text(f.Reworked),
        ];

    public string Called(Fare f) =>
        f.Name.Length == 0 ? Words["needs.category.later"]
        : Enum.TryParse<NeedChannel>(f.Name, out var channel) ? Words.Of(channel)
        : f.Name;

    public static string Percent(double? rate) =>
        rate is { } r ? r.ToString("0.0%", CultureInfo.InvariantCulture) : "–";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    protected override async Task Load()
    {
        var today = clock.Today();
        From ??= new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        To ??= today;
        var tree = await units.Tree(Cancel);
        Units = Choices.Units(
            tree,
            tree.Under(me.Current.ScopePath)
                .Where(u => u.Kind is UnitKind.District or UnitKind.Town or UnitKind.Community)
        );
        Report = await report.Write(Unit ?? me.Current.UnitId ?? 0, From.Value, To.Value, Cancel);
    }
}
