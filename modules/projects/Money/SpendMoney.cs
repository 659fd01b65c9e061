using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Money;

/// <summary>
/// Records what was spent. More than a line holds is refused, also when two people write at the same moment.
/// </summary>
internal sealed class SpendMoney(ProjectsDb db, ProjectFiles files, FundGates gates, TimeProvider clock)
{
    public static readonly ProjectState[] Spending = [ProjectState.InExecution, ProjectState.Completed];

    /// <summary>
    /// Bills of what was done come in after the project has been applied for, judged or stopped; they are entered with
    /// a reason.
    /// </summary>
    private static readonly ProjectState[] Afterwards =
    [
        ProjectState.Applied,
        ProjectState.Evaluated,
        ProjectState.Awarded,
        ProjectState.InLibrary,
        ProjectState.Stopped,
    ];

    public static bool Late(Project project) => Afterwards.Contains(project.State) && project.ApprovedAt is not null;

    /// <exception cref="RuleBroken">A part of a fen: nothing is rounded without a word.</exception>
    public static long Cents(decimal? yuan) =>
        (yuan ?? 0) * 100 is var cents && cents == decimal.Truncate(cents)
            ? (long)cents
            : throw new RuleBroken("projects.money-fen") { Field = "Yuan" };

    public async Task<long> Spend(
        string number,
        SpendingText text,
        IReadOnlyList<IFormFile>? vouchers,
        CancellationToken cancel
    )
    {
        Check(text);
        return await db.InTransaction(() => Enter(number, text, vouchers, cancel), cancel);
    }

    private async Task<long> Enter(
        string number,
        SpendingText text,
        IReadOnlyList<IFormFile>? vouchers,
        CancellationToken cancel
    )
    {
        var project = await Get(number, cancel);
        bool late = Late(project);
        if (!late && !Spending.Contains(project.State))
            throw new RuleBroken("projects.money-not-running");
        if (late && string.IsNullOrWhiteSpace(text.Why))
            throw new RuleBroken("projects.money-late-why") { Field = "Reasons" };
        await Lock(project.Id, cancel);
        var line =
            await db.BudgetLines.SingleOrDefaultAsync(l => l.Id == text.LineId && l.ProjectId == project.Id, cancel)
            ?? throw new RuleBroken("projects.money-line") { Field = "LineId" };
        if (project.ApprovedAt?.LocalDate() is { } approved && text.On < approved)
            throw new RuleBroken("projects.money-before", approved) { Field = "On" };
        if (
            line.Source == FundSource.SpecialFund
            && (await gates.Of(project, cancel)).FirstOrDefault(g => !g.Met) is { } gate
        )
            throw new RuleBroken("projects.money-gate", gate.Text);
        if (line.Spent + text.Cents > line.Cents)
            throw new RuleBroken("projects.money-over", Words.Money(line.Cents - line.Spent), Words.Money(text.Cents))
            {
                Field = "Yuan",
            };
        if (
            await db.Spendings.AnyAsync(
                s => s.ProjectId == project.Id && s.Voucher == text.Voucher.Trim() && s.StruckAt == null,
                cancel
            )
        )
            throw new RuleBroken("projects.money-voucher-twice", text.Voucher) { Field = "Voucher" };
        string? twin = await Twin(project.Id, text.Voucher.Trim(), cancel);
        if (twin is not null && (!text.Another || string.IsNullOrWhiteSpace(text.Why)))
            throw new RuleBroken("projects.money-voucher-elsewhere", text.Voucher.Trim(), twin) { Field = "Another" };
        line.Spent += text.Cents;
        var row = new Spending
        {
            Id = Ids.Next(clock),
            ProjectId = project.Id,
            LineId = line.Id,
            On = text.On,
            Cents = text.Cents,
            What = text.What.Trim(),
            Payee = text.Payee.Trim(),
            Voucher = text.Voucher.Trim(),
            At = clock.GetUtcNow(),
            By = db.Acting.Name,
            Why = late || twin is not null ? text.Why!.Trim() : null,
        };
        db.Spendings.Add(row);
        await files.Add(project.Id, FileOf.Voucher, row.Id, vouchers, shown: false, cancel);
        db.Record(
            "project.spent",
            $"project:{number}",
            after: new
            {
                row.Cents,
                row.Voucher,
                Line = line.Place,
                row.Why,
                Late = late,
                Twin = twin,
            }
        );
        await db.SaveChangesAsync(cancel);
        return row.Id;
    }

    /// <summary>
    /// The number of another project, also one out of scope, that has entered a voucher of this number: one invoice is
    /// paid once in the whole district.
    /// </summary>
    private Task<string?> Twin(long projectId, string voucher, CancellationToken cancel) =>
        db
            .Spendings.Where(s => s.ProjectId != projectId && s.Voucher == voucher && s.StruckAt == null)
            .Join(
                db.Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter]),
                s => s.ProjectId,
                p => p.Id,
                (s, p) => p.Number
            )
            .OrderBy(n => n)
            .FirstOrDefaultAsync(cancel);

    public Task Strike(string number, long id, string why, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(why))
                    throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
                var project = await Get(number, cancel);
                await Lock(project.Id, cancel);
                var row =
                    await db.Spendings.SingleOrDefaultAsync(s => s.Id == id && s.ProjectId == project.Id, cancel)
                    ?? throw new NotFound();
                if (row.StruckAt is not null)
                    throw new RuleBroken("projects.money-struck");
                var line = await db.BudgetLines.SingleAsync(l => l.Id == row.LineId, cancel);
                line.Spent -= row.Cents;
                (row.StruckAt, row.StruckBy, row.StruckWhy) = (clock.GetUtcNow(), db.Acting.Name, why.Trim());
                db.Record("project.spending-struck", $"project:{number}", new { row.Cents, row.Voucher }, new { why });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>
    /// Moves money between two lines of the same source. The sum of every source stays what the public was told.
    /// </summary>
    public Task Shift(string number, long from, long to, long cents, string why, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(why))
                    throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
                if (cents <= 0)
                    throw new RuleBroken("projects.money-amount") { Field = "Yuan" };
                var project = await Get(number, cancel);
                if (!ProjectMoves.Live.Contains(project.State))
                    throw new RuleBroken("projects.money-not-running");
                await Lock(project.Id, cancel);
                var lines = await db
                    .BudgetLines.Where(l => l.ProjectId == project.Id && (l.Id == from || l.Id == to))
                    .ToListAsync(cancel);
                if (from == to || lines.Count != 2)
                    throw new RuleBroken("projects.money-line") { Field = "LineId" };
                var (giving, taking) = (lines.Single(l => l.Id == from), lines.Single(l => l.Id == to));
                if (giving.Source != taking.Source)
                    throw new RuleBroken("projects.money-same-source");
                if (giving.Cents - giving.Spent < cents)
                    throw new RuleBroken(
                        "projects.money-over",
                        Words.Money(giving.Cents - giving.Spent),
                        Words.Money(cents)
                    )
                    {
                        Field = "Yuan",
                    };
                giving.Cents -= cents;
                taking.Cents += cents;
                MoveProject.Note(
                    db,
                    project,
                    "money-shifted",
                    $"{giving.Purpose} → {taking.Purpose} {Words.Money(cents)}: {why.Trim()}",
                    clock
                );
                db.Record(
                    "project.money-shifted",
                    $"project:{number}",
                    after: new
                    {
                        from = giving.Place,
                        to = taking.Place,
                        cents,
                        why,
                    }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>
    /// Holds the project's lines before they are read: who writes at the same moment waits and sees what is left,
    /// however many they are.
    /// </summary>
    private Task Lock(long projectId, CancellationToken cancel) =>
        db.BudgetLines.Where(l => l.ProjectId == projectId).Hold(l => l.Spent, cancel);

    private void Check(SpendingText text)
    {
        if (text.Cents <= 0 || text.Cents > 10_000_000_000)
            throw new RuleBroken("projects.money-amount") { Field = "Yuan" };
        if (text.On > clock.Today())
            throw new RuleBroken("projects.money-future") { Field = "On" };
        if (string.IsNullOrWhiteSpace(text.What) || text.What.Length > 100)
            throw new RuleBroken("projects.money-what") { Field = "What" };
        if (string.IsNullOrWhiteSpace(text.Voucher) || text.Voucher.Length > 40)
            throw new RuleBroken("projects.money-voucher") { Field = "Voucher" };
        if (text.Why is { Length: > 200 })
            throw new RuleBroken("projects.money-late-why") { Field = "Reasons" };
        if (text.Payee.Length > 80)
            throw new RuleBroken("projects.money-what") { Field = "Payee" };
    }

    private async Task<Project> Get(string number, CancellationToken cancel) =>
        await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
}

/// <param name="Cents">More than nothing.</param>
/// <param name="Why">
/// For a bill that comes in after the project has ended, and for a number that another project's voucher has as well.
/// </param>
/// <param name="Another">That it is another paper than the one of that number in another project.</param>
internal sealed record SpendingText(
    long LineId,
    DateOnly On,
    long Cents,
    string What,
    string Payee,
    string Voucher,
    string? Why = null,
    bool Another = false
);
