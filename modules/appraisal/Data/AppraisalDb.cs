using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Data;

namespace Modular.Appraisal.Data;

internal abstract class AppraisalDb(DbContextOptions options) : ModuleDb(options, AppraisalModule.Name)
{
    public DbSet<Round> Rounds => Set<Round>();
    public DbSet<Criterion> Criteria => Set<Criterion>();
    public DbSet<Subject> Subjects => Set<Subject>();
    public DbSet<PanelMember> Panel => Set<PanelMember>();
    public DbSet<Abstention> Abstentions => Set<Abstention>();
    public DbSet<Score> Scores => Set<Score>();
    public DbSet<RoundResult> Results => Set<RoundResult>();

    protected override void Shape(ModelBuilder model)
    {
        Round.Shape(model);
        Criterion.Shape(model);
        Subject.Shape(model);
        PanelMember.Shape(model);
        Abstention.Shape(model);
        Score.Shape(model);
        RoundResult.Shape(model);
    }
}

internal sealed class AppraisalDbSqlite(DbContextOptions<AppraisalDbSqlite> options) : AppraisalDb(options);

internal sealed class AppraisalDbPostgres(DbContextOptions<AppraisalDbPostgres> options) : AppraisalDb(options);
