using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Modular.Appraisal.Data;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Needs.Data;
using Modular.Partners.Data;
using Modular.Projects.Data;

// Run by dotnet-ef, never by people: it asks the factories below for contexts.
return 0;

internal sealed class KernelSqlite : Making<KernelDbSqlite>;

internal sealed class KernelPostgres : Making<KernelDbPostgres>;

internal sealed class NeedsSqlite : Making<NeedsDbSqlite>;

internal sealed class NeedsPostgres : Making<NeedsDbPostgres>;

internal sealed class ProjectsSqlite : Making<ProjectsDbSqlite>;

internal sealed class ProjectsPostgres : Making<ProjectsDbPostgres>;

internal sealed class PartnersSqlite : Making<PartnersDbSqlite>;

internal sealed class PartnersPostgres : Making<PartnersDbPostgres>;

internal sealed class AppraisalSqlite : Making<AppraisalDbSqlite>;

internal sealed class AppraisalPostgres : Making<AppraisalDbPostgres>;

internal abstract class Making<T> : IDesignTimeDbContextFactory<T>
    where T : ModuleDb
{
    public T CreateDbContext(string[] args)
    {
        var kind = typeof(T).Name.EndsWith("Sqlite", StringComparison.Ordinal)
            ? DatabaseKind.Sqlite
            : DatabaseKind.Postgres;
        var builder = new DbContextOptionsBuilder<T>();
        Contexts.Configure(
            builder,
            new(kind, kind == DatabaseKind.Sqlite ? "Data Source=:memory:" : "Host=127.0.0.1", "."),
            typeof(T).BaseType!
        );
        return (T)Activator.CreateInstance(typeof(T), builder.Options)!;
    }
}
