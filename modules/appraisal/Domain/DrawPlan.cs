using Modular.Kernel.Rules;
using Modular.Language;

namespace Modular.Appraisal.Domain;

/// <summary>
/// Where the key of a draw will come from, said before the list it falls on is frozen: whoever could choose the key
/// with the list before them would choose who is drawn.
/// </summary>
/// <param name="On">The day on which the source gives it.</param>
/// <param name="Digits">How many digits it has.</param>
internal sealed record DrawPlan(string? Source, DateOnly? On, int Digits)
{
    private const int LeastDigits = 3,
        MostDigits = 40,
        LongestWait = 180;

    /// <returns>The source without blanks around it, and the day.</returns>
    /// <exception cref="RuleBroken">No source, a day that is not to come, or too few digits.</exception>
    public static (string Source, DateOnly On) Check(DrawPlan? plan, DateOnly today)
    {
        string source = plan?.Source?.Trim() ?? "";
        if (source.Length is 0 or > 120)
            throw new RuleBroken("ballots.draw-source") { Field = nameof(Source) };
        if (plan!.On is not { } on || on <= today || on > today.AddDays(LongestWait))
            throw new RuleBroken("ballots.draw-on", LongestWait) { Field = "DrawOn" };
        if (plan.Digits is < LeastDigits or > MostDigits)
            throw new RuleBroken("ballots.draw-digits-range", LeastDigits, MostDigits) { Field = nameof(Digits) };
        return (source, on);
    }

    /// <summary>The digits, as many as were announced: blanks and marks between them leave nothing to choose.</summary>
    /// <exception cref="RuleBroken">Too early, or not so many digits.</exception>
    public static string Key(string? entered, DateOnly on, int digits, DateOnly today)
    {
        if (today < on)
            throw new RuleBroken("ballots.draw-early", on) { Field = "Key" };
        string key = string.Concat(Width.Narrow(entered ?? "").Where(char.IsAsciiDigit));
        return key.Length == digits ? key : throw new RuleBroken("ballots.draw-digits", digits) { Field = "Key" };
    }
}
