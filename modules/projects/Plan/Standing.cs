namespace Modular.Projects.Plan;

/// <summary>
/// On which side of midnight a milestone stands. It has no length: the instant at which a working day ends is that at
/// which the next one begins. Held by the end of something it stands on that last day; held by a beginning, or set to a
/// day, it stands on the day that begins.
/// </summary>
internal sealed class Standing(Work[] works, IReadOnlyList<Bond> bonds, IReadOnlyList<Placed> placed)
{
    private readonly ILookup<int, Bond> _into = bonds.ToLookup(b => b.To);
    private readonly bool?[] _known = new bool?[works.Length];

    public bool AtBeginning(int milestone)
    {
        if (works[milestone].Days > 0)
            return true;
        if (_known[milestone] is { } known)
            return known;
        var (work, at) = (works[milestone], placed[milestone]);
        // Links do not go round, so neither does this. What does not hold it leaves it a day to spare.
        bool beginning =
            at.Start == 0
            || at.Start == work.NotBefore
            || work.Fixed is not null
            || _into[milestone]
                .Any(b =>
                    Holds(b, at)
                    && (
                        works[b.From].Days == 0
                            ? AtBeginning(b.From)
                            : b.Kind is LinkKind.StartStart or LinkKind.StartFinish
                    )
                );
        _known[milestone] = beginning;
        return beginning;
    }

    private bool Holds(Bond bond, Placed to) =>
        (bond.Kind is LinkKind.StartStart or LinkKind.StartFinish ? placed[bond.From].Start : placed[bond.From].Finish)
            + bond.Lag
        == to.Start;
}
