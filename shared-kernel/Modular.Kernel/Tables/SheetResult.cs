using Microsoft.AspNetCore.Mvc;

namespace Modular.Kernel.Tables;

/// <summary>A list as a file, streamed: xlsx, or csv for anything else.</summary>
public sealed class SheetResult(string? format, string name, IReadOnlyList<string> headings, IAsyncEnumerable<IReadOnlyList<object?>> rows) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        bool xlsx = format == "xlsx";
        var response = context.HttpContext.Response;
        response.ContentType = xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(name)}.{(xlsx ? "xlsx" : "csv")}";
        var cancel = context.HttpContext.RequestAborted;
        if (xlsx) await SheetWriter.Xlsx(response.Body, name, headings, rows, cancel);
        else await SheetWriter.Csv(response.Body, headings, rows, cancel);
    }
}
