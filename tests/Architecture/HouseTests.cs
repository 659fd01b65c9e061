using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Modular.Host;
using Modular.Kernel.Facts;
using Modular.TestKit;

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

    private static IEnumerable<string> Source(params string[] endings) =>
        Directory
            .EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
            .Where(f =>
                endings.Any(e => f.EndsWith(e, StringComparison.Ordinal))
                && !Regex.IsMatch(f[Repository.Root.Length..], @"/(bin|obj|node_modules|\.data|\.git|lib)/")
            );

    private static string Short(string file) => Path.GetRelativePath(Repository.Root, file);

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
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "Modular.sln"));
        Assert.Equal(ModuleFolders, ModuleCatalogue.All.Select(m => m.Id).Order());
        foreach (string folder in ModuleFolders)
        {
            Assert.Contains($"modules\\{folder}\\", solution, StringComparison.Ordinal);
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
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "Modular.sln"));
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

        string approved = Path.Combine(Repository.Root, "tests", "Architecture", "approved-facts.txt");
        string present =
            string.Join(
                '\n',
                facts
                    .OrderBy(OutboxFact.NameOf, StringComparer.Ordinal)
                    .Select(f =>
                        $"{OutboxFact.NameOf(f)}: {string.Join(", ", f.GetProperties().Select(p => $"{p.Name} {Plain(p.PropertyType)}"))}"
                    )
            ) + "\n";
        Approve(approved, present);
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
        Approve(Path.Combine(Repository.Root, "tests", "Architecture", "approved-plugin-contract.txt"), present);
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
    public void Files_stay_under_four_hundred_lines()
    {
        foreach (
            string file in Source(".cs", ".cshtml", ".js")
                .Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal))
        )
            Assert.True(File.ReadLines(file).Count() <= 400, Short(file));
    }

    /// <summary>A part of a partial class adds what it holds: <c>Type.Part.cs</c>.</summary>
    [Fact]
    public void A_file_bears_the_name_of_its_first_type()
    {
        var types = new Regex(
            @"^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly) )*(?:class|record struct|record|struct|enum|interface|delegate \w+) (\w+)",
            RegexOptions.Multiline
        );
        foreach (string file in Source(".cs").Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal)))
        {
            if (file.EndsWith(".cshtml.cs", StringComparison.Ordinal))
                continue;
            var first = types.Match(File.ReadAllText(file));
            if (first.Success)
                Assert.True(
                    first.Groups[1].Value == Path.GetFileName(file).Split('.')[0],
                    $"{Short(file)} begins with {first.Groups[1].Value}"
                );
        }
    }

    [Fact]
    public void Lines_end_by_column_120_where_no_text_stands_in_them()
    {
        foreach (string file in Source(".cs").Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal)))
        {
            string code = Regex.Replace(File.ReadAllText(file), "\"\"\"[\\s\\S]*?\"\"\"", "\"\"");
            var wide = code.Split('\n').Where(l => l.Length > 120 && !l.Contains('"', StringComparison.Ordinal));
            Assert.True(!wide.Any(), $"{Short(file)}: {wide.FirstOrDefault()}");
        }
    }

    [Fact]
    public void Styles_and_scripts_have_one_thing_a_line()
    {
        // What the build joins from the parts is left out.
        string[] joined = ["css/base.css", "css/staff.css"];
        foreach (string file in Source(".css", ".js").Where(f => !joined.Any(f.EndsWith)))
        {
            string[] lines = File.ReadAllLines(file);
            Assert.True(lines.Length <= 400, Short(file));
            foreach (string line in lines)
            {
                Assert.True(line.Length <= 120, $"{Short(file)}: {line}");
                if (file.EndsWith(".css", StringComparison.Ordinal))
                    Assert.DoesNotMatch(@";\s*[a-z-]+\s*:|\{[^}]*:[^}]*\}", line);
            }
        }
    }

    [Fact]
    public void Each_page_has_its_model_beside_it()
    {
        foreach (string page in Source(".cshtml"))
        {
            string markup = File.ReadAllText(page);
            if (!Regex.IsMatch(markup, @"^@page\b", RegexOptions.Multiline))
                continue;
            string model = Regex.Match(markup, @"^@model\s+(?:\w+\.)*(\w+)", RegexOptions.Multiline).Groups[1].Value;
            Assert.True(File.Exists(page + ".cs"), $"{Short(page)} has no model beside it");
            Assert.Contains($"class {model}", File.ReadAllText(page + ".cs"), StringComparison.Ordinal);
        }
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

    /// <summary>After packages changed, tools/licences.sh writes the page anew.</summary>
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

    /// <summary>MODULAR_APPROVE=1 writes the present text down; the change then shows in the review.</summary>
    private static void Approve(string file, string present)
    {
        if (Environment.GetEnvironmentVariable("MODULAR_APPROVE") == "1")
            File.WriteAllText(file, present);
        Assert.Equal(File.ReadAllText(file), present);
    }

    private static string Plain(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? inner.Name + "?"
        : type.IsGenericType ? $"list of {type.GetGenericArguments()[0].Name}"
        : type.Name;
}
