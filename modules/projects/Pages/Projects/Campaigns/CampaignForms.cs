using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Projects.Campaigns;

namespace Modular.Projects.Pages.Projects;

internal static class CampaignForms
{
    /// <summary>What the form of a project offers; the present one too, although it may be over.</summary>
    public static IReadOnlyList<SelectListItem> Choices(Words words, IReadOnlyList<Campaign> open, Campaign? now) =>
        Kernel.Ui.Choices.With(
            words["campaigns.none-chosen"],
            open.Concat(now is null || open.Any(c => c.Id == now.Id) ? [] : [now])
                .Select(c => Kernel.Ui.Choices.Item(words["campaigns.choice", c.Name, c.ClosesOn], c.Id))
        );

    public static long? First(IReadOnlyList<SelectListItem> choices) =>
        long.Parse(choices[1].Value, CultureInfo.InvariantCulture);

    public static Tone Tone(CampaignState state) =>
        state switch
        {
            CampaignState.Open => Kernel.Ui.Tone.Good,
            CampaignState.Closed => Kernel.Ui.Tone.Waiting,
            _ => Kernel.Ui.Tone.Plain,
        };
}
