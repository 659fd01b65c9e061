using System.Text.Json;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Notices;

/// <summary>Words of a notice, the same in inbox, mail and hooks.</summary>
public static class NoticeWords
{
    public static string Of(Words words, string kind, string arguments) =>
        words[$"notice.{kind}", [.. JsonSerializer.Deserialize<JsonElement[]>(arguments)!.Select(Said)]];

    private static object? Said(JsonElement argument) =>
        argument.ValueKind == JsonValueKind.String ? argument.GetString() : argument.ToString();
}
