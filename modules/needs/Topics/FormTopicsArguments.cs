namespace Modular.Needs.Topics;

/// <param name="Topics">Wanted number, or null to let the clusterer decide.</param>
/// <param name="SplitTopic">Only this topic is taken apart.</param>
/// <param name="Anew">
/// What was proposed before counts for nothing; otherwise it stays and new needs join it. Confirmed topics stay in
/// either case.
/// </param>
internal sealed record FormTopicsArguments(
    int UnitId,
    DateOnly From,
    DateOnly To,
    int? Topics,
    string Clusterer,
    int Seed,
    long? SplitTopic = null,
    bool Anew = true
);
