using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Npgsql;

namespace Modular.Kernel.Access;

/// <summary>
/// Finds the session of a request. Every signed-in request asks this one question, so the commands are written once and
/// kept prepared on open connections; composing the query anew would cost more than all else a small page does.
/// </summary>
public sealed class SessionReader(IDbContextFactoryOf<KernelDb> contexts, DatabaseOptions database) : IAsyncDisposable
{
    /// <summary>Most connections kept open; more are opened while more requests ask at once.</summary>
    private readonly int _most = MostKept(database);

    private readonly ConcurrentBag<Question> _idle = [];
    private int _kept;
    private volatile bool _ended;

    /// <param name="keyHash">SHA-256 of the session's key.</param>
    /// <returns>Null where it was ended or its account is disabled.</returns>
    public async Task<FoundSession?> Find(byte[] keyHash, CancellationToken cancel)
    {
        if (!_idle.TryTake(out var kept))
            return await Ask(await Question.Make(contexts.Create(), cancel), keyHash, cancel);
        Interlocked.Decrement(ref _kept);
        try
        {
            return await Ask(kept, keyHash, cancel);
        }
        catch (Exception cut) when (cut is DbException or InvalidOperationException)
        {
            // The connection was cut while it was kept; only a fresh one tells whether the database answers.
            return await Ask(await Question.Make(contexts.Create(), cancel), keyHash, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _ended = true;
        while (_idle.TryTake(out var kept))
            await kept.DisposeAsync();
    }

    private async Task<FoundSession?> Ask(Question question, byte[] keyHash, CancellationToken cancel)
    {
        bool kept = false;
        try
        {
            var found = await question.Ask(keyHash, cancel);
            kept = await Keep(question, cancel);
            return found;
        }
        finally
        {
            if (!kept)
                await question.DisposeAsync();
        }
    }

    private async Task<bool> Keep(Question question, CancellationToken cancel)
    {
        if (_ended || !MayKeep())
            return false;
        try
        {
            await question.KeepPlan(cancel);
            _idle.Add(question);
            return true;
        }
        catch (Exception cut) when (cut is DbException or InvalidOperationException or OperationCanceledException)
        {
            Interlocked.Decrement(ref _kept);
            return false;
        }
    }

    /// <summary>
    /// Counted before it is kept: of many that come back at once more than the most would be kept otherwise, and what
    /// is kept here is missing in the pool until the end of the process.
    /// </summary>
    private bool MayKeep()
    {
        if (Interlocked.Increment(ref _kept) <= _most)
            return true;
        Interlocked.Decrement(ref _kept);
        return false;
    }

    /// <summary>
    /// A tenth of the pool, so that the requests themselves never wait for a connection because of it.
    /// </summary>
    private static int MostKept(DatabaseOptions database) =>
        database.Kind == DatabaseKind.Postgres
            ? Math.Clamp(new NpgsqlConnectionStringBuilder(database.Connection).MaxPoolSize / 10, 1, 8)
            : 8;

    private sealed class Question : IAsyncDisposable
    {
        private readonly KernelDb _db;
        private readonly DbCommand _command;
        private readonly Func<DbDataReader, int, DateTimeOffset> _time;
        private bool _planKept;

        private Question(KernelDb db)
        {
            _db = db;
            byte[] keyHash = [];
            _command = db
                .Sessions.Where(s => s.KeyHash == keyHash)
                .Join(db.Accounts.Where(a => !a.Disabled), s => s.AccountId, a => a.Id, (s, a) => new { s, a })
                .Select(x => new
                {
                    x.s.Id,
                    x.s.AccountId,
                    x.s.SeenAt,
                    x.s.ExpiresAt,
                    x.s.LatestAt,
                    x.a.DisplayName,
                    x.a.SecurityStamp,
                })
                .CreateDbCommand();
            var converter = db
                .Model.FindEntityType(typeof(Session))!
                .FindProperty(nameof(Session.SeenAt))!
                .GetTypeMapping()
                .Converter;
            _time = converter is null
                ? (row, i) => row.GetFieldValue<DateTimeOffset>(i)
                : (row, i) => (DateTimeOffset)converter.ConvertFromProvider(row.GetValue(i))!;
        }

        public static async Task<Question> Make(KernelDb db, CancellationToken cancel)
        {
            try
            {
#pragma warning disable RS0030 // Closed again below, before the context goes back.
                await db.Database.OpenConnectionAsync(cancel);
#pragma warning restore RS0030
                var question = new Question(db);
                await question._command.PrepareAsync(cancel);
                return question;
            }
            catch
            {
                await db.Database.CloseConnectionAsync();
                await db.DisposeAsync();
                throw;
            }
        }

        public async Task<FoundSession?> Ask(byte[] keyHash, CancellationToken cancel)
        {
            _command.Parameters[0].Value = keyHash;
            await using var row = await _command.ExecuteReaderAsync(cancel);
            if (!await row.ReadAsync(cancel))
                return null;
            string stamp = await row.IsDBNullAsync(6, cancel) ? "" : row.GetString(6);
            return new(
                row.GetInt64(0),
                row.GetInt64(1),
                _time(row, 2),
                _time(row, 3),
                _time(row, 4),
                row.GetString(5),
                stamp
            );
        }

        /// <summary>Whoever gets the connection next plans as all others do; one that was cut is thrown away.</summary>
        private async Task ForgetPlan()
        {
            try
            {
                await _db.Database.ExecuteSqlRawAsync("RESET plan_cache_mode", CancellationToken.None);
            }
            catch (Exception cut) when (cut is DbException or InvalidOperationException) { }
        }

        /// <summary>
        /// Our connections have each query planned for its values, which suits lists; planning this one takes longer
        /// than answering it. It has one plan, so a connection that is kept keeps it.
        /// </summary>
        public async Task KeepPlan(CancellationToken cancel)
        {
            if (_planKept || _db.IsSqlite)
                return;
            await _db.Database.ExecuteSqlRawAsync("SET plan_cache_mode = force_generic_plan", cancel);
            _planKept = true;
        }

        public async ValueTask DisposeAsync()
        {
            await _command.DisposeAsync();
            if (_planKept)
                await ForgetPlan();
            // Going back to the pool closes the connection and leaves it counted as opened by hand: whoever got the
            // context next would hold a connection all through a request.
            await _db.Database.CloseConnectionAsync();
            await _db.DisposeAsync();
        }
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
