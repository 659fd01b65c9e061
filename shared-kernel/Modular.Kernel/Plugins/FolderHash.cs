using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Modular.Kernel.Plugins;

/// <summary>By what a plugin is known: every file of its folder.</summary>
public static class FolderHash
{
    /// <summary>Beside the shipped plugins: the hash of each by its folder's name, written by the build.</summary>
    public const string ListName = "shipped.json";

    /// <summary>
    /// SHA-256 over every file's relative path, length and content, in ordinal order, as lower-case hex.
    /// </summary>
    /// <exception cref="IOException">A file cannot be read, or is a link to somewhere else.</exception>
    public static string Of(string folder)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] number = new byte[8];
        byte[] buffer = new byte[81920];
        foreach (string file in Files(folder).Select(f => f.FullName).Order(StringComparer.Ordinal))
        {
            byte[] name = Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file).Replace('\\', '/'));
            BinaryPrimitives.WriteInt64BigEndian(number, name.Length);
            sum.AppendData(number);
            sum.AppendData(name);
            using var stream = File.OpenRead(file);
            BinaryPrimitives.WriteInt64BigEndian(number, stream.Length);
            sum.AppendData(number);
            int read;
            while ((read = stream.Read(buffer)) > 0)
                sum.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(sum.GetHashAndReset());
    }

    /// <summary>
    /// All files below. A link would bring in what lies elsewhere, a key beside the database for one, and is refused.
    /// </summary>
    /// <exception cref="LinkInFolder">One of them is a link.</exception>
    public static IReadOnlyList<FileInfo> Files(string folder)
    {
        var files = new List<FileInfo>();
        var waiting = new Stack<DirectoryInfo>([new(folder)]);
        while (waiting.TryPop(out var next))
        {
            foreach (var entry in next.EnumerateFileSystemInfos())
            {
                if (entry.LinkTarget is not null)
                    throw new LinkInFolder(Path.GetRelativePath(folder, entry.FullName));
                if (entry is DirectoryInfo below)
                    waiting.Push(below);
                else
                    files.Add((FileInfo)entry);
            }
        }

        return files;
    }
}

/// <summary>A plugin's folder holds a link.</summary>
public sealed class LinkInFolder(string name) : IOException(name);
