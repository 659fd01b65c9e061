using Modular.Language;

namespace Modular.Kernel.Units;

/// <summary>
/// One way to compare unit codes, for the database, for memory and for sheets. Two codes that a reader takes for the
/// same are the same: case, full-width forms and outer blanks do not count.
/// </summary>
public static class UnitCode
{
    /// <summary>What is stored beside the code as people write it, under a unique index.</summary>
    public static string Fold(string code) => Width.Narrow(code).Trim().ToUpperInvariant();
}
