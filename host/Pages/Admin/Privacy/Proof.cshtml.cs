using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin.Privacy;

/// <summary>One proof, to be printed and handed to the person.</summary>
[NeedsPermission(KernelPermissions.Privacy)]
internal sealed class ProofModel(PersonRights rights) : StaffPage
{
    [BindProperty(SupportsGet = true), StringLength(24)]
    public string Number { get; set; } = "";

    public ErasureProof Proof { get; private set; } = null!;

    public async Task OnGet() => Proof = await rights.Proof(Number, Cancel);
}
