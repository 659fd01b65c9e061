using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Partners.Honours;

namespace Modular.Partners.Pages.Partners;

/// <summary>One proposal: for who proposed it, and for the community that is asked.</summary>
[NeedsPermission(PartnersModule.Read)]
[PostNeeds(PartnersModule.Claim)]
internal sealed class HonourModel(ConsultHonour consult, ActingScope me) : StaffPage
{
    public sealed class Form
    {
        public int Version { get; set; }
        public Opinion? Opinion { get; set; }

        [StringLength(1000)]
        public string? Text { get; set; }
        public List<IFormFile>? Files { get; set; }

        [StringLength(500)]
        public string? Reason { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public HonourView View { get; private set; } = null!;
    public bool MayAnswer => View.MayAnswer && me.Current.May(PartnersModule.Meet);
    public bool MayDecide => View.MayDecide && me.Current.May(PartnersModule.Claim);

    public async Task OnGet()
    {
        await Load();
        Input.Version = View.Honour.Version;
    }

    [PostNeeds(PartnersModule.Meet)]
    public Task<IActionResult> OnPostAnswer() =>
        Act(
            "partners.said.honour-answered",
            () => consult.Answer(Id, Input.Version, Input.Opinion, Input.Text, Input.Files, Cancel)
        );

    public Task<IActionResult> OnPostPutUp() =>
        Act("partners.said.honour-put-up", () => consult.PutUp(Id, Input.Version, Input.Reason, Cancel));

    public Task<IActionResult> OnPostDrop() =>
        Act("partners.said.honour-dropped", () => consult.Drop(Id, Input.Version, Input.Reason, Cancel));

    public Task<IActionResult> OnGetFile(long file) => consult.File(Id, file, Response, Cancel);

    private Task<IActionResult> Act(string said, Func<Task> work) => Do(work, said, $"/partners/honours/{Id}");

    protected override async Task Load() => View = await consult.Show(Id, Cancel);
}
