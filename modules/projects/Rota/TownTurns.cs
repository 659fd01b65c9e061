using Modular.Kernel.Units;

namespace Modular.Projects.Rota;

/// <param name="Counted">Turns as fairness counts them: had and given on joining.</param>
internal sealed record TownTurns(Unit Town, int Had, int Counted, DateOnly? Last, DateOnly? Next, int Projects);
