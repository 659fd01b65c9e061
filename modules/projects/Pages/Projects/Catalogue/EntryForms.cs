using Modular.Projects.Catalogue;

namespace Modular.Projects.Pages.Projects;

internal static class EntryForms
{
    /// <summary>
    /// A project begun from an entry: its text and usual figures; what is the case here is measured here.
    /// </summary>
    public static void Fill(this ProjectForm form, EntryText text)
    {
        (form.Title, form.Aims, form.Beneficiaries, form.Plan) = (text.Title, text.Aims, text.Beneficiaries, text.Plan);
        form.Targets =
        [
            .. text.Targets.Select(t => new TargetForm
            {
                Name = t.Name,
                Kind = t.Kind,
                Start = null,
                Goal = t.Goal,
                Unit = t.Unit,
                Source = t.Source,
            }),
        ];
        form.Lines =
        [
            .. text.Funds.Select(f => new FundForm
            {
                Source = f.Source,
                Purpose = f.Purpose,
                Yuan = f.Cents / 100m,
            }),
        ];
    }
}
