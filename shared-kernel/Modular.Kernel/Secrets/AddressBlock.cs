using System.Net;
using System.Net.Sockets;

namespace Modular.Kernel.Secrets;

/// <summary>
/// The part of an address that one customer of a provider has for himself: a single IPv4 address, the /64 of IPv6.
/// Whoever has a /64 has more addresses than there are limits to count.
/// </summary>
public static class AddressBlock
{
    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "-";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
