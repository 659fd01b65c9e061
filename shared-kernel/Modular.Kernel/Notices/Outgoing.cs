using System.Diagnostics;

namespace Modular.Kernel.Notices;

/// <summary>Traces of what goes outside. They tell the kind of notice and how it went, never to whom or what.</summary>
public static class Outgoing
{
    public const string SourceName = "Modular.Outgoing";
    private static readonly ActivitySource Source = new(SourceName);

    /// <param name="channel">"mail" or "hook".</param>
    /// <param name="kind">Kind of the notice.</param>
    internal static async Task Traced(string channel, string kind, Func<Task> send)
    {
        using var activity = Source.StartActivity(channel, ActivityKind.Client);
        activity?.SetTag("modular.notice.kind", kind);
        try
        {
            await send();
        }
        catch (DeliveryFailed failed)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failed.Key);
            throw;
        }
    }
}
