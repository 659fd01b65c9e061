using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Library;
using Modular.Projects.Notice;

namespace Modular.Projects.Publicity;

/// <summary>
/// What stands on the sheet to hang up: of a project in public notice the notice, of a running or shared one its aim
/// and what it reached.
/// </summary>
internal sealed class DrawPoster(ProjectsDb db, ShowLibrary library, ShowNotices notices)
{
    public async Task<PosterView> Of(string number, CancellationToken cancel)
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        if (project.State == ProjectState.InNotice)
        {
            var notice = await notices.Current(project.Id, cancel) ?? throw new NotFound();
            return new(project, null, notice, $"/notices/{notice.Notice.Id}");
        }

        return await OfPublic(project, cancel) ?? throw new NotFound();
    }

    /// <summary>Of a project the public may see; null for any other.</summary>
    public async Task<PosterView?> OfPublic(Project project, CancellationToken cancel) =>
        await ShowLibrary.Open(db).AnyAsync(p => p.Id == project.Id, cancel)
            ? new(project, (await library.Lines([project], cancel))[0], null, $"/library/{project.Number}")
            : null;
}

/// <param name="Path">Where its code leads.</param>
/// <param name="Notice">While it is in public: the five days and how to object stand on the poster.</param>
internal sealed record PosterView(Project Project, LibraryLine? Line, NoticeView? Notice, string Path);
