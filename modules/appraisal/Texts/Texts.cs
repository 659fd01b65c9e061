using Modular.Plugins.Contract;

namespace Modular.Appraisal;

/// <summary>Sentences that go into a stored result, in both languages.</summary>
internal static class Texts
{
    /// <summary>
    /// The one line of a form that asks for places; a name of the round and so in the language of the data.
    /// </summary>
    public const string PlaceName = "名次";

    public static readonly Message AllAlikeHigh = new(
        "所有选票完全相同，为不透露每个人的选择，只说明在满分的上半段。",
        "All ballots are alike; so that no single choice shows, it is only said that they lie in the upper half."
    );
    public static readonly Message AllAlikeLow = new(
        "所有选票完全相同，为不透露每个人的选择，只说明在满分的下半段。",
        "All ballots are alike; so that no single choice shows, it is only said that they lie in the lower half."
    );
}
