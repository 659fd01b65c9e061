using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Handling;

/// <summary>
/// The unit above looks on: it instructs the handler, and what it said stands in the life line. It need not wait for an
/// escalation.
/// </summary>
internal sealed class SuperviseNeed(NeedsDb db, MoveNeed move)
{
    public async Task Instruct(string number, int version, string words, CancellationToken cancel)
    {
        var need = await move.Open(number, version, cancel);
        if (!NeedMoves.Open.Contains(need.State))
            throw new RuleBroken("needs.move-not-allowed");
        words = MoveNeed.Needed(words, "Reason", 1000);
        need.Version++;
        move.Note(need, "instructed", words, forRequester: false);
        db.Notify(
            "needs.instructed",
            need.HandlerUnitId ?? need.UnitId,
            NeedsModule.Handle,
            $"/needs/{need.Number}",
            need.Number,
            need.Title
        );
        db.Record("need.instructed", $"need:{need.Number}");
        await db.SaveChangesAsync(cancel);
    }
}
