using System.Globalization;
using Modular.Kernel.Texts;

namespace Modular.Needs.Tracking;

internal static class TrackDisplay
{
    /// <summary>Until when somebody answers the telephone, or from when again; empty where that is not known.</summary>
    public static string Open(Words words, OpenNow open) =>
        open switch
        {
            { Until: { } until } => words["needs.track.open", Hour(until)],
            { Day: { } day, At: var at } => words["needs.track.opens", Words.ShortDate(day), Hour(at!.Value)],
            _ => "",
        };

    private static string Hour(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
