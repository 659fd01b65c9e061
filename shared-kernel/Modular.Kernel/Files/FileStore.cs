using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;

namespace Modular.Kernel.Files;

/// <summary>
/// Attachments, outside the web root under the hash of their content: the same photo is kept once, a name can lead
/// nowhere. Who may see one is the owner's business; nobody gets at it by its address alone.
/// </summary>
public sealed class FileStore(DatabaseOptions options, UploadBudget budget, FileScanner scanner)
{
    public const int MostEach = 5 << 20;
    public const int MostTogether = 3;

    private string Folder => Path.Combine(options.Folder, "files");

    /// <summary>For somebody without an account: what comes from his address today is counted.</summary>
    /// <exception cref="RuleBroken">As with an account, or enough came from there today.</exception>
    public async Task<IReadOnlyList<StoredFile>> SaveFromAnybody(
        IPAddress? address,
        IReadOnlyList<IFormFile>? files,
        CancellationToken cancel
    )
    {
        var given = Given(files);
        if (given.Count > 0)
            await budget.Spend(address, given.Sum(f => f.Length), cancel);
        return await Save(given, cancel);
    }

    /// <exception cref="RuleBroken">
    /// Too many, too large, empty, not of a kind that is taken, or there is no room.
    /// </exception>
    public async Task<IReadOnlyList<StoredFile>> Save(IReadOnlyList<IFormFile>? files, CancellationToken cancel)
    {
        var given = Given(files);
        if (given.Count == 0)
            return [];
        budget.Room(given.Sum(f => f.Length));
        // All are looked at before the first is kept: one that is refused leaves nothing of the others.
        var read = new List<(byte[] Bytes, string Name, string Type)>();
        foreach (var file in given)
            read.Add(await Read(file, cancel));
        var saved = new List<StoredFile>();
        foreach (var (bytes, name, type) in read)
            saved.Add(new(await Keep(bytes, cancel), name, type, bytes.Length));
        return saved;
    }

    private static List<IFormFile> Given(IReadOnlyList<IFormFile>? files)
    {
        var given = (files ?? []).Where(f => f.Length > 0).ToList();
        if (given.Count > MostTogether)
            throw new RuleBroken("files.many", MostTogether) { Field = "Files" };
        if (given.Find(f => f.Length > MostEach) is { } large)
            throw new RuleBroken("files.large", FileNames.Of(large.FileName, null), MostEach >> 20) { Field = "Files" };
        return given;
    }

    private async Task<(byte[] Bytes, string Name, string Type)> Read(IFormFile file, CancellationToken cancel)
    {
        string called = FileNames.Of(file.FileName, null);
        using var stream = new MemoryStream();
        await file.CopyToAsync(stream, cancel);
        byte[] bytes = stream.ToArray();
        string? type = FileKinds.Of(bytes);
        if (type?.StartsWith("image/", StringComparison.Ordinal) == true)
            (bytes, type) =
                await Pictures.Anew(bytes, called, cancel)
                ?? throw new RuleBroken("files.kind", called) { Field = "Files" };
        if (type is null)
            throw new RuleBroken("files.kind", called) { Field = "Files" };
        await scanner.Look(bytes, called, cancel);
        return (bytes, FileNames.Of(file.FileName, type), type);
    }

    /// <summary>
    /// Pictures are shown, everything else is saved by the reader; neither may run or frame anything.
    /// </summary>
    public IActionResult Serve(string hash, string name, string type, HttpResponse response)
    {
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower) || !File.Exists(PathOf(hash)))
            throw new NotFound();
        bool picture = type.StartsWith("image/", StringComparison.Ordinal);
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.ContentDisposition =
            $"{(picture ? "inline" : "attachment")}; filename*=UTF-8''{Uri.EscapeDataString(name)}";
        response.Headers.CacheControl = "private, max-age=3600";
        return new PhysicalFileResult(Path.GetFullPath(PathOf(hash)), type);
    }

    /// <summary>For a document that takes the picture in; null when it is gone.</summary>
    public byte[]? Read(string hash) =>
        hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) && File.Exists(PathOf(hash))
            ? File.ReadAllBytes(PathOf(hash))
            : null;

    /// <summary>For packing several into one; who may have them was asked before.</summary>
    public Stream Open(string hash) =>
        hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) && File.Exists(PathOf(hash))
            ? File.OpenRead(PathOf(hash))
            : throw new NotFound();

    private async Task<string> Keep(byte[] bytes, CancellationToken cancel)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            path = PathOf(hash);
        if (File.Exists(path))
            return hash;
        string half = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(half, bytes, cancel);
            File.Move(half, path, overwrite: true);
            budget.Kept(bytes.Length);
        }
        catch (IOException)
        {
            File.Delete(half);
            throw new RuleBroken("files.no-space") { Field = "Files" };
        }

        return hash;
    }

    private string PathOf(string hash) => Path.Combine(Folder, hash[..2], hash);
}

/// <param name="Hash">SHA-256 of the stored bytes, by which they are found.</param>
/// <param name="Type">What the bytes are, not what the name says.</param>
public sealed record StoredFile(string Hash, string Name, string Type, long Size);
