using Microsoft.AspNetCore.Mvc.RazorPages;
using Modular.Kernel.Data;

namespace Modular.Host.Pages;

[OpenToAll]
internal sealed class DeniedModel : PageModel
{
    public void OnGet() => Response.StatusCode = StatusCodes.Status403Forbidden;
}
