using Microsoft.Extensions.Configuration;

namespace Modular.Kernel.Files;

/// <summary>
/// How much the store of attachments may take, in bytes; settings <c>Files:…Megabytes</c>. Zero is no limit.
/// </summary>
/// <param name="FromOneAddress">
/// A day, by everybody who has no account, from one address: an IPv4 address, or the first half of an IPv6 address.
/// </param>
/// <param name="FromAnybody">A day, by everybody who has no account.</param>
/// <param name="Store">All that is kept.</param>
/// <param name="Free">What must stay free on the disk.</param>
public sealed record FileLimits(long FromOneAddress, long FromAnybody, long Store, long Free)
{
    public static FileLimits From(IConfiguration configuration) =>
        new(
            Bytes(configuration, "AddressDay", 60),
            Bytes(configuration, "AnybodyDay", 2048),
            Bytes(configuration, "Store", 51200),
            Bytes(configuration, "Free", 512)
        );

    private static long Bytes(IConfiguration configuration, string what, long megabytes) =>
        (long)(configuration.GetValue($"Files:{what}Megabytes", (double)megabytes) * (1 << 20));
}
