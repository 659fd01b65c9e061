using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Modular.Kernel.Plugins;

namespace Modular.Plugins.Tests;

/// <summary>What a plugin brings is its own; what it lacks or has spoilt is said in a sentence.</summary>
public sealed class IsolationTests
{
    [Fact, Trait("rule", "K8")]
    public async Task A_plugin_gets_its_own_version_of_a_library_the_runner_has_too()
    {
        string folder = Copy(_ => true);
        Assert.Equal("1.0.0.0", (await Describe(folder)).Description!.Version);
    }

    [Fact]
    public async Task Without_a_deps_file_it_takes_what_lies_beside_it()
    {
        string folder = Copy(file => !file.EndsWith(".deps.json", StringComparison.Ordinal));
        Assert.Equal("1.0.0.0", (await Describe(folder)).Description!.Version);
    }

    [Fact]
    public async Task With_a_spoilt_deps_file_it_is_refused_by_a_sentence()
    {
        string folder = Copy(_ => true);
        await File.WriteAllTextAsync(Path.Combine(folder, "version-plugin.deps.json"), "{ half a fi");
        var failed = await Assert.ThrowsAsync<PluginFailed>(() => Describe(folder));
        Assert.Contains("Its version-plugin.deps.json cannot be read.", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_assembly_is_refused_by_a_sentence()
    {
        string folder = Copy(_ => true);
        await File.WriteAllTextAsync(Path.Combine(folder, "version-plugin.dll"), "no assembly");
        var failed = await Assert.ThrowsAsync<PluginFailed>(() => Describe(folder));
        Assert.Contains("version-plugin.dll is no .NET assembly.", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_built_for_a_newer_contract_is_refused_by_a_sentence()
    {
        string folder = Copy(_ => true),
            dll = Path.Combine(folder, "version-plugin.dll");
        byte[] bytes = await File.ReadAllBytesAsync(dll);
        bytes[PlaceOfContractVersion(bytes)] = 99;
        await File.WriteAllBytesAsync(dll, bytes);
        var failed = await Assert.ThrowsAsync<PluginFailed>(() => Describe(folder));
        Assert.Contains(
            "Built for contract 99.1.0.0, this host has 0.1.0.0.",
            failed.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_contract_that_lies_beside_a_plugin_is_not_the_one_it_gets()
    {
        string folder = Copy(_ => true);
        string contract = typeof(Contract.IAppraisalMethod).Assembly.Location;
        File.Copy(contract, Path.Combine(folder, Path.GetFileName(contract)));
        Assert.Equal("Method", (await Describe(folder)).Kind);
    }

    private static Task<RunnerAnswer> Describe(string folder) =>
        Bench.Ask(new("describe", folder, "version-plugin", null));

    /// <summary>Where the assembly says, in one byte, which major version of the contract it was built for.</summary>
    private static int PlaceOfContractVersion(byte[] assembly)
    {
        using var file = new PEReader(new MemoryStream(assembly));
        var metadata = file.GetMetadataReader();
        var contract = metadata.AssemblyReferences.Single(r =>
            metadata.GetString(metadata.GetAssemblyReference(r).Name) == "Modular.Plugins.Contract"
        );
        return file.PEHeaders.MetadataStartOffset
            + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef)
            + (MetadataTokens.GetRowNumber(contract) - 1) * metadata.GetTableRowSize(TableIndex.AssemblyRef);
    }

    private static string Copy(Func<string, bool> taken)
    {
        string to = Path.Combine(Directory.CreateTempSubdirectory("modular-test-").FullName, "version-plugin");
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(Bench.Built("VersionPlugin")).Where(taken))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        return to;
    }
}
