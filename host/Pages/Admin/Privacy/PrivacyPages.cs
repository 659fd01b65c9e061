using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Access;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin.Privacy;

/// <summary>The register of purposes and periods, with what is held now.</summary>
[NeedsPermission(KernelPermissions.Privacy)]
internal sealed class IndexModel(ReadRegister register, RetentionPeriods periods, ActingScope me) : Screen
{
    public sealed class Form
    {
        [StringLength(60)]
        public string? Entry { get; set; }
        public int Days { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public IReadOnlyList<RegisterLine> Lines { get; private set; } = [];
    public IReadOnlyList<RetentionRun> Runs { get; private set; } = [];
    public bool MaySet => me.Current.May(KernelPermissions.PrivacyManage);

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostDays() =>
        !MaySet
            ? Task.FromResult<IActionResult>(Forbid())
            : Do(
                () => periods.Set(register.Find(Input.Entry ?? "") ?? throw new NotFound(), Input.Days, Cancel),
                () =>
                {
                    Say("privacy.said.days", Words[$"privacy.{Input.Entry}"], Input.Days);
                    return Redirect($"/admin/privacy#{Input.Entry}");
                }
            );

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format,
            Words["privacy.menu"],
            [
                Words["privacy.module"],
                Words["privacy.what"],
                Words["privacy.fields"],
                Words["privacy.purpose"],
                Words["privacy.ground"],
                Words["privacy.seen"],
                Words["privacy.kept"],
                Words["privacy.end"],
                Words["privacy.held"],
                Words["privacy.past"],
            ],
            Lines.Select(Row).ToAsyncEnumerable()
        );
    }

    /// <summary>Name (sealed), digest ...: each word once.</summary>
    public string FieldWords(PersonalEntry entry) =>
        string.Join(
            Words["privacy.comma"],
            entry
                .Fields.Select(f => Words["privacy.field-kept", Words[$"privacy.word.{f.Word}"], Words.Of(f.Keeping)])
                .Distinct(StringComparer.Ordinal)
        );

    public string RunWords(RetentionRun run) =>
        string.Join(Words["privacy.comma"], run.Of().Select(c => $"{Words[$"privacy.{c.Key}"]} {c.Value}"));

    private IReadOnlyList<object?> Row(RegisterLine l) =>
        [
            Words[$"module.{l.Module}"],
            Words[$"privacy.{l.Entry.Id}"],
            FieldWords(l.Entry),
            Words[$"privacy.{l.Entry.Id}.purpose"],
            Words.Of(l.Entry.Ground),
            Words[$"privacy.{l.Entry.Id}.seen"],
            l.Days is { } days ? Words["privacy.days", days] : Words["privacy.with-record"],
            Words[$"privacy.{l.Entry.Id}.end"],
            l.Held,
            l.Past,
        ];

    protected override async Task Load() => (Lines, Runs) = (await register.Lines(Cancel), await register.Runs(Cancel));
}

/// <summary>Erasures and their proofs, by number.</summary>
[NeedsPermission(KernelPermissions.Privacy)]
internal sealed class ProofsModel(PersonRights rights) : Screen
{
    public IReadOnlyList<ErasureProof> Proofs { get; private set; } = [];

    public async Task OnGet() => Proofs = await rights.Proofs(Cancel);
}

/// <summary>One proof, to be printed and handed to the person.</summary>
[NeedsPermission(KernelPermissions.Privacy)]
internal sealed class ProofModel(PersonRights rights) : Screen
{
    [BindProperty(SupportsGet = true), StringLength(24)]
    public string Number { get; set; } = "";

    public ErasureProof Proof { get; private set; } = null!;

    public async Task OnGet() => Proof = await rights.Proof(Number, Cancel);
}

/// <summary>Versions of the privacy notice, and publishing the next one.</summary>
[NeedsPermission(KernelPermissions.Privacy)]
internal sealed class NoticeModel(PrivacyNotices notices, ActingScope me) : Screen
{
    public sealed class Form
    {
        [Required, StringLength(12_000)]
        public string Zh { get; set; } = "";

        [Required, StringLength(12_000)]
        public string En { get; set; } = "";
        public DateOnly? From { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public IReadOnlyList<PrivacyNotice> All { get; private set; } = [];
    public PrivacyNotice Current { get; private set; } = null!;
    public bool MayPublish => me.Current.May(KernelPermissions.PrivacyManage);

    /// <summary>What would change against the newest version.</summary>
    public IReadOnlyList<(string Key, IReadOnlyList<(Piece Piece, string Text)> Runs)>? Changes { get; private set; }

    public async Task OnGet()
    {
        await Load();
        (Input.Zh, Input.En) = (All[0].Zh, All[0].En);
    }

    public async Task<IActionResult> OnPostPreview()
    {
        if (!MayPublish)
            return Forbid();
        await Load();
        Changes =
        [
            ("privacy.notice.zh", Differences.Of(All[0].Zh, Plain(Input.Zh))),
            ("privacy.notice.en", Differences.Of(All[0].En, Plain(Input.En))),
        ];
        return Page();
    }

    public Task<IActionResult> OnPostPublish() =>
        !MayPublish
            ? Task.FromResult<IActionResult>(Forbid())
            : Do(
                () =>
                    notices.Publish(
                        Plain(Input.Zh),
                        Plain(Input.En),
                        Input.From is { } day ? Kernel.Calendar.LocalTime.StartOfDay(day) : null,
                        Cancel
                    ),
                () =>
                {
                    Say("privacy.said.published");
                    return Redirect("/admin/privacy/notice");
                }
            );

    protected override async Task Load() => (Current, All) = (await notices.Current(Cancel), await notices.All(Cancel));

    private static string Plain(string? text) => (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}

/// <summary>Assessments of what processing does to people.</summary>
[NeedsPermission(KernelPermissions.Privacy)]
internal sealed class AssessmentsModel(KeepAssessments keep, ActingScope me, TimeProvider clock) : Screen
{
    public sealed class Form
    {
        [Required, StringLength(200)]
        public string Subject { get; set; } = "";

        [Required, StringLength(2000)]
        public string Purpose { get; set; } = "";

        [Required, StringLength(4000)]
        public string Risks { get; set; } = "";

        [Required, StringLength(4000)]
        public string Measures { get; set; } = "";

        [Required]
        public DateOnly? On { get; set; }

        [Required]
        public DateOnly? NextReview { get; set; }
        public int Version { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    public IReadOnlyList<ImpactAssessment> All { get; private set; } = [];
    public bool MayWrite => me.Current.May(KernelPermissions.PrivacyManage);
    public DateOnly Today => Kernel.Calendar.LocalTime.Today(clock);

    public async Task OnGet()
    {
        await Load();
        (Input.On, Input.NextReview) = (Today, Today.AddYears(1));
        if (Id is not { } id)
            return;
        var a = await keep.One(id, Cancel);
        (Input.Subject, Input.Purpose, Input.Risks, Input.Measures) = (a.Subject, a.Purpose, a.Risks, a.Measures);
        Input.Version = a.Version;
    }

    public Task<IActionResult> OnPost() =>
        !MayWrite
            ? Task.FromResult<IActionResult>(Forbid())
            : Do(
                () =>
                    keep.Save(
                        Id,
                        Input.Version,
                        new(Input.Subject, Input.Purpose, Input.Risks, Input.Measures, Input.On, Input.NextReview),
                        Cancel
                    ),
                () =>
                {
                    Say("privacy.said.assessed");
                    return Redirect("/admin/privacy/assessments");
                }
            );

    protected override async Task Load() => All = await keep.All(Cancel);
}
