using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Publicity;

/// <summary>The log of where a project was made known, and how many it reached.</summary>
internal sealed class KeepChannels(ProjectsDb db, ProjectFiles files, TimeProvider clock)
{
    public async Task<PublicityView> Of(string number, CancellationToken cancel)
    {
        var project = await Get(number, cancel);
        var photos = await files.Of(project.Id, FileOf.Publicity, cancel);
        var posts = (
            await db
                .ChannelPosts.AsNoTracking()
                .Where(p => p.ProjectId == project.Id)
                .OrderByDescending(p => p.On)
                .ThenByDescending(p => p.Id)
                .ToListAsync(cancel)
        ).ConvertAll(p => new PostLine(p, [.. photos[p.Id]]));
        bool open =
            project.State == ProjectState.InNotice
            || await Library.ShowLibrary.Open(db).AnyAsync(p => p.Id == project.Id, cancel);
        return new(
            project,
            open,
            posts,
            [
                .. posts
                    .Where(p => p.Post.StruckReasons is null)
                    .GroupBy(p => p.Post.Channel)
                    .OrderBy(g => g.Key)
                    .Select(g => new ChannelSum(g.Key, g.Count(), g.Sum(p => (long)(p.Post.Reach ?? 0)))),
            ]
        );
    }

    public async Task Add(
        string number,
        Channel channel,
        DateOnly on,
        string where,
        int? reach,
        IReadOnlyList<IFormFile>? photos,
        CancellationToken cancel
    )
    {
        var project = await Get(number, cancel);
        if (!ProjectMoves.Live.Contains(project.State) && project.State != ProjectState.InNotice)
            throw new RuleBroken("projects.publicity.not-yet");
        if (string.IsNullOrWhiteSpace(where) || where.Length > 300)
            throw new RuleBroken("projects.publicity.where-needed") { Field = "Where" };
        if (on > clock.Today() || on.Year < 2000)
            throw new RuleBroken("projects.publicity.date") { Field = "On" };
        if (reach is < 0)
            throw new RuleBroken("projects.publicity.reach-wrong") { Field = "Reach" };
        var post = new ChannelPost
        {
            Id = Ids.Next(clock),
            ProjectId = project.Id,
            Channel = channel,
            On = on,
            Where = where.Trim(),
            Reach = reach,
            At = clock.GetUtcNow(),
            By = db.Acting.Name,
        };
        db.ChannelPosts.Add(post);
        await files.Add(project.Id, FileOf.Publicity, post.Id, photos, shown: false, cancel);
        db.Record(
            "project.published",
            $"project:{number}",
            after: new
            {
                channel,
                on,
                where,
                reach,
            }
        );
        await db.SaveChangesAsync(cancel);
    }

    public Task Strike(string number, long id, string reasons, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(reasons))
                    throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
                if (reasons.Length > 200)
                    throw new RuleBroken("form.too-long") { Field = "Reasons" };
                var project = await Get(number, cancel);
                var post =
                    await db.ChannelPosts.SingleOrDefaultAsync(p => p.Id == id && p.ProjectId == project.Id, cancel)
                    ?? throw new NotFound();
                if (post.StruckReasons is not null)
                    throw new RuleBroken("projects.publicity.struck-already");
                (post.StruckReasons, post.StruckBy) = (reasons.Trim(), db.Acting.Name);
                db.Record(
                    "project.publicity-struck",
                    $"project:{number}",
                    new
                    {
                        post.Channel,
                        post.On,
                        post.Reach,
                    },
                    new { reasons }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    private async Task<Project> Get(string number, CancellationToken cancel) =>
        await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
}

internal sealed record PostLine(ChannelPost Post, IReadOnlyList<ProjectFile> Photos);

internal sealed record ChannelSum(Channel Channel, int Times, long Reach);

internal sealed record PublicityView(
    Project Project,
    bool Open,
    IReadOnlyList<PostLine> Posts,
    IReadOnlyList<ChannelSum> Sums
);
