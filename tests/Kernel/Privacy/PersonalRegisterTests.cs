using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>
/// What bears personal data is named in a register, with words in both languages; what is not says why.
/// </summary>
[Trait("rule", "S9")]
public sealed partial class PersonalRegisterTests
{
    /// <summary>Looks personal by its name and is not, or is somebody's by way of another entry.</summary>
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["*.LeaseBy"] = "a host",
        ["*.UnitPath"] = "a unit",
        ["Delivery.Channel"] = "a kind",
        ["IdentityUserLogin`1.ProviderDisplayName"] = "name of the outside sign-in",
        ["IdentityUserToken`1.Name"] = "name of a token",
        ["Webhook.Secret"] = "a secret between machines",
        ["Webhook.Name"] = "name of a connection",
        ["ApiClient.Name"] = "name of a program",
        ["ApiClient.KeyHash"] = "key of a program",
        ["OutboxFact.Name"] = "name of a fact",
        ["CalendarDay.Name"] = "name of a holiday",
        ["SavedView.Name"] = "words for a list",
        ["DataProtectionKey.FriendlyName"] = "name of a key",
        ["Unit.Name"] = "name of a unit",
        ["PluginEntry.Name"] = "name of a plugin",
        ["Category.Name"] = "name of a category",
        ["Topic.Name"] = "name of a topic",
        ["TopicChange.Name"] = "name of a topic",
        ["TopicChangeTopic.Name"] = "name of a topic",
        ["NeedFile.Name"] = "name of a file",
        ["ImportBatch.FileName"] = "name of a file",
        ["ProjectFile.Name"] = "name of a file",
        ["VisitPhoto.Name"] = "name of a file",
        ["Evidence.FileName"] = "name of a file",
        ["Project.TopicName"] = "name of a topic",
        ["Project.ServiceName"] = "name of a service",
        ["Target.Name"] = "name of an aim",
        ["Brand.Name"] = "name of a brand",
        ["BrandHonour.Name"] = "name of an award",
        ["Honour.Name"] = "name of an award",
        ["Campaign.Name"] = "name of a campaign",
        ["CatalogueType.Name"] = "name of a type",
        ["Selection.Name"] = "name of a selection",
        ["ServicePlace.Name"] = "name of a place",
        ["Baseline.Name"] = "name of a plan",
        ["PlanTask.Name"] = "name of a task",
        ["Part.Name"] = "name of a part",
        ["Criterion.Name"] = "name of a criterion",
        ["Target.MeasuredBy"] = "a way of measuring",
        ["Activity.Code"] = "a code on the wall",
    };

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_column_that_bears_personal_data_is_in_a_register_or_says_why_not(string database)
    {
        await using var host = await RunningHost.Start(database);
        await host.Do(s =>
        {
            var missing = new List<string>();
            foreach (var context in s.GetServices<ModuleContext>())
            {
                using var db = context.Create(s);
                var registers = s.GetServices<IPersonalRegister>().Where(r => r.Module == db.Module);
                var named = registers
                    .SelectMany(r => r.Entries)
                    .SelectMany(e => e.Fields)
                    .Select(f => f.Column)
                    .ToHashSet(StringComparer.Ordinal);
                var sealedHere = Sealed(db.Module);
                foreach (var (column, property) in Columns(db))
                    if (
                        (Personal().IsMatch(property) || sealedHere.Contains(property))
                        && !Known(named, column, property)
                        && !Known(Allowed.Keys.ToHashSet(StringComparer.Ordinal), column, property)
                    )
                        missing.Add($"{db.Module}: {column}");
            }

            Assert.Empty(missing);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task What_a_register_names_is_there_and_is_said_in_both_languages()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        await host.Do(s =>
        {
            var words = s.GetRequiredService<Words>();
            foreach (var register in s.GetServices<IPersonalRegister>())
            {
                var context = s.GetServices<ModuleContext>()
                    .Select(c => c.Create(s))
                    .Single(c => c.Module == register.Module);
                using var db = context;
                var columns = Columns(db).Select(c => c.Column).ToHashSet(StringComparer.Ordinal);
                foreach (var entry in register.Entries)
                {
                    Assert.StartsWith(register.Module + ".", entry.Id, StringComparison.Ordinal);
                    foreach (string part in new[] { "", ".purpose", ".seen", ".end" })
                        Assert.True(words.Has($"privacy.{entry.Id}{part}"), $"privacy.{entry.Id}{part}");
                    foreach (var field in entry.Fields)
                    {
                        Assert.True(words.Has($"privacy.word.{field.Word}"), field.Word);
                        if (field.Column != "-" && !field.Column.StartsWith('*'))
                            Assert.Contains(field.Column, columns);
                    }

                    if (entry.Rule is { } rule)
                        Assert.InRange(rule.Days, rule.Least, rule.Most);
                }
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>Words for people and ways to reach them, in the names of columns.</summary>
    [GeneratedRegex(
        "Phone|Mobile|Contact|Address|Mail|IdNumber|IdCard|PersonKey|Person$|Requester|Leader|Responsible|Owner|Payee|"
            + "Chair|Recorder|Origin|Device|LineKey|Voter|KeyHolder|People|Who$|By$|Name$|Cells|AddressKey"
    )]
    private static partial Regex Personal();

    [GeneratedRegex(@"(\w+)\s*=\s*[^;,\n]*(?:personal|sealer)\.Seal\(")]
    private static partial Regex Sealing();

    private static bool Known(HashSet<string> names, string column, string property) =>
        names.Contains(column) || names.Contains("*." + property);

    private static IEnumerable<(string Column, string Property)> Columns(ModuleDb db) =>
        db
            .Model.GetEntityTypes()
            .Where(e => db.Module == KernelDb.Name || e.ClrType.Assembly != typeof(ModuleDb).Assembly)
            .SelectMany(e =>
                e.GetProperties()
                    .Where(p => p.ClrType == typeof(string) || p.ClrType == typeof(byte[]))
                    .Select(p => ($"{e.ClrType.Name}.{p.Name}", p.Name))
            );

    /// <summary>Names of what the module's own text seals before it is stored.</summary>
    private static HashSet<string> Sealed(string module)
    {
        string folder = Path.Combine(
            Repository.Root,
            module == KernelDb.Name ? "shared-kernel/Modular.Kernel" : $"modules/{module}"
        );
        return Directory
            .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f =>
                !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)
            )
            .SelectMany(f => Sealing().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .Where(n => char.IsUpper(n[0]))
            .ToHashSet(StringComparer.Ordinal);
    }
}
