using System.Data;
using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Modular.Kernel.Data;

/// <summary>
/// Writes many rows fast inside the current transaction, past the change tracker: COPY on PostgreSQL, one prepared
/// statement on SQLite. Nothing is read back, so keys must be set.
/// </summary>
public static class Rows
{
    /// <summary>Inserts mapped entities; versions, facts and audit are the caller's business.</summary>
    public static Task Insert<T>(ModuleDb db, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class
    {
        var entity =
            db.Model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"{typeof(T).Name} is not mapped.");
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
        var properties = entity.GetProperties().ToList();
        var columns = properties.ConvertAll(p => p.GetColumnName(table)!);
        var getters = properties.ConvertAll(p => (p.GetGetter(), p.GetTypeMapping().Converter));
        return Insert(
            db,
            Name(entity.GetSchema(), table.Name),
            columns,
            rows.Select(row =>
            {
                var cells = new object?[getters.Count];
                for (int i = 0; i < cells.Length; i++)
                {
                    var (getter, converter) = getters[i];
                    object? value = getter.GetClrValue(row);
                    cells[i] = value is not null && converter is not null ? converter.ConvertToProvider(value) : value;
                }

                return cells;
            }),
            rows.Count,
            cancel
        );
    }

    /// <summary>Inserts raw cells, already in the provider's types.</summary>
    public static async Task Insert(
        ModuleDb db,
        string table,
        IReadOnlyList<string> columns,
        IEnumerable<object?[]> rows,
        int count,
        CancellationToken cancel
    )
    {
        var connection = db.Database.GetDbConnection();
        var transaction = Whole(db);
        if (connection is NpgsqlConnection postgres && count > 8)
        {
            await using var copy = await postgres.BeginBinaryImportAsync(
                $"COPY {table} ({string.Join(',', columns.Select(Quoted))}) FROM STDIN (FORMAT BINARY)",
                cancel
            );
            foreach (object?[] row in rows)
            {
                await copy.StartRowAsync(cancel);
                foreach (object? cell in row)
                    if (cell is null)
                        await copy.WriteNullAsync(cancel);
                    else
                        await copy.WriteAsync(cell, cancel);
            }

            await copy.CompleteAsync(cancel);
            return;
        }

        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Statement(table, columns);
        foreach (string column in columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@{column}";
            command.Parameters.Add(parameter);
        }

        foreach (object?[] row in rows)
        {
            for (int i = 0; i < row.Length; i++)
                Set(command.Parameters[i], row[i]);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>
    /// After many rows came in: the planner should know what they look like, not find out some minutes later.
    /// </summary>
    public static async Task RefreshStatistics(ModuleDb db, CancellationToken cancel, params string[] tables)
    {
        foreach (string table in tables)
        {
            string name = db.IsSqlite ? $"{db.Module}_{table}" : $"{db.Module}.{table}";
            await db.Database.ExecuteSqlRawAsync($"ANALYZE {name}", cancel);
        }
    }

    public static string Name(string? schema, string table) => schema is null ? table : $"{schema}.{table}";

    /// <summary>
    /// A command in the context's transaction, for the few statements EF cannot say. Outside of one the connection
    /// would have to be opened by hand, and who does so keeps it from everybody else until the request ends.
    /// </summary>
    /// <exception cref="ConnectionLost">The transaction's connection was cut: nothing of it is stored.</exception>
    public static DbCommand Command(ModuleDb db, string sql, params (string Name, object? Value)[] parameters)
    {
        var transaction = Whole(db);
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>The transaction, if its connection still stands.</summary>
    /// <exception cref="ConnectionLost">It was cut: nothing of the transaction is stored.</exception>
    private static DbTransaction Whole(ModuleDb db)
    {
        if (db.Database.CurrentTransaction is not { } current)
            throw new InvalidOperationException("Rows are written inside a transaction.");
        var transaction = current.GetTransaction();
        if (db.Database.GetDbConnection().State != ConnectionState.Open || transaction.Connection is null)
            throw new ConnectionLost();
        return transaction;
    }

    private static void Set(DbParameter parameter, object? value)
    {
        parameter.ResetDbType();
        parameter.Value = value ?? DBNull.Value;
    }

    private static string Statement(string table, IReadOnlyList<string> columns) =>
        new StringBuilder("INSERT INTO ")
            .Append(table)
            .Append(" (")
            .AppendJoin(',', columns.Select(Quoted))
            .Append(") VALUES (")
            .AppendJoin(',', columns.Select(c => "@" + c))
            .Append(')')
            .ToString();

    /// <summary>A column may be named like a word of SQL.</summary>
    private static string Quoted(string column) => $"\"{column}\"";

    private static DbTransaction GetTransaction(
        this Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction
    ) => Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(transaction);
}
