using Modular.Projects.Supervision;

namespace Modular.Projects.Pages.Projects;

internal sealed class LedgerForm
{
    public DateOnly? On { get; set; }
    public string? Leader { get; set; }
    public string? Findings { get; set; }
    public List<LiaisonLineForm> Lines { get; set; } = [];
    public string? Result { get; set; }
    public int Version { get; set; }
    public string? What { get; set; }
    public string? Responsible { get; set; }
    public DateOnly? DueOn { get; set; }
    public int? WorkingDays { get; set; }
    public string? How { get; set; }
    public string? Why { get; set; }

    public IReadOnlyList<LiaisonLine> Written =>
        [
            .. Lines
                .Where(l => !string.IsNullOrWhiteSpace(l.Text))
                .Select(l => new LiaisonLine(l.Kind, l.Text!, l.DueOn)),
        ];
}
