using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin.Privacy;

/// <summary>Erasures and their proofs, by number.</summary>
[NeedsPermission(KernelPermissions.Privacy)]
internal sealed class ProofsModel(PersonRights rights) : StaffPage
{
    public IReadOnlyList<ErasureProof> Proofs { get; private set; } = [];

    public async Task OnGet() => Proofs = await rights.Proofs(Cancel);
}
