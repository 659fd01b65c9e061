using System.Globalization;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Projects.Notice;

/// <summary>
/// What a public notice still lacks before its project may be approved: five full working days, every objection
/// decided, the text as it was shown. The page shows what the rule refuses.
/// </summary>
internal sealed class NoticeGate(NoticeView view, DateOnly today)
{
    private bool Over => view.Ends is { } ends && today >= ends;

    private int Undecided => view.Objections.Count(o => o.State == ObjectionState.Open);

    /// <summary>The year whose calendar is not entered, so that nobody can say when the days are over.</summary>
    private string Missing => (view.Counting.MissingYear ?? 0).ToString(CultureInfo.InvariantCulture);

    public IReadOnlyList<GateItem> Items(Words words) =>
        [
            new(Over, Days(words)),
            new(Undecided == 0, words["projects.gate.objections", Undecided], "#objections"),
            new(view.SameText, words["projects.gate.same-text"]),
        ];

    /// <exception cref="RuleBroken">The first thing that is lacking.</exception>
    public void Check()
    {
        if (view.Ends is not { } ends)
            throw new RuleBroken("projects.notice-calendar", Missing);
        if (!Over)
            throw new RuleBroken("projects.notice-too-short", ends);
        if (Undecided > 0)
            throw new RuleBroken("projects.objections-open");
        if (!view.SameText)
            throw new RuleBroken("projects.notice-text-changed");
    }

    private string Days(Words words)
    {
        const int wanted = PublicNotice.FullWorkingDays;
        return view.Ends is { } ends
            ? words["projects.gate.days", Math.Min(wanted, view.Over(today)), wanted, ends]
            : words["projects.gate.days-unknown", Missing];
    }
}
