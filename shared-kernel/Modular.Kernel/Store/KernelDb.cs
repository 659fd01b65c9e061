using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Access.Second;
using Modular.Kernel.Api;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;
using Modular.Kernel.Notices;
using Modular.Kernel.Plugins;
using Modular.Kernel.Privacy;
using Modular.Kernel.Tables;
using Modular.Kernel.Units;

namespace Modular.Kernel.Store;

/// <summary>The kernel's own tables.</summary>
public abstract class KernelDb(DbContextOptions options) : ModuleDb(options, Name), IDataProtectionKeyContext
{
    public const string Name = "kernel";

    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<AccountRole> AccountRoles => Set<AccountRole>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<SignInTry> SignInTries => Set<SignInTry>();
    public DbSet<Authenticator> Authenticators => Set<Authenticator>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();
    public DbSet<IdentityUserPasskey<long>> Passkeys => Set<IdentityUserPasskey<long>>();
    public DbSet<IdentityUserLogin<long>> OutsideLogins => Set<IdentityUserLogin<long>>();
    public DbSet<KnownDevice> KnownDevices => Set<KnownDevice>();
    public DbSet<Unit> Units => Set<Unit>();
    public DbSet<UnitHistory> UnitHistories => Set<UnitHistory>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();
    public DbSet<CalendarYear> CalendarYears => Set<CalendarYear>();
    public DbSet<CalendarDay> CalendarDays => Set<CalendarDay>();
    public DbSet<Job> Jobs => Set<Job>();
    public DbSet<RecurringRun> RecurringRuns => Set<RecurringRun>();
    public DbSet<ModuleSwitch> ModuleSwitches => Set<ModuleSwitch>();
    public DbSet<PluginEntry> Plugins => Set<PluginEntry>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
    public DbSet<Setting> Settings => Set<Setting>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<NoticeChoice> NoticeChoices => Set<NoticeChoice>();
    public DbSet<QuietHours> QuietHours => Set<QuietHours>();
    public DbSet<Webhook> Webhooks => Set<Webhook>();
    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<ApiClient> ApiClients => Set<ApiClient>();
    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<UnitHours> UnitHours => Set<UnitHours>();
    public DbSet<RememberedMapping> RememberedMappings => Set<RememberedMapping>();
    public DbSet<PrivacyNotice> PrivacyNotices => Set<PrivacyNotice>();
    public DbSet<RetentionRun> RetentionRuns => Set<RetentionRun>();
    public DbSet<ErasureProof> ErasureProofs => Set<ErasureProof>();
    public DbSet<ImpactAssessment> ImpactAssessments => Set<ImpactAssessment>();

    /// <summary>
    /// The framework stores a new key of its ring synchronously, some four times a year. Nothing else may: it would go
    /// round the audit.
    /// </summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        ChangeTracker.Entries().All(e => e.Entity is DataProtectionKey)
            ? SaveWithoutAudit(acceptAllChangesOnSuccess)
            : base.SaveChanges(acceptAllChangesOnSuccess);

    internal IQueryable<OutboxFact> Facts => Set<OutboxFact>();

    protected override void Shape(ModelBuilder model)
    {
        Account.Shape(model);
        AccountRole.Shape(model);
        Session.Shape(model);
        SignInTry.Shape(model);
        KnownDevice.Shape(model);
        Authenticator.Shape(model);
        RecoveryCode.Shape(model);
        Unit.Shape(model);
        UnitHistory.Shape(model);
        AuditEntry.Shape(model);
        model.Entity<AuditHead>(e => e.Property(h => h.Id).ValueGeneratedNever());
        CalendarYear.Shape(model);
        CalendarDay.Shape(model);
        RecurringRun.Shape(model);
        ModuleSwitch.Shape(model);
        PluginEntry.Shape(model);
        PluginVerdict.Shape(model);
        Files.UploadDay.Shape(model);
        Operations.RateWindow.Shape(model);
        RememberedMapping.Shape(model);
        SavedView.Shape(model);
        ApiClient.Shape(model);
        Notice.Shape(model);
        NoticeChoice.Shape(model);
        Modular.Kernel.Notices.QuietHours.Shape(model);
        Webhook.Shape(model);
        Delivery.Shape(model);
        Modular.Kernel.Units.UnitHours.Shape(model);
        PrivacyNotice.Shape(model);
        RetentionRun.Shape(model);
        ErasureProof.Shape(model);
        ImpactAssessment.Shape(model);
        model.Entity<DataProtectionKey>(e => e.Property(k => k.Id).ValueGeneratedOnAdd());
        model.Entity<Setting>(e => e.HasKey(s => s.Key));
        model.Entity<IdentityUserClaim<long>>();
        model.Entity<IdentityUserLogin<long>>().HasKey(l => new { l.LoginProvider, l.ProviderKey });
        model.Entity<IdentityUserPasskey<long>>(e =>
        {
            e.HasKey(p => p.CredentialId);
            e.Property(p => p.CredentialId).HasMaxLength(1024);
            e.HasIndex(p => p.UserId);
            e.OwnsOne(p => p.Data).ToJson();
        });
        model
            .Entity<IdentityUserToken<long>>()
            .HasKey(t => new
            {
                t.UserId,
                t.LoginProvider,
                t.Name,
            });
    }
}

public sealed class KernelDbSqlite(DbContextOptions<KernelDbSqlite> options) : KernelDb(options);

public sealed class KernelDbPostgres(DbContextOptions<KernelDbPostgres> options) : KernelDb(options);

/// <summary>One remembered value of the whole site.</summary>
public sealed class Setting
{
    public required string Key { get; init; }
    public required string Value { get; set; }
}
