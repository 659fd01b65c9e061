using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Access;
using Modular.Kernel.Ui;
using Modular.Needs.Handling;
using Modular.Needs.Intake;

namespace Modular.Needs.Pages.Needs;

[NeedsPermission(NeedsModule.Settings)]
internal sealed class CategoriesModel(ManageCategories categories) : Screen
{
    public sealed class Form
    {
        public int? Id { get; set; }
        [Required, StringLength(40)] public string Name { get; set; } = "";
        [Range(1, 60, ErrorMessage = "needs.category-limit")] public int? LimitDays { get; set; }
        public bool Retired { get; set; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    public IReadOnlyList<Category> Categories { get; private set; } = [];

    public Task OnGet() => Load();

    public Task<IActionResult> OnPost() => Do(() => categories.Save(Input.Id, Input.Name, null, Input.LimitDays, Input.Retired, Cancel), () =>
    {
        Say("needs.said.category-saved", Input.Name);
        return Redirect("/needs/categories");
    });

    protected override async Task Load() => Categories = await categories.All(Cancel);
}
