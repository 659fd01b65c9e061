using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Audit;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin;

[NeedsPermission(KernelPermissions.Audit)]
internal sealed class AuditModel(LookAround look, VerifyAudit verify, ActingScope me) : StaffPage
{
    /// <summary>The chain is one for the whole district, and so is proving it.</summary>
    public bool MayVerify => me.Current.LeadsDistrict;

    [BindProperty(SupportsGet = true)]
    public string? Subject { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }
    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];
    public AuditVerdict? Verdict { get; private set; }

    public string Export => Filtered(("handler", "export"));
    public string Older => Filtered(("before", Entries[^1].Seq));

    public Task OnGet() => Load();

    /// <summary>Reads the whole chain and writes nothing.</summary>
    [PostNeeds(KernelPermissions.Audit)]
    public async Task<IActionResult> OnPostVerify()
    {
        if (!MayVerify)
            return NotFound();
        Verdict = await verify.Run(null, Cancel);
        await Load();
        return Page();
    }

    public async Task<IActionResult> OnGetExport()
    {
        var rows = await look.Audit(Subject, Who, From, Cancel);
        return new SheetResult(
            "csv",
            Words["admin.audit"],
            ["seq", "at", "who", "unit", "origin", "action", "subject", "data", "hash"],
            rows.AsAsyncEnumerable().Select(Row)
        );
    }

    private static IReadOnlyList<object?> Row(AuditEntry a) =>
        [a.Seq, a.At, a.Who, a.UnitId, a.Origin, a.Action, a.Subject, a.Data, Convert.ToHexString(a.Hash)];

    protected override async Task Load() => Entries = await look.AuditPage(Subject, Who, From, Before, Cancel);

    /// <summary>This page, with what is looked for.</summary>
    private string Filtered((string, object?) more) =>
        PageAddress.Of("/admin/audit", more, ("subject", Subject), ("who", Who), ("from", From));
}
