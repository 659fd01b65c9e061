using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace Modular.Tools;

/// <summary>
/// A repeatable load on one loopback address. With --form FILE each request posts the file's lines (name=value) with
/// {id} replaced, so that every request creates something else.
/// </summary>
internal static class Load
{
    public static async Task<int> Run(Call call, CancellationToken cancel)
    {
        if (!Uri.TryCreate(call.Place(0), UriKind.Absolute, out var url) || !url.IsLoopback)
            throw WrongCall.Of("tools.wrong.loopback");
        int seconds = call.Number("seconds", 8),
            connections = call.Number("connections", 16);
        string? form = call.Named("form") is { } file ? await File.ReadAllTextAsync(file, cancel) : null;
        using var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
        };
        using var client = new HttpClient(handler);
        await Phase(client, url, call.Named("cookie"), form, connections, 2, cancel);
        var (times, errors, elapsed, first) = await Phase(
            client,
            url,
            call.Named("cookie"),
            form,
            connections,
            seconds,
            cancel
        );
        times.Sort();
        double At(double share) => times.Count == 0 ? 0 : times[(int)Math.Min(times.Count - 1, share * times.Count)];
        await Console.Out.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{call.Named("name") ?? url.PathAndQuery}\t{times.Count / elapsed:0} requests/s\tp50 "
                    + $"{At(0.5):0.0} ms\tp99 {At(0.99):0.0} ms\terrors {errors}\tanswer {first}"
            )
        );
        return errors == 0 ? 0 : 1;
    }

    private static async Task<(List<double> Times, int Errors, double Elapsed, string First)> Phase(
        HttpClient client,
        Uri url,
        string? cookie,
        string? form,
        int connections,
        int seconds,
        CancellationToken cancel
    )
    {
        var all = new List<double>[connections];
        int errors = 0;
        string first = "";
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(worker =>
                    Task.Run(
                        async () =>
                        {
                            var times = all[worker] = [];
                            while (watch.Elapsed.TotalSeconds < seconds)
                            {
                                long started = Stopwatch.GetTimestamp();
                                using var request = new HttpRequestMessage(
                                    form is null ? HttpMethod.Get : HttpMethod.Post,
                                    url
                                );
                                if (cookie is not null)
                                    request.Headers.TryAddWithoutValidation("Cookie", cookie);
                                if (form is not null)
                                    request.Content = new FormUrlEncodedContent(
                                        form.Replace(
                                                "{id}",
                                                RandomNumberGenerator.GetHexString(32, lowercase: true),
                                                StringComparison.Ordinal
                                            )
                                            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                                            .Select(l => new KeyValuePair<string, string>(
                                                l.Split('=', 2)[0],
                                                l.Split('=', 2)[1]
                                            ))
                                    );
                                using var answer = await client.SendAsync(request, cancel);
                                byte[] body = await answer.Content.ReadAsByteArrayAsync(cancel);
                                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                                if (
                                    (int)answer.StatusCode >= 400
                                    || (
                                        form is not null
                                        && answer.StatusCode is not (HttpStatusCode.Found or HttpStatusCode.OK)
                                    )
                                    || (form is null && answer.StatusCode != HttpStatusCode.OK)
                                )
                                    Interlocked.Increment(ref errors);
                                if (worker == 0 && first.Length == 0)
                                    first = $"{(int)answer.StatusCode} {body.Length} bytes";
                            }
                        },
                        cancel
                    )
                )
        );
        return ([.. all.SelectMany(t => t)], errors, watch.Elapsed.TotalSeconds, first);
    }
}
