using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Privacy;

/// <summary>
/// The record of one assessment of what processing does to people (articles 55 and 56), kept three years at least.
/// </summary>
public sealed class ImpactAssessment : IVersioned
{
    public long Id { get; init; }
    public required string Subject { get; set; }
    public required string Purpose { get; set; }
    public required string Risks { get; set; }
    public required string Measures { get; set; }
    public required string By { get; set; }
    public DateOnly On { get; set; }
    public DateOnly NextReview { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ImpactAssessment>(e =>
        {
            e.Property(a => a.Id).ValueGeneratedNever();
            e.Property(a => a.Subject).HasMaxLength(200);
            e.Property(a => a.Purpose).HasMaxLength(2000);
            e.Property(a => a.Risks).HasMaxLength(4000);
            e.Property(a => a.Measures).HasMaxLength(4000);
            e.Property(a => a.By).HasMaxLength(100);
            e.HasIndex(a => a.NextReview);
        });
}

/// <summary>What was found at one look.</summary>
public sealed record Assessed(
    string? Subject,
    string? Purpose,
    string? Risks,
    string? Measures,
    DateOnly? On,
    DateOnly? NextReview
);

/// <summary>
/// Keeps the assessments; a review is a new state of the same record, the former one stands in the audit.
/// </summary>
public sealed class KeepAssessments(KernelDb db, TimeProvider clock)
{
    public Task<List<ImpactAssessment>> All(CancellationToken cancel) =>
        db.ImpactAssessments.AsNoTracking().OrderBy(a => a.NextReview).ThenBy(a => a.Id).ToListAsync(cancel);

    public async Task<ImpactAssessment> One(long id, CancellationToken cancel) =>
        await db.ImpactAssessments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw new NotFound();

    public async Task Save(long? id, int version, Assessed given, CancellationToken cancel)
    {
        string subject = Needed(given.Subject, "Subject"),
            purpose = Needed(given.Purpose, "Purpose"),
            risks = Needed(given.Risks, "Risks"),
            measures = Needed(given.Measures, "Measures");
        var on = given.On ?? clock.Today();
        if (on > clock.Today())
            throw new RuleBroken("privacy.assessment-future") { Field = "On" };
        if (given.NextReview is not { } next || next <= on)
            throw new RuleBroken("privacy.assessment-next") { Field = "NextReview" };
        ImpactAssessment? row = null;
        object? before = null;
        if (id is { } known)
        {
            row = await db.ImpactAssessments.SingleOrDefaultAsync(a => a.Id == known, cancel) ?? throw new NotFound();
            if (row.Version != version)
                throw new RuleBroken("rule.changed-meanwhile");
            before = Shown(row);
            (row.Subject, row.Purpose, row.Risks, row.Measures) = (subject, purpose, risks, measures);
            (row.By, row.On, row.NextReview) = (db.Acting.Name, on, next);
        }
        else
        {
            row = new()
            {
                Id = Ids.Next(clock),
                Subject = subject,
                Purpose = purpose,
                Risks = risks,
                Measures = measures,
                By = db.Acting.Name,
                On = on,
                NextReview = next,
            };
            db.ImpactAssessments.Add(row);
        }

        db.Record("privacy.assessed", $"assessment:{row.Id}", before, Shown(row));
        await db.SaveChangesAsync(cancel);
    }

    private static object Shown(ImpactAssessment a) =>
        new
        {
            a.Subject,
            a.Purpose,
            a.Risks,
            a.Measures,
            a.On,
            a.NextReview,
        };

    private static string Needed(string? text, string field) =>
        string.IsNullOrWhiteSpace(text) ? throw new RuleBroken("form.required") { Field = field } : text.Trim();
}

/// <summary>An assessment whose review is due waits for those who keep them.</summary>
internal sealed class AssessmentTodos(KernelDb db, ActingScope me, TimeProvider clock) : ITodoSource
{
    private const string Href = "/admin/privacy/assessments";

    public async Task<IReadOnlyList<Todo>> Todos(CancellationToken cancel)
    {
        var due = await Due(cancel);
        return due.Count == 0
            ? []
            : [new("privacy.todo.assessments", due.Count, Href, Urgent: true) { Due = due[0].NextReview }];
    }

    public async Task<IReadOnlyList<TodoItem>> Items(int most, CancellationToken cancel) =>
        [
            .. (await Due(cancel))
                .Take(most)
                .Select(a => new TodoItem("privacy.todo.assessment", a.Subject, $"{Href}?id={a.Id}", a.NextReview)),
        ];

    private async Task<List<ImpactAssessment>> Due(CancellationToken cancel)
    {
        if (!me.Current.May(KernelPermissions.PrivacyManage))
            return [];
        var today = clock.Today();
        return await db
            .ImpactAssessments.AsNoTracking()
            .Where(a => a.NextReview <= today)
            .OrderBy(a => a.NextReview)
            .ToListAsync(cancel);
    }
}
