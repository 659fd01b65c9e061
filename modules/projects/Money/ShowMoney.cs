using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Money;

/// <summary>A project's money, and the ledger of every source over all projects in scope.</summary>
internal sealed class ShowMoney(ProjectsDb db, ProjectFiles files, FundGates gates)
{
    public async Task<MoneyView> Of(string number, CancellationToken cancel)
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        var lines = await db
            .BudgetLines.AsNoTracking()
            .Where(l => l.ProjectId == project.Id)
            .OrderBy(l => l.Place)
            .ToListAsync(cancel);
        return new(
            project,
            lines,
            await db
                .Spendings.AsNoTracking()
                .Where(s => s.ProjectId == project.Id)
                .OrderByDescending(s => s.On)
                .ThenByDescending(s => s.Id)
                .ToListAsync(cancel),
            await files.Of(project.Id, FileOf.Voucher, cancel),
            await db
                .Opinions.AsNoTracking()
                .Where(o => o.ProjectId == project.Id)
                .OrderBy(o => o.On)
                .ToListAsync(cancel),
            lines.Exists(l => l.Source == FundSource.SpecialFund) ? await gates.Of(project, cancel) : []
        );
    }

    /// <summary>Budget and spending of approved projects by source.</summary>
    public async Task<IReadOnlyList<SourceSum>> BySource(CancellationToken cancel)
    {
        var rows = await Live()
            .GroupBy(x => x.Line.Source)
            .Select(g => new
            {
                g.Key,
                Projects = g.Select(x => x.Project.Id).Distinct().Count(),
                Budget = g.Sum(x => x.Line.Cents),
                Spent = g.Sum(x => x.Line.Spent),
            })
            .ToListAsync(cancel);
        return [.. rows.OrderBy(r => r.Key).Select(r => new SourceSum(r.Key, r.Projects, r.Budget, r.Spent))];
    }

    /// <summary>What was spent, the latest first.</summary>
    public Task<List<LedgerRow>> Ledger(FundSource? source, DateOnly? from, DateOnly? until, CancellationToken cancel)
    {
        var rows = Live()
            .Join(
                db.Spendings.AsNoTracking(),
                x => x.Line.Id,
                s => s.LineId,
                (x, s) =>
                    new
                    {
                        x.Project,
                        x.Line,
                        Spent = s,
                    }
            );
        if (source is { } only)
            rows = rows.Where(r => r.Line.Source == only);
        if (from is { } first)
            rows = rows.Where(r => r.Spent.On >= first);
        if (until is { } last)
            rows = rows.Where(r => r.Spent.On <= last);
        return rows.OrderByDescending(r => r.Spent.On)
            .ThenByDescending(r => r.Spent.Id)
            .Select(r => new LedgerRow(
                r.Spent.On,
                r.Project.Number,
                r.Project.Title,
                r.Project.UnitId,
                r.Line.Source,
                r.Line.Purpose,
                r.Spent.What,
                r.Spent.Payee,
                r.Spent.Voucher,
                r.Spent.Cents,
                r.Spent.StruckWhy
            ))
            .ToListAsync(cancel);
    }

    private IQueryable<ProjectLine> Live() =>
        db
            .Projects.AsNoTracking()
            .Where(p => ProjectMoves.Live.Contains(p.State) || p.State == ProjectState.Stopped && p.ApprovedAt != null)
            .Join(
                db.BudgetLines.AsNoTracking(),
                p => p.Id,
                l => l.ProjectId,
                (p, l) => new ProjectLine { Project = p, Line = l }
            );

    private sealed class ProjectLine
    {
        public required Project Project { get; init; }
        public required BudgetLine Line { get; init; }
    }
}

internal sealed record MoneyView(
    Project Project,
    IReadOnlyList<BudgetLine> Lines,
    IReadOnlyList<Spending> Spent,
    ILookup<long, ProjectFile> Vouchers,
    IReadOnlyList<OpinionRecord> Opinions,
    IReadOnlyList<GateItem> Gates
);

/// <param name="Budget">In cents, over the projects counted.</param>
internal sealed record SourceSum(FundSource Source, int Projects, long Budget, long Spent);

internal sealed record LedgerRow(
    DateOnly On,
    string Number,
    string Title,
    int UnitId,
    FundSource Source,
    string Purpose,
    string What,
    string Payee,
    string Voucher,
    long Cents,
    string? Struck
);
