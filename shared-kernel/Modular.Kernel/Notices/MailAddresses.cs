using MimeKit;

namespace Modular.Kernel.Notices;

/// <summary>What counts as a mail address where people type one in: the bare address with a domain.</summary>
public static class MailAddresses
{
    private const int Longest = 128;
    private static readonly ParserOptions Strict = new()
    {
        AllowAddressesWithoutDomain = false,
        AddressParserComplianceMode = RfcComplianceMode.Strict,
    };

    public static bool Valid(string? text) =>
        text is { Length: > 2 and <= Longest }
        && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && MailboxAddress.TryParse(Strict, text, out var parsed)
        && string.Equals(parsed.Address, text, StringComparison.Ordinal);
}
