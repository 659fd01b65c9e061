using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Modular.Plugins.Contract;

namespace Modular.BadPlugin;

/// <summary>Every way out it knows, each tried on three threads; says of each how far it came.</summary>
internal static class Attempts
{
    /// <param name="only">Those to try; all where it is null.</param>
    public static Dictionary<string, object?> All(ParameterValues told, string[]? only = null)
    {
        string folder = told.Text("folder", ""),
            parent = told.Text("parent", "");
        int port = told.Integer("port", 0);
        var ways = new (string Name, Action Try)[]
        {
            ("reads a file", () => File.ReadAllBytes(Path.Combine(folder, "secret.key"))),
            ("lists a folder", () => Directory.GetFiles(folder)),
            ("reads the host's settings", () => File.ReadAllBytes(told.Text("settings", ""))),
            ("reads another plugin", () => File.ReadAllBytes(told.Text("neighbour", ""))),
            ("writes beside the database", () => File.WriteAllText(Path.Combine(folder, "new.txt"), "x")),
            ("changes a file", () => File.AppendAllText(Path.Combine(folder, "secret.key"), "x")),
            ("deletes a file", () => Delete(Path.Combine(folder, "secret.key"))),
            ("writes another plugin", () => File.AppendAllText(told.Text("neighbour", ""), "x")),
            ("changes itself", () => File.AppendAllText(typeof(Attempts).Assembly.Location, "x")),
            ("writes to the temporary folder", () => File.WriteAllText("/tmp/bad-plugin.txt", "x")),
            (
                "changes rights",
                () =>
                {
                    if (!OperatingSystem.IsWindows())
                        File.SetUnixFileMode(folder, (UnixFileMode)511);
                }
            ),
            ("changes a time", () => Directory.SetLastWriteTimeUtc(folder, DateTime.UnixEpoch)),
            ("makes a link", () => File.CreateSymbolicLink("/tmp/bad-plugin.link", folder)),
            (
                "connects",
                () =>
                {
                    using var line = new TcpClient("127.0.0.1", port);
                }
            ),
            (
                "listens",
                () =>
                {
                    using var line = new TcpListener(System.Net.IPAddress.Loopback, 0);
                    line.Start();
                }
            ),
            (
                "opens a local socket",
                () =>
                {
                    using var s = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                }
            ),
            (
                "runs a shell",
                () =>
                {
                    using var shell = Process.Start("/bin/sh", "-c id");
                }
            ),
            ("forks", () => Succeeds(Fork())),
            ("reads the host's environment", () => File.ReadAllBytes($"/proc/{parent}/environ")),
            (
                "reads the host's memory",
                () =>
                {
                    using var memory = File.OpenRead($"/proc/{parent}/mem");
                }
            ),
            ("ends the host", () => Succeeds(kill(int.Parse(parent, CultureInfo.InvariantCulture), 0))),
            ("looks into the host", () => Succeeds(ptrace(16, int.Parse(parent, CultureInfo.InvariantCulture), 0, 0))),
        };
        var came = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, way) in ways.Where(w => only?.Contains(w.Name) != false))
        {
            came[name] = Try(way);
            came[name + ", on another thread"] = Elsewhere(way);
            came[name + ", on the collector's thread"] = Later(way);
        }

        return came;
    }

    private static string Try(Action way)
    {
        try
        {
            way();
            return "got through";
        }
        catch (Exception refused)
        {
            return refused.GetBaseException().GetType().Name;
        }
    }

    private static string Elsewhere(Action way)
    {
        string came = "";
        var thread = new Thread(() => came = Try(way));
        thread.Start();
        thread.Join();
        return came;
    }

    /// <summary>That thread was there before any code of a plugin, and before the walls.</summary>
    private static string Later(Action way)
    {
        var kept = new Dropped.Came();
        Dropped.Make(way, kept);
        for (int i = 0; i < 20 && kept.Far is null; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return kept.Far ?? "not tried";
    }

    private static void Delete(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException();
        File.Delete(path);
    }

    private static void Succeeds(long result)
    {
        if (result < 0)
            throw new InvalidOperationException("refused");
    }

    private static int Fork()
    {
        int child = fork();
        if (child == 0)
            exit(0);
        return child;
    }

    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void exit(int code);

    [DllImport("libc")]
    private static extern int fork();

    [DllImport("libc")]
    private static extern int kill(int process, int signal);

    [DllImport("libc")]
    private static extern long ptrace(long request, int process, nint address, nint data);

    private sealed class Dropped(Action way, Dropped.Came came)
    {
        internal sealed class Came
        {
            public volatile string? Far;
        }

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        public static void Make(Action way, Came came) => _ = new Dropped(way, came);

        ~Dropped() => came.Far = Try(way);
    }
}
