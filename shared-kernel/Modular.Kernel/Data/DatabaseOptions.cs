using Microsoft.Extensions.Configuration;

namespace Modular.Kernel.Data;

/// <summary>
/// Which database, and where files lie. Read once at start from <c>Database:Kind</c>, <c>Database:Connection</c> and
/// <c>DataFolder</c>.
/// </summary>
public sealed record DatabaseOptions(DatabaseKind Kind, string Connection, string Folder)
{
    /// <exception cref="StartRefused">The configured kind is unknown or PostgreSQL lacks its connection.</exception>
    public static DatabaseOptions From(IConfiguration configuration)
    {
        string folder = Path.GetFullPath(configuration["DataFolder"] is { Length: > 0 } named ? named : ".data");
        string kind = configuration["Database:Kind"] ?? nameof(DatabaseKind.Sqlite);
        if (!Enum.TryParse<DatabaseKind>(kind, ignoreCase: true, out var parsed))
            throw new StartRefused("start.database-kind", kind);
        string? connection = configuration["Database:Connection"];
        if (parsed == DatabaseKind.Postgres)
        {
            if (string.IsNullOrWhiteSpace(connection))
                throw new StartRefused("start.database-connection");
            // Prepared statements are kept by the pool: the same few queries run all day. They are planned for their
            // values: a plan made for any scope and any word suits neither a grid nor a district, neither a rare word
            // nor a common one.
            if (!connection.Contains("Auto Prepare", StringComparison.OrdinalIgnoreCase))
                connection =
                    connection.TrimEnd(';') + ";Max Auto Prepare=200;Auto Prepare Min Usages=2;No Reset On Close=true";
            if (!connection.Contains("Options", StringComparison.OrdinalIgnoreCase))
                connection += ";Options=-c plan_cache_mode=force_custom_plan";
        }
        else
        {
            Directory.CreateDirectory(folder);
            connection = string.IsNullOrWhiteSpace(connection)
                ? $"Data Source={Path.Combine(folder, "modular.db")}"
                : connection;
            if (!connection.Contains("Foreign Keys", StringComparison.OrdinalIgnoreCase))
                connection += ";Foreign Keys=True;Default Timeout=20";
        }

        return new(parsed, connection, folder);
    }
}

public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

/// <summary>
/// The host cannot start as configured. The key names one clear sentence; the process ends with exit code 2.
/// </summary>
public sealed class StartRefused(string key, params object[] arguments) : Exception(key)
{
    public string Key { get; } = key;
    public object[] Arguments { get; } = arguments;
}
