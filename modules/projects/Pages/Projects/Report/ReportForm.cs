namespace Modular.Projects.Pages.Projects;

internal sealed class ReportForm
{
    public string? Overview { get; set; }
    public string? Implementation { get; set; }
    public string? Results { get; set; }
    public string? Experience { get; set; }
    public int Seen { get; set; }
}
