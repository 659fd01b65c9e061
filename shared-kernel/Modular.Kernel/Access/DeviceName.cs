namespace Modular.Kernel.Access;

/// <summary>Browser and system of a user agent, in words a person recognises; what is unknown is left out.</summary>
public static class DeviceName
{
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("MicroMessenger", "WeChat"),
        ("DingTalk", "DingTalk"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("HarmonyOS", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];

    public static string Of(string? agent) =>
        string.Join(" \u00b7 ", new[] { Find(Browsers, agent), Find(Systems, agent) }.OfType<string>());

    private static string? Find((string Mark, string Name)[] known, string? agent) =>
        agent is null
            ? null
            : known.FirstOrDefault(k => agent.Contains(k.Mark, StringComparison.OrdinalIgnoreCase)).Name;
}
