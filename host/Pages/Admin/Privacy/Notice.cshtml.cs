using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin.Privacy;

/// <summary>Versions of the privacy notice, and publishing the next one.</summary>
[NeedsPermission(KernelPermissions.Privacy)]
[PostNeeds(KernelPermissions.PrivacyManage)]
internal sealed class NoticeModel(PrivacyNotices notices, ActingScope me) : StaffPage
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
        await Load();
        Changes =
        [
            ("privacy.notice.zh", Differences.Of(All[0].Zh, Plain(Input.Zh))),
            ("privacy.notice.en", Differences.Of(All[0].En, Plain(Input.En))),
        ];
        return Page();
    }

    public Task<IActionResult> OnPostPublish() =>
        Do(
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
