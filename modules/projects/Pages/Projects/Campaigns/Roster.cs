using System.Globalization;
using Modular.Kernel.Calendar;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Domain;

namespace Modular.Projects.Pages.Projects;

internal static class Roster
{
    public static IReadOnlyList<string> Headings(Words words) =>
        [
            .. "no|unit|title|tier|leader|responsible|beneficiaries|budget|dates|state"
                .Split('|')
                .Select(k => words[$"campaigns.roster.{k}"]),
        ];

    public static IReadOnlyList<string> Row(int no, Project p, UnitTree tree, Words words) =>
        [
            no.ToString(CultureInfo.InvariantCulture),
            tree.Name(p.UnitId),
            p.Title,
            words.Of(p.Tier),
            p.Leader,
            p.Responsible,
            p.Beneficiaries,
            Words.Money(p.Budget),
            $"{p.StartsOn?.Iso()} \u2013 {p.EndsOn?.Iso()}",
            words.Of(p.State),
        ];
}
