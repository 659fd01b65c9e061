using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Needs.Domain;

namespace Modular.Needs.Pages.Needs;

/// <summary>The district's promises, and what a change would have meant for the past year.</summary>
[NeedsPermission(NeedsModule.Settings)]
internal sealed class RulesModel(KeepRules keep, KeepCategories categories) : StaffPage
{
    [BindProperty]
    public ServiceRules Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public int? Days { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? CategoryId { get; set; }
    public WhatIf? Tried { get; private set; }
    public IReadOnlyList<SelectListItem> Categories { get; private set; } = [];

    public async Task OnGet()
    {
        Input = await keep.Get(Cancel);
        if (Days is { } days)
            await Do(async () => Tried = await keep.Try(days, CategoryId, Cancel), () => Page());
        await Load();
    }

    public Task<IActionResult> OnPost() =>
        Do(
            () => keep.Save(Input, Cancel),
            () =>
            {
                Say("needs.rules.said");
                return Redirect("/needs/rules");
            }
        );

    protected override async Task Load() => Categories = await categories.Choices(Words["needs.rules.all"], Cancel);
}
