using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Language.Issues;
using Modular.Needs.Domain;
using Modular.Needs.Handling;
using Modular.Needs.Intake;
using Modular.Needs.Issues;
using Modular.Needs.Suggestions;

namespace Modular.Needs.Pages.Needs;

/// <summary>A window clerk or community worker takes in a need by phone, at the window or on a visit.</summary>
[NeedsPermission(NeedsModule.Register)]
internal sealed class NewModel(
    NeedDesk desk,
    PersonKeys keys,
    KeepCategories categories,
    FindAlike alike,
    KeepIssues issues,
    SuggestCategories suggest,
    UnitDirectory units,
    ActingScope me,
    TimeProvider clock
) : StaffPage
{
    public sealed class Form
    {
        [StringLength(Need.TitleLength)]
        public string? Title { get; set; }

        [Required(ErrorMessage = "needs.text-needed"), StringLength(Need.TextLength)]
        public string Text { get; set; } = "";
        public NeedChannel Channel { get; set; } = NeedChannel.Phone;
        public int UnitId { get; set; }

        [StringLength(120)]
        public string? Place { get; set; }
        public int? CategoryId { get; set; }
        public int? Suggested { get; set; }
        public Urgency Urgency { get; set; }
        public bool Major { get; set; }

        [StringLength(40)]
        public string? Name { get; set; }

        [StringLength(20), RegularExpression(@"[0-9+\- ()]{5,20}", ErrorMessage = "needs.phone-wrong")]
        public string? Phone { get; set; }

        [Required, StringLength(64)]
        public string Ticket { get; set; } = "";
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Categories { get; private set; } = [];

    public async Task OnGet()
    {
        Input.Ticket = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await Load();
    }

    public async Task<IActionResult> OnPost()
    {
        Receipt receipt = null!;
        return await Do(
            async () => receipt = await desk.Register(await Make(), Cancel),
            () =>
            {
                Say(
                    "needs.registered",
                    receipt.Number,
                    receipt.DueOn is { } due ? Kernel.Texts.Words.Date(due) : Words["needs.clock.unknown"]
                );
                TempData["code"] = receipt.Code;
                return Redirect($"/needs/{receipt.Number}");
            }
        );
    }

    /// <summary>Asked while the clerk types.</summary>
    public async Task<IActionResult> OnGetAlike(string? text)
    {
        var tree = await units.Tree(Cancel);
        var found = await alike.Find(Plain.Cut(text ?? "", 2000), null, null, 5, Cancel);
        var hot = await issues.Of([.. found.Select(a => a.Id)], Cancel);
        return new JsonResult(
            found.Select(a => new
            {
                href = $"/needs/{a.Number}",
                text = $"{a.Number} {a.Title}",
                note = string.Join(
                    " · ",
                    new[]
                    {
                        tree.Name(a.UnitId),
                        Kernel.Texts.Words.ShortDate(a.ReceivedOn),
                        Words.Of(a.State),
                        Place(a),
                        Hot(a),
                    }.Where(n => n.Length > 0)
                ),
            })
        );

        string Place(AlikeNeed a) =>
            a.Place switch
            {
                PlaceOfTwo.Same => Words["needs.alike.same-place"],
                PlaceOfTwo.Other => Words["needs.alike.other-place"],
                _ => "",
            };
        string Hot(AlikeNeed a) =>
            hot.GetValueOrDefault(a.Id) is { } issue ? Words["needs.alike.hot", issue.Name, issue.People] : "";
    }

    /// <summary>Likewise; suggestions to click on, nothing is set by them.</summary>
    public async Task<IActionResult> OnGetCategories(string? title, string? text)
    {
        var found = await suggest.Suggest(
            Plain.Cut(title ?? "", Need.TitleLength),
            Plain.Cut(text ?? "", 2000),
            me.Current.UnitId ?? 0,
            Cancel
        );
        return new JsonResult(
            new
            {
                note = found.Count == 0 || found[0].FromPast ? null : Words["needs.suggest.by-words"],
                chips = found
                    .Where(f => f.Percent >= WorthShowing)
                    .Select(f => new
                    {
                        id = f.CategoryId,
                        name = f.Name,
                        say = Words[$"needs.suggest.{f.Grade}"],
                        percent = $"{f.Percent}%",
                    }),
            }
        );
    }

    private const int WorthShowing = 2;

    private async Task<NewNeed> Make()
    {
        var unit = (await units.Tree(Cancel)).Find(Input.UnitId);
        if (unit is null || !unit.Path.StartsWith(me.Current.ScopePath ?? "-", StringComparison.Ordinal))
            throw new RuleBroken("needs.unit-needed") { Field = "UnitId" };
        string title = string.IsNullOrWhiteSpace(Input.Title) ? Input.Text.Split('\n')[0] : Input.Title;
        return new(
            Input.Title is null ? Kernel.Texts.Plain.Cut(title, 40) : title,
            Input.Text,
            unit.Id,
            unit.Path,
            Input.Channel,
            clock.GetUtcNow(),
            me.Current.Name,
            Input.CategoryId,
            Input.Place,
            Input.Name,
            Input.Phone,
            Input.Urgency,
            SourceRef: FormTicket.Reference(Input.Ticket),
            Code: keys.CodeOf(Input.Ticket),
            Major: Input.Major
        )
        {
            By = me.Current,
            Suggestion = await suggest.Given(
                Input.Title,
                Input.Text,
                unit.Id,
                Input.Suggested == Input.CategoryId ? Input.Suggested : null,
                Cancel
            ),
        };
    }

    protected override async Task Load()
    {
        var tree = await units.Tree(Cancel);
        Units = Choices.Units(
            tree,
            tree.Under(me.Current.ScopePath)
                .Where(u => u.Kind is UnitKind.Community or UnitKind.Grid or UnitKind.Town or UnitKind.District)
                .OrderBy(u => u.Kind == UnitKind.Community ? 0 : 1)
                .ThenBy(u => u.Path, StringComparer.Ordinal)
        );
        Categories = await categories.Choices(Words["needs.category.later"], Cancel);
    }
}
