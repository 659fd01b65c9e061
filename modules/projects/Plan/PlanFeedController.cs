using System.Text;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;

namespace Modular.Projects.Plan;

/// <summary>What calendars fetch by a secret address.</summary>
[OpenToAll]
internal sealed class PlanFeedController(PlanFeeds feeds) : Controller
{
    [HttpGet("/calendar/{code}.ics")]
    public async Task<IActionResult> Calendar(string code, CancellationToken cancel)
    {
        byte[] text = Encoding.UTF8.GetBytes(await feeds.Text(code, cancel));
        Response.Headers.CacheControl = "private, no-store";
        return File(text, "text/calendar; charset=utf-8");
    }
}
