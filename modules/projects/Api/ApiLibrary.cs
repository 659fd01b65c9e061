using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Domain;
using Modular.Projects.Library;

namespace Modular.Projects.Api;

/// <summary>
/// What the JSON interface reads of the library; it is public, so the client's unit does not bound it.
/// </summary>
internal sealed class ApiLibrary(ShowLibrary library, UnitDirectory units)
{
    public async Task<ProjectsOut> List(
        string? q,
        bool running,
        string? tier,
        string? town,
        string? after,
        int limit,
        CancellationToken cancel
    )
    {
        var tree = await units.Tree(cancel);
        ProjectTier? wanted = null;
        if (!string.IsNullOrEmpty(tier))
            wanted =
                Enum.TryParse<ProjectTier>(tier, ignoreCase: true, out var known) && Enum.IsDefined(known)
                    ? known
                    : throw new RuleBroken("projects.api.tier");
        var unit = string.IsNullOrEmpty(town) ? null : tree.Find(town) ?? throw new RuleBroken("projects.unit-needed");
        var list = await library.List(
            new(
                q,
                running ? Shelf.Running : Shelf.Quality,
                wanted,
                unit?.Id,
                LibraryOrder.Newest,
                after,
                Math.Clamp(limit, 1, 100)
            ),
            cancel
        );
        return new([.. list.Lines.Select(l => Out(l, tree))], list.Next);
    }

    public async Task<StoryOut> One(string number, CancellationToken cancel)
    {
        var story = await library.One(number, cancel);
        var p = story.Line.Project;
        return new(
            Out(story.Line, await units.Tree(cancel)),
            p.Aims,
            p.Beneficiaries,
            p.Plan,
            p.Results,
            story.Line.Entry?.Contact,
            [
                .. story.Line.Targets.Select(t => new TargetOut(
                    t.Name,
                    t.Unit,
                    t.Kind.ToString(),
                    t.StartMilli / 1000m,
                    t.GoalMilli / 1000m,
                    t.EndMilli / 1000m
                )),
            ],
            [
                .. story.Materials.SelectMany(m =>
                    m.Files.Where(f => f.Public)
                        .Select(f => new MaterialOut(
                            m.Material.Kind.ToString(),
                            m.Material.Title,
                            f.Type,
                            f.Size,
                            $"/library/{p.Number}/files/{f.Id}"
                        ))
                ),
            ],
            story.Lineage.Ancestors.Where(a => a.Open).Select(a => a.Number).LastOrDefault()
        );
    }

    private static ProjectOut Out(LibraryLine l, UnitTree tree) =>
        new(
            l.Project.Number,
            l.Project.Title,
            tree.Find(l.Project.UnitId)?.Code ?? "",
            l.Project.Tier.ToString(),
            ProjectMoves.Stage(l.Project.State),
            l.Entry?.People,
            l.Entry?.Honours,
            l.Entry?.Adopted ?? 0,
            l.Entry?.SharedAt
        );
}

/// <param name="Next">Give it as <c>after</c> for the next page; null at the end.</param>
internal sealed record ProjectsOut(IReadOnlyList<ProjectOut> Projects, string? Next);

/// <param name="Unit">Code of its unit.</param>
/// <param name="Tier">Key, General or Micro.</param>
/// <param name="Stage">approved, in-execution, completed, applied, evaluated, awarded or in-library.</param>
/// <param name="AdoptedBy">Units that made a draft of it.</param>
internal sealed record ProjectOut(
    string Number,
    string Title,
    string Unit,
    string Tier,
    string Stage,
    int? People,
    string? Honours,
    int AdoptedBy,
    DateTimeOffset? SharedAt
);

internal sealed record TargetOut(string Name, string Unit, string Kind, decimal? Before, decimal Goal, decimal? After);

internal sealed record MaterialOut(string Kind, string Title, string Type, long Size, string Href);

/// <param name="AdoptedFrom">Number of the project it was adopted from.</param>
internal sealed record StoryOut(
    ProjectOut Project,
    string Aims,
    string Beneficiaries,
    string Plan,
    string? Results,
    string? Contact,
    IReadOnlyList<TargetOut> Targets,
    IReadOnlyList<MaterialOut> Materials,
    string? AdoptedFrom
);
