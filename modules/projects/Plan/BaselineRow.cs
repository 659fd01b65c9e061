namespace Modular.Projects.Plan;

internal sealed record BaselineRow(long Id, string Name, DateOnly? Starts, DateOnly? Ends, int Days);
