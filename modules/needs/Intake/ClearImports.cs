using Modular.Kernel.Data;

namespace Modular.Needs.Intake;

/// <summary>Uploaded lists nobody took hold people's words; the register says how long they are kept.</summary>
internal sealed class ClearImports(DatabaseOptions options, TimeProvider clock)
{
    /// <summary>Beside each upload a file of this ending holds what it was called.</summary>
    public const string NameEnding = ".name";

    public static string Folder(DatabaseOptions options) => Path.Combine(options.Folder, "imports");

    /// <summary>Lists older than this, without their names.</summary>
    public long Count(DateTimeOffset before) =>
        Old(before).LongCount(f => !f.EndsWith(NameEnding, StringComparison.Ordinal));

    /// <returns>How many lists there were.</returns>
    public int Clear(DateTimeOffset before)
    {
        string folder = Folder(options);
        int gone = 0;
        foreach (string file in Old(before).ToList())
        {
            File.Delete(file);
            if (!file.EndsWith(NameEnding, StringComparison.Ordinal))
                gone++;
        }

        if (!Directory.Exists(folder))
            return gone;
        // A name whose file was taken or cleared is a trace of nothing.
        var justNow = (clock.GetUtcNow() - TimeSpan.FromHours(1)).UtcDateTime;
        foreach (string name in Directory.EnumerateFiles(folder, "*" + NameEnding))
            if (!File.Exists(name[..^NameEnding.Length]) && File.GetLastWriteTimeUtc(name) < justNow)
                File.Delete(name);
        return gone;
    }

    private IEnumerable<string> Old(DateTimeOffset before) =>
        Directory.Exists(Folder(options))
            ? Directory.EnumerateFiles(Folder(options)).Where(f => File.GetLastWriteTimeUtc(f) < before.UtcDateTime)
            : [];
}
