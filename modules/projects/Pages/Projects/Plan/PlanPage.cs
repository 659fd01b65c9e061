using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Plan;

namespace Modular.Projects.Pages.Projects;

/// <summary>
/// Both pages of a plan: what may be done, what somebody else did meanwhile, and the answer to edits sent from a
/// script.
/// </summary>
internal abstract class PlanPage(ShowPlan read, ActingScope me) : StaffPage
{
    protected ShowPlan Read { get; } = read;

    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public GanttZoom Zoom { get; set; } = GanttZoom.Week;

    [BindProperty(SupportsGet = true)]
    public long? Compare { get; set; }
    public PlanView View { get; protected set; } = null!;
    public IReadOnlyList<string> Theirs { get; private set; } = [];

    /// <summary>The answer goes into a page that stands open.</summary>
    public bool Live { get; protected set; }
    public bool MayChange => View.Open && me.Current.May(ProjectsModule.Design);
    public bool MayDesign => me.Current.May(ProjectsModule.Design);

    /// <summary>
    /// A refused form comes back with what others changed since, and the version to send it with again.
    /// </summary>
    protected async Task<int> Meanwhile(int version)
    {
        View = await Read.One(Number, Compare, Cancel);
        if (Live || !HttpMethods.IsPost(Request.Method) || version == View.Version)
            return View.Version;
        Theirs = await Read.Since(Number, version, Cancel);
        ModelState.Remove("Input.Version");
        return View.Version;
    }

    protected Task<IActionResult> Guarded(string said, string back, Func<Task> work) => Do(work, said, back);
}
