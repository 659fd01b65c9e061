using System.Diagnostics;
using Modular.Kernel.Notices;
using OpenTelemetry;

namespace Modular.Host.Figures;

/// <summary>
/// Takes out of a trace what could tell of a person: the address as it was asked for holds numbers, codes and names, so
/// the route stands in its place; the query, the browser's name and an error's own words go.
/// </summary>
internal sealed class TracePrivacy : BaseProcessor<Activity>
{
    private const string Route = "http.route",
        Path = "url.path";
    private static readonly string[] Telling =
    [
        "url.query",
        "url.full",
        "user_agent.original",
        "client.address",
        "http.target",
        "http.url",
    ];

    public override void OnEnd(Activity data)
    {
        if (data.GetTagItem(Path) is not null)
            data.SetTag(Path, data.GetTagItem(Route));
        foreach (string tag in Telling)
            data.SetTag(tag, null);
        // Outgoing's own word for a failure is a key of ours; anybody else's may be an error's message.
        if (data.Source.Name != Outgoing.SourceName && data.StatusDescription is not null)
            data.SetStatus(data.Status);
        // What a stranger's tracing sends along is not ours to pass on.
        data.TraceStateString = null;
    }
}
