using System.Collections.Frozen;

namespace Modular.Kernel.Data;

/// <summary>Who acts in this request or job, for which unit, from where.</summary>
/// <param name="ScopePath">Rows under this path may be seen; null sees none.</param>
public sealed record Acting(
    long? AccountId,
    string Name,
    int? UnitId,
    string? ScopePath,
    string Origin,
    FrozenSet<string> Permissions,
    bool IsSystem = false
)
{
    public static readonly Acting Nobody = new(null, "-", null, null, "", FrozenSet<string>.Empty);

    public bool May(string permission) => IsSystem || Permissions.Contains(permission);

    public bool IsSignedIn => AccountId is not null;

    /// <summary>Acts for the whole district, and not for a part of it.</summary>
    public bool LeadsDistrict => ScopePath is { } path && Grant.IsDistrict(path);

    /// <summary>What lies under this path is within what this person acts for.</summary>
    public bool Reaches(string path) => ScopePath is { } scope && path.StartsWith(scope, StringComparison.Ordinal);

    public static Acting System(string origin) =>
        new(null, "system", null, "/", origin, FrozenSet<string>.Empty, IsSystem: true);
}

/// <summary>Holds who acts, one per request or job.</summary>
public sealed class ActingScope
{
    public Acting Current { get; set; } = Acting.Nobody;

    /// <summary>
    /// The request only looks (GET, HEAD). A module that shows single rows beyond the scope shows them then alone, so
    /// that nothing can be written to them.
    /// </summary>
    public bool OnlyLooks { get; set; }

    /// <summary>The units the account may act for, for the switcher in the header.</summary>
    public IReadOnlyList<Grant> Grants { get; set; } = [];

    public void ActAsSystem(string origin) => Current = Acting.System(origin);
}

/// <summary>One (role, unit) pair of an account.</summary>
public sealed record Grant(Role Role, int UnitId, string UnitName, string UnitPath)
{
    /// <summary>The path of the root, <c>/1/</c>, or of everything, <c>/</c>.</summary>
    public static bool IsDistrict(string path) => path.AsSpan().Count('/') <= 2;
}
