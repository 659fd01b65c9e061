using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Calendar;
using Modular.Kernel.Documents;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Tables;

/// <summary>
/// A list as a file: xlsx and csv streamed, docx as an official table of at most <see cref="MostInDocument"/> rows,
/// which says so when there are more.
/// </summary>
public sealed class SheetResult(
    string? format,
    string name,
    IReadOnlyList<string> headings,
    IAsyncEnumerable<IReadOnlyList<object?>> rows
) : IActionResult
{
    public const int MostInDocument = 2000;

    /// <summary>Rows that have gone out, for the record of who took what.</summary>
    public int Written { get; private set; }

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        var cancel = context.HttpContext.RequestAborted;
        string ending = format is "xlsx" or "docx" ? format : "csv";
        response.ContentType = ending switch
        {
            "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            _ => "text/csv; charset=utf-8",
        };
        response.Headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(name)}.{ending}";
        if (ending == "xlsx")
            await SheetWriter.Xlsx(response.Body, name, headings, Counted(cancel), cancel);
        else if (ending == "docx")
            await response.Body.WriteAsync(
                await Document(
                    context.HttpContext.RequestServices.GetRequiredService<Words>(),
                    context.HttpContext.RequestServices.GetRequiredService<TimeProvider>(),
                    cancel
                ),
                cancel
            );
        else
            await SheetWriter.Csv(response.Body, headings, Counted(cancel), cancel);
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> Counted([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in rows.WithCancellation(cancel))
        {
            Written++;
            yield return row;
        }
    }

    private async Task<byte[]> Document(Words words, TimeProvider clock, CancellationToken cancel)
    {
        var kept = await rows.Take(MostInDocument + 1).ToListAsync(cancel);
        var document = new OfficialDocument(name);
        if (headings.Count > 6)
            document.Landscape();
        var lines = kept.Take(MostInDocument).Select(r => (IReadOnlyList<string>)[.. r.Select(Text)]).ToList();
        Written = lines.Count;
        if (lines.Count == 0)
            document.Text(words["list.document-none"]);
        else
            document.Table(
                headings,
                lines,
                [
                    .. headings.Select(
                        (h, i) =>
                            Math.Clamp(
                                lines.Take(200).Select(l => i < l.Count ? l[i].Length : 0).Append(h.Length).Max(),
                                6,
                                18
                            )
                    ),
                ]
            );
        if (kept.Count > MostInDocument)
            document.Text(words["list.document-cut", MostInDocument]);
        return document.Signed("", Words.Date(clock.Today()).Split(' ')[0]).Bytes();
    }

    private static string Text(object? cell) =>
        cell switch
        {
            null => "",
            // Without the weekday, but with the year: papers are read years later.
            DateOnly day => Words.Date(day).Split(' ')[0],
            DateTimeOffset at => Words.Time(at),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => cell.ToString() ?? "",
        };
}
