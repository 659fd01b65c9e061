using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Audit;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin;

[NeedsPermission(KernelPermissions.System)]
internal sealed class IndexModel(DatabaseOptions database, ModuleSet modules, LookAround look, Concerns concerns)
    : Screen
{
    public string Version =>
        Assembly
            .GetExecutingAssembly()
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "?";
    public string Runtime => System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription;
    public DatabaseKind Database => database.Kind;
    public IReadOnlyList<string> Modules => [.. modules.All.Select(m => m.Id)];
    public IReadOnlyList<Kernel.Facts.OutboxFact> Parked { get; private set; } = [];
    public int Waiting { get; private set; }

    public IReadOnlyList<Concern> Concerns { get; private set; } = [];

    public async Task OnGet()
    {
        (Parked, Waiting) = (await look.ParkedFacts(Cancel), await look.WaitingFacts(Cancel));
        Concerns = await concerns.Find(Cancel);
    }

    public Task<IActionResult> OnPostRetryFact(long id) =>
        Do(() => look.RetryFact(id, Cancel), () => Redirect("/admin"));
}

/// <summary>Looks of the administrator into the kernel's tables.</summary>
internal sealed class LookAround(KernelDb db, Kernel.Units.UnitDirectory units, ActingScope me)
{
    public Task<List<Kernel.Facts.OutboxFact>> ParkedFacts(CancellationToken cancel) =>
        db.Set<Kernel.Facts.OutboxFact>()
            .AsNoTracking()
            .Where(f => f.DeliveredAt == null && (f.Parked || f.Attempts > 0))
            .OrderBy(f => f.Id)
            .Take(100)
            .ToListAsync(cancel);

    public Task<int> WaitingFacts(CancellationToken cancel) =>
        db.Set<Kernel.Facts.OutboxFact>().CountAsync(f => f.DeliveredAt == null && !f.Parked, cancel);

    public async Task RetryFact(long id, CancellationToken cancel)
    {
        var fact = await db.Set<Kernel.Facts.OutboxFact>().FindAsync([id], cancel) ?? throw new NotFound();
        (fact.Parked, fact.Attempts, fact.HeldUntil) = (false, 0, null);
        db.Record("fact.retried", $"fact:{fact.Id}", after: new { fact.Name });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Of a part of the district: what was done for a unit in it. What residents and the host did is the district's.
    /// </summary>
    public async Task<IQueryable<AuditEntry>> Audit(
        string? subject,
        string? who,
        DateOnly? from,
        CancellationToken cancel
    )
    {
        var rows = db.AuditEntries.AsNoTracking();
        if (!me.Current.LeadsDistrict)
        {
            var below = (await units.Tree(cancel)).Under(me.Current.ScopePath).Select(u => (int?)u.Id).ToList();
            rows = rows.Where(a => below.Contains(a.UnitId));
        }

        if (!string.IsNullOrWhiteSpace(subject))
            rows = rows.Where(a => a.Subject.Contains(subject) || a.Action.Contains(subject));
        if (!string.IsNullOrWhiteSpace(who))
            rows = rows.Where(a => a.Who.Contains(who));
        if (from is { } day)
        {
            var start = day.StartOfDay();
            rows = rows.Where(a => a.At >= start);
        }

        return rows.OrderByDescending(a => a.Seq);
    }

    public async Task<List<AuditEntry>> AuditPage(
        string? subject,
        string? who,
        DateOnly? from,
        long? before,
        CancellationToken cancel
    ) =>
        await (await Audit(subject, who, from, cancel))
            .Where(a => a.Seq < (before ?? long.MaxValue))
            .Take(50)
            .ToListAsync(cancel);
}

[NeedsPermission(KernelPermissions.Modules)]
internal sealed class ModulesModel(ModuleSet modules, ModuleSwitches switches, KernelDb db, ActingScope me) : Screen
{
    public IReadOnlyList<IModule> Modules => modules.All;
    public IReadOnlySet<string> Off { get; private set; } = new HashSet<string>();

    public Task OnGet() => Load();

    public Task<IActionResult> OnPost(string module, bool on) =>
        Do(
            async () =>
            {
                if (!modules.Has(module) || me.Current.UnitId is not { } unit)
                    throw new NotFound();
                await switches.Set(db, unit, module, on, Cancel);
            },
            () =>
            {
                Say(on ? "modules.said.on" : "modules.said.off", Words[$"module.{module}"]);
                return Redirect("/admin/modules");
            }
        );

    protected override async Task Load() => Off = await switches.OffAt(me.Current.ScopePath, Cancel);
}

[NeedsPermission(KernelPermissions.Calendar)]
internal sealed class CalendarModel(CalendarStore store, EnterYear enter, TimeProvider clock) : Screen
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty, StringLength(200)]
    public string? Source { get; set; }
    public WorkingCalendar Calendar { get; private set; } = null!;
    public IReadOnlyList<CalendarShift>? Shifts { get; private set; }
    public int Shown => Year ?? clock.Today().Year;

    public async Task OnGet()
    {
        await Load();
        Text = string.Join('\n', CalendarText.Write(Calendar, Shown, Words));
    }

    public async Task<IActionResult> OnPostPreview()
    {
        await Do(async () => Shifts = await enter.Preview(Data(), Cancel), () => Page());
        await Load();
        return Page();
    }

    public Task<IActionResult> OnPostSave() =>
        Do(
            () => enter.Run(Data(), Cancel),
            () =>
            {
                Say("calendar.saved", Shown.ToString(System.Globalization.CultureInfo.InvariantCulture));
                return Redirect($"/admin/calendar?year={Shown}");
            }
        );

    private YearData Data() =>
        CalendarText.Read(
            Shown,
            Text ?? "",
            string.IsNullOrWhiteSpace(Source) ? throw new RuleBroken("calendar.source-needed") : Source,
            Words
        );

    protected override async Task Load() => Calendar = await store.Get(Cancel);
}

[NeedsPermission(KernelPermissions.Plugins)]
internal sealed class PluginsModel(
    PluginCatalogue plugins,
    PluginStore store,
    PluginLimits limits,
    Installation installation,
    KernelDb db
) : Screen
{
    public string? Lacks => installation.Lacks() is { } lack ? Words[lack.Key, lack.Arguments] : null;
    public IReadOnlyList<PluginEntry> Entries { get; private set; } = [];
    public string Folder => store.Places[1].Path;
    public RunnerWalls Walls { get; private set; } = RunnerWalls.None;
    public bool RequireWalls => limits.RequireWalls;

    public async Task OnGet()
    {
        await plugins.Rescan(Cancel);
        await Load();
    }

    public Task<IActionResult> OnPost(string hash, bool allow) =>
        Do(() => plugins.Decide(db, hash, allow, Cancel), () => Redirect("/admin/plugins"));

    public Task<IActionResult> OnPostAgain(string hash) =>
        Do(() => plugins.TryAgain(db, hash, Cancel), () => Redirect("/admin/plugins"));

    protected override async Task Load() => (Entries, Walls) = (await plugins.All(Cancel), await PluginWalls.Get());
}

[NeedsPermission(KernelPermissions.Audit)]
internal sealed class AuditModel(LookAround look, VerifyAudit verify, ActingScope me) : Screen
{
    /// <summary>The chain is one for the whole district, and so is proving it.</summary>
    public bool MayVerify => me.Current.LeadsDistrict;

    [BindProperty(SupportsGet = true)]
    public string? Subject { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }
    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];
    public AuditVerdict? Verdict { get; private set; }

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPostVerify()
    {
        if (!MayVerify)
            return NotFound();
        Verdict = await verify.Run(null, Cancel);
        await Load();
        return Page();
    }

    public async Task<IActionResult> OnGetExport()
    {
        var rows = await look.Audit(Subject, Who, From, Cancel);
        return new SheetResult(
            "csv",
            Words["admin.audit"],
            ["seq", "at", "who", "unit", "origin", "action", "subject", "data", "hash"],
            rows.AsAsyncEnumerable().Select(Row)
        );
    }

    private static IReadOnlyList<object?> Row(AuditEntry a) =>
        [a.Seq, a.At, a.Who, a.UnitId, a.Origin, a.Action, a.Subject, a.Data, Convert.ToHexString(a.Hash)];

    protected override async Task Load() => Entries = await look.AuditPage(Subject, Who, From, Before, Cancel);
}
