using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Modular.Kernel.Data;
using Modular.Needs.Data;

namespace Modular.Needs.Intake;

/// <summary>
/// Takes requests that arrive at the same moment into one transaction. Numbers without gaps and one audit chain mean
/// that registrations are one after another anyway; together they wait for the disk once instead of each. Every caller
/// is answered only after the commit; if the batch fails each is tried alone, so nobody fails for a neighbour.
/// </summary>
internal sealed class NeedDesk(IServiceScopeFactory scopes) : BackgroundService
{
    private const int Most = 64;
    private readonly Channel<Waiting> _line = Channel.CreateBounded<Waiting>(4096);

    private sealed record Waiting(NewNeed Need, TaskCompletionSource<Receipt> Answer);

    public async Task<Receipt> Register(NewNeed need, CancellationToken cancel)
    {
        var waiting = new Waiting(need.Checked(), new(TaskCreationOptions.RunContinuationsAsynchronously));
        await _line.Writer.WriteAsync(waiting, cancel);
        return await waiting.Answer.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>(Most);
        while (await _line.Reader.WaitToReadAsync(stoppingToken))
        {
            batch.Clear();
            while (batch.Count < Most && _line.Reader.TryRead(out var next))
                batch.Add(next);
            try
            {
                Answer(batch, await Write(batch));
            }
            catch (Exception) when (batch.Count > 1)
            {
                foreach (var one in batch)
                    await Alone(one);
            }
            catch (Exception problem)
            {
                batch[0].Answer.TrySetException(problem);
            }
        }
    }

    private async Task Alone(Waiting one)
    {
        try
        {
            Answer([one], await Write([one]));
        }
        catch (Exception problem)
        {
            one.Answer.TrySetException(problem);
        }
    }

    /// <summary>Not cancelled with a single caller: the others in the batch still wait.</summary>
    private async Task<IReadOnlyList<Receipt>> Write(List<Waiting> batch)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingScope>().ActAsSystem("desk");
        var db = scope.ServiceProvider.GetRequiredService<NeedsDb>();
        var register = scope.ServiceProvider.GetRequiredService<RegisterNeeds>();
        return await db.InTransaction(
            () => register.Write(batch.ConvertAll(w => w.Need), CancellationToken.None),
            CancellationToken.None
        );
    }

    private static void Answer(List<Waiting> batch, IReadOnlyList<Receipt> receipts)
    {
        for (int i = 0; i < batch.Count; i++)
            batch[i].Answer.TrySetResult(receipts[i]);
    }
}
