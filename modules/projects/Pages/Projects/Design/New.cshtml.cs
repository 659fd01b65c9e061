using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Contracts.Needs;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Campaigns;
using Modular.Projects.Catalogue;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Plan;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Design)]
internal sealed class NewModel(
    DesignProject design,
    KeepCatalogue catalogue,
    CopyPlan plans,
    CampaignPlaces places,
    UnitDirectory units,
    ActingScope me,
    INeedQuestions? needs = null
) : StaffPage
{
    [BindProperty]
    public ProjectForm Input { get; set; } = new();
    public TopicSummary? Topic { get; private set; }
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Campaigns { get; private set; } = [];

    public async Task OnGet(long? topic, long? entry, long? campaign)
    {
        (Input.TopicId, Input.EntryId, Input.CampaignId) = (topic, entry, campaign);
        await Load();
        Input.CampaignId ??=
            Campaigns.Count > 1
            && (await units.Tree(Cancel)).Find(me.Current.UnitId ?? 0) is { Kind: UnitKind.Community or UnitKind.Town }
                ? CampaignForms.First(Campaigns)
                : null;
        if (entry is { } from)
            Input.Fill((await catalogue.Entry(from, Cancel)).Text);
        if (Topic is not null)
            (Input.Title, Input.UnitId, Input.Aims) = (
                Words["projects.from-topic.title", Topic.Name],
                Topic.UnitId,
                Words[
                    "projects.from-topic.aims",
                    Topic.Size,
                    Topic.People,
                    string.Join(Words["list.comma"], Topic.KeyWords.Take(5))
                ]
            );
    }

    public async Task<IActionResult> OnPost()
    {
        Project project = null!;
        string? without = null;
        return await Do(
            async () =>
            {
                if (Input.EntryId is { } known)
                    await catalogue.Entry(known, Cancel);
                project = await design.Draft(Input.UnitId, Input.Text(), Input.From, Cancel);
                without = await plans.Begin(project.Number, Input.EntryId, Cancel);
            },
            () =>
            {
                Say(without is null ? "projects.said.drafted" : "plan.said.drafted-without", project.Number, without);
                return Redirect($"/projects/{project.Number}");
            }
        );
    }

    protected override async Task Load()
    {
        Topic = Input.TopicId is { } id && needs is not null ? await needs.Topic(id, Cancel) : null;
        var tree = await units.Tree(Cancel);
        Campaigns = CampaignForms.Choices(Words, await places.OpenNow(Cancel), null);
        Units = Choices.Units(
            tree,
            tree.Under(me.Current.ScopePath)
                .Where(u => u.Kind is UnitKind.Community or UnitKind.Town or UnitKind.District)
        );
    }
}
