using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Modular.Kernel.Data;

namespace Modular.Host.Pages;

[OpenToAll]
internal sealed class IndexModel(FirstSteps steps) : PageModel
{
    public async Task<IActionResult> OnGet() =>
        await steps.NoAccounts(HttpContext.RequestAborted) ? Redirect("/setup") : Page();
}
