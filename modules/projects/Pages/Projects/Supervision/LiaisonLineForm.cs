using Modular.Projects.Supervision;

namespace Modular.Projects.Pages.Projects;

internal sealed class LiaisonLineForm
{
    public LiaisonKind Kind { get; set; }
    public string? Text { get; set; }
    public DateOnly? DueOn { get; set; }
}
