using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Modular.Contracts;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Data;

/// <summary>
/// The one way a module reaches its tables. On top of EF Core it gives: the module's own schema (PostgreSQL) or table
/// prefix (SQLite); the scope filter; versions for optimistic concurrency; and one transaction that holds the rows,
/// the facts told and the audit entries recorded, so that none of them exists without the others.
/// </summary>
public abstract class ModuleDb(DbContextOptions options, string module) : DbContext(options)
{
    /// <summary>
    /// A page that must look beyond the account's scope says so: <c>IgnoreQueryFilters([ModuleDb.ScopeFilter])</c>.
    /// </summary>
    public const string ScopeFilter = "scope";

    private readonly List<AuditDraft> _audit = [];
    private readonly List<long> _asked = [];

    public string Module { get; } = module;

    public bool IsSqlite => Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal);

    /// <summary>Who acts; set when the context is handed out.</summary>
    public ActingScope? Scope { get; set; }

    public Acting Acting => Scope?.Current ?? Acting.Nobody;

    /// <summary>Prefix of the paths this context may see; null sees nothing.</summary>
    public virtual string? ScopePath => Acting.ScopePath;

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>
    /// The scope is the whole district. Said apart from the path, so that the database need not compare every row's
    /// path with a prefix all of them have, and can walk the newest rows by their key.
    /// </summary>
    public bool ScopeAll => ScopePath is { } path && path.AsSpan().Count('/') <= 2;

    /// <summary>First path after all that begin with <see cref="ScopePath"/>.</summary>
    public string? ScopeEnd => ScopePath is { } path ? EndOf(path) : null;

    /// <summary>
    /// The end of the span of paths below <paramref name="path"/>: a span, unlike a prefix, is looked up in the index
    /// by both databases.
    /// </summary>
    public static string EndOf(string path) => path.Length == 0 ? "" : path[..^1] + (char)(path[^1] + 1);

    internal DbSet<OutboxFact> Outbox => Set<OutboxFact>();

    internal DbSet<InboxMark> Inbox => Set<InboxMark>();

    /// <summary>Tells the other modules, once the change is saved.</summary>
    public void Tell(IFact fact) => Outbox.Add(OutboxFact.From(fact, Clock.GetUtcNow()));

    /// <summary>
    /// Tells people, once the change is saved: those who hold a permission at a unit, or one account.
    /// </summary>
    /// <param name="kind">
    /// Text key <c>notice.{kind}</c> with the arguments; by it people choose how they are told.
    /// </param>
    public void Notify(string kind, int unitId, string permission, string href, params object[] arguments) =>
        Wish(kind, unitId, permission, null, href, arguments);

    public void NotifyPerson(string kind, long accountId, string href, params object[] arguments) =>
        Wish(kind, 0, null, accountId, href, arguments);

    /// <summary>Tells somebody without an account, by mail only.</summary>
    /// <param name="sealedAddress">
    /// Sealed by <see cref="Secrets.PersonalData"/>; stays sealed until it is written to.
    /// </param>
    public void NotifyAddress(string kind, string sealedAddress, string href, params object[] arguments) =>
        Wish(kind, 0, null, null, href, arguments, sealedAddress);

    private void Wish(
        string kind,
        int unitId,
        string? permission,
        long? account,
        string href,
        object[] arguments,
        string? address = null
    ) =>
        Set<Data.NoticeWish>()
            .Add(
                new()
                {
                    Id = Ids.Next(Clock),
                    Kind = kind,
                    UnitId = unitId,
                    Permission = permission,
                    AccountId = account,
                    Address = address,
                    Href = href,
                    At = Clock.GetUtcNow(),
                    Arguments = System.Text.Json.JsonSerializer.Serialize(arguments),
                }
            );

    /// <summary>
    /// Long work that is there exactly if what is saved next is. <see cref="JobQueue"/> makes the row.
    /// </summary>
    internal void Ask(Job job)
    {
        Set<Job>().Add(job);
        TellJob(job.Id);
    }

    /// <summary>The engine is told of this job once what is saved next is committed.</summary>
    internal void TellJob(long id) => _asked.Add(id);

    /// <summary>Jobs that the transaction which has just ended brought, once.</summary>
    internal IReadOnlyList<long> TakeAsked()
    {
        if (_asked.Count == 0)
            return [];
        long[] ids = [.. _asked];
        _asked.Clear();
        return ids;
    }

    /// <summary>
    /// Records what is about to be saved. <paramref name="before"/> and <paramref name="after"/> become JSON; leave out
    /// secrets and mask personal data. If the entry cannot be written the change is not saved either.
    /// </summary>
    /// <param name="by">
    /// Who did it, where that is not who holds this context: several people's requests may share a transaction.
    /// </param>
    public void Record(string action, string subject, object? before = null, object? after = null, Acting? by = null) =>
        _audit.Add(AuditDraft.Of(action, subject, before, after, by ?? Acting, Clock.GetUtcNow()));

    public override async Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess,
        CancellationToken cancellationToken = default
    )
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>())
            if (entry.State is EntityState.Modified)
                entry.Entity.Version++;
        if (_audit.Count == 0 && !ChangeTracker.HasChanges())
            return 0;
        try
        {
            if (Database.CurrentTransaction is not null)
                return await SaveWithAudit(acceptAllChangesOnSuccess, cancellationToken);
            using var turn = await WriteTurn.Wait(this, cancellationToken);
            await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
            int rows = await SaveWithAudit(acceptAllChangesOnSuccess, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return rows;
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBroken("rule.changed-meanwhile");
        }
    }

    /// <summary>
    /// Lets go of what was to be saved and of what was to be recorded with it, after a refusal in the middle of several
    /// pieces of work.
    /// </summary>
    public void Discard()
    {
        ChangeTracker.Clear();
        _audit.Clear();
        _asked.Clear();
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save asynchronously: the audit chain is appended in the same transaction.");

    protected int SaveWithoutAudit(bool accept) => base.SaveChanges(accept);

    /// <summary>
    /// Runs several saves as one transaction. On SQLite writers take turns inside the process instead of polling a busy
    /// file.
    /// </summary>
    public async Task<T> InTransaction<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        if (Database.CurrentTransaction is not null)
            return await work();
        using var turn = await WriteTurn.Wait(this, cancel);
        await using var transaction = await Database.BeginTransactionAsync(cancel);
        var result = await work();
        await transaction.CommitAsync(cancel);
        return result;
    }

    public Task InTransaction(Func<Task> work, CancellationToken cancel) =>
        InTransaction(
            async () =>
            {
                await work();
                return 0;
            },
            cancel
        );

    private async Task<int> SaveWithAudit(bool accept, CancellationToken cancel)
    {
        int rows = await base.SaveChangesAsync(accept, cancel);
        if (_audit.Count > 0)
            await AuditChain.Append(this, _audit, cancel);
        _audit.Clear();
        return rows;
    }

    /// <summary>Back in the pool nothing of the last request may remain.</summary>
    public override async ValueTask DisposeAsync()
    {
        Forget();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public override void Dispose()
    {
        Forget();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Forget()
    {
        _audit.Clear();
        _asked.Clear();
        Scope = null;
    }

    protected abstract void Shape(ModelBuilder model);

    /// <summary>
    /// After the scope filter stands: a module may let somebody see single rows beyond the scope, by setting the filter
    /// of that name again.
    /// </summary>
    protected virtual void Refine(ModelBuilder model) { }

    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Shape(modelBuilder);
        OutboxFact.Shape(modelBuilder);
        InboxMark.Shape(modelBuilder);
        NumberCounter.Shape(modelBuilder);
        Data.NoticeWish.Shape(modelBuilder);
        Job.Shape(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().ToList())
        {
            bool shared = entity.ClrType.Assembly == typeof(ModuleDb).Assembly && Module != KernelDb.Name;
            Naming.Apply(entity, shared ? KernelDb.Name : Module, IsSqlite);
            if (shared)
                entity.SetIsTableExcludedFromMigrations(true);
            if (typeof(IScoped).IsAssignableFrom(entity.ClrType))
                AddScopeFilter(modelBuilder, entity);
            if (typeof(IVersioned).IsAssignableFrom(entity.ClrType))
                modelBuilder.Entity(entity.ClrType).Property(nameof(IVersioned.Version)).IsConcurrencyToken();
            foreach (var property in entity.GetProperties())
                Convert(property);
        }

        Refine(modelBuilder);
    }

    private void Convert(IMutableProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (type.IsEnum && property.GetValueConverter() is null)
        {
            property.SetProviderClrType(typeof(string));
            property.SetMaxLength(24);
        }

        if (type == typeof(DateTimeOffset) && IsSqlite)
            property.SetValueConverter(
                new ValueConverter<DateTimeOffset, long>(
                    instant => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10,
                    stored => DateTimeOffset.UnixEpoch.AddTicks(stored * 10)
                )
            );
        if (type == typeof(string) && property.Name.EndsWith("Path", StringComparison.Ordinal))
            property.SetCollation(IsSqlite ? "BINARY" : "C");
    }

    private void AddScopeFilter(ModelBuilder model, IMutableEntityType entity)
    {
        // row => this.ScopeAll || (this.ScopePath != null && row.UnitPath >= this.ScopePath && row.UnitPath <
        // this.ScopeEnd) and for what may be handed over the same of row.HandlerPath.
        var row = Expression.Parameter(entity.ClrType, "row");
        var context = Expression.Constant(this, typeof(ModuleDb));
        var scope = Expression.Property(context, nameof(ScopePath));
        var compare = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;
        Expression Within(string property)
        {
            var path = Expression.Property(row, property);
            return Expression.AndAlso(
                Expression.GreaterThanOrEqual(Expression.Call(compare, path, scope), Expression.Constant(0)),
                Expression.LessThan(
                    Expression.Call(compare, path, Expression.Property(context, nameof(ScopeEnd))),
                    Expression.Constant(0)
                )
            );
        }

        var within = Within(nameof(IScoped.UnitPath));
        if (typeof(IHandedOver).IsAssignableFrom(entity.ClrType))
            within = Expression.OrElse(within, Within(nameof(IHandedOver.HandlerPath)));
        var seen = Expression.OrElse(
            Expression.Property(context, nameof(ScopeAll)),
            Expression.AndAlso(Expression.NotEqual(scope, Expression.Constant(null, typeof(string))), within)
        );
        model.Entity(entity.ClrType).HasQueryFilter(ScopeFilter, Expression.Lambda(seen, row));
    }
}
