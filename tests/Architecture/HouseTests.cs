using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Modular.Host;
using Modular.Kernel.Data;
using Modular.TestKit;
using static Modular.Architecture.Tests.House;

namespace Modular.Architecture.Tests;

/// <summary>The laws of the house, read from the disk.</summary>
public sealed class HouseTests
{
    private static readonly string[] ModuleFolders =
    [
        .. Directory
            .EnumerateDirectories(Path.Combine(Repository.Root, "modules"))
            .Select(f => Path.GetFileName(f)!)
            .Order(),
    ];

    public static TheoryData<string> Modules => [.. ModuleFolders];

    [Theory, MemberData(nameof(Modules))]
    public void A_module_references_kernel_and_contracts_and_no_other_module(string module)
    {
        var project = XDocument.Load(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "modules", module), "*.csproj").Single()
        );
        string[] references =
        [
            .. project
                .Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)),
        ];
        Assert.Empty(
            references.Except(["Modular.Kernel", "Modular.Contracts", "Modular.Plugins.Contract", "Modular.Language"])
        );
    }

    [Fact]
    public void Contracts_and_the_plugin_contract_reference_nothing()
    {
        foreach (
            string project in new[]
            {
                "shared-kernel/Modular.Contracts/Modular.Contracts.csproj",
                "plugins/contract/Modular.Plugins.Contract.csproj",
            }
        )
            Assert.Empty(XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("ProjectReference"));
        foreach (
            string project in Directory.EnumerateFiles(
                Path.Combine(Repository.Root, "plugins", "methods"),
                "*.csproj",
                SearchOption.AllDirectories
            )
        )
            Assert.Empty(XDocument.Load(project).Descendants("ProjectReference"));
    }

    [Fact]
    public void A_module_has_one_public_type()
    {
        foreach (var module in ModuleCatalogue.All)
        {
            // The compiler's own classes for pages are internal too.
            var exported = module.GetType().Assembly.GetExportedTypes();
            Assert.True(
                exported.Length == 1 && exported[0] == module.GetType(),
                string.Join(", ", exported.Select(t => t.Name))
            );
        }
    }

    [Fact]
    public void Every_module_folder_is_in_the_catalogue_the_solution_and_the_tests()
    {
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "Modular.slnx"));
        Assert.Equal(ModuleFolders, ModuleCatalogue.All.Select(m => m.Id).Order());
        foreach (string folder in ModuleFolders)
        {
            Assert.Contains($"modules/{folder}/", solution, StringComparison.Ordinal);
            Assert.True(
                Directory.Exists(
                    Path.Combine(Repository.Root, "tests", char.ToUpperInvariant(folder[0]) + folder[1..])
                ),
                $"tests of {folder}"
            );
            Assert.True(
                File.Exists(Path.Combine(Repository.Root, "modules", folder, "README.md")),
                $"README of {folder}"
            );
        }
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "Modular.slnx"));
        foreach (string project in Source(".csproj"))
            Assert.Contains(Path.GetFileName(project), solution, StringComparison.Ordinal);
    }

    [Fact]
    public void Doors_do_not_mention_a_context()
    {
        foreach (
            string file in Source(".cs", ".cshtml")
                .Where(f => Regex.IsMatch(Short(f), @"^(modules/\w+|host)/(Pages|Views)/|Controller\.cs$"))
        )
        {
            // Kernel pages of the host hand the context on to kernel use cases; queries stand in classes of their own.
            var doors = Regex.Matches(
                File.ReadAllText(file),
                @"class \w+(Model|Controller)\([^)]*\b(?!KernelDb)\w+Db\b"
            );
            Assert.True(doors.Count == 0, Short(file));
        }
    }

    [Fact]
    public void Facts_have_unique_fixed_names_and_no_personal_fields()
    {
        var facts = typeof(Contracts.IFact)
            .Assembly.GetTypes()
            .Where(t => typeof(Contracts.IFact).IsAssignableFrom(t) && t.IsClass)
            .ToList();
        Assert.NotEmpty(facts);
        string[] names = [.. facts.Select(OutboxFact.NameOf).Order()];
        Assert.Equal(names.Distinct(), names);
        Assert.All(names, name => Assert.Matches(@"^(kernel|needs|projects|partners|appraisal)\.[a-z-]+\.v\d+$", name));
        foreach (var fact in facts)
        foreach (var property in fact.GetProperties())
        {
            Assert.DoesNotMatch("Name|Phone|Text|Title|Address", property.Name);
            Assert.True(
                property.PropertyType == typeof(string)
                    || property.PropertyType.IsValueType
                    || typeof(IEnumerable<long>).IsAssignableFrom(property.PropertyType),
                $"{fact.Name}.{property.Name}"
            );
        }

        string present =
            string.Join(
                '\n',
                facts
                    .OrderBy(OutboxFact.NameOf, StringComparer.Ordinal)
                    .Select(f =>
                        $"{OutboxFact.NameOf(f)}: "
                        + $"{string.Join(", ", f.GetProperties().Select(p => $"{p.Name} {Plain(p.PropertyType)}"))}"
                    )
            ) + "\n";
        Approve("approved-facts.txt", present);
    }

    [Fact]
    public void The_plugin_contract_is_the_approved_one()
    {
        var types = typeof(Plugins.Contract.IAppraisalMethod)
            .Assembly.GetExportedTypes()
            .OrderBy(t => t.Name, StringComparer.Ordinal);
        string present =
            string.Join(
                '\n',
                types.Select(t =>
                    $"{t.Name}: {string.Join("; ", t.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m => m is PropertyInfo or FieldInfo or ConstructorInfo or MethodInfo { IsSpecialName: false }).Select(m => m.ToString()).Order(StringComparer.Ordinal))}"
                )
            ) + "\n";
        Approve("approved-plugin-contract.txt", present);
    }

    [Fact]
    public void No_Chinese_outside_Texts()
    {
        foreach (
            string file in Source(".cs", ".cshtml", ".js", ".css")
                .Where(f =>
                    !Short(f).Contains("/Texts", StringComparison.Ordinal)
                    && !Short(f).StartsWith("tests/", StringComparison.Ordinal)
                )
        )
        {
            // A comment may name the domain's own word.
            string code = Regex.Replace(File.ReadAllText(file), @"^\s*(///?|@\*).*$", "", RegexOptions.Multiline);
            var found = Regex.Match(code, "[\u4e00-\u9fff]+");
            Assert.False(found.Success, $"{Short(file)}: {found.Value}");
        }
    }

    [Fact]
    public void Every_rule_and_fault_a_test_names_has_its_sentence()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules.md"));
        foreach (string file in Source(".cs").Where(f => Short(f).StartsWith("tests/", StringComparison.Ordinal)))
        foreach (Match named in Regex.Matches(File.ReadAllText(file), @"Trait\(""(?:rule|fault)"", ""([^""]+)""\)"))
            Assert.True(
                page.Contains($"| {named.Groups[1].Value} |", StringComparison.Ordinal),
                $"{Short(file)}: {named.Groups[1].Value}"
            );
    }

    [Theory]
    [InlineData("using Hangfire", "Jobs/HangfireEngine.cs|Jobs/HangfireServer.cs|Jobs/HangfireSchema.cs")]
    [InlineData("using Cronos", "Jobs/Schedule.cs")]
    [InlineData("System.Net.Mail", "nowhere")]
    [InlineData("MeterListener", "nowhere")]
    [InlineData("using MailKit", "MailSender.cs|MailTrouble.cs")]
    [InlineData("using MimeKit", "MailSender.cs|MailOptions.cs|MailAddresses.cs|Letter.cs")]
    [InlineData("using OpenTelemetry", "Figures/Telemetry.cs|Figures/TracePrivacy.cs")]
    [InlineData("using Scalar", "host/ApiPage.cs")]
    [InlineData("McMaster.NETCore", "runner/PluginLoader.cs")]
    [InlineData("using SkiaSharp", "Files/Pictures.cs")]
    [InlineData("DllImport", "runner/Walls/Linux.cs")]
    [InlineData("AssemblyLoadContext", "no file: the library makes them")]
    [InlineData(
        "using MathNet",
        "methods/shared/Table.cs|rater-adjusted/RaterAdjusted.cs|quarterly-rating/QuarterlyRating.cs|Statistics/Agreement.cs|Modular.Language/Linear/Decompositions.cs"
    )]
    public void A_library_is_known_to_its_own_file_only(string mark, string files)
    {
        foreach (
            string file in Source(".cs")
                .Where(f =>
                    !Short(f).StartsWith("tests/", StringComparison.Ordinal)
                    && File.ReadAllText(f).Contains(mark, StringComparison.Ordinal)
                )
        )
            Assert.Contains(files.Split('|'), name => file.EndsWith(name, StringComparison.Ordinal));
    }

    /// <summary>
    /// An exception's own words may hold paths, addresses and data. People get sentences by key, or a number that the
    /// log knows; whoever takes an exception's words stands here with where they go.
    /// </summary>
    [Fact]
    public void The_words_of_an_exception_reach_no_page()
    {
        string[] known =
        [
            "host/Figures/QueueFigures.cs: log",
            "host/Hosting.cs: console at the start",
            "Notices/MailOptions.cs: console at the start",
            "Operations/Start.cs: console at the start",
            "Jobs/Schedule.cs: whoever writes a schedule",
            "Notices/HookSender.cs: what the network said",
            "Notices/MailTrouble.cs: what the network said",
            "Plugins/PluginReason.cs: page of plugins, for administrators",
            "Plugins/PluginRunner.cs: log",
            "Plugins/PluginBuild.cs: command line",
        ];
        var taken = Source(".cs", ".cshtml")
            .Where(f => Short(f).Split('/')[0] is "host" or "modules" or "shared-kernel")
            .Where(f =>
                Regex.IsMatch(
                    File.ReadAllText(f),
                    @"\b(problem|fault|error|exception|ex|failed|broken|refused|reason|link|cause)\.(GetBaseException\(\)\.)?Message\b|GetBaseException\(\)\.(Message|ToString)"
                )
            )
            .Select(Short)
            .Where(f => !known.Any(k => f.EndsWith(k.Split(':')[0], StringComparison.Ordinal)));
        Assert.Empty(taken);
    }

    /// <summary>After packages changed, tools/licences.sh writes the page again.</summary>
    [Fact]
    public void The_page_of_licences_lists_what_is_shipped_and_all_are_allowed()
    {
        string script = Path.Combine(Repository.Root, "tools", "licences.mjs");
        var start = new ProcessStartInfo("node", [script, "--check"]) { RedirectStandardError = true };
        using var check = Process.Start(start)!;
        string faults = check.StandardError.ReadToEnd();
        check.WaitForExit();
        Assert.Equal((0, ""), (check.ExitCode, faults));
    }

    [Fact]
    public void The_lesser_licence_lies_beside_the_program()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "licences");
        Assert.True(File.Exists(Path.Combine(folder, "licences.md")));
        string text = File.ReadAllText(Path.Combine(folder, "hangfire", "COPYING.LESSER"));
        Assert.Contains("GNU LESSER GENERAL PUBLIC LICENSE", text, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "hangfire", "COPYING")));
    }

    private static string Plain(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? inner.Name + "?"
        : type.IsGenericType ? $"list of {type.GetGenericArguments()[0].Name}"
        : type.Name;
}
