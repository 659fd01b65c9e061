using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Library;

namespace Modular.Projects.Rota;

/// <summary>The project of the month, for everybody.</summary>
internal sealed class ShowMonth(ProjectsDb db, ShowLibrary library, TimeProvider clock)
{
    public DateOnly Now => clock.Today().First();

    /// <summary>Of each district that has a rota; most installations have one.</summary>
    public async Task<IReadOnlyList<PublicMonth>> Of(DateOnly month, CancellationToken cancel)
    {
        var shown = new List<PublicMonth>();
        // What is planned for later is not announced before its month.
        if (month > Now)
            return shown;
        foreach (
            var turn in await db
                .Turns.AsNoTracking()
                .Where(t => t.Month == month)
                .OrderBy(t => t.DistrictId)
                .Take(20)
                .ToListAsync(cancel)
        )
        {
            string? number = turn.ProjectId is null
                ? null
                : await ShowLibrary
                    .Open(db)
                    .Where(p => p.Id == turn.ProjectId)
                    .Select(p => p.Number)
                    .SingleOrDefaultAsync(cancel);
            shown.Add(
                new(month, turn.TownId, turn.DistrictId, number is null ? null : await library.One(number, cancel))
            );
        }

        return shown;
    }

    /// <summary>Months before, newest first, that had a project.</summary>
    public Task<List<DateOnly>> Before(CancellationToken cancel) =>
        db
            .Turns.AsNoTracking()
            .Where(t => t.ProjectId != null && t.Month <= Now)
            .Select(t => t.Month)
            .Distinct()
            .OrderByDescending(m => m)
            .Take(24)
            .ToListAsync(cancel);
}

/// <param name="Story">Null while no project is chosen or it is no longer in the library.</param>
internal sealed record PublicMonth(DateOnly Month, int TownId, int DistrictId, LibraryStory? Story);
