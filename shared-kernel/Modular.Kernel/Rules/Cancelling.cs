namespace Modular.Kernel.Rules;

public static class Cancelling
{
    /// <summary>
    /// Whether work ended because <paramref name="cancel"/> asked it to. A cancelled wait alone does not say so: a
    /// database or a network that goes away ends with one too, and a loop that lets it pass ends for good.
    /// </summary>
    public static bool IsAskedBy(this Exception problem, CancellationToken cancel) =>
        problem is OperationCanceledException && cancel.IsCancellationRequested;
}
