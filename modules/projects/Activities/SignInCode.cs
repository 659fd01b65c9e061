using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Modular.Kernel.Secrets;
using Modular.Projects.Domain;

namespace Modular.Projects.Activities;

/// <summary>
/// What stands in the QR code. A fixed code is the activity's own and can be printed; a rotating one carries a mark of
/// the present minute, which is taken during that minute and the next. Whoever came in by a fresh code gets a pass for
/// the phone in hand, so that typing a name may take longer than the code lives; it is worth nothing on another phone.
/// </summary>
internal sealed class SignInCode(PersonalData personal, TimeProvider clock)
{
    public const int StepSeconds = 60,
        PassMinutes = 10;

    public string Token(Activity activity) =>
        activity.Rotating ? $"{activity.Code}.{Mark(activity.Code, Step)}" : activity.Code;

    public static string Code(string token) => token.Split('.')[0];

    public bool Fresh(Activity activity, string token)
    {
        if (!activity.Rotating)
            return true;
        string given = token.Length > activity.Code.Length ? token[(activity.Code.Length + 1)..] : "";
        return Same(given, Mark(activity.Code, Step)) || Same(given, Mark(activity.Code, Step - 1));
    }

    public string Pass(Activity activity, string? device)
    {
        string at = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{at}.{Mark(Of(activity, device), long.Parse(at, CultureInfo.InvariantCulture))}";
    }

    public bool Passes(Activity activity, string? pass, string? device)
    {
        if (!activity.Rotating)
            return true;
        string[] parts = (pass ?? "").Split('.');
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long at))
            return false;
        long age = clock.GetUtcNow().ToUnixTimeSeconds() - at;
        return age is >= 0 and <= PassMinutes * 60 && Same(parts[1], Mark(Of(activity, device), at));
    }

    private static string Of(Activity activity, string? device) => $"{activity.Code}/pass/{device}";

    private long Step => clock.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;

    private string Mark(string code, long step) =>
        personal
            .Digest("activity-code", string.Create(CultureInfo.InvariantCulture, $"{code}:{step}"))[..12]
            .Replace('+', '-')
            .Replace('/', '_');

    private static bool Same(string given, string wanted) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(wanted));
}
