using System.Buffers.Binary;

namespace Modular.Plugins.Runner.Walls;

/// <summary>
/// What of the files the process may still touch, by the kernel's Landlock. Everything is forbidden that this version
/// of it can forbid; what is allowed is read, never written, and only the runtime's own program may be executed.
/// </summary>
internal static class Landlock
{
    private const int Create = 444,
        Add = 445,
        Restrict = 446;
    private const int AskVersion = 1,
        PathBeneath = 1;
    private const ulong Execute = 1,
        WriteFile = 2,
        ReadFile = 4,
        ReadFolder = 8;
    private const ulong BindAndConnect = 3,
        SocketsAndSignals = 3;

    /// <summary>The version this kernel has, or 0: none, or switched off.</summary>
    public static int Version => Linux.IsKnown ? Math.Max(0, (int)Linux.Syscall(Create, null, 0, AskVersion)) : 0;

    /// <summary>
    /// Shuts this thread in, and whatever it executes; other threads stay outside, which is why an exec must follow.
    /// </summary>
    /// <param name="readable">Folders with all below them, and files; what is not there is passed over.</param>
    /// <param name="executable">Programs the runtime is started by.</param>
    /// <returns>The version in force, or 0.</returns>
    public static int ShutIn(IEnumerable<string> readable, IEnumerable<string> executable)
    {
        int version = Version;
        if (version == 0)
            return 0;
        byte[] rules = new byte[24];
        // The fields that came with later versions: network with the fourth, sockets and signals with the sixth.
        BinaryPrimitives.WriteUInt64LittleEndian(rules, Handled(version));
        if (version >= 4)
            BinaryPrimitives.WriteUInt64LittleEndian(rules.AsSpan(8), BindAndConnect);
        if (version >= 6)
            BinaryPrimitives.WriteUInt64LittleEndian(rules.AsSpan(16), SocketsAndSignals);
        int set = (int)
            Linux.Syscall(
                Create,
                rules,
                version >= 6 ? 24
                    : version >= 4 ? 16
                    : 8,
                0
            );
        if (set < 0)
            return 0;
        foreach (string path in readable)
            Allow(set, path, ReadFile | (Directory.Exists(path) ? ReadFolder : 0));
        foreach (string path in executable)
            Allow(set, path, ReadFile | Execute);
        Allow(set, "/dev/null", ReadFile | WriteFile);
        bool shut = Linux.GiveUpNewPrivileges() && Linux.syscall(Restrict, set, 0, 0) == 0;
        _ = Linux.close(set);
        return shut ? version : 0;
    }

    /// <summary>All rights over files the version knows: thirteen at first, then one each with 2, 3 and 5.</summary>
    private static ulong Handled(int version)
    {
        int[] added = [2, 3, 5];
        return (1UL << (13 + added.Count(v => version >= v))) - 1;
    }

    private static void Allow(int set, string path, ulong rights)
    {
        int handle = Linux.open(path, Linux.PathOnly | Linux.CloseOnExec);
        if (handle < 0)
            return;
        byte[] rule = new byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(rule, rights);
        BinaryPrimitives.WriteInt32LittleEndian(rule.AsSpan(8), handle);
        _ = Linux.Syscall(Add, set, PathBeneath, rule, 0);
        _ = Linux.close(handle);
    }
}
