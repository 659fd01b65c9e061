using System.Security.Cryptography;

namespace Modular.Kernel.Rules;

/// <summary>
/// What people are told of a fault whose words are not for them, and what the log begins its line with.
/// </summary>
public static class FaultNumber
{
    /// <summary>Short enough to be read out on the telephone.</summary>
    public static string New() => RandomNumberGenerator.GetHexString(8, lowercase: true);
}
