namespace Modular.Plugins.Runner.Walls;

/// <summary>
/// Calls that a computation never needs and that reach beyond its process, by their number on each processor; -1 where
/// a processor has none.
/// </summary>
internal static class Refusals
{
    public const int Clone3 = 435;

    public static int Clone => Linux.IsX64 ? 56 : 220;

    public static int Limits => Linux.IsX64 ? 302 : 261;

    /// <summary>Taken only where the first argument is the process itself: ending and being ended.</summary>
    public static int[] OfOthers => [.. Of((62, 129), (234, 131)), Limits];

    public static int[] Always => [.. Network, .. Programs, .. OtherProcesses, .. Files, .. Machine];

    /// <summary>socket, socketpair, connect, bind, listen, accept, accept4; io_uring, which can do them all.</summary>
    private static int[] Network =>
        Of(
            (41, 198),
            (53, 199),
            (42, 203),
            (49, 200),
            (50, 201),
            (43, 202),
            (288, 242),
            (425, 425),
            (426, 426),
            (427, 427)
        );

    /// <summary>execve, execveat, fork, vfork; clone without a thread is looked at by itself.</summary>
    private static int[] Programs => Of((59, 221), (322, 281), (57, -1), (58, -1));

    /// <summary>
    /// ptrace, process_vm_*, kcmp, pidfd_*, process_madvise, process_mrelease, tkill, rt_*sigqueueinfo, priorities of
    /// others, shared memory, semaphores and queues, keys. On which processors a thread runs is left: the runtime says
    /// that of each it starts.
    /// </summary>
    private static int[] OtherProcesses =>
        Of(
            (101, 117),
            (310, 270),
            (311, 271),
            (312, 272),
            (434, 434),
            (424, 424),
            (438, 438),
            (440, 440),
            (448, 448),
            (200, 130),
            (129, 138),
            (297, 240),
            (141, 140),
            (142, 118),
            (144, 119),
            (314, 274),
            (251, 30),
            (29, 194),
            (64, 190),
            (68, 186),
            (240, 180),
            (248, 217),
            (249, 218),
            (250, 219)
        );

    /// <summary>
    /// What files are called, whose they are and how old, which Landlock leaves open: chmod, chown, times, extended
    /// attributes; device files, handles that pass by the path, looking on while others write.
    /// </summary>
    private static int[] Files =>
        Of(
            (90, -1),
            (91, 52),
            (268, 53),
            (452, 452),
            (92, -1),
            (93, 55),
            (94, -1),
            (260, 54),
            (132, -1),
            (235, -1),
            (261, -1),
            (280, 88),
            (188, 5),
            (189, 6),
            (190, 7),
            (197, 14),
            (198, 15),
            (199, 16),
            (463, 463),
            (466, 466),
            (133, -1),
            (259, 33),
            (303, 264),
            (304, 265),
            (300, 262)
        );

    /// <summary>
    /// Mounts, namespaces, the clock, the name, modules, kernel programs, swap, restart, ports of devices.
    /// </summary>
    private static int[] Machine =>
        Of(
            (165, 40),
            (166, 39),
            (155, 41),
            (161, 51),
            (272, 97),
            (308, 268),
            (428, 428),
            (429, 429),
            (430, 430),
            (431, 431),
            (432, 432),
            (433, 433),
            (442, 442),
            (164, 170),
            (227, 112),
            (159, 171),
            (305, 266),
            (170, 161),
            (171, 162),
            (175, 105),
            (313, 273),
            (176, 106),
            (321, 280),
            (298, 241),
            (323, 282),
            (246, 104),
            (320, 294),
            (167, 224),
            (168, 225),
            (169, 142),
            (163, 89),
            (179, 60),
            (103, 116),
            (172, -1),
            (173, -1)
        );

    private static int[] Of(params (int X64, int Arm64)[] numbers) =>
        [.. numbers.Select(n => Linux.IsX64 ? n.X64 : n.Arm64).Where(n => n >= 0)];
}
