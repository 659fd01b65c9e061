namespace Modular.Projects.Selections;

/// <param name="Of">Of how many applications the round gave a score.</param>
internal sealed record RoundHeard(long RoundId, int Of, DateTimeOffset At, bool Complete);
