using Microsoft.AspNetCore.Identity;
using Modular.Kernel.Access.Second;

namespace Modular.Kernel.Access;

/// <summary>
/// Refuses passwords that are guessed early: what zxcvbn (Wheeler, 2012) finds to be made of leaked passwords, words,
/// names, dates and keyboard walks, and what holds the person's own names. Any other of eight characters or more will
/// do, and may be pasted.
/// </summary>
internal sealed class GuessedPasswords(SignInRuleBook rules) : IPasswordValidator<Account>
{
    /// <summary>Of zxcvbn's five grades: 2 means some hours of guessing by one who has the hash.</summary>
    private const int Least = 2;

    private static readonly Zxcvbn.Zxcvbn Estimate = new();

    /// <summary>Words that are tried first here and that the lists, made elsewhere, rank too low.</summary>
    private static readonly string[] Local =
    [
        "modular",
        "dangqun",
        "dangjian",
        "shequ",
        "zuzhibu",
        "woaini",
        "wodemima",
        "mima",
        "admin888",
        "aini",
        "wang",
        "zhang",
        "5201314",
        "1314520",
        "qq",
        "zhongguo",
        "resident",
        "community",
        "district",
        "guanliyuan",
    ];

    public async Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        string? code = Refused(user, password);
        if (code is null && Kinds(password!) < 3 && (await rules.Read(CancellationToken.None)).Classified)
            code = "PasswordKinds";
        return code is null ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = code });
    }

    /// <summary>Of small letters, capitals, figures and anything else.</summary>
    private static int Kinds(string password) =>
        new[]
        {
            password.Any(char.IsAsciiLetterLower),
            password.Any(char.IsAsciiLetterUpper),
            password.Any(char.IsAsciiDigit),
            password.Any(c => !char.IsAsciiLetterOrDigit(c)),
        }.Count(found => found);

    internal static string? Refused(Account user, string? password)
    {
        if (string.IsNullOrEmpty(password))
            return "PasswordTooShort";
        string[] names =
        [
            .. new[] { user.UserName, user.DisplayName, user.Email?.Split('@')[0] }
                .OfType<string>()
                .Where(n => n.Length >= 3),
        ];
        if (names.Any(n => password.Contains(n, StringComparison.OrdinalIgnoreCase)))
            return "PasswordLikeName";
        lock (Estimate)
            return Estimate.EvaluatePassword(Head(password), [.. Local, .. names]).Score < Least
                ? "PasswordCommon"
                : null;
    }

    /// <summary>
    /// The estimate takes the square of the length, and a hundred characters are beyond guessing if their head is.
    /// </summary>
    private static string Head(string password) => password.Length > 64 ? password[..64] : password;
}
