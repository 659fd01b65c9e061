using Modular.Projects.Plan;

namespace Modular.Projects.Pages.Projects;

/// <summary>What the page sends while somebody works in the chart or the table.</summary>
internal sealed record SentEdits(int Version, string? Reason, IReadOnlyList<PlanEdit>? Edits);
