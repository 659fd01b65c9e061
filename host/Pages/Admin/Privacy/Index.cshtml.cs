using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin.Privacy;

/// <summary>The register of purposes and periods, with what is held now.</summary>
[NeedsPermission(KernelPermissions.Privacy)]
[PostNeeds(KernelPermissions.PrivacyManage)]
internal sealed class IndexModel(ShowRegister register, RetentionPeriods periods, ActingScope me) : StaffPage
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
        Do(
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
