using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Kernel.Tables;

namespace Modular.Host;

/// <summary>
/// Whoever takes a list or a paper out of the system leaves an entry: what, by which filter, how many rows. It stands
/// here once and not on the pages, so that the next export has it too.
/// </summary>
internal sealed class DownloadRecord(KernelDb db, ActingScope me) : IAsyncResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        var done = await next();
        if (done.Exception is not null || !me.Current.IsSignedIn || !Counts(context.Result))
            return;
        var request = context.HttpContext.Request;
        db.Discard();
        string path = request.Path.Value ?? "";
        db.Record(
            "file.taken",
            path[..Math.Min(120, path.Length)],
            after: new { Filter = request.QueryString.Value, Rows = (context.Result as SheetResult)?.Written }
        );
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>
    /// Pictures that a page shows, and calendars that a telephone asks for by itself, are no downloads.
    /// </summary>
    private static bool Counts(IActionResult result) =>
        result switch
        {
            SheetResult => true,
            FileResult file => !file.ContentType.StartsWith("image/", StringComparison.Ordinal)
                && !file.ContentType.StartsWith("text/calendar", StringComparison.Ordinal),
            _ => false,
        };
}
