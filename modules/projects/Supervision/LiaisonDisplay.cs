using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Projects.Supervision;

/// <summary>How what came out of a visit stands.</summary>
internal static class LiaisonDisplay
{
    public static Tone Tone(LiaisonItem item, DateOnly today) =>
        item.DueOn < today ? Kernel.Ui.Tone.Bad : Kernel.Ui.Tone.Waiting;

    /// <summary>Of an item that is open: by when it is due, or for how many days it has been.</summary>
    public static string Due(Words words, LiaisonItem item, DateOnly today)
    {
        var due = item.DueOn!.Value;
        return due < today
            ? words["liaison.late", today.DayNumber - due.DayNumber]
            : words["liaison.until", Words.ShortDate(due, today)];
    }
}
