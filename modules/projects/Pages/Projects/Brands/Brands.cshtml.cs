using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Brands;
using Modular.Projects.Domain;

namespace Modular.Projects.Pages.Projects;

/// <summary>Brands by town, with the communities that have none yet.</summary>
[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Design)]
internal sealed class BrandsModel(KeepBrands brands, UnitDirectory units, ActingScope me) : StaffPage
{
    public sealed class Form
    {
        public int UnitId { get; set; }

        [Required, StringLength(40)]
        public string Name { get; set; } = "";

        [StringLength(80)]
        public string? Slogan { get; set; }

        [StringLength(4000)]
        public string? Story { get; set; }
        public bool Shown { get; set; } = true;
    }

    [BindProperty(SupportsGet = true)]
    public int? For { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<TownBrands> Towns { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public bool MayDesign => me.Current.May(ProjectsModule.Design);

    public Task OnGet()
    {
        Input.UnitId = For ?? me.Current.UnitId ?? 0;
        return Load();
    }

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format,
            Words["projects.brands"],
            [.. "town|unit|name|slogan|projects|honours".Split('|').Select(k => Words[$"projects.brand.{k}"])],
            Towns
                .SelectMany(t =>
                    t.Brands.Select(b =>
                            (IReadOnlyList<object?>)
                                [
                                    t.Town.Name,
                                    Tree.Name(b.Brand.UnitId),
                                    b.Brand.Name,
                                    b.Brand.Slogan,
                                    b.Projects,
                                    b.Honours,
                                ]
                        )
                        .Concat(t.Without.Select(c => (IReadOnlyList<object?>)[t.Town.Name, c.Name, null, null, 0, 0]))
                )
                .ToAsyncEnumerable()
        );
    }

    public async Task<IActionResult> OnPost()
    {
        Brand? brand = null;
        return await Do(
            async () =>
                brand = await brands.Add(Input.UnitId, Input.Name, Input.Slogan, Input.Story, Input.Shown, Cancel),
            () =>
            {
                Say("projects.said.brand", brand!.Name);
                return Redirect($"/projects/brands/{brand.Id}");
            }
        );
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Towns = await brands.ByTown(Cancel);
        Units = Choices.Units(
            Tree,
            Tree.Under(me.Current.ScopePath).Where(u => u.Kind is UnitKind.Community or UnitKind.Town)
        );
    }
}
