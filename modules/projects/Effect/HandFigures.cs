namespace Modular.Projects.Effect;

/// <summary>People asked and content, tickets and the whole months they were counted over, before and after.</summary>
internal sealed record HandFigures(
    int? RatedBefore,
    int? SatisfiedBefore,
    int? RatedAfter,
    int? SatisfiedAfter,
    int? TicketsBefore,
    int? MonthsBefore,
    int? TicketsAfter,
    int? MonthsAfter
);
