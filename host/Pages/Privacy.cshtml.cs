using Microsoft.AspNetCore.Mvc.RazorPages;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;

namespace Modular.Host.Pages;

/// <summary>The privacy notice for everybody: the present version, and each that somebody once agreed to.</summary>
[OpenToAll]
internal sealed class PrivacyModel(PrivacyNotices notices, TimeProvider clock) : PageModel
{
    public PrivacyNotice Notice { get; private set; } = null!;
    public int Current { get; private set; }
    public IReadOnlyList<PrivacyNotice> Versions { get; private set; } = [];

    public async Task OnGet(int? version)
    {
        var cancel = HttpContext.RequestAborted;
        var current = await notices.Current(cancel);
        Current = current.Version;
        var now = clock.GetUtcNow();
        Versions = [.. (await notices.All(cancel)).Where(n => n.From <= now || n.Version == Current)];
        Notice = version is null ? current : await notices.One(version.Value, cancel);
    }
}
