using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Needs.Domain;

/// <summary>How states and clocks look and read, the same in lists, pages and on the public side.</summary>
internal static class NeedDisplay
{
    public static Tone Tone(NeedState state) =>
        state switch
        {
            NeedState.Registered or NeedState.Dispatched => Kernel.Ui.Tone.Waiting,
            NeedState.InHandling => Kernel.Ui.Tone.Plain,
            NeedState.WaitingForRequester => Kernel.Ui.Tone.Waiting,
            NeedState.Answered or NeedState.Closed => Kernel.Ui.Tone.Good,
            _ => Kernel.Ui.Tone.Plain,
        };

    public static Tone Tone(ClockReading clock) =>
        clock.State switch
        {
            ClockState.Overdue => Kernel.Ui.Tone.Bad,
            ClockState.AtRisk => Kernel.Ui.Tone.Risk,
            ClockState.Paused or ClockState.Unknown => Kernel.Ui.Tone.Waiting,
            ClockState.Done => Kernel.Ui.Tone.Good,
            _ => Kernel.Ui.Tone.Plain,
        };

    public static string Say(Words words, ClockReading clock) =>
        clock.State switch
        {
            ClockState.Overdue when clock.WorkingDays > 0 => words["needs.clock.overdue", clock.WorkingDays],
            ClockState.Overdue => words["needs.clock.late"],
            ClockState.AtRisk when clock.WorkingDays == 0 => words["needs.clock.today"],
            ClockState.AtRisk or ClockState.Fine => words["needs.clock.left", clock.WorkingDays],
            ClockState.Paused => words["needs.clock.paused"],
            ClockState.Unknown => words["needs.clock.unknown"],
            ClockState.Done => words["needs.clock.done"],
            _ => "",
        };
}
