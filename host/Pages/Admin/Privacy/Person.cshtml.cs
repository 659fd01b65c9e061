using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Secrets;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin.Privacy;

/// <summary>
/// What all modules hold of one person. Everything is posted: a telephone in an address would stay in logs and
/// histories.
/// </summary>
[NeedsPermission(KernelPermissions.PrivacyManage)]
internal sealed class PersonModel(PersonRights rights) : StaffPage
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
    };

    public sealed class Form
    {
        [StringLength(30)]
        public string? Phone { get; set; }

        [StringLength(120)]
        public string? Mail { get; set; }

        [StringLength(24)]
        public string? Number { get; set; }

        [StringLength(40)]
        public string? RightName { get; set; }

        [StringLength(30)]
        public string? RightPhone { get; set; }

        [StringLength(PersonRights.ReasonLength)]
        public string? RightReason { get; set; }

        [StringLength(PersonRights.ReasonLength)]
        public string? Reason { get; set; }
        public ErasureGround Ground { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public IReadOnlyList<PersonalPart>? Parts { get; private set; }

    /// <summary>Whole names and numbers, for this answer only.</summary>
    public bool Whole { get; private set; }
    public IReadOnlyList<SelectListItem> Grounds => Choices.Enum<ErasureGround>(Words);

    /// <summary>Which of the two forms was sent when the page comes back.</summary>
    public bool Correcting => !string.IsNullOrEmpty(Input.RightName + Input.RightPhone);
    public bool Erasing => !ModelState.IsValid && !Correcting;

    private PersonAsked Asked => new(Input.Phone, Input.Mail, Input.Number);

    public void OnGet() { }

    public Task<IActionResult> OnPostFind() => Show("person.looked-up");

    public Task<IActionResult> OnPostReveal()
    {
        Whole = true;
        return Show("person.revealed");
    }

    public Task<IActionResult> OnPostCopy(string? format)
    {
        IActionResult copy = NotFound();
        return Do(
            async () =>
            {
                var found = await rights.Find(Asked, "person.copied", Cancel);
                copy = format == "json" ? Json(found) : Sheet(found);
            },
            () => copy
        );
    }

    public Task<IActionResult> OnPostCorrect() =>
        Do(
            async () =>
            {
                int done = await rights.Correct(
                    Asked,
                    new(Blank(Input.RightName), Blank(Input.RightPhone)),
                    Input.RightReason,
                    Cancel
                );
                Say("privacy.said.corrected", done);
            },
            () => Redirect("/admin/privacy/person")
        );

    public Task<IActionResult> OnPostErase()
    {
        string number = "";
        return Do(
            async () => number = await rights.Erase(Asked, Input.Ground, Input.Reason, Cancel),
            () =>
            {
                Say("privacy.said.erased", number);
                return Redirect($"/admin/privacy/proofs/{number}");
            }
        );
    }

    public string Name(PersonalRecord r) => (Whole ? r.Name : PersonalData.MaskName(r.Name)) ?? "";

    public string Reach(PersonalRecord r) =>
        string.Join(
            ' ',
            new[] { Whole ? r.Phone : PersonalData.Mask(r.Phone), Whole ? r.Mail : Masked(r.Mail) }.OfType<string>()
        );

    /// <summary>Shown again with the records, so that the form can be mended in front of them.</summary>
    protected override async Task Load()
    {
        if (Parts is null && ModelState.IsValid is false && Asked is { Phone: null, Mail: null, Number: null })
            return;
        try
        {
            Parts ??= await rights.Find(Asked, "person.looked-up", Cancel);
        }
        catch (Kernel.Rules.RuleBroken)
        {
            // Already said beside the field.
            Parts = null;
        }
    }

    private Task<IActionResult> Show(string act) => Do(async () => Parts = await rights.Find(Asked, act, Cancel), Page);

    private SheetResult Sheet(IReadOnlyList<PersonalPart> found) =>
        new(
            "xlsx",
            Words["privacy.copy.file"],
            [
                Words["privacy.module"],
                Words["privacy.what"],
                Words["privacy.record"],
                Words["privacy.word.name"],
                Words["privacy.word.phone"],
                Words["privacy.word.mail"],
                Words["audit.at"],
                Words["privacy.consent.version"],
                Words["privacy.more"],
            ],
            found.SelectMany(p => p.Records.Select(r => Row(p, r))).ToAsyncEnumerable()
        );

    private IReadOnlyList<object?> Row(PersonalPart p, PersonalRecord r) =>
        [
            Words[$"module.{p.Module}"],
            Words[$"privacy.{p.Entry.Id}"],
            r.Reference,
            r.Name,
            r.Phone,
            r.Mail,
            r.At,
            r.Consent,
            string.Join(
                '\n',
                r.More.Where(m => m.Value.Length > 0).Select(m => $"{Words[$"privacy.word.{m.Word}"]}: {m.Value}")
            ),
        ];

    private FileContentResult Json(IReadOnlyList<PersonalPart> found)
    {
        var said = found.SelectMany(p =>
            p.Records.Select(r => new
            {
                module = p.Module,
                entry = p.Entry.Id,
                purpose = Words[$"privacy.{p.Entry.Id}.purpose"],
                record = r.Reference,
                name = r.Name,
                phone = r.Phone,
                mail = r.Mail,
                at = r.At,
                consentVersion = r.Consent,
                more = r.More.ToDictionary(m => m.Word, m => m.Value),
            })
        );
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(said, Readable);
        return new(bytes, "application/json") { FileDownloadName = Words["privacy.copy.file"] + ".json" };
    }

    private static string? Masked(string? mail) =>
        mail is null ? null : mail[..1] + "***" + mail[Math.Max(1, mail.IndexOf('@', StringComparison.Ordinal))..];

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
