using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Needs.Data;

namespace Modular.Needs.Intake;

/// <summary>The same import as the web's job, run in the foreground.</summary>
internal sealed class CommandLineImport(
    ImportNeeds import,
    NeedsDb db,
    UnitDirectory units,
    Words words,
    TimeProvider clock
) : INeedImport
{
    public async Task<ImportReport> Import(
        string file,
        string unitCode,
        IReadOnlyDictionary<string, string>? columns,
        bool dryRun,
        string errorFile,
        Action<long, long> progress,
        CancellationToken cancel
    )
    {
        var unit =
            (await units.Tree(cancel)).Find(unitCode) ?? throw new RuleBroken("needs.import.no-such-unit", unitCode);
        if (dryRun)
        {
            await using var stream = File.OpenRead(file);
            var (good, wrong, map) = await import.DryRun(stream, unit.Id, columns, 100_000, cancel);
            string? written =
                wrong.Count == 0
                    ? null
                    : await WriteErrors(
                        errorFile,
                        map.Headings,
                        wrong.Select(w => (w.Row.Number, w.Column!, w.Reason!, (IReadOnlyList<string>)w.Row.Cells)),
                        cancel
                    );
            return new(good, 0, wrong.Count, written);
        }

        long job = Ids.Next(clock);
        var outcome = await import.Run(
            job,
            new(file, Path.GetFileName(file), unit.Id, false, columns?.ToDictionary(), words.Zh("needs.import.by")),
            (done, total) =>
            {
                progress(done, total);
                return Task.CompletedTask;
            },
            cancel
        );
        return new(
            outcome.Added,
            outcome.Known,
            outcome.Wrong,
            outcome.Wrong == 0 ? null : await new ErrorFile(db, words).Write(job, file, errorFile, cancel)
        );
    }

    private async Task<string> WriteErrors(
        string to,
        IReadOnlyList<string> headings,
        IEnumerable<(int, string, string, IReadOnlyList<string>)> rows,
        CancellationToken cancel
    )
    {
        await using var stream = File.Create(to);
        await ErrorFile.Write(stream, words, headings, rows.ToAsyncEnumerable(), cancel);
        return to;
    }
}
