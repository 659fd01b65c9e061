using System.Security.Cryptography;
using System.Text;

namespace Modular.Needs.Intake;

/// <summary>
/// The random number a form carries, by which the same form sent twice is one need. The tracking code follows from it,
/// so only its digest is kept.
/// </summary>
internal static class FormTicket
{
    public static string Reference(string ticket) =>
        "form:"
        + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("form ticket\n" + ticket)).AsSpan(0, 20));
}
