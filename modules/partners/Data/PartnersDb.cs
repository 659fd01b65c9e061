using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Partners.Asks;
using Modular.Partners.Domain;
using Modular.Partners.Honours;

namespace Modular.Partners.Data;

internal abstract class PartnersDb(DbContextOptions options) : ModuleDb(options, PartnersModule.Name)
{
    public DbSet<Resource> Resources => Set<Resource>();
    public DbSet<Offer> Offers => Set<Offer>();
    public DbSet<Invite> Invites => Set<Invite>();
    public DbSet<UnitAsk> Asks => Set<UnitAsk>();
    public DbSet<Honour> Honours => Set<Honour>();
    public DbSet<Evidence> Evidence => Set<Evidence>();
    public DbSet<MeetingItem> MeetingItems => Set<MeetingItem>();

    protected override void Shape(ModelBuilder model)
    {
        Resource.Shape(model);
        Offer.Shape(model);
        Invite.Shape(model);
        MeetingItem.Shape(model);
        UnitAsk.Shape(model);
        Honour.Shape(model);
        Modular.Partners.Honours.Evidence.Shape(model);
    }
}

internal sealed class PartnersDbSqlite(DbContextOptions<PartnersDbSqlite> options) : PartnersDb(options);

internal sealed class PartnersDbPostgres(DbContextOptions<PartnersDbPostgres> options) : PartnersDb(options);
