using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Kernel.Api;

namespace Modular.Projects.Api;

/// <summary>
/// The project library for other systems. Described by /api/v1.json; keys are given out by an administrator.
/// </summary>
[ApiController, Route("api/v1/library"), EnableRateLimiting("api"), IgnoreAntiforgeryToken]
[Produces("application/json")]
internal sealed class LibraryApiController(ApiLibrary library) : Controller
{
    internal const string ReadScope = "library:read";

    /// <summary>
    /// Projects of the library, newest first; go on with <paramref name="after"/> = <c>next</c> of the answer before.
    /// </summary>
    /// <param name="running">Those being carried out instead of the quality projects.</param>
    /// <param name="town">Code of a unit: only projects of it and below it.</param>
    [HttpGet, ApiScope(ReadScope)]
    public async Task<ActionResult<ProjectsOut>> List(
        string? q,
        bool running,
        string? tier,
        string? town,
        string? after,
        CancellationToken cancel,
        [Range(1, 100)] int limit = 50
    ) => await library.List(q, running, tier, town, after, limit, cancel);

    /// <summary>One project: aims, plan, results, figures before and after, materials.</summary>
    [HttpGet("{number}"), ApiScope(ReadScope)]
    public async Task<ActionResult<StoryOut>> One(string number, CancellationToken cancel) =>
        await library.One(number, cancel);
}
