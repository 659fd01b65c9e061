using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Appeals;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Ledger;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Results;
using Modular.Appraisal.Survey;
using Modular.Appraisal.TwoWay;
using Modular.Kernel.Data;

namespace Modular.Appraisal.Data;

internal abstract class AppraisalDb(DbContextOptions options) : ModuleDb(options, AppraisalModule.Name)
{
    public DbSet<Round> Rounds => Set<Round>();
    public DbSet<Criterion> Criteria => Set<Criterion>();
    public DbSet<Subject> Subjects => Set<Subject>();
    public DbSet<PanelMember> Panel => Set<PanelMember>();
    public DbSet<PanelDraw> PanelDraws => Set<PanelDraw>();
    public DbSet<PoolMember> Pool => Set<PoolMember>();
    public DbSet<Abstention> Abstentions => Set<Abstention>();
    public DbSet<Score> Scores => Set<Score>();
    public DbSet<RoundResult> Results => Set<RoundResult>();
    public DbSet<BallotBox> Boxes => Set<BallotBox>();
    public DbSet<SignUp> SignUps => Set<SignUp>();
    public DbSet<RollEntry> Roll => Set<RollEntry>();
    public DbSet<Eligible> Eligibles => Set<Eligible>();
    public DbSet<BallotHand> BallotHands => Set<BallotHand>();
    public DbSet<KeyHolder> KeyHolders => Set<KeyHolder>();
    public DbSet<PassedShare> PassedShares => Set<PassedShare>();
    public DbSet<SealedBallot> SealedBallots => Set<SealedBallot>();
    public DbSet<Ballot> Ballots => Set<Ballot>();
    public DbSet<BallotComment> Comments => Set<BallotComment>();
    public DbSet<BallotReceipt> Receipts => Set<BallotReceipt>();
    public DbSet<Assignment> Assignments => Set<Assignment>();
    public DbSet<Opinion> Opinions => Set<Opinion>();
    public DbSet<Exclusion> Exclusions => Set<Exclusion>();
    public DbSet<Appeal> Appeals => Set<Appeal>();
    public DbSet<SurveySheet> Surveys => Set<SurveySheet>();
    public DbSet<Question> Questions => Set<Question>();
    public DbSet<Reply> Replies => Set<Reply>();
    public DbSet<SealedReply> SealedReplies => Set<SealedReply>();
    public DbSet<SurveyAddress> SurveyAddresses => Set<SurveyAddress>();
    public DbSet<Ticket> Tickets => Set<Ticket>();
    public DbSet<Party> Parties => Set<Party>();
    public DbSet<PartyScore> PartyScores => Set<PartyScore>();
    public DbSet<PartyFact> PartyFacts => Set<PartyFact>();
    public DbSet<Visit> Visits => Set<Visit>();
    public DbSet<VisitPhoto> VisitPhotos => Set<VisitPhoto>();
    public DbSet<PointEvent> PointEvents => Set<PointEvent>();
    public DbSet<Part> Parts => Set<Part>();

    protected override void Shape(ModelBuilder model)
    {
        Round.Shape(model);
        Criterion.Shape(model);
        Subject.Shape(model);
        PanelMember.Shape(model);
        PanelDraw.Shape(model);
        PoolMember.Shape(model);
        Abstention.Shape(model);
        Score.Shape(model);
        RoundResult.Shape(model);
        BallotBox.Shape(model);
        SignUp.Shape(model);
        RollEntry.Shape(model);
        Eligible.Shape(model);
        BallotHand.Shape(model);
        KeyHolder.Shape(model);
        PassedShare.Shape(model);
        SealedBallot.Shape(model);
        Ballot.Shape(model);
        BallotComment.Shape(model);
        BallotReceipt.Shape(model);
        Assignment.Shape(model);
        Opinion.Shape(model);
        Exclusion.Shape(model);
        Appeal.Shape(model);
        SurveySheet.Shape(model);
        Question.Shape(model);
        Reply.Shape(model);
        SealedReply.Shape(model);
        SurveyAddress.Shape(model);
        Ticket.Shape(model);
        Party.Shape(model);
        PartyScore.Shape(model);
        PartyFact.Shape(model);
        Visit.Shape(model);
        VisitPhoto.Shape(model);
        PointEvent.Shape(model);
        Part.Shape(model);
    }
}

internal sealed class AppraisalDbSqlite(DbContextOptions<AppraisalDbSqlite> options) : AppraisalDb(options);

internal sealed class AppraisalDbPostgres(DbContextOptions<AppraisalDbPostgres> options) : AppraisalDb(options);
