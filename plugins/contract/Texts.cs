namespace Modular.Plugins.Contract;

/// <summary>Sentences the contract itself says, in both languages.</summary>
internal static class Texts
{
    public static readonly Message NotAnObject = new(
        "参数不是有效的 JSON 对象。",
        "The parameters are not a JSON object."
    );

    public static Message ShouldBeNumber(string key) =>
        new($"参数 {key} 应为数字。", $"Parameter {key} should be a number.");

    public static Message ShouldBeFlag(string key) =>
        new($"参数 {key} 应为是或否。", $"Parameter {key} should be true or false.");

    public static Message ShouldBeWords(string key) =>
        new($"参数 {key} 应为每项一个选项。", $"Parameter {key} should hold one choice per name.");

    public static Message ShouldBeList(string key) =>
        new($"参数 {key} 应为一列数字。", $"Parameter {key} should be a list of numbers.");

    public static Message ShouldBeNumbers(string key) =>
        new($"参数 {key} 应为每项一个数字。", $"Parameter {key} should hold one number per name.");
}
