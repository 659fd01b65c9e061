using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;
using Modular.Projects.Mentors;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.KeepGroup)]
internal sealed class MentorModel(KeepMentors mentors) : StaffPage
{
    public sealed class Form
    {
        public int Version { get; set; }

        [StringLength(80)]
        public string? Office { get; set; }

        [StringLength(200)]
        public string? Fields { get; set; }
        public int AtOnce { get; set; }
        public bool Closed { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public Mentor Mentor { get; private set; } = null!;

    public async Task OnGet()
    {
        await Load();
        Input = new()
        {
            Version = Mentor.Version,
            Office = Mentor.Office,
            Fields = Mentor.Fields,
            AtOnce = Mentor.AtOnce,
            Closed = Mentor.Closed,
        };
    }

    public Task<IActionResult> OnPost() =>
        Do(
            () => mentors.Change(Id, Input.Version, Input.Office, Input.Fields, Input.AtOnce, Input.Closed, Cancel),
            () =>
            {
                Say("mentors.said.changed");
                return Redirect("/projects/mentors");
            }
        );

    protected override async Task Load() =>
        Mentor = (await mentors.Group(Cancel)).Find(m => m.Id == Id) ?? throw new NotFound();
}
