using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Kernel.Access;

/// <summary>The framework's store on the kernel's context.</summary>
internal sealed class AccountStore(KernelDb db, IdentityErrorDescriber? describer = null) : UserOnlyStore<Account, KernelDb, long>(db, describer);

/// <summary>Refuses the passwords that are tried first; any other of eight characters or more will do, and may be pasted.</summary>
internal sealed class CommonPasswords : IPasswordValidator<Account>
{
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "password1", "password123", "passw0rd", "p@ssw0rd", "12345678", "123456789", "1234567890", "87654321", "11111111", "00000000", "88888888", "66666666",
        "123123123", "12341234", "abcd1234", "abc12345", "a1234567", "a12345678", "aa123456", "qwertyui", "qwerty123", "1qaz2wsx", "1q2w3e4r", "asdfghjkl", "zxcvbnm1",
        "iloveyou", "woaini520", "woaini1314", "5201314520", "admin123", "admin888", "administrator", "letmein1", "welcome1", "sunshine", "princess", "football",
        "147258369", "123456abc", "qq123456", "wang1234", "zhang123", "13145200", "20262026", "dangqun123",
    };

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) => Task.FromResult(
        password is null || Common.Contains(password) || string.Equals(password, user.UserName, StringComparison.OrdinalIgnoreCase) || password.Distinct().Count() < 3
            ? IdentityResult.Failed(new IdentityError { Code = "PasswordCommon", Description = "account.password-common" })
            : IdentityResult.Success);
}
