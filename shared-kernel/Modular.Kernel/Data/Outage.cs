using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Modular.Kernel.Data;

/// <summary>
/// Tells faults that pass by themselves (a busy or full or unreachable database) from mistakes. Doors answer them with
/// 503 and Retry-After.
/// </summary>
public static class Outage
{
    public static bool Is(Exception? problem)
    {
        for (; problem is not null; problem = problem.InnerException)
            switch (problem)
            {
                case DatabaseBusy
                or ConnectionLost
                or SqliteException { SqliteErrorCode: 5 or 6 or 10 or 13 }
                or SocketException
                or TimeoutException:
                case NpgsqlException { IsTransient: true }
                or PostgresException { SqlState: "57P01" or "57P02" or "57P03" or "53100" or "53200" or "53300" }:
                    return true;
                case NpgsqlException { InnerException: IOException }:
                    return true;
            }

        return false;
    }
}

/// <summary>
/// The connection was cut inside a transaction, of which nothing is stored; trying again does it once.
/// </summary>
public sealed class ConnectionLost() : Exception("The connection to the database was lost.");
