using System.Collections.Frozen;
using System.Globalization;
using Modular.Kernel.Data;

namespace Modular.Kernel.Modules;

/// <summary>
/// Pages to which pages of another module lead. A module that is not loaded, or that the reader's unit has switched
/// off, would answer 404: there is no way to it then.
/// </summary>
public sealed class Doors(ModuleSet modules, ModuleSwitches switches, ActingScope me)
{
    /// <summary>By name: the module, and the address with a place for what it is about.</summary>
    public static FrozenDictionary<string, Door> All { get; } =
        new Dictionary<string, Door>(StringComparer.Ordinal)
        {
            ["needs.of-project"] = new("needs", "/needs?project={0}"),
            ["needs.topic"] = new("needs", "/needs/topics/{0}"),
            ["projects.one"] = new("projects", "/projects/{0}"),
            ["projects.from-topic"] = new("projects", "/projects/new?topic={0}"),
            ["projects.notices"] = new("projects", "/notices"),
            ["projects.story"] = new("projects", "/library/{0}"),
            ["appraisal.round"] = new("appraisal", "/rounds/{0}"),
            ["appraisal.for-project"] = new("appraisal", "/rounds/new?project={0}"),
            ["partners.resources"] = new("partners", "/partners"),
            ["partners.orders"] = new("partners", "/partners/orders"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <returns>The address, or null where the reader does not work with that module.</returns>
    /// <exception cref="KeyNotFoundException">No door has that name.</exception>
    public async ValueTask<string?> To(string door, object? about, CancellationToken cancel)
    {
        var (module, address) = All[door];
        if (!modules.Has(module) || (await switches.OffAt(me.Current.ScopePath, cancel)).Contains(module))
            return null;
        string text = Convert.ToString(about, CultureInfo.InvariantCulture) ?? "";
        return string.Format(CultureInfo.InvariantCulture, address, Uri.EscapeDataString(text));
    }
}

/// <summary>Through which door, to what: a number or code.</summary>
public sealed record Way(string Door, object About);

/// <param name="Address">With <c>{0}</c> for the number or code of what is shown there, if it is about one.</param>
public sealed record Door(string Module, string Address);
