using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Projects.Supervision;

/// <summary>How something found wrong stands.</summary>
internal static class IssueDisplay
{
    public static Tone Tone(SupervisionIssue issue, DateOnly today) =>
        issue.Late(today) ? Kernel.Ui.Tone.Bad
        : issue.State == IssueState.Confirmed ? Kernel.Ui.Tone.Good
        : Kernel.Ui.Tone.Waiting;

    public static string State(Words words, SupervisionIssue issue, DateOnly today) =>
        issue.Late(today) ? words["supervise.late", words.Of(issue.State)] : words.Of(issue.State);
}
