namespace Modular.Kernel.Access;

/// <summary>
/// What the holder of an account hears about its safety, in the inbox and by mail at once, whatever they chose: who
/// took an account over must not silence it.
/// </summary>
public static class AccountNotices
{
    /// <summary>With browser and system, and the address it came from.</summary>
    public const string NewDevice = "account.new-device";
    public const string PasswordChanged = "account.password-changed";

    /// <summary>App, passkeys, recovery codes or the link to an outside account.</summary>
    public const string SecondChanged = "account.second-changed";

    /// <summary>Goes to the former address.</summary>
    public const string MailChanged = "account.mail-changed";

    /// <summary>Where one looks at one's sessions and changes the password.</summary>
    public const string Page = "/account";

    public static bool Always(string kind) => kind is NewDevice or PasswordChanged or SecondChanged or MailChanged;
}
