using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Appraisal.Ledger;
using Modular.Appraisal.Pages.Rounds;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Data;
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
    public IReadOnlyDictionary<long, int> Sums { get; private set; } = new Dictionary<long, int>();

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<PointEvent> Entries { get; private set; } = [];
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

    /// <summary>The empty table to fill in, and the ledger as it stands.</summary>
    public async Task<IActionResult> OnGetLedger(string? format)
    {
        await Load();
        return new SheetResult(
            format ?? "xlsx",
            View.Round.Title,
            [.. "subject|points|why|on|by".Split('|').Select(k => Words[$"ledger.{k}"])],
            ledger
                .All(Id)
                .Select(e =>
                    (IReadOnlyList<object?>)
                        [
                            View.Subjects.FirstOrDefault(s => s.SubjectId == e.SubjectId)?.Title,
                            e.Points,
                            e.Why,
                            e.On,
                            e.By,
                        ]
                )
        );
    }

    protected override async Task Load()
    {
        await base.Load();
        if (!View.Round.ByEvents)
            throw new NotFound();
        Entries = await ledger.Entries(Id, Cancel);
        Sums = await ledger.Sums(Id, Cancel);
        NextKey = Kernel.Data.Ids.Next(clock);
        Subjects = [.. View.Subjects.Select(s => Choices.Item(s.Title, s.SubjectId))];
    }
}
