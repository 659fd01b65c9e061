namespace Modular.Kernel.Jobs;

/// <summary>Which class does which kind of work, and when it comes by itself.</summary>
/// <param name="Cron">
/// Six fields, seconds first, in Asia/Shanghai (<see cref="Schedule"/>), or null for work that is asked for.
/// </param>
public sealed record JobKind(string Kind, Type Work, string? Cron = null)
{
    public Schedule? Schedule { get; } = Cron is null ? null : new(Cron);
}
