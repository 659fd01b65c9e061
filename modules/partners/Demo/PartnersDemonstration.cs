using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Partners.Data;
using Modular.Partners.Domain;

namespace Modular.Partners.Demo;

/// <summary>What the demonstration district's partner units offer.</summary>
internal sealed class PartnersDemonstration(PartnersDb db, UnitDirectory units, Words words, TimeProvider clock)
    : IDemonstration
{
    public int Order => 15;

    public async Task Fill(CancellationToken cancel)
    {
        if (await db.Resources.AnyAsync(cancel))
            return;
        var partners = (await units.Tree(cancel))
            .All.Where(u => u.Kind == UnitKind.PartnerUnit)
            .OrderBy(u => u.Code, StringComparer.Ordinal)
            .ToList();
        if (partners.Count == 0)
            return;
        foreach (string line in words.Zh("partners.demo").Split('\n'))
        {
            string[] parts = line.Split('|');
            if (partners.Find(p => p.Name.Contains(parts[6], StringComparison.Ordinal)) is not { } unit)
                continue;
            db.Resources.Add(
                new()
                {
                    Id = Ids.Next(clock),
                    UnitId = unit.Id,
                    UnitPath = unit.Path,
                    Kind = Enum.Parse<ResourceKind>(parts[0]),
                    Title = parts[1],
                    Description = parts[2],
                    Categories = parts[3],
                    When = parts[4],
                    Capacity = int.Parse(parts[5], System.Globalization.CultureInfo.InvariantCulture),
                }
            );
        }

        db.Record("demonstration.resources", "demonstration");
        await db.SaveChangesAsync(cancel);
    }
}
