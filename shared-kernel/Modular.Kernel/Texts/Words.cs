using System.Globalization;
using System.Reflection;
using System.Text;

namespace Modular.Kernel.Texts;

/// <summary>
/// All words on the screen, by key, in both languages. Each module ships one table: key, Chinese, English in one line,
/// so no key can lack a language (docs/decisions/0005). Chinese is the default.
/// </summary>
public sealed class Words
{
    private readonly Dictionary<string, (string Zh, string En)> _texts = new(StringComparer.Ordinal);

    public Words(IEnumerable<TextSource> sources)
    {
        foreach (var source in sources)
        foreach (
            string resource in source
                .Assembly.GetManifestResourceNames()
                .Where(r => r.StartsWith("texts.", StringComparison.Ordinal))
        )
            Load(source.Assembly.GetManifestResourceStream(resource)!, resource);
    }

    public IReadOnlyDictionary<string, (string Zh, string En)> All => _texts;

    /// <summary>By name: with invariant globalization all cultures share the invariant one's other data.</summary>
    public static bool IsEnglish => CultureInfo.CurrentUICulture.Name.StartsWith("en", StringComparison.Ordinal);

    /// <summary>
    /// The sentence in the reader's language; dates and numbers among the arguments are written as readers expect. An
    /// unknown key shows itself.
    /// </summary>
    public string this[string key, params object?[] arguments]
    {
        get
        {
            if (!_texts.TryGetValue(key, out var text))
                return key;
            string words = IsEnglish ? text.En : text.Zh;
            return arguments.Length == 0
                ? words
                : string.Format(CultureInfo.InvariantCulture, words, [.. arguments.Select(Say)]);
        }
    }

    public bool Has(string key) => _texts.ContainsKey(key);

    /// <summary>In Chinese whoever reads: for papers and texts that are kept.</summary>
    public string Zh(string key, string first, params string[] more) =>
        string.Format(CultureInfo.InvariantCulture, Zh(key), [first, .. more]);

    public string Zh(string key) => _texts.TryGetValue(key, out var text) ? text.Zh : key;

    public IEnumerable<string> Both(string key) => _texts.TryGetValue(key, out var text) ? [text.Zh, text.En] : [];

    /// <summary>An enum value's words, under <c>enum.{type}.{value}</c>.</summary>
    public string Of(Enum value) => this[$"enum.{value.GetType().Name}.{value}"];

    /// <summary>
    /// The name of who did something; work done by the system itself is called so in the reader's language.
    /// </summary>
    public string Who(string name) => name == "system" ? this["app.system"] : name;

    public string Pick(Modular.Plugins.Contract.Message message) => IsEnglish ? message.En : message.Zh;

    public static string Date(DateOnly date) =>
        IsEnglish
            ? date.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{date.Year}{Units.Year}{date.Month}{Units.Month}{date.Day}{Units.Day} "
                    + $"{Units.Weekdays[(int)date.DayOfWeek]}"
            );

    /// <summary>As official papers write it, in Chinese whoever reads.</summary>
    public static string ZhDate(DateOnly date) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{date.Year}{Units.Year}{date.Month}{Units.Month}{date.Day}{Units.Day}"
        );

    public static string ShortDate(DateOnly date) =>
        IsEnglish
            ? date.ToString("d MMM", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{date.Month}{Units.Month}{date.Day}{Units.Day}");

    /// <summary>With the year where it is not this one.</summary>
    public static string ShortDate(DateOnly date, DateOnly today) =>
        date.Year == today.Year ? ShortDate(date)
        : IsEnglish ? date.ToString("d MMM yyyy", CultureInfo.InvariantCulture)
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{date.Year}{Units.Year}{date.Month}{Units.Month}{date.Day}{Units.Day}"
        );

    public static string Time(DateTimeOffset instant)
    {
        var local = Calendar.LocalTime.Local(instant);
        return Date(DateOnly.FromDateTime(local.DateTime)) + local.ToString(" HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>Day and time, the day as short as <see cref="ShortDate(DateOnly, DateOnly)"/> has it.</summary>
    public static string ShortTime(DateTimeOffset instant, DateOnly today)
    {
        var local = Calendar.LocalTime.Local(instant).DateTime;
        return ShortDate(DateOnly.FromDateTime(local), today) + local.ToString(" HH:mm", CultureInfo.InvariantCulture);
    }

    /// <param name="cents">Hundredths of a yuan.</param>
    public static string Money(long cents) => (cents / 100m).ToString("#,0.00", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private object? Say(object? argument) =>
        argument switch
        {
            DateOnly date => Date(date),
            DateTimeOffset instant => Time(instant),
            int number => Number(number),
            long number => Number(number),
            Enum value => Of(value),
            System.Text.Json.JsonElement { ValueKind: System.Text.Json.JsonValueKind.String } json => json.GetString(),
            _ => argument,
        };

    private void Load(Stream stream, string resource)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        int line = 0;
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (text.Length == 0 || text[0] == '#')
                continue;
            string[] parts = text.Split('\t', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length != 3)
                throw new InvalidDataException(
                    $"{resource}, line {line}: key, Chinese and English are parted by tabs."
                );
            if (
                !_texts.TryAdd(
                    parts[0],
                    (
                        parts[1].Replace("\\n", "\n", StringComparison.Ordinal),
                        parts[2].Replace("\\n", "\n", StringComparison.Ordinal)
                    )
                )
            )
                throw new InvalidDataException($"{resource}, line {line}: {parts[0]} stands twice.");
        }
    }
}

/// <summary>An assembly that ships texts.</summary>
public sealed record TextSource(Assembly Assembly);
