using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Ballots;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Ballots;

/// <summary>A holder's own part of the key: made and shown here once, entered here at the close.</summary>
[NeedsPermission(AppraisalModule.Hold)]
internal sealed class KeyModel(HoldKey keys) : StaffPage
{
    public sealed class Form
    {
        [StringLength(60)]
        public string? Part { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public HolderView View { get; private set; } = null!;

    /// <summary>In the answer to the making only.</summary>
    public string? Part { get; private set; }

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPostMake()
    {
        var answer = await Do(async () => Part = await keys.Make(Id, Cancel), () => Page());
        if (Part is null)
            return answer;
        Response.Headers.CacheControl = "no-store";
        await Load();
        return Page();
    }

    public async Task<IActionResult> OnPostEnter()
    {
        bool closed = false;
        return await Do(
            async () => closed = await keys.Enter(Id, Input.Part, Cancel),
            () =>
            {
                Say(closed ? "ballots.said.closed" : "ballots.said.part-in");
                return Redirect($"/ballots/{Id}/key");
            }
        );
    }

    protected override async Task Load() => View = await keys.Mine(Id, Cancel);
}
