using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Modular.Kernel.Plugins;

/// <summary>
/// Columns of numbers go to the runner and back as base64 of their little-endian bytes: a million ballots are written
/// and read in a fraction of a second. Plain arrays are read too.
/// </summary>
internal sealed class ColumnConverter<T> : JsonConverter<IReadOnlyList<T>>
    where T : unmanaged
{
    public override IReadOnlyList<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return MemoryMarshal.Cast<byte, T>(reader.GetBytesFromBase64()).ToArray();
        return JsonSerializer.Deserialize<T[]>(ref reader, options);
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(Bytes(value));

    /// <summary>Little-endian, as every processor .NET runs on here is.</summary>
    public static ReadOnlySpan<byte> Bytes(IReadOnlyList<T> column) =>
        MemoryMarshal.AsBytes((column as T[] ?? [.. column]).AsSpan());
}
