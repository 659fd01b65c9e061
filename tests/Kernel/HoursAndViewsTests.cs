using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Audit;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Operations;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

[Trait("rule", "K4")]
public sealed class HoursTests
{
    private static readonly WorkingCalendar Calendar = new(
        CalendarStore.Shipped().Select(y => y.Year),
        CalendarStore.Shipped().SelectMany(y => y.Days)
    );
    private static readonly BusinessHours Hours = new(
        BusinessHours.Parse("08:30-12:00 14:00-17:30"),
        BusinessHours.Parse("9:00-11:00"),
        []
    );

    private static DateTimeOffset At(string local) =>
        DateTimeOffset.Parse(local + "+08:00", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-03-10T09:00", true)]
    [InlineData("2026-03-10T12:00", false)]
    [InlineData("2026-03-14T09:30", true)] // A plain Saturday keeps weekend hours.
    [InlineData("2026-02-14T15:00", true)] // A make-up Saturday keeps working hours.
    [InlineData("2026-02-17T09:30", false)] // Spring Festival.
    public void A_unit_is_open_by_the_kind_of_day(string local, bool open) =>
        Assert.Equal(open, Hours.IsOpen(At(local), Calendar));

    [Fact]
    public void The_next_opening_skips_the_holiday_and_open_time_counts_only_open_hours()
    {
        Assert.Equal(
            (new DateOnly(2026, 2, 24), new TimeOnly(8, 30)),
            Hours.NextOpening(At("2026-02-14T18:00"), Calendar)
        );
        Assert.Equal(new TimeOnly(17, 30), Hours.Until(At("2026-03-10T14:00"), Calendar));
        // Friday 16:00 to Monday 09:00: 1.5 h, Saturday and Sunday 2 h each, half an hour.
        Assert.Equal(TimeSpan.FromHours(6), Hours.Between(At("2026-03-13T16:00"), At("2026-03-16T09:00"), Calendar));
        Assert.Null(Hours.NextOpening(At("2026-12-31T18:00"), Calendar));
    }

    [Theory, InlineData("8:30-"), InlineData("12:00-8:00"), InlineData("8:00-12:00 11:00-13:00"), InlineData("morning")]
    public void What_is_no_span_is_refused(string text) => Assert.Throws<RuleBroken>(() => BusinessHours.Parse(text));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_unit_keeps_the_hours_of_the_one_above_until_it_has_its_own(string database)
    {
        await using var host = await RunningHost.Start(database);
        var tree = await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask());
        var admin = await host.As("admin");
        await admin.Open($"/admin/units/{tree.Find("A")!.Id}");
        await admin.Press("Hours", ("Input.Workdays", "9:00-17:00"), ("Input.Weekends", "10:00-12:00"));
        var inherited = await host.Ask(s => s.GetRequiredService<OpeningHours>().Of(tree.Find("A1-1")!.Id, default));
        Assert.Equal(("A", "09:00-17:00"), (inherited.From!.Code, BusinessHours.Text(inherited.Hours.Workdays)));
        await admin.Press("Hours", ("Input.Workdays", "whenever"));
        Assert.NotNull(admin.Page.QuerySelector(".error-summary"));
        await admin.Open($"/admin/units/{tree.Find("A")!.Id}");
        await admin.Press("Hours", ("Input.Workdays", ""), ("Input.Weekends", ""), ("Input.Holidays", ""));
        Assert.Null((await host.Ask(s => s.GetRequiredService<OpeningHours>().Of(tree.Find("A1")!.Id, default))).From);
    }
}

public sealed class SavedViewTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K13")]
    public async Task A_filter_is_kept_under_a_name_by_the_one_who_made_it(string database)
    {
        await using var host = await RunningHost.Start(database);
        var worker = await host.As("worker-a1");
        await worker.Open("/needs?state=open&q=lamp");
        await worker.Send("form[action='/views']", ("name", "open lamps"));
        Assert.Equal("/needs?state=open&q=lamp", worker.At);
        Assert.Equal("/needs?state=open&q=lamp", worker.Page.QuerySelector(".view a")!.GetAttribute("href"));
        var other = await host.As("worker-b1");
        await other.Open("/needs?state=open");
        Assert.Null(other.Page.QuerySelector(".view"));
        string id = worker.Page.QuerySelector(".view input[name=id]")!.GetAttribute("value")!;
        Assert.Equal(
            System.Net.HttpStatusCode.NotFound,
            await other.Raw("/views/drop", ("id", id), ("list", "/needs"))
        );
        Assert.Equal(
            System.Net.HttpStatusCode.NotFound,
            await other.Raw("/views", ("list", "//elsewhere.example"), ("name", "x"), ("query", "a=b"))
        );
        await worker.Send("form[action='/views/drop']");
        Assert.Null(worker.Page.QuerySelector(".view"));
    }
}

public sealed class OperationsTests
{
    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "K16"),
        Trait("fault", "13")
    ]
    public async Task A_backup_restored_elsewhere_holds_rows_keys_and_an_unbroken_chain(string database)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("modular-test-").FullName, "backup.sealed");
        string secretFile = file + ".secret";
        await using (var host = await RunningHost.Start(database))
        {
            var worker = await host.As("worker-a1");
            await worker.Open("/needs/new");
            await worker.Send("form.form", ("Input.Text", "the lamp is out"), ("Input.Phone", "13812345678"));
            await host.Do(s => s.GetRequiredService<VerifyAudit>().KeepCheckpoint(default));
            await host.Do(s => s.GetRequiredService<Backup>().Save(file, default));
            File.Copy(host.Services.GetRequiredService<OperatorSecret>().Place!, secretFile);
        }

        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] args = await Databases.Empty(database, folder);
        var options = DatabaseOptions.From(new ConfigurationBuilder().AddCommandLine(args).Build());
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Secrets:File", secretFile)]).Build();
        var secret = new OperatorSecret(configuration, options);
        var lost = new OperatorSecret(new ConfigurationBuilder().Build(), options);
        var refused = await Assert.ThrowsAsync<RuleBroken>(() =>
            new Backup(options, null!, lost, TimeProvider.System).Restore(file, default)
        );
        Assert.Equal("backup.other-secret", refused.Key);
        await new Backup(options, null!, secret, TimeProvider.System).Restore(file, default);
        await using var again = await RunningHost.Start(args, folder, seed: false, $"--Secrets:File={secretFile}");
        var reader = await again.As("worker-a1");
        await reader.Open("/needs?q=lamp");
        await reader.Open(reader.Page.QuerySelector("td.main a")!.GetAttribute("href")!);
        await reader.Press("Phone");
        Assert.Contains("13812345678", reader.Text, StringComparison.Ordinal);
        Assert.Null((await again.Ask(s => s.GetRequiredService<VerifyAudit>().Run(null, default))).BrokenAt);
        await Assert.ThrowsAsync<RuleBroken>(() =>
            again.Do(s => s.GetRequiredService<Backup>().Restore(file, default))
        );
    }

    [Fact, Trait("rule", "K4")]
    public async Task A_quarter_before_a_year_without_data_the_administrator_sees_it()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var admin = await host.As("admin");
        await admin.Open("/desk");
        Assert.DoesNotContain("2027", admin.Text, StringComparison.Ordinal);
        host.Clock.Move(TimeSpan.FromDays(210));
        admin = await host.As("admin");
        await admin.Open("/desk");
        Assert.Contains("2027", admin.Text, StringComparison.Ordinal);
    }
}
