using System.Globalization;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;

namespace Modular.Appraisal.Scoring;

/// <summary>
/// The score sheet as a file, for evaluators without a line: taken out, filled in anywhere, brought back whole or not
/// at all.
/// </summary>
internal sealed class OfflineSheet(AppraisalDb db, ScoreSheet sheet)
{
    private const int MostFaults = 20;

    public static IReadOnlyList<string> Headings(SheetView view, string code, string title) =>
        [code, title, .. view.Criteria.Select(Heading)];

    public static IEnumerable<IReadOnlyList<object?>> Rows(SheetView view) =>
        view
            .Subjects.Where(s => !view.Abstained.ContainsKey(s.SubjectId))
            .Select(s =>
                (IReadOnlyList<object?>)
                    [
                        s.Code,
                        s.Title,
                        .. view.Criteria.Select(c =>
                            view.Scores.TryGetValue((s.SubjectId, c.Place), out long micro)
                                ? (object?)(micro / 1e6)
                                : null
                        ),
                    ]
            );

    /// <returns>How many figures were taken; an empty cell leaves what is there.</returns>
    /// <exception cref="RuleBroken">
    /// Something does not fit; every fault with row and column, and nothing was saved.
    /// </exception>
    public async Task<int> Take(long roundId, Stream file, CancellationToken cancel)
    {
        var view = await sheet.Show(roundId, cancel);
        if (view.Round.State != RoundState.Open)
            throw new RuleBroken("rounds.not-open");
        var found = new List<(string Field, string Value)>();
        var faults = new List<string>();
        using (SheetTurns.Of(db.Acting))
        using (var table = Sheet.Open(file, cancel))
        {
            var columns = view
                .Criteria.Select(c =>
                    (
                        Criterion: c,
                        At: table.Headings.ToList().FindIndex(h => h.Trim() == Heading(c) || h.Trim() == c.Name)
                    )
                )
                .ToList();
            if (columns.FirstOrDefault(c => c.At < 0) is { Criterion: { } missing })
                throw new RuleBroken("rounds.offline.column", Heading(missing)) { Field = "File" };
            var subjects = view.Subjects.ToDictionary(s => s.Code, StringComparer.Ordinal);
            foreach (var row in table.Rows())
            {
                string code = row.Cells.Length > 0 ? row.Cells[0].Trim() : "";
                if (code.Length == 0 && row.Cells.All(string.IsNullOrWhiteSpace))
                    continue;
                if (!subjects.TryGetValue(code, out var subject))
                {
                    faults.Add($"{row.Number}: {code}");
                    continue;
                }

                foreach (var (criterion, at) in columns)
                {
                    string cell = at < row.Cells.Length ? row.Cells[at].Trim() : "";
                    if (cell.Length == 0 || view.Abstained.ContainsKey(subject.SubjectId))
                        continue;
                    if (
                        !decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value)
                        || value < criterion.Least
                        || value > criterion.Most
                    )
                        faults.Add($"{row.Number}, {criterion.Name}: {cell}");
                    else
                        found.Add(
                            (
                                $"s{subject.SubjectId.ToString(CultureInfo.InvariantCulture)}c{criterion.Place.ToString(CultureInfo.InvariantCulture)}",
                                cell
                            )
                        );
                }
            }
        }

        if (faults.Count > 0)
            throw new RuleBroken("rounds.offline.faults", faults.Count, string.Join("; ", faults.Take(MostFaults)))
            {
                Field = "File",
            };
        if (found.Count == 0)
            throw new RuleBroken("rounds.offline.empty") { Field = "File" };
        await db.InTransaction(
            async () =>
            {
                foreach (var (field, value) in found)
                    await sheet.Save(roundId, field, value, cancel);
                db.Record("round.sheet-taken", $"round:{roundId}", after: new { Figures = found.Count });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );
        return found.Count;
    }

    private static string Heading(Criterion c) => $"{c.Name} ({c.Least}-{c.Most})";
}
