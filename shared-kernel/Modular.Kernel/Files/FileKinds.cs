using System.IO.Compression;

namespace Modular.Kernel.Files;

/// <summary>Kinds of files told by their first bytes.</summary>
public static class FileKinds
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Null for what is not taken: programs, archives, pages, anything unknown.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
            return "image/jpeg";
        if (bytes.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return "image/png";
        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8))
            return "image/gif";
        if (bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8))
            return "image/webp";
        if (bytes.StartsWith("%PDF-"u8))
            return "application/pdf";
        if (!bytes.StartsWith<byte>([0x50, 0x4B, 0x03, 0x04]))
            return null;
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes.ToArray()));
            // Office files only, and none that unpacks to a hundred times its size.
            if (zip.Entries.Count > 2000 || zip.Entries.Sum(e => e.Length) > 100L * bytes.Length + (1 << 20))
                return null;
            if (zip.Entries.Any(e => e.FullName.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)))
                return null;
            if (zip.GetEntry("word/document.xml") is not null)
                return Word;
            return zip.GetEntry("xl/workbook.xml") is not null ? Excel : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The ending a file of this kind bears, and others it may bear.</summary>
    public static string[] Endings(string type) =>
        type switch
        {
            "image/jpeg" => [".jpg", ".jpeg"],
            "image/png" => [".png"],
            "application/pdf" => [".pdf"],
            Word => [".docx"],
            Excel => [".xlsx"],
            _ => [".bin"],
        };
}
