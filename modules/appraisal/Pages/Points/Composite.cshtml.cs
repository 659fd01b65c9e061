using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Ledger;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Points;

/// <summary>Joins other rounds' results.</summary>
[NeedsPermission(AppraisalModule.Run)]
internal sealed class CompositeModel(DraftComposite draft, ActingScope me) : StaffPage
{
    public sealed class Form
    {
        [Required, StringLength(80)]
        public string Title { get; set; } = "";
        public double Pass { get; set; } = 60;
        public Dictionary<long, double?> Weights { get; set; } = [];
        public Dictionary<long, double?> Full { get; set; } = [];
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<Round> Joinable { get; private set; } = [];

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost()
    {
        long id = 0;
        return await Do(
            async () =>
                id = await draft.Draft(
                    me.Current.UnitId ?? throw new NotFound(),
                    new(
                        Input.Title,
                        [
                            .. Input
                                .Weights.Where(w => w.Value is > 0)
                                .Select(w => (w.Key, w.Value!.Value, Input.Full.GetValueOrDefault(w.Key) ?? 100)),
                        ],
                        Input.Pass
                    ),
                    Cancel
                ),
            () =>
            {
                Say("composite.said.drafted");
                return Redirect($"/rounds/{id}");
            }
        );
    }

    /// <summary>Full mark proposed for each.</summary>
    public IReadOnlyDictionary<long, double> Best { get; private set; } = new Dictionary<long, double>();

    protected override async Task Load()
    {
        Joinable = await draft.Joinable(Cancel);
        Best = await draft.Full(Joinable, Cancel);
    }
}
