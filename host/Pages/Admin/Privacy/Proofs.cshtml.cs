using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Privacy;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin.Privacy;

/// <summary>Erasures and their proofs, by number.</summary>
[NeedsPermission(KernelPermissions.Privacy)]
internal sealed class ProofsModel(PersonRights rights, TimeProvider clock) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public ErasureGround? Ground { get; set; }

    public ListView List { get; private set; } = null!;

    public async Task OnGet() => List = (await Listing()).Of(await Rows());

    public async Task<IActionResult> OnGetExport(string? format) =>
        (await Listing()).File(format, Words["privacy.tab.proofs"], await Rows());

    private async Task<IEnumerable<ErasureProof>> Rows() =>
        (await rights.Proofs(Cancel)).Where(p => Ground is null || p.Ground == Ground);

    private async Task<Listing<ErasureProof>> Listing() =>
        new(Words, await ListAsked.Of(HttpContext, "/admin/privacy/proofs"), clock.Today())
        {
            Columns =
            [
                new("number", "privacy.proof.number", ColumnKind.Main, p => p.Number)
                {
                    Cells = p => [Cell.Link(p.Number, $"/admin/privacy/proofs/{p.Number}")],
                },
                new("at", "audit.at", ColumnKind.Moment, p => p.At),
                new("who", "audit.who", ColumnKind.Text, Who),
                new("ground", "privacy.erase.ground", ColumnKind.Text, p => Words.Of(p.Ground)),
                new("count", "privacy.proof.count", ColumnKind.Figure, p => p.Parts().Sum(x => x.Count)),
            ],
            Filters = [ListFilter.Choice("ground", "privacy.erase.ground", ListFilter.Each<ErasureGround>(Words))],
            Empty = new("privacy.proofs.none"),
        };

    private string Who(ErasureProof proof) => proof.By == "-" ? Words["privacy.by-person"] : Words.Who(proof.By);
}
