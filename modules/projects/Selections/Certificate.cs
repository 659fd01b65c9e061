using Modular.Kernel.Calendar;
using Modular.Kernel.Documents;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Domain;

namespace Modular.Projects.Selections;

/// <summary>The award certificate (奖状) of one project, to be printed and sealed.</summary>
internal sealed class Certificate(Words words, TimeProvider clock)
{
    public OfficialDocument Of(SelectionView view, long entry, UnitTree tree)
    {
        var selection = view.Selection;
        if (
            selection.State != SelectionState.Awarded
            || view.Standing.FirstOrDefault(e => e.Entry.Id == entry) is not { Entry.Award: { } award } won
        )
            throw new NotFound();
        return new OfficialDocument(words["selections.certificate"])
            .Landscape()
            .Text(words["selections.certificate.to", tree.Trail(won.Project.UnitId)])
            .Text(words["selections.certificate.text", won.Project.Title, selection.Name, award])
            .Text(words["selections.certificate.honour"])
            .Signed(tree.Name(selection.UnitId), Months.Day(selection.AwardedOn ?? clock.Today()));
    }
}
