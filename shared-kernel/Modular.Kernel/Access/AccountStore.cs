using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Modular.Kernel.Store;

namespace Modular.Kernel.Access;

/// <summary>The framework's store on the kernel's context.</summary>
internal sealed class AccountStore(KernelDb db, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<Account, KernelDb, long>(db, describer);
