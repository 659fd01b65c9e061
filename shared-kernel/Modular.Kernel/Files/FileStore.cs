using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;

namespace Modular.Kernel.Files;

/// <param name="Hash">SHA-256 of the stored bytes, by which they are found.</param>
/// <param name="Type">What the bytes are, not what the name says.</param>
public sealed record StoredFile(string Hash, string Name, string Type, long Size);

/// <summary>
/// Attachments, outside the web root under the hash of their content: the same photo is kept once, a name can lead nowhere. Who may see one is
/// the owner's business; nobody gets at it by its address alone.
/// </summary>
public sealed class FileStore(DatabaseOptions options)
{
    public const int MostEach = 5 << 20;
    public const int MostTogether = 3;

    private string Folder => Path.Combine(options.Folder, "files");

    /// <exception cref="RuleBroken">Too many, too large, empty, or not of a kind that is taken.</exception>
    public async Task<IReadOnlyList<StoredFile>> Save(IReadOnlyList<IFormFile>? files, CancellationToken cancel)
    {
        var given = (files ?? []).Where(f => f.Length > 0).ToList();
        if (given.Count > MostTogether) throw new RuleBroken("files.many", MostTogether) { Field = "Files" };
        var saved = new List<StoredFile>();
        foreach (var file in given)
        {
            string name = Name(file.FileName);
            if (file.Length > MostEach) throw new RuleBroken("files.large", name, MostEach >> 20) { Field = "Files" };
            using var stream = new MemoryStream();
            await file.CopyToAsync(stream, cancel);
            byte[] bytes = stream.ToArray();
            string type = FileKinds.Of(bytes) ?? throw new RuleBroken("files.kind", name) { Field = "Files" };
            if (type == "image/jpeg") bytes = FileKinds.WithoutPlace(bytes);
            saved.Add(new(await Keep(bytes, cancel), name, type, bytes.Length));
        }

        return saved;
    }

    /// <summary>Pictures are shown, everything else is saved by the reader; neither may run or frame anything.</summary>
    public IActionResult Serve(string hash, string name, string type, HttpResponse response)
    {
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower) || !File.Exists(PathOf(hash))) throw new NotFound();
        bool picture = type.StartsWith("image/", StringComparison.Ordinal);
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.ContentDisposition = $"{(picture ? "inline" : "attachment")}; filename*=UTF-8''{Uri.EscapeDataString(name)}";
        response.Headers.CacheControl = "private, max-age=3600";
        return new PhysicalFileResult(Path.GetFullPath(PathOf(hash)), type);
    }

    /// <summary>For a document that takes the picture in; null when it is gone.</summary>
    public byte[]? Read(string hash) => hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) && File.Exists(PathOf(hash)) ? File.ReadAllBytes(PathOf(hash)) : null;

    /// <summary>For packing several into one; who may have them was asked before.</summary>
    public Stream Open(string hash) => hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) && File.Exists(PathOf(hash)) ? File.OpenRead(PathOf(hash)) : throw new NotFound();

    private async Task<string> Keep(byte[] bytes, CancellationToken cancel)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes)), path = PathOf(hash);
        if (File.Exists(path)) return hash;
        string half = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(half, bytes, cancel);
            File.Move(half, path, overwrite: true);
        }
        catch (IOException)
        {
            File.Delete(half);
            throw new RuleBroken("files.no-space") { Field = "Files" };
        }

        return hash;
    }

    private string PathOf(string hash) => Path.Combine(Folder, hash[..2], hash);

    /// <summary>The last part of what the browser called it, without anything that could lead elsewhere or hide.</summary>
    private static string Name(string given)
    {
        string name = string.Concat(given.Split('/', '\\')[^1].Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>' or '|' or ':' or '*' or '?'))).Trim();
        return name.Length == 0 ? "file" : name.Length > 80 ? Texts.Plain.Clean(name[^80..]) : Texts.Plain.Clean(name);
    }
}

/// <summary>Kinds of files told by their first bytes.</summary>
public static class FileKinds
{
    /// <summary>Null for what is not taken: programs, archives, pages, anything unknown.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF])) return "image/jpeg";
        if (bytes.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return "image/png";
        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8)) return "image/gif";
        if (bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8)) return "image/webp";
        if (bytes.StartsWith("%PDF-"u8)) return "application/pdf";
        if (!bytes.StartsWith<byte>([0x50, 0x4B, 0x03, 0x04])) return null;
        try
        {
            using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(bytes.ToArray()));
            // Office files only, and none that unpacks to a hundred times its size.
            if (zip.Entries.Count > 2000 || zip.Entries.Sum(e => e.Length) > 100L * bytes.Length + (1 << 20)) return null;
            if (zip.Entries.Any(e => e.FullName.Contains("vbaProject", StringComparison.OrdinalIgnoreCase))) return null;
            if (zip.GetEntry("word/document.xml") is not null) return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            return zip.GetEntry("xl/workbook.xml") is not null ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>A photo tells where it was taken and by whom: the application segments that hold it (EXIF, XMP, IPTC) are left out, the picture stays.</summary>
    public static byte[] WithoutPlace(byte[] jpeg)
    {
        using var clean = new MemoryStream(jpeg.Length);
        clean.Write(jpeg, 0, 2);
        int at = 2;
        while (at + 4 <= jpeg.Length && jpeg[at] == 0xFF)
        {
            byte marker = jpeg[at + 1];
            if (marker is 0xDA) break;
            int length = (jpeg[at + 2] << 8) | jpeg[at + 3];
            if (length < 2 || at + 2 + length > jpeg.Length) break;
            if (marker is not (>= 0xE1 and <= 0xED) and not 0xFE) clean.Write(jpeg, at, 2 + length);
            at += 2 + length;
        }

        clean.Write(jpeg, at, jpeg.Length - at);
        return clean.ToArray();
    }
}
