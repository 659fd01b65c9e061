using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Ui;
using Modular.Projects.Activities;
using Modular.Projects.Domain;
using Modular.Projects.Plan;

namespace Modular.Projects.Pages.Projects;

internal sealed class ActivityForm
{
    public string? Title { get; set; }
    public DateOnly? On { get; set; }
    public TimeOnly? From { get; set; }
    public TimeOnly? To { get; set; }
    public long? PlaceId { get; set; }
    public string? Place { get; set; }
    public int? Expected { get; set; }
    public bool Rotating { get; set; }
    public long TaskId { get; set; }
    public string? PlaceName { get; set; }
    public string? Address { get; set; }
    public int Version { get; set; }
    public int? Served { get; set; }
    public int? Volunteers { get; set; }
    public decimal? Hours { get; set; }
    public string? Report { get; set; }
    public string? Reason { get; set; }
    public SignInAs As { get; set; }
    public string? Lines { get; set; }
    public bool Public { get; set; }
    public int? Most { get; set; }

    public ActivityText Text() =>
        new(Title, On, From, To, PlaceId is 0 ? null : PlaceId, Place, Expected, Rotating, Task);

    /// <summary>Zero stands for none: a choice without a value is none.</summary>
    public long? Task => TaskId is 0 ? null : TaskId;

    public static ActivityForm Of(Activity a) =>
        new()
        {
            Title = a.Title,
            On = a.StartsAt.LocalDate(),
            From = TimeOnly.FromDateTime(a.StartsAt.Local().DateTime),
            To = TimeOnly.FromDateTime(a.EndsAt.Local().DateTime),
            PlaceId = a.PlaceId ?? 0,
            Place = a.Place,
            Expected = a.Expected,
            Rotating = a.Rotating,
            TaskId = a.TaskId ?? 0,
            Version = a.Version,
            Served = a.Served ?? (a.Signed > 0 ? a.Signed : null),
            Volunteers = a.Volunteers ?? (a.SignedVolunteers > 0 ? a.SignedVolunteers : null),
            Hours = a.VolunteerMinutes / 60m,
            Report = a.Report,
            Most = a.MaySign,
        };

    /// <param name="elsewhere">
    /// Words of the choice of no fixed place; its value is zero, since a choice must be made and an empty one is none.
    /// </param>
    public static IReadOnlyList<SelectListItem> Places(IEnumerable<ServicePlace> places, string? elsewhere) =>
        [
            .. places.Select(p => Choices.Item(p.Name, p.Id)),
            .. elsewhere is null ? [] : new[] { Choices.Item(elsewhere, 0) },
        ];

    /// <summary>Empty where the project has no plan.</summary>
    public static IReadOnlyList<SelectListItem> Tasks(IReadOnlyList<PlanTask> tasks, string none) =>
        tasks.Count == 0 ? [] : [Choices.Item(none, 0), .. tasks.Select(t => Choices.Item(t.Name, t.Id))];
}
