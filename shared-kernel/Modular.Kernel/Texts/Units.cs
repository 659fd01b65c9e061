namespace Modular.Kernel.Texts;

/// <summary>The few characters a Chinese date is written with.</summary>
internal static class Units
{
    public const string Year = "年";
    public const string Month = "月";
    public const string Day = "日";
    public static readonly string[] Weekdays = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];
}
