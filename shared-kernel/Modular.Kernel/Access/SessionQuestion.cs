using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Store;

namespace Modular.Kernel.Access;

/// <summary>
/// The question about sessions, written once and kept prepared on an open connection: composing and planning it again
/// would cost more than all else a small page does. For one caller at a time.
/// </summary>
internal sealed class SessionQuestion : IAsyncDisposable
{
    /// <summary>Seconds; a connection that died without a word must not hold up every request for longer.</summary>
    private const int Patience = 5;

    private readonly KernelDb _db;
    private readonly DbCommand _command;
    private readonly Func<DbDataReader, int, DateTimeOffset> _time;
    private bool _planKept;

    private SessionQuestion(KernelDb db)
    {
        _db = db;
        _command = Command(db);
        _command.CommandTimeout = Patience;
        var converter = db
            .Model.FindEntityType(typeof(Session))!
            .FindProperty(nameof(Session.SeenAt))!
            .GetTypeMapping()
            .Converter;
        _time = converter is null
            ? (row, i) => row.GetFieldValue<DateTimeOffset>(i)
            : (row, i) => (DateTimeOffset)converter.ConvertFromProvider(row.GetValue(i))!;
    }

    public static async Task<SessionQuestion> Make(KernelDb db)
    {
        try
        {
#pragma warning disable RS0030 // Closed again below, before the context goes back.
            await db.Database.OpenConnectionAsync();
#pragma warning restore RS0030
            var question = new SessionQuestion(db);
            await question.KeepPlan();
            await question._command.PrepareAsync();
            return question;
        }
        catch
        {
            await db.Database.CloseConnectionAsync();
            await db.DisposeAsync();
            throw;
        }
    }

    /// <returns>As many as keys, in their order.</returns>
    public async Task<FoundSession?[]> Ask(List<byte[]> keys)
    {
        var found = new FoundSession?[keys.Count];
        if (!_db.IsSqlite)
            await Ask(keys.ToArray(), keys, found);
        else
            // Nothing travels: one after another costs as little as all together.
            foreach (byte[] key in keys)
                await Ask(key, keys, found);
        return found;
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

    private static DbCommand Command(KernelDb db)
    {
        byte[][] several = [];
        byte[] one = [];
        var asked = db.IsSqlite
            ? db.Sessions.Where(s => s.KeyHash == one)
            : db.Sessions.Where(s => several.Contains(s.KeyHash));
        return asked
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
                x.s.KeyHash,
            })
            .CreateDbCommand();
    }

    private async Task Ask(object asked, List<byte[]> keys, FoundSession?[] found)
    {
        _command.Parameters[0].Value = asked;
        await using var row = await _command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            byte[] key = row.GetFieldValue<byte[]>(7);
            var session = Read(row);
            // One browser asks for several things at once.
            for (int i = 0; i < found.Length; i++)
                if (keys[i].AsSpan().SequenceEqual(key))
                    found[i] = session;
        }
    }

    private FoundSession Read(DbDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetInt64(1),
            _time(row, 2),
            _time(row, 3),
            _time(row, 4),
            row.GetString(5),
            row.IsDBNull(6) ? "" : row.GetString(6)
        );

    /// <summary>
    /// Our connections have each query planned for its values, which suits lists; planning this one takes longer than
    /// answering it. It has one plan, so its connection keeps it.
    /// </summary>
    private async Task KeepPlan()
    {
        if (_db.IsSqlite)
            return;
        await _db.Database.ExecuteSqlRawAsync("SET plan_cache_mode = force_generic_plan");
        _planKept = true;
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
}
