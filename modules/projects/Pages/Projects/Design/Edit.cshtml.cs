using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Campaigns;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Library;
using Modular.Projects.Notice;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Design)]
internal sealed class EditModel(
    DesignProject design,
    RunNotice notices,
    ShowProject browse,
    CompareVersions versions,
    CampaignPlaces places,
    RunCampaign campaigns
) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty]
    public ProjectForm Input { get; set; } = new();
    public bool InNotice { get; private set; }

    /// <summary>Why it was returned.</summary>
    public string? Advice { get; private set; }

    /// <summary>Null once the campaign is settled.</summary>
    public IReadOnlyList<SelectListItem>? Campaigns { get; private set; }

    /// <summary>What somebody else changed while this form was open.</summary>
    public VersionPair? Theirs { get; private set; }

    public async Task OnGet()
    {
        await Load();
        var project = (await browse.One(Number, Cancel)).Project;
        Input = ProjectForm.Of(await design.Text(project, Cancel), project);
        Input.Seen = (await versions.Pair(Number, null, null, Cancel)).To.No;
    }

    public async Task<IActionResult> OnPost()
    {
        InNotice = (await browse.One(Number, Cancel)).Project.State == ProjectState.InNotice;
        bool anew = false;
        return await Do(
            async () =>
            {
                if (InNotice)
                    anew = await notices.ChangeText(Number, Input.Version, Input.Text(), Input.Reasons ?? "", Cancel);
                else
                    await design.Change(Number, Input.Version, Input.Text(), Cancel, Input.From);
            },
            () =>
            {
                Say(anew ? "projects.said.restarted" : "projects.said.saved", Number);
                return Redirect($"/projects/{Number}");
            }
        );
    }

    protected override async Task Load()
    {
        var project = (await browse.One(Number, Cancel)).Project;
        InNotice = project.State == ProjectState.InNotice;
        Advice = project.State == ProjectState.Returned ? project.Advice : null;
        if (project.State == ProjectState.Draft)
            Campaigns = CampaignForms.Choices(
                Words,
                await places.OpenNow(Cancel),
                project.CampaignId is { } id ? await campaigns.One(id, Cancel) : null
            );
        if (!HttpMethods.IsPost(Request.Method) || project.Version == Input.Version)
            return;
        Theirs = await versions.Pair(Number, Input.Seen, null, Cancel);
        // Saving again is a decision made with their changes in sight.
        (Input.Version, Input.Seen) = (project.Version, Theirs.To.No);
        ModelState.Remove("Input.Version");
    }
}
