namespace Modular.Projects.Plan;

/// <summary>A piece of the record that shows how far a task is; every piece counts once.</summary>
/// <param name="On">When it was done.</param>
internal sealed record RecordedPart(long TaskId, string Text, bool Done, DateOnly? On, string? By, string? Href = null);
