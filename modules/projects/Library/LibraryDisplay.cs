using Modular.Kernel.Texts;
using Modular.Projects.Domain;

namespace Modular.Projects.Library;

/// <summary>The library's cards and papers as people read them.</summary>
internal static class LibraryDisplay
{
    private const int Most = 90;

    /// <summary>The beginning of a text that is too long for a card.</summary>
    public static string Short(string text) => text.Length > Most ? text[..Most] + "…" : text;

    /// <summary>What kind of file it is and how big.</summary>
    public static string Paper(ProjectFile file) =>
        $"{Path.GetExtension(file.Name).TrimStart('.').ToUpperInvariant()} "
        + $"{Words.Number(Math.Max(1, file.Size / 1024))} KB";
}
