using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Results;
using Modular.Appraisal.Scoring;
using Modular.Appraisal.Visits;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Rounds;

[NeedsPermission(AppraisalModule.Score)]
internal sealed class SheetModel(ScoreSheet sheet, OfflineSheet offline, RecordVisit visit) : StaffPage
{
    public sealed class Form
    {
        [StringLength(300)]
        public string? Reason { get; set; }
        public IFormFile? File { get; set; }
        public List<IFormFile>? Files { get; set; }

        [StringLength(40)]
        public string? Place { get; set; }

        [StringLength(200)]
        public string? Caption { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public SheetView View { get; private set; } = null!;

    public bool FileRefused => ModelState.TryGetValue("Input.File", out var file) && file.Errors.Count > 0;

    public string Entered(long subject, Criterion line) =>
        View.Scores.TryGetValue((subject, line.Place), out long given) ? FigureDisplay.Mark(given) : "";

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
        return new SheetResult(
            "xlsx",
            View.Round.Title,
            OfflineSheet.Headings(View, Words["rounds.export.number"], Words["rounds.export.title"]),
            OfflineSheet.Rows(View).ToAsyncEnumerable()
        );
    }

    public async Task<IActionResult> OnPostOffline()
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
                    taken = await offline.Take(Id, copy, Cancel);
                }
                catch (SheetRefused refused)
                {
                    throw new RuleBroken(refused.Key, refused.Arguments) { Field = "File" };
                }
            },
            () =>
            {
                Say("rounds.said.offline", taken);
                return Redirect($"/scoring/{Id}");
            }
        );
    }

    /// <summary>Without script: the whole sheet at once.</summary>
    public Task<IActionResult> OnPostAll() =>
        Do(
            async () =>
            {
                // A form without a figure would otherwise tell whoever sits on no panel that all is well.
                await Load();
                foreach (
                    string name in Request.Form.Keys.Where(k =>
                        k.Length > 1 && k[0] is 's' or 'k' or 'm' && char.IsAsciiDigit(k[1])
                    )
                )
                    await sheet.Save(Id, name, Request.Form[name], Cancel);
            },
            () => Redirect($"/scoring/{Id}")
        );

    public Task<IActionResult> OnPostAbstain(long subject) =>
        Do(() => sheet.Abstain(Id, subject, Input.Reason, Cancel), () => Redirect($"/scoring/{Id}"));

    /// <summary>Being there: now, where the phone says, with photos.</summary>
    public Task<IActionResult> OnPostVisit(long subject) =>
        Do(
            () => visit.Record(Id, subject, Input.Place, Input.Files ?? [], Input.Caption, Cancel),
            () =>
            {
                Say("visits.said");
                return Redirect($"/scoring/{Id}#subject-{subject.ToString(CultureInfo.InvariantCulture)}");
            }
        );

    public async Task<IActionResult> OnGetPhoto(long photo) =>
        await visit.Photo(Id, photo, own: true, Response, Cancel);

    public Task<IActionResult> OnPostHandIn() =>
        Do(
            () => sheet.HandIn(Id, Cancel),
            () =>
            {
                Say("rounds.said.handed-in");
                return Redirect("/scoring");
            }
        );

    protected override async Task Load() => View = await sheet.Show(Id, Cancel);
}
