using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Plugins.Contract;

namespace Modular.Appraisal.Rounds;

/// <summary>The form of a method's parameters, made from the plugin's own description, and back to JSON.</summary>
internal static class MethodForm
{
    /// <summary>Form name of a parameter; per criterion the criterion's place follows.</summary>
    public static string Field(UsablePlugin method, ParameterDescription parameter, int? criterion = null) =>
        $"m.{method.Description.Id}.{parameter.Key}{(criterion is { } place ? $".{place.ToString(CultureInfo.InvariantCulture)}" : "")}";

    /// <exception cref="RuleBroken">
    /// A value is missing, no number, or out of bounds; the message names the parameter.
    /// </exception>
    public static string Read(UsablePlugin method, IReadOnlyList<string> criteria, IFormCollection form, Words words)
    {
        var json = new JsonObject();
        foreach (var parameter in method.Description.Parameters)
        {
            string name = words.Pick(parameter.Name);
            if (parameter.Kind == ParameterKind.NumberPerCriterion)
            {
                var numbers = new JsonObject();
                for (int i = 0; i < criteria.Count; i++)
                    if (form[Field(method, parameter, i)].ToString().Trim() is { Length: > 0 } given)
                        numbers[criteria[i]] = Number(given, parameter, name);
                if (numbers.Count > 0)
                    json[parameter.Key] = numbers;
                continue;
            }

            if (parameter.Kind == ParameterKind.ChoicePerCriterion)
            {
                var choices = new JsonObject();
                for (int i = 0; i < criteria.Count; i++)
                    if (form[Field(method, parameter, i)].ToString() is { Length: > 0 } chosen)
                        choices[criteria[i]] = parameter.Choices!.ContainsKey(chosen)
                            ? chosen
                            : throw new RuleBroken("rounds.parameter-choice", name);
                if (choices.Count > 0)
                    json[parameter.Key] = choices;
                continue;
            }

            string value = form[Field(method, parameter)].LastOrDefault(v => v is not null)?.Trim() ?? "";
            if (value.Length == 0 && parameter.Kind != ParameterKind.Flag)
                continue;
            json[parameter.Key] = parameter.Kind switch
            {
                ParameterKind.Integer => Number(value, parameter, name) is var n && n == Math.Floor(n)
                    ? (long)n
                    : throw new RuleBroken("rounds.parameter-whole", name),
                ParameterKind.Number => Number(value, parameter, name),
                ParameterKind.NumberList => new JsonArray([
                    .. value
                        .Split([',', '\uff0c', '\u3001', ' ', ';'], StringSplitOptions.RemoveEmptyEntries)
                        .Select(v => (JsonNode)JsonValue.Create(Number(v, parameter, name))),
                ]),
                ParameterKind.Flag => value == "true",
                ParameterKind.Choice => parameter.Choices!.ContainsKey(value)
                    ? value
                    : throw new RuleBroken("rounds.parameter-choice", name),
                _ => value,
            };
        }

        return json.ToJsonString(RunnerJson.Options);
    }

    /// <summary>What a field shows: the round's value, else the plugin's default.</summary>
    public static string Shown(string parameters, ParameterDescription parameter, string? criterion = null)
    {
        var root = JsonDocument.Parse(parameters).RootElement;
        if (root.TryGetProperty(parameter.Key, out var value))
            return criterion is null ? Text(value)
                : value.ValueKind == JsonValueKind.Object && value.TryGetProperty(criterion, out var part) ? Text(part)
                : "";
        return criterion is null && parameter.Default is { } preset ? Text(JsonDocument.Parse(preset).RootElement) : "";
    }

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()!
        : value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray())
        : value.ToString().ToLowerInvariant();

    private static double Number(string text, ParameterDescription parameter, string name)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            throw new RuleBroken("rounds.parameter-number", name);
        if (number < parameter.Minimum || number > parameter.Maximum)
            throw new RuleBroken("rounds.parameter-bounds", name, Bound(parameter.Minimum), Bound(parameter.Maximum));
        return number;
    }

    private static string Bound(double? bound) => bound?.ToString("0.######", CultureInfo.InvariantCulture) ?? "\u221e";
}
