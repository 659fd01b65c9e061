namespace Modular.Kernel.Modules;

/// <summary>
/// A module's part of the demonstration district. Run in order; does nothing where its rows already are.
/// </summary>
public interface IDemonstration
{
    int Order { get; }

    Task Fill(CancellationToken cancel);
}

/// <summary>The import of requests, for the command line, which knows no module.</summary>
public interface INeedImport
{
    /// <param name="columns">Column key to heading of the file, where recognition by name is not enough.</param>
    /// <param name="progress">Rows dealt with so far.</param>
    Task<ImportReport> Import(
        string file,
        string unitCode,
        IReadOnlyDictionary<string, string>? columns,
        bool dryRun,
        string errorFile,
        Action<long, long> progress,
        CancellationToken cancel
    );
}

/// <param name="ErrorFile">
/// Written when rows were wrong: the same columns and the reason, to correct and import again.
/// </param>
public sealed record ImportReport(int Added, int Known, int Wrong, string? ErrorFile);
