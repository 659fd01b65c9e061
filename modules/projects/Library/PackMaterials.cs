using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Files;
using Modular.Kernel.Rules;
using Modular.Projects.Domain;

namespace Modular.Projects.Library;

/// <summary>All materials that are given out, as one packet.</summary>
internal sealed class PackMaterials(ShowLibrary library, FileStore store)
{
    public async Task<IActionResult> Zip(Project project, CancellationToken cancel)
    {
        var files = await library.Packet(project.Id, cancel);
        if (files.Count == 0)
            throw new NotFound();
        // A packet may be large: it goes through a file that is gone when it was sent.
        var packed = new FileStream(
            Path.GetTempFileName(),
            FileMode.Open,
            FileAccess.ReadWrite,
            FileShare.None,
            65536,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            for (int i = 0; i < files.Count; i++)
            {
                var (title, file) = files[i];
                var entry = zip.CreateEntry(
                    $"{(i + 1).ToString("00", CultureInfo.InvariantCulture)}-{Clean(title)}{Path.GetExtension(file.Name)}",
                    CompressionLevel.Fastest
                );
                entry.LastWriteTime = file.At;
                await using var from = store.Open(file.Hash);
                await using var to = entry.Open();
                await from.CopyToAsync(to, cancel);
            }

        packed.Position = 0;
        return new FileStreamResult(packed, "application/zip") { FileDownloadName = $"{Clean(project.Title)}.zip" };
    }

    private static string Clean(string text) =>
        string.Concat(text.Where(c => char.IsLetterOrDigit(c) || c is '-' or '_'));
}
