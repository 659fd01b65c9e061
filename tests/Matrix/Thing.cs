namespace Modular.Matrix.Tests;

/// <summary>A thing of a unit: what stands for it in an address.</summary>
internal sealed record Thing(string[] Values, string Path)
{
    public static readonly Thing None = new([], "/1/");

    /// <summary>The address with each place filled in its turn.</summary>
    public string In(string address)
    {
        foreach (string value in Values)
        {
            int at = address.IndexOf('{', StringComparison.Ordinal);
            if (at < 0)
                break;
            address = address[..at] + value + address[(address.IndexOf('}', StringComparison.Ordinal) + 1)..];
        }

        return address;
    }
}
