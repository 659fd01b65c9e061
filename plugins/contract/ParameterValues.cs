using System.Globalization;
using System.Text.Json;

namespace Modular.Plugins.Contract;

/// <summary>
/// Parameters as given, one JSON value per key. Reading falls back to the default named by the caller.
/// </summary>
public sealed class ParameterValues(IReadOnlyDictionary<string, JsonElement> values)
{
    public static ParameterValues Empty { get; } = new(new Dictionary<string, JsonElement>(StringComparer.Ordinal));

    /// <exception cref="NotComputableException">The text is not a JSON object.</exception>
    public static ParameterValues Parse(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return Empty;
        try
        {
            return new(
                JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json) ?? throw new JsonException("empty")
            );
        }
        catch (JsonException)
        {
            throw new NotComputableException(Texts.NotAnObject);
        }
    }

    public IReadOnlyDictionary<string, JsonElement> All => values;

    public int Integer(string key, int otherwise) => (int)Number(key, otherwise);

    public double Number(string key, double otherwise)
    {
        if (!Given(key, out var value))
            return otherwise;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number))
            return number;
        if (
            value.ValueKind == JsonValueKind.String
            && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number)
        )
            return number;
        throw new NotComputableException(Texts.ShouldBeNumber(key));
    }

    public string Text(string key, string otherwise) =>
        !Given(key, out var value) ? otherwise
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : value.ToString();

    public bool Flag(string key, bool otherwise) =>
        !Given(key, out var value)
            ? otherwise
            : value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => throw new NotComputableException(Texts.ShouldBeFlag(key)),
            };

    /// <summary>An empty dictionary when absent: the caller takes it as "all equal".</summary>
    public IReadOnlyDictionary<string, double> Numbers(string key)
    {
        var result = new Dictionary<string, double>(StringComparer.Ordinal);
        if (!Given(key, out var value))
            return result;
        if (value.ValueKind != JsonValueKind.Object)
            throw new NotComputableException(Texts.ShouldBeNumbers(key));
        foreach (var part in value.EnumerateObject())
            result[part.Name] =
                part.Value.ValueKind == JsonValueKind.Number
                    ? part.Value.GetDouble()
                    : throw new NotComputableException(Texts.ShouldBeNumbers(key));
        return result;
    }

    /// <summary>An empty dictionary when absent.</summary>
    public IReadOnlyDictionary<string, string> Words(string key)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Given(key, out var value))
            return result;
        if (value.ValueKind != JsonValueKind.Object)
            throw new NotComputableException(Texts.ShouldBeWords(key));
        foreach (var part in value.EnumerateObject())
            result[part.Name] =
                part.Value.ValueKind == JsonValueKind.String
                    ? part.Value.GetString()!
                    : throw new NotComputableException(Texts.ShouldBeWords(key));
        return result;
    }

    /// <summary>Empty when absent.</summary>
    public IReadOnlyList<double> List(string key)
    {
        if (!Given(key, out var value))
            return [];
        if (
            value.ValueKind != JsonValueKind.Array
            || value.EnumerateArray().Any(v => v.ValueKind != JsonValueKind.Number)
        )
            throw new NotComputableException(Texts.ShouldBeList(key));
        return [.. value.EnumerateArray().Select(v => v.GetDouble())];
    }

    /// <summary>Whether the value is an object and not a single word or number.</summary>
    public bool IsObject(string key) => Given(key, out var value) && value.ValueKind == JsonValueKind.Object;

    private bool Given(string key, out JsonElement value) =>
        values.TryGetValue(key, out value) && value.ValueKind != JsonValueKind.Null;
}
