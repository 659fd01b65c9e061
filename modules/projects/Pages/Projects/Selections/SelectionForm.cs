using System.ComponentModel.DataAnnotations;
using Modular.Projects.Selections;

namespace Modular.Projects.Pages.Projects;

internal sealed class SelectionForm
{
    public int UnitId { get; set; }

    [Required, StringLength(80)]
    public string Name { get; set; } = "";

    [Required]
    public DateOnly? OpensOn { get; set; }

    [Required]
    public DateOnly? ClosesOn { get; set; }
    public List<int> Weights { get; set; } = [40, 30, 30, 40, 40, 20];

    [Required, StringLength(400)]
    public string Awards { get; set; } = "";
    public int Version { get; set; }

    public SelectionText Text() => new(Name, OpensOn!.Value, ClosesOn!.Value, Weights, Awards);
}
