using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Modular.Matrix.Tests;

/// <summary>
/// Hears every command the product sends to its database and books it on the request that caused it: what a request has
/// changed is known exactly, with others running beside it.
/// </summary>
internal sealed partial class Writes
    : IObserver<DiagnosticListener>,
        IObserver<KeyValuePair<string, object?>>,
        IDisposable
{
    public const string Header = "X-Cell";

    /// <summary>
    /// A number and a word that no row holds: where one is written, somebody believed a field that was not in the form.
    /// </summary>
    public const string PlantedNumber = "987654321";
    public const string PlantedWord = "planted-by-the-matrix";

    /// <summary>
    /// What changes at any look: the session was seen, a browser is known, a key was used today, askings are counted.
    /// </summary>
    public static readonly HashSet<string> Usual = new(StringComparer.Ordinal)
    {
        "kernel.session",
        "kernel.known_device",
        "kernel.sign_in_try",
        "kernel.upload_day",
        "kernel.data_protection_key",
        "kernel.api_client",
        "kernel.rate_window",
    };

    private static readonly AsyncLocal<string?> Cell = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<IDisposable> _subscriptions = [];

    public Writes() => _subscriptions.Enqueue(DiagnosticListener.AllListeners.Subscribe(this));

    public sealed class Filter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (http, rest) =>
                    {
                        Cell.Value = http.Request.Headers[Header].ToString();
                        return rest(http);
                    }
                );
                next(app);
            };
    }

    /// <summary>Tables the request wrote to, without the usual ones.</summary>
    public IReadOnlyList<string> Of(string cell) =>
        _seen.TryGetValue(cell, out var tables)
            ? [.. tables.Where(t => !Usual.Contains(t)).Distinct().Order(StringComparer.Ordinal)]
            : [];

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory)
            _subscriptions.Enqueue(value.Subscribe(this, name => name == RelationalEventId.CommandExecuted.Name));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Cell.Value is not { Length: > 0 } cell || value.Value is not CommandExecutedEventData data)
            return;
        // Nothing was met: a row of somebody else is not there for this caller.
        if (data.Result is 0)
            return;
        foreach (Match match in Write().Matches(data.Command.CommandText))
        {
            // A row that is set to what it is is held, not changed.
            if (Hold().IsMatch(data.Command.CommandText))
                continue;
            string table = match.Groups[2].Success
                ? $"{match.Groups[1]}.{match.Groups[2]}"
                : Dotted(match.Groups[1].Value);
            var seen = _seen.GetOrAdd(cell, _ => []);
            seen.Enqueue(table);
            foreach (System.Data.Common.DbParameter parameter in data.Command.Parameters)
            {
                string? text =
                    parameter.Value as string
                    ?? (parameter.Value as IFormattable)?.ToString(
                        null,
                        System.Globalization.CultureInfo.InvariantCulture
                    );
                // The record of an act may repeat what was asked for.
                if (text is PlantedNumber or PlantedWord)
                    seen.Enqueue($"planted in {table}");
            }
        }
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
    }

    private const string DbLoggerCategory = "Microsoft.EntityFrameworkCore";

    private static string Dotted(string table)
    {
        int at = table.IndexOf('_', StringComparison.Ordinal);
        return at < 0 ? table : table[..at] + "." + table[(at + 1)..];
    }

    [GeneratedRegex("""SET\s+"?(\w+)"? = (?:"?\w+"?\.)?"?\1"?\s+WHERE""", RegexOptions.None, 1000)]
    private static partial Regex Hold();

    [GeneratedRegex(
        """(?:INSERT(?: OR \w+)? INTO|UPDATE(?!\s+SET\b)|DELETE FROM)\s+"?(\w+)"?(?:\."?(\w+)"?)?(?=[\s(])""",
        RegexOptions.None,
        1000
    )]
    private static partial Regex Write();
}
