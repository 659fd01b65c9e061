using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Scoring;
using Modular.Kernel.Data;
using Modular.Kernel.Files;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Visits;

/// <summary>An evaluator on the spot: the moment, the place if the phone may say it, photos.</summary>
internal sealed class RecordVisit(AppraisalDb db, ScoreSheet sheet, FileStore files, TimeProvider clock)
{
    public const int MostPhotos = 12;

    public async Task Record(
        long roundId,
        long subject,
        string? place,
        IReadOnlyList<IFormFile> photos,
        string? caption,
        CancellationToken cancel
    )
    {
        var view = await sheet.Show(roundId, cancel);
        if (!view.Round.OnTheSpot || view.Subjects.All(s => s.SubjectId != subject))
            throw new NotFound();
        if (view.Abstained.ContainsKey(subject))
            throw new RuleBroken("rounds.abstained-already");
        if (view.Photos.Count(p => p.SubjectId == subject) + photos.Count > MostPhotos)
            throw new RuleBroken("visits.many", MostPhotos) { Field = "Files" };
        string? at = Point(place);
        var saved = await files.Save(photos, cancel);
        if (saved.Any(f => !f.Type.StartsWith("image/", StringComparison.Ordinal)))
            throw new RuleBroken("visits.photo") { Field = "Files" };
        try
        {
            await Keep(roundId, subject, at, saved, caption, cancel);
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            // Two first arrivals at the same moment: the other is there now, and the photos belong to it.
            db.Discard();
            await Keep(roundId, subject, at, saved, caption, cancel);
        }
    }

    private Task Keep(
        long roundId,
        long subject,
        string? at,
        IReadOnlyList<StoredFile> saved,
        string? caption,
        CancellationToken cancel
    ) =>
        db.InTransaction(
            async () =>
            {
                await sheet.Held(roundId, cancel);
                long me = db.Acting.AccountId ?? 0;
                var visit = await db.Visits.SingleOrDefaultAsync(
                    v => v.RoundId == roundId && v.AccountId == me && v.SubjectId == subject,
                    cancel
                );
                if (visit is null)
                    db.Visits.Add(
                        visit = new()
                        {
                            RoundId = roundId,
                            AccountId = me,
                            SubjectId = subject,
                            At = clock.GetUtcNow(),
                        }
                    );
                // The first arrival stands; a place given later is taken if there was none.
                visit.Place ??= at;
                db.VisitPhotos.AddRange(
                    saved.Select(f => new VisitPhoto
                    {
                        Id = Ids.Next(clock),
                        RoundId = roundId,
                        AccountId = me,
                        SubjectId = subject,
                        Hash = f.Hash,
                        Name = f.Name,
                        Type = f.Type,
                        Caption = string.IsNullOrWhiteSpace(caption) ? null : caption.Trim(),
                    })
                );
                db.Record(
                    "round.visited",
                    $"round:{roundId}",
                    after: new
                    {
                        subject,
                        Photos = saved.Count,
                        Placed = at is not null,
                    }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <param name="own">The evaluator's own; else of a closed round one runs or reads.</param>
    public async Task<IActionResult> Photo(
        long roundId,
        long id,
        bool own,
        HttpResponse response,
        CancellationToken cancel
    )
    {
        long me = db.Acting.AccountId ?? 0;
        var photo =
            await db
                .VisitPhotos.AsNoTracking()
                .SingleOrDefaultAsync(p => p.Id == id && p.RoundId == roundId && (!own || p.AccountId == me), cancel)
            ?? throw new NotFound();
        if (
            !own
            && !await db.Rounds.AnyAsync(
                r => r.Id == roundId && r.State != RoundState.Draft && r.State != RoundState.Open,
                cancel
            )
        )
            throw new NotFound();
        return files.Serve(photo.Hash, photo.Name, photo.Type, response);
    }

    /// <summary>Degrees as the phone gives them; anything else is no place.</summary>
    private static string? Point(string? place)
    {
        string[] parts = (place ?? "").Split(',');
        return
            parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double north)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double east)
            && Math.Abs(north) <= 90
            && Math.Abs(east) <= 180
            ? string.Create(CultureInfo.InvariantCulture, $"{north:0.00000},{east:0.00000}")
            : null;
    }
}
