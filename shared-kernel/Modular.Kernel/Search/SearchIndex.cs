using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Modular.Kernel.Data;
using Npgsql;

namespace Modular.Kernel.Search;

/// <summary>
/// A module's full-text index of one kind of row: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL, the same
/// tokens in both. Written in the row's own transaction.
/// </summary>
public sealed class SearchIndex(string module, string name)
{
    private string Sqlite => $"{module}_{name}";

    private string Postgres => $"{module}.{name}";

    /// <summary>For migrations: makes the tables of the engine at hand.</summary>
    public void Create(MigrationBuilder migration)
    {
        if (migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal))
            // No positions and no copy of the text: a third of the size, and words longer than two characters are
            // proved on the text itself.
            migration.Sql(
                $"CREATE VIRTUAL TABLE {Sqlite} USING fts5(tokens, content='', contentless_delete=0, detail=none, tokenize=\"unicode61 remove_diacritics 0\")".Replace(
                    ", contentless_delete=0",
                    "",
                    StringComparison.Ordinal
                )
            );
        else
        {
            migration.Sql(
                $"CREATE TABLE {Postgres} (id bigint NOT NULL, tokens tsvector NOT NULL, CONSTRAINT pk_{module}_{name} PRIMARY KEY (id))"
            );
            // Three times quicker to pack than the default; a server built without it keeps the default.
            migration.Sql(
                $"DO $$ BEGIN ALTER TABLE {Postgres} ALTER COLUMN tokens SET COMPRESSION lz4; EXCEPTION WHEN OTHERS THEN NULL; END $$"
            );
            migration.Sql($"CREATE INDEX ix_{module}_{name}_tokens ON {Postgres} USING gin (tokens)");
        }
    }

    /// <summary>Adds rows that are not in the index yet.</summary>
    public async Task Add(ModuleDb db, IReadOnlyList<(long Id, HashSet<string> Tokens)> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
            return;
        if (db.IsSqlite)
        {
            await Rows.Insert(
                db,
                Sqlite,
                ["rowid", "tokens"],
                rows.Select(r => new object?[] { r.Id, string.Join(' ', r.Tokens) }),
                rows.Count,
                cancel
            );
            return;
        }

        await using var command = Rows.Command(
            db,
            $"INSERT INTO {Postgres} (id, tokens) SELECT id, array_to_tsvector(string_to_array(tokens, ' ')) FROM unnest(@ids, @tokens) AS t(id, tokens)"
        );
        command.Parameters.Add(new NpgsqlParameter<long[]>("ids", [.. rows.Select(r => r.Id)]));
        command.Parameters.Add(
            new NpgsqlParameter<string[]>("tokens", [.. rows.Select(r => string.Join(' ', r.Tokens))])
        );
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>
    /// Before many rows in one transaction: PostgreSQL keeps new entries in a list beside the tree and merges it when
    /// it is full. Here the list may grow, and <see cref="Merge"/> works it off from another connection, on another
    /// processor. Ends with the transaction.
    /// </summary>
    public static async Task ManyComing(ModuleDb db, CancellationToken cancel)
    {
        if (db.IsSqlite)
            return;
        await using var command = Rows.Command(
            db,
            "SET LOCAL gin_pending_list_limit = '256MB'; SET LOCAL work_mem = '64MB'"
        );
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>
    /// Merges what waits in the list into the tree, so that searches need not walk it. Meant for a context of its own
    /// beside the writer's.
    /// </summary>
    public async Task Merge(ModuleDb db, CancellationToken cancel)
    {
        if (db.IsSqlite)
            return;
        string index = $"{module}.ix_{module}_{name}_tokens";
        await db.Database.ExecuteSqlRawAsync(
            $"SET maintenance_work_mem = '128MB'; SELECT gin_clean_pending_list('{index}'); RESET maintenance_work_mem",
            cancel
        );
    }

    /// <summary>
    /// Puts a changed row in place of what was indexed before; the old tokens are needed to take it out again.
    /// </summary>
    public async Task Replace(
        ModuleDb db,
        long id,
        HashSet<string> before,
        HashSet<string> after,
        CancellationToken cancel
    )
    {
        if (before.SetEquals(after))
            return;
        await using var command = db.IsSqlite
            ? Rows.Command(
                db,
                $"INSERT INTO {Sqlite} ({Sqlite}, rowid, tokens) VALUES ('delete', @id, @tokens)",
                ("@id", id),
                ("@tokens", string.Join(' ', before))
            )
            : Rows.Command(db, $"DELETE FROM {Postgres} WHERE id = @id", ("id", id));
        await command.ExecuteNonQueryAsync(cancel);
        await Add(db, [(id, after)], cancel);
    }

    /// <summary>Ids of rows that hold every word; null when the query has no words. Compose it as a subquery.</summary>
    /// <param name="few">
    /// The caller knows that at most some thousand rows match: PostgreSQL then takes them from the index first instead
    /// of walking rows from the newest and unpacking each one's tokens, which its estimates take for free.
    /// </param>
    public IQueryable<long>? Match(ModuleDb db, string query, bool few = false)
    {
        var words = Bigrams.Query(query);
        if (words.Count == 0)
            return null;
        return db.IsSqlite
            ? db.Database.SqlQueryRaw<long>(
                $"SELECT rowid AS \"Value\" FROM {Sqlite} WHERE {Sqlite} MATCH {{0}}",
                string.Join(' ', words.Select(w => $"\"{w.Token}\"{(w.Prefix ? "*" : "")}"))
            )
            : db.Database.SqlQueryRaw<long>(
                $"SELECT id AS \"Value\" FROM {Postgres} WHERE tokens @@ CAST({{0}} AS tsquery){(few ? " OFFSET 0" : "")}",
                string.Join(" & ", words.Select(w => $"'{w.Token}'{(w.Prefix ? ":*" : "")}"))
            );
    }
}
