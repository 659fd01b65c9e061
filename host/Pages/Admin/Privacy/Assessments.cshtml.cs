using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin.Privacy;

/// <summary>Assessments of what processing does to people.</summary>
[NeedsPermission(KernelPermissions.Privacy)]
[PostNeeds(KernelPermissions.PrivacyManage)]
internal sealed class AssessmentsModel(KeepAssessments keep, ActingScope me, TimeProvider clock) : StaffPage
{
    public sealed class Form
    {
        [Required, StringLength(200)]
        public string Subject { get; set; } = "";

        [Required, StringLength(2000)]
        public string Purpose { get; set; } = "";

        [Required, StringLength(4000)]
        public string Risks { get; set; } = "";

        [Required, StringLength(4000)]
        public string Measures { get; set; } = "";

        [Required]
        public DateOnly? On { get; set; }

        [Required]
        public DateOnly? NextReview { get; set; }
        public int Version { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    public IReadOnlyList<ImpactAssessment> All { get; private set; } = [];
    public bool MayWrite => me.Current.May(KernelPermissions.PrivacyManage);
    public DateOnly Today => Kernel.Calendar.LocalTime.Today(clock);

    public async Task OnGet()
    {
        await Load();
        (Input.On, Input.NextReview) = (Today, Today.AddYears(1));
        if (Id is not { } id)
            return;
        var a = await keep.One(id, Cancel);
        (Input.Subject, Input.Purpose, Input.Risks, Input.Measures) = (a.Subject, a.Purpose, a.Risks, a.Measures);
        Input.Version = a.Version;
    }

    public Task<IActionResult> OnPost() =>
        Do(
            () =>
                keep.Save(
                    Id,
                    Input.Version,
                    new(Input.Subject, Input.Purpose, Input.Risks, Input.Measures, Input.On, Input.NextReview),
                    Cancel
                ),
            () =>
            {
                Say("privacy.said.assessed");
                return Redirect("/admin/privacy/assessments");
            }
        );

    protected override async Task Load() => All = await keep.All(Cancel);
}
