using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Ledger;
using Modular.Appraisal.Pages.Rounds;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Points;

/// <summary>The ledger: entries, taking back, the sums so far, the stars once computed.</summary>
[NeedsPermission(AppraisalModule.Read)]
internal sealed class ShowModel(ShowRound show, KeepLedger ledger, RunRound moves, ActingScope me, TimeProvider clock)
    : RoundPage(show, moves, me)
{
    public sealed class Form
    {
        public long Subject { get; set; }
        public int? Points { get; set; }

        [StringLength(200)]
        public string? Why { get; set; }
        public DateOnly? On { get; set; }
        public IFormFile? File { get; set; }

        /// <summary>Made with the page: a form sent twice counts once.</summary>
        public long Key { get; set; }
    }

    /// <summary>For the next form; what is refused keeps its own.</summary>
    public long NextKey { get; private set; }

    /// <summary>The one whose entries are shown; null for everybody's.</summary>
    [BindProperty(SupportsGet = true, Name = "subject")]
    public long? Only { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public ListView Totals { get; private set; } = null!;
    public ListView Entries { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Subjects { get; private set; } = [];

    protected override string Here => $"/points/{Id}";

    public Task<IActionResult> OnPostAdd() =>
        Act(
            "ledger.said.added",
            () => ledger.Add(Id, Input.Subject, Input.Points ?? 0, Input.Why, Input.On, Input.Key, Cancel)
        );

    public Task<IActionResult> OnPostReverse(long entry) =>
        Act("ledger.said.reversed", () => ledger.Reverse(Id, entry, Input.Why, Cancel));

    public async Task<IActionResult> OnPostTake()
    {
        int taken = 0;
        return await Do(
            async () =>
            {
                if (Input.File is not { Length: > 0 and < 5 << 20 } file)
                    throw new RuleBroken("rounds.offline.file") { Field = "File" };
                using var copy = new MemoryStream();
                await file.CopyToAsync(copy, Cancel);
                copy.Position = 0;
                try
                {
                    taken = await ledger.Take(Id, copy, Input.Key, Cancel);
                }
                catch (SheetRefused refused)
                {
                    throw new RuleBroken(refused.Key, refused.Arguments) { Field = "File" };
                }
            },
            () =>
            {
                Say("ledger.said.taken", taken);
                return Redirect(Here);
            }
        );
    }

    public Task<IActionResult> OnPostClose() => Act("rounds.said.closed", () => Moves.Close(Id, Version, Cancel));

    public Task<IActionResult> OnPostReopen() => Act("rounds.said.reopened", () => Moves.Reopen(Id, Version, Cancel));

    public async Task<IActionResult> OnGetSums(string? format)
    {
        await OfPoints();
        return (await Sums()).File(format, $"{View.Round.Title} {Words["ledger.sums"]}", await Totalled());
    }

    /// <summary>The empty table to fill in, and the ledger as it stands.</summary>
    public async Task<IActionResult> OnGetLedger(string? format)
    {
        await OfPoints();
        var entries = await Found();
        return (await Ledger(entries)).File(format, View.Round.Title, Asked(entries));
    }

    /// <summary>All of the round, so that what was taken back is known however few are shown.</summary>
    private Task<List<PointEvent>> Found() => ledger.Entries(Id, Cancel);

    private IEnumerable<PointEvent> Asked(IReadOnlyList<PointEvent> entries) =>
        Only is { } subject ? entries.Where(e => e.SubjectId == subject) : entries;

    private async Task<IEnumerable<(string Title, int Sum)>> Totalled()
    {
        var sums = await ledger.Sums(Id, Cancel);
        return View
            .Subjects.Select(s => (s.Title, Sum: sums.GetValueOrDefault(s.SubjectId)))
            .OrderByDescending(s => s.Sum);
    }

    private async Task<Listing<(string Title, int Sum)>> Sums() =>
        new(Words, await ListAsked.Of(HttpContext, Here, part: "sums"), clock.Today())
        {
            Columns =
            [
                new("subject", "ledger.subject", ColumnKind.Main, s => s.Title),
                new("sum", "ledger.sum", ColumnKind.Figure, s => s.Sum),
            ],
            Empty = new("ledger.none"),
        };

    /// <summary>Its file is read in again: the same columns in the same places.</summary>
    private async Task<Listing<PointEvent>> Ledger(IReadOnlyList<PointEvent> entries)
    {
        var titles = View.Subjects.ToDictionary(s => s.SubjectId, s => s.Title);
        var reversed = entries.Where(e => e.ReversesId is not null).Select(e => e.ReversesId!.Value).ToHashSet();
        bool open = View.Round.State == RoundState.Open && MayRun;
        return new(Words, await ListAsked.Of(HttpContext, Here, part: "entries"), clock.Today())
        {
            Columns =
            [
                new("subject", "ledger.subject", ColumnKind.Main, e => titles.GetValueOrDefault(e.SubjectId)),
                new("points", "ledger.points", ColumnKind.Figure, e => e.Points)
                {
                    Cells = e => [Cell.Said(e.Points.ToString("+0;-0", CultureInfo.InvariantCulture))],
                },
                new("why", "ledger.why", ColumnKind.Text, e => e.Why) { Cells = e => [.. Why(e, reversed)] },
                new("on", "ledger.on", ColumnKind.Day, e => e.On),
                new("by", "ledger.by", ColumnKind.Text, e => Words.Who(e.By)) { File = e => e.By },
                new("do", "list.tools", ColumnKind.Tools, _ => null)
                {
                    Cells = e =>
                        open && e.ReversesId is null && !reversed.Contains(e.Id) ? [Cell.Part("_TakeBack", e)] : [],
                },
            ],
            Filters =
            [
                ListFilter.Choice(
                    "subject",
                    "ledger.subject",
                    View.Subjects.Select(s => new ListChoice(
                        s.SubjectId.ToString(CultureInfo.InvariantCulture),
                        s.Title
                    ))
                ),
            ],
            Empty = new("ledger.none"),
        };
    }

    private IEnumerable<Cell> Why(PointEvent entry, IReadOnlySet<long> reversed)
    {
        yield return Cell.Said(entry.Why);
        if (entry.ReversesId is not null)
            yield return Cell.Beside(Words["ledger.reverses"]);
        if (reversed.Contains(entry.Id))
            yield return Cell.Pill(Tone.Plain, Words["ledger.taken-back"]);
    }

    private async Task OfPoints()
    {
        await base.Load();
        if (!View.Round.ByEvents)
            throw new NotFound();
    }

    protected override async Task Load()
    {
        await OfPoints();
        Totals = (await Sums()).Of(await Totalled()) with { Handler = "sums" };
        var entries = await Found();
        Entries = (await Ledger(entries)).Of(Asked(entries)) with { Handler = "ledger" };
        NextKey = Kernel.Data.Ids.Next(clock);
        Subjects = [.. View.Subjects.Select(s => Choices.Item(s.Title, s.SubjectId))];
    }
}
