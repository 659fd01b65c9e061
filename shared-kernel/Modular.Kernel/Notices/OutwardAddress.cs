using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Modular.Kernel.Notices;

/// <summary>
/// Which addresses a message to outside may go to: only those of the public Internet. Inside is what the registries of
/// special-purpose addresses (RFC 6890, IANA) keep for other ends, whatever carries an IPv4 address of that kind inside
/// an IPv6 one, and every address of this machine.
/// </summary>
internal static class OutwardAddress
{
    private static readonly IPNetwork[] Inside =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "::/96",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>
    /// Prefixes behind which an IPv4 address stands, and the byte at which it begins: NAT64 and 6to4.
    /// </summary>
    private static readonly (IPNetwork Prefix, int At)[] Carriers =
    [
        (IPNetwork.Parse("64:ff9b::/96"), 12),
        (IPNetwork.Parse("64:ff9b:1::/48"), 12),
        (IPNetwork.Parse("2002::/16"), 2),
    ];

    public static bool IsInside(IPAddress address) => IsSpecial(address) || IsOwn(address);

    internal static bool IsSpecial(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            address = new(address.GetAddressBytes());
        foreach (var (prefix, at) in Carriers)
            if (prefix.Contains(address))
                return prefix.PrefixLength == 48 || IsSpecial(new(address.GetAddressBytes().AsSpan(at, 4)));
        return Inside.Any(network => network.Contains(address));
    }

    /// <summary>The machine's own public address leads to its own services.</summary>
    private static bool IsOwn(IPAddress address) =>
        NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(each => each.GetIPProperties().UnicastAddresses)
            .Any(own => own.Address.Equals(address));
}
