using Modular.Kernel.Units;
using Modular.Projects.Domain;

namespace Modular.Projects.Rota;

internal sealed record RotaYear(
    int Year,
    Unit District,
    IReadOnlyList<RotaTurn> Turns,
    IReadOnlyList<TownTurns> Towns,
    IReadOnlyList<RotaAsk> Asks,
    IReadOnlyList<TurnSwap> Swaps,
    IReadOnlyDictionary<long, Project> Promoted
)
{
    public RotaTurn? Of(DateOnly month) => Turns.FirstOrDefault(t => t.Month == month);
}
