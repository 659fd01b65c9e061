using System.Text.RegularExpressions;

namespace Modular.Architecture.Tests;

/// <summary>
/// A list that grows stands on the one list of the house (<c>Lists/</c>), which sorts, pages and writes files. Tables
/// written by hand are for figures, forms and the few lines of one thing; the approved ones are counted per page, and
/// their number only falls.
/// </summary>
public sealed class HandTablesTests
{
    [Fact]
    [Trait("rule", "K13")]
    public void Tables_written_by_hand_do_not_come_back() =>
        House.Approve(
            "approved-hand-tables.txt",
            House
                .Source(".cshtml")
                .Where(f => Path.GetFileName(f) != "_ListTable.cshtml")
                .Select(f => (File: f, Count: Regex.Count(File.ReadAllText(f), "<table class=\"list")))
                .Where(f => f.Count > 0)
                .Select(f => $"{House.Short(f.File)}: {f.Count}")
        );
}
