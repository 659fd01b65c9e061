using System.Runtime.InteropServices;

namespace Modular.Plugins.Runner.Walls;

/// <summary>
/// The few calls of the kernel that .NET has no words for. Numbers are those of the kernel's own tables.
/// </summary>
internal static class Linux
{
    public const int ReadOnly = 0;
    public const int PathOnly = 0x200000;
    public const int CloseOnExec = 0x80000;

    private const int NoNewPrivileges = 38;
    private const uint CapabilityVersion = 0x20080522;
    private const int CoreSize = 4;

    /// <summary>Two times effective, permitted, inheritable, all empty.</summary>
    private const int NoCapabilities = 24;

    /// <summary>Whether this machine's processor is one whose call numbers are known here.</summary>
    public static bool IsKnown =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    public static bool IsX64 => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>Whoever is run from here on gets nothing from set-user-id bits; a filter needs it.</summary>
    public static bool GiveUpNewPrivileges() => prctl(NoNewPrivileges, 1, 0, 0, 0) == 0;

    /// <summary>
    /// The administrator of the machine without what makes him one. Of this thread, and of what it executes.
    /// </summary>
    public static void GiveUpCapabilities()
    {
        var who = new CapabilityHeader { Version = CapabilityVersion };
        _ = Syscall(IsX64 ? 126 : 91, ref who, new byte[NoCapabilities]);
    }

    /// <summary>
    /// No image of the memory is written when the process dies, and no other file descriptor is inherited.
    /// </summary>
    public static void LeaveNothingBehind()
    {
        var none = default(Limit);
        _ = setrlimit(CoreSize, ref none);
        // close_range: from 3 on, marked to be closed by the exec.
        _ = syscall(436, 3, int.MaxValue, 4);
    }

    /// <summary>Replaces this process by a program; comes back only when it could not.</summary>
    public static void Execute(string program, IReadOnlyList<string> arguments) =>
        _ = execv(program, [program, .. arguments, null]);

    /// <summary>A handle that can be waited on, of a process that is no child; negative where there is none.</summary>
    public static int HandleOf(int process) => (int)syscall(434, process, 0, 0);

    /// <summary>Returns when the process behind the handle has ended.</summary>
    public static void WaitFor(int handle)
    {
        var wait = new Poll { Handle = handle, Events = 1 };
        while (poll(ref wait, 1, -1) < 1)
        {
            // A signal came in between.
        }
    }

    [DllImport("libc", SetLastError = true)]
    public static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc")]
    public static extern int close(int handle);

    [DllImport("libc", SetLastError = true)]
    public static extern nint syscall(nint number, nint first, nint second, nint third);

    [DllImport("libc", SetLastError = true, EntryPoint = "syscall")]
    public static extern nint Syscall(nint number, byte[]? first, nint second, nint third);

    [DllImport("libc", SetLastError = true, EntryPoint = "syscall")]
    public static extern nint Syscall(nint number, nint first, nint second, byte[] third, nint fourth);

    [DllImport("libc", SetLastError = true, EntryPoint = "syscall")]
    private static extern nint Syscall(nint number, ref CapabilityHeader header, byte[] sets);

    [DllImport("libc", SetLastError = true)]
    private static extern int prctl(int option, nint second, nint third, nint fourth, nint fifth);

    [DllImport("libc", SetLastError = true)]
    private static extern int setrlimit(int resource, ref Limit limit);

    [DllImport("libc", SetLastError = true)]
    private static extern int poll(ref Poll handles, nuint count, int milliseconds);

    [DllImport("libc", SetLastError = true)]
    private static extern int execv(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path,
        [MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.LPStr)] string?[] arguments
    );

    private struct CapabilityHeader
    {
        public uint Version;
        public int Process;
    }

    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }

    private struct Poll
    {
        public int Handle;
        public short Events;
        public short Happened;
    }
}
