namespace Modular.Kernel.Texts;

/// <summary>The few characters a Chinese date is written with.</summary>
internal static class Units
{
    public const string Year = "年";
    public const string Month = "月";
    public const string Day = "日";
    public static readonly string[] Weekdays = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];
    public static readonly string[] HeadingMarks = ["{0}、", "（{0}）"];
    private const string Digits = "〇一二三四五六七八九";

    /// <summary>Up to ninety-nine, as headings are counted.</summary>
    public static string Numeral(int number) =>
        number < 10
            ? Digits[number].ToString()
            : (number < 20 ? "" : Digits[number / 10].ToString())
                + "十"
                + (number % 10 == 0 ? "" : Digits[number % 10].ToString());
}
