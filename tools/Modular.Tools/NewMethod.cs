using System.Text.RegularExpressions;
using Modular.Plugins.Contract;

namespace Modular.Tools;

/// <summary>Makes an empty folder a project of an appraisal method that builds and keeps the laws.</summary>
internal static partial class NewMethod
{
    private static readonly string[] Files = ["project.csproj", "Method.cs", "Texts.cs", "README.md"];

    public static async Task<int> Run(Call call, CancellationToken cancel)
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(call.Place(0)));
        string id = call.Named("id") ?? Path.GetFileName(folder);
        if (!Id().IsMatch(id))
            throw WrongCall.Of("tools.new.id", id);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw WrongCall.Of("tools.new.not-empty", folder);
        Directory.CreateDirectory(folder);
        string name = string.Concat(id.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
        string? house = Above(folder);
        foreach (string file in Files)
        {
            string text = await Template(file, cancel);
            text = text.Replace("$id$", id, StringComparison.Ordinal)
                .Replace("$Name$", name, StringComparison.Ordinal)
                .Replace("$contract$", Contract(folder, house), StringComparison.Ordinal);
            string to = file switch
            {
                "project.csproj" => id + ".csproj",
                "Method.cs" => name + ".cs",
                _ => file,
            };
            await File.WriteAllTextAsync(Path.Combine(folder, to), text, cancel);
        }

        await Console.Out.WriteLineAsync(Said.Of("tools.new.made", folder, call.Place(0)).AsMemory(), cancel);
        return 0;
    }

    /// <summary>
    /// Inside the product's own source it is a plugin like the others; elsewhere the contract is kept beside it.
    /// </summary>
    private static string Contract(string folder, string? house)
    {
        if (house is not null)
            return $"<Import Project=\"{Path.GetRelativePath(folder, house).Replace('\\', '/')}\" />";
        string contract = typeof(IAppraisalMethod).Assembly.Location,
            lib = Path.Combine(folder, "lib");
        Directory.CreateDirectory(lib);
        File.Copy(contract, Path.Combine(lib, Path.GetFileName(contract)), overwrite: true);
        return """
            <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <EnableDynamicLoading>true</EnableDynamicLoading>
                <GenerateRuntimeConfigurationFiles>false</GenerateRuntimeConfigurationFiles>
                <DebugType>none</DebugType>
                <Optimize>true</Optimize>
                <OutputPath>bin/$(MSBuildProjectName)/</OutputPath>
                <AppendTargetFrameworkToOutputPath>false</AppendTargetFrameworkToOutputPath>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="lib/Modular.Plugins.Contract.dll" Private="false" />
              </ItemGroup>
            """;
    }

    private static string? Above(string folder)
    {
        for (string? at = folder; at is not null; at = Path.GetDirectoryName(at))
            if (Path.Combine(at, "plugins", "Plugin.props") is var props && File.Exists(props))
                return props;
        return null;
    }

    private static async Task<string> Template(string file, CancellationToken cancel)
    {
        using var stream = typeof(NewMethod).Assembly.GetManifestResourceStream("new-method." + file)!;
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancel);
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();
}
