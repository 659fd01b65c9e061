using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Modular.Plugins.Runner.Walls;

/// <summary>
/// Refuses calls of the kernel for every thread of this process, those of the runtime among them, by a seccomp filter.
/// </summary>
internal static class CallFilter
{
    private const int SetFilter = 1,
        AllThreads = 1;
    private const ushort Load = 0x20,
        Equal = 0x15,
        AtLeast = 0x35,
        AnyBit = 0x45,
        Return = 0x06;
    private const uint Allow = 0x7fff0000,
        Kill = 0x80000000,
        WithError = 0x00050000;

    /// <summary>"Not permitted" and "no such call", as the kernel numbers errors.</summary>
    private const uint Refuse = WithError + 1,
        Absent = WithError + 38;
    private const uint IsThread = 0x00010000,
        OtherTable = 0x40000000;
    private const uint NumberAt = 0,
        ProcessorAt = 4,
        FirstArgumentAt = 16;

    /// <returns>Whether it is in force.</returns>
    public static bool PutUp()
    {
        if (!Linux.IsKnown || !Linux.GiveUpNewPrivileges())
            return false;
        byte[] program = Program();
        var held = GCHandle.Alloc(program, GCHandleType.Pinned);
        try
        {
            byte[] head = new byte[16];
            BinaryPrimitives.WriteUInt16LittleEndian(head, (ushort)(program.Length / 8));
            BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(8), held.AddrOfPinnedObject());
            return Linux.Syscall(Linux.IsX64 ? 317 : 277, SetFilter, AllThreads, head, 0) == 0;
        }
        finally
        {
            held.Free();
        }
    }

    private static byte[] Program()
    {
        var steps = new List<(ushort Code, byte Yes, byte No, uint Value)>
        {
            (Load, 0, 0, ProcessorAt),
            (Equal, 1, 0, Linux.IsX64 ? 0xC000003E : 0xC00000B7),
            (Return, 0, 0, Kill),
            (Load, 0, 0, NumberAt),
        };
        if (Linux.IsX64)
            steps.AddRange([(AtLeast, 0, 1, OtherTable), (Return, 0, 0, Refuse)]);
        foreach (int call in Refusals.Always)
            steps.AddRange([(Equal, 0, 1, (uint)call), (Return, 0, 0, Refuse)]);
        // Its flags lie in memory, where no filter can look: said to be absent, clone is used instead.
        steps.AddRange([(Equal, 0, 1, Refusals.Clone3), (Return, 0, 0, Absent)]);
        steps.AddRange([
            (Equal, 0, 4, (uint)Refusals.Clone),
            (Load, 0, 0, FirstArgumentAt),
            (AnyBit, 1, 0, IsThread),
            (Return, 0, 0, Refuse),
            (Return, 0, 0, Allow),
        ]);
        foreach (int call in Refusals.OfOthers)
            steps.AddRange([
                (Equal, 0, 5, (uint)call),
                (Load, 0, 0, FirstArgumentAt),
                (Equal, 2, 0, (uint)Environment.ProcessId),
                (Equal, ZeroIsItself(call), 0, 0),
                (Return, 0, 0, Refuse),
                (Return, 0, 0, Allow),
            ]);
        steps.Add((Return, 0, 0, Allow));
        byte[] program = new byte[steps.Count * 8];
        for (int i = 0; i < steps.Count; i++)
        {
            var step = program.AsSpan(i * 8);
            BinaryPrimitives.WriteUInt16LittleEndian(step, steps[i].Code);
            (step[2], step[3]) = (steps[i].Yes, steps[i].No);
            BinaryPrimitives.WriteUInt32LittleEndian(step[4..], steps[i].Value);
        }

        return program;
    }

    /// <summary>Zero means oneself for limits, and a whole group for signals.</summary>
    private static byte ZeroIsItself(int call) => (byte)(call == Refusals.Limits ? 1 : 0);
}
