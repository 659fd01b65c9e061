using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Projects.Domain;
using Modular.Projects.Publicity;

namespace Modular.Projects.Pages.Projects;

/// <summary>How a project is made known: its public page, its posters, the log by channel.</summary>
[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Design)]
internal sealed class PublicityModel(KeepChannels channels, ProjectFiles files, ActingScope me, TimeProvider clock)
    : StaffPage
{
    public sealed class Form
    {
        public Channel Channel { get; set; }

        [Required]
        public DateOnly? On { get; set; }

        [Required, StringLength(300)]
        public string Where { get; set; } = "";

        [Range(0, 100_000_000, ErrorMessage = "projects.publicity.reach-wrong")]
        public int? Reach { get; set; }
        public List<IFormFile>? Files { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty]
    public Form Input { get; set; } = new();
    public PublicityView View { get; private set; } = null!;
    public bool MayDesign => me.Current.May(ProjectsModule.Design);

    public Task OnGet()
    {
        Input.On = clock.Today();
        return Load();
    }

    public Task<IActionResult> OnGetFile(long id) => files.Serve(Number, id, Response, Cancel);

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format,
            $"{Number} {Words["projects.tab.publicity"]}",
            [.. "channel|on|where|reach|by|struck".Split('|').Select(k => Words[$"projects.publicity.{k}"])],
            View.Posts.Select(p =>
                    (IReadOnlyList<object?>)
                        [
                            Words.Of(p.Post.Channel),
                            p.Post.On,
                            p.Post.Where,
                            p.Post.Reach,
                            Words.Who(p.Post.By),
                            p.Post.StruckReasons,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    public async Task<IActionResult> OnPost()
    {
        return await Do(
            () => channels.Add(Number, Input.Channel, Input.On!.Value, Input.Where, Input.Reach, Input.Files, Cancel),
            () => Again("projects.said.published")
        );
    }

    public async Task<IActionResult> OnPostStrike(long id, string? reasons)
    {
        ModelState.Clear();
        return await Do(() => channels.Strike(Number, id, reasons ?? "", Cancel), () => Again("projects.said.struck"));
    }

    private RedirectResult Again(string said)
    {
        Say(said);
        return Redirect($"/projects/{Number}/publicity");
    }

    protected override async Task Load() => View = await channels.Of(Number, Cancel);
}
