using System.Collections.Concurrent;
using System.Data.Common;
using Modular.Kernel.Store;

namespace Modular.Kernel.Access;

/// <summary>
/// Finds the session of a request. Every signed-in request asks, and no answer is kept, so that an ended session is
/// none at the next request. Those that ask while one question is under way go together in the next, over one kept
/// connection: under load one question answers many.
/// </summary>
public sealed class SessionReader(IDbContextFactoryOf<KernelDb> contexts) : IAsyncDisposable
{
    private const int MostAtOnce = 64;

    private readonly ConcurrentQueue<Asked> _waiting = new();
    private int _asking;
    private SessionQuestion? _kept;
    private bool _ended;

    /// <param name="keyHash">SHA-256 of the session's key.</param>
    /// <returns>Null where it was ended or its account is disabled.</returns>
    public Task<FoundSession?> Find(byte[] keyHash, CancellationToken cancel)
    {
        var asked = new Asked(keyHash);
        _waiting.Enqueue(asked);
        if (MayAsk())
            // The questions of many belong to no single request: none lends them its traces or its scope.
            using (ExecutionContext.SuppressFlow())
                _ = AskAll();
        return asked.Answer.Task.WaitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever asks at this moment lets the connection go after that.
        Volatile.Write(ref _ended, true);
        if (MayAsk())
            await AskAll();
    }

    private bool MayAsk() => Interlocked.CompareExchange(ref _asking, 1, 0) == 0;

    /// <summary>What came between the last look and the giving up of the turn.</summary>
    private bool IsLeft() => !_waiting.IsEmpty || (Volatile.Read(ref _ended) && _kept is not null);

    private async Task AskAll()
    {
        do
        {
            while (Next() is { Count: > 0 } together)
            {
                await Answer(together);
                // On SQLite nothing waits: the request that began would answer all the others before its own.
                await Task.Yield();
            }

            if (Volatile.Read(ref _ended))
                await LetGo();
            Volatile.Write(ref _asking, 0);
        } while (IsLeft() && MayAsk());
    }

    private List<Asked> Next()
    {
        var together = new List<Asked>();
        while (together.Count < MostAtOnce && _waiting.TryDequeue(out var asked))
            together.Add(asked);
        return together;
    }

    private async Task Answer(List<Asked> together)
    {
        try
        {
            var keys = together.ConvertAll(a => a.KeyHash);
            var found = await Ask(keys);
            for (int i = 0; i < found.Length; i++)
                together[i].Answer.TrySetResult(found[i]);
        }
        catch (Exception problem)
        {
            // To those who asked: each says that the database is away.
            foreach (var asked in together)
                asked.Answer.TrySetException(problem);
        }
    }

    private async Task<FoundSession?[]> Ask(List<byte[]> keys)
    {
        if (_kept is not null)
        {
            try
            {
                return await _kept.Ask(keys);
            }
            catch (Exception cut) when (cut is DbException or InvalidOperationException)
            {
                // The connection was cut while it was kept; only a fresh one tells whether the database answers.
                await LetGo();
            }
        }

        _kept = await SessionQuestion.Make(contexts.Create());
        try
        {
            return await _kept.Ask(keys);
        }
        catch
        {
            await LetGo();
            throw;
        }
    }

    private async Task LetGo()
    {
        var kept = _kept;
        _kept = null;
        if (kept is not null)
            await kept.DisposeAsync();
    }

    private sealed record Asked(byte[] KeyHash)
    {
        /// <summary>Requests go on elsewhere, so that whoever answers is not held up by them.</summary>
        public TaskCompletionSource<FoundSession?> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>A session that has not been ended, with what its account says at this moment.</summary>
/// <param name="ExpiresAt">It may have run out.</param>
public sealed record FoundSession(
    long Id,
    long AccountId,
    DateTimeOffset SeenAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset LatestAt,
    string Name,
    string Stamp
);
