using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Audit;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin;

[NeedsPermission(KernelPermissions.Audit)]
internal sealed class AuditModel(LookAround look, VerifyAudit verify, ActingScope me, TimeProvider clock) : StaffPage
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
    public DateOnly? To { get; set; }

    public ListView List { get; private set; } = null!;
    public AuditVerdict? Verdict { get; private set; }

    private AuditFilter Filter => new(Subject, Who, From, To);

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

    /// <summary>Whole entries with their hashes, so that the chain can be proved elsewhere.</summary>
    public async Task<IActionResult> OnGetExport()
    {
        var (asked, listing) = await Listing();
        var rows = await look.AuditAll(Filter, asked, listing.Sorted, Cancel);
        return new SheetResult(
            "csv",
            Words["admin.audit"],
            ["seq", "at", "who", "unit", "origin", "action", "subject", "data", "hash"],
            rows.Select(Row)
        );
    }

    private static IReadOnlyList<object?> Row(AuditEntry a) =>
        [a.Seq, a.At, a.Who, a.UnitId, a.Origin, a.Action, a.Subject, a.Data, Convert.ToHexString(a.Hash)];

    protected override async Task Load()
    {
        var (asked, listing) = await Listing();
        List = listing.Of(await look.AuditPage(Filter, asked, Cancel));
    }

    private async Task<(ListAsked, Listing<AuditEntry>)> Listing()
    {
        var asked = await ListAsked.Of(HttpContext, "/admin/audit");
        var listing = new Listing<AuditEntry>(Words, asked, clock.Today())
        {
            Columns =
            [
                new("seq", "audit.seq", ColumnKind.Number, a => a.Seq),
                new("at", "audit.at", ColumnKind.Moment, a => a.At),
                new("who", "audit.who", ColumnKind.Text, a => Words.Who(a.Who)),
                new("action", "audit.action", ColumnKind.Main, Action),
                new("subject", "audit.subject", ColumnKind.Text, a => a.Subject),
                new("data", "audit.data", ColumnKind.Text, a => a.Data)
                {
                    Cells = a => [Cell.Verbatim(Glimpse(a))],
                    Unsorted = true,
                },
            ],
            Filters =
            [
                ListFilter.Search("subject", "audit.subject"),
                ListFilter.Search("who", "audit.who"),
                ListFilter.Period("from", "to", "audit.at"),
            ],
            Empty = new("list.none"),
        };
        return (asked, listing);
    }

    /// <summary>So much of what an entry holds shows what it is about.</summary>
    private const int Glance = 120;

    private static string Glimpse(AuditEntry a) => a.Data.Length > Glance ? Plain.Cut(a.Data, Glance) + "…" : a.Data;

    private string Action(AuditEntry a) => Words.Has("audit." + a.Action) ? Words["audit." + a.Action] : a.Action;
}
