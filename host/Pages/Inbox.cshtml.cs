using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Notices;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages;

[SignedIn]
internal sealed class InboxModel(Inbox inbox) : StaffPage
{
    public IReadOnlyList<Notice> Notices { get; private set; } = [];

    public async Task OnGet() => Notices = await inbox.Latest(Cancel);

    public async Task<IActionResult> OnPostOpen(long id) => LocalRedirect(await inbox.Open(id, Cancel));

    public async Task<IActionResult> OnPostReadAll()
    {
        await inbox.ReadAll(Cancel);
        return Redirect("/inbox");
    }
}
