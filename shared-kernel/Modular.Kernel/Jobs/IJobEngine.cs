namespace Modular.Kernel.Jobs;

/// <summary>
/// What we ask of the library that runs background work. It may tell a job twice or lose it: the rows decide
/// (<see cref="JobLease"/>), and <see cref="JobReconciler"/> tells again.
/// </summary>
internal interface IJobEngine
{
    /// <summary>Runs the row of this number as soon as a worker is free.</summary>
    void Tell(long id);

    /// <summary>Runs recurring work that is due and was missed, or is due for another try.</summary>
    void Tell(string kind);

    /// <summary>Runs recurring work whether it is due or not.</summary>
    void TellNow(string kind);

    /// <summary>Makes the recurring work known, and forgets what is no longer any.</summary>
    void Schedule(IReadOnlyList<JobKind> kinds);

    /// <summary>How many told jobs wait for a free worker: they are late, not lost.</summary>
    long Backlog();
}
