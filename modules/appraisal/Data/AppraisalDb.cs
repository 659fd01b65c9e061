using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Ballots;
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
    public DbSet<BallotBox> Boxes => Set<BallotBox>();
    public DbSet<SignUp> SignUps => Set<SignUp>();
    public DbSet<RollEntry> Roll => Set<RollEntry>();
    public DbSet<SealedBallot> SealedBallots => Set<SealedBallot>();
    public DbSet<Ballot> Ballots => Set<Ballot>();
    public DbSet<BallotComment> Comments => Set<BallotComment>();
    public DbSet<BallotReceipt> Receipts => Set<BallotReceipt>();

    protected override void Shape(ModelBuilder model)
    {
        Round.Shape(model);
        Criterion.Shape(model);
        Subject.Shape(model);
        PanelMember.Shape(model);
        Abstention.Shape(model);
        Score.Shape(model);
        RoundResult.Shape(model);
        BallotBox.Shape(model);
        SignUp.Shape(model);
        RollEntry.Shape(model);
        SealedBallot.Shape(model);
        Ballot.Shape(model);
        BallotComment.Shape(model);
        BallotReceipt.Shape(model);
    }
}

internal sealed class AppraisalDbSqlite(DbContextOptions<AppraisalDbSqlite> options) : AppraisalDb(options);

internal sealed class AppraisalDbPostgres(DbContextOptions<AppraisalDbPostgres> options) : AppraisalDb(options);
