using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Projects.Domain;
using Modular.Projects.Money;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Design)]
internal sealed class MoneyModel(
    ShowMoney read,
    SpendMoney spend,
    FundGates gates,
    ProjectFiles files,
    TimeProvider clock,
    ActingScope me
) : StaffPage
{
    public sealed class Form
    {
        public long LineId { get; set; }
        public long ToLineId { get; set; }
        public DateOnly? On { get; set; }

        [Range(
            typeof(decimal),
            "0",
            "100000000",
            ParseLimitsInInvariantCulture = true,
            ConvertValueInInvariantCulture = true,
            ErrorMessage = "projects.money-amount"
        )]
        public decimal? Yuan { get; set; }

        [StringLength(100)]
        public string? What { get; set; }

        [StringLength(80)]
        public string? Payee { get; set; }

        [StringLength(40)]
        public string? Voucher { get; set; }
        public List<IFormFile>? Files { get; set; }

        [StringLength(200)]
        public string? Reasons { get; set; }
        public DateOnly? AskedOn { get; set; }
        public OpinionWay Way { get; set; }
        public int? People { get; set; }

        [StringLength(1000)]
        public string? Said { get; set; }

        /// <summary>Another paper than the one of the same number in another project.</summary>
        public bool Another { get; set; }

        public long Cents() => SpendMoney.Cents(Yuan);
    }

    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty]
    public Form Input { get; set; } = new();
    public MoneyView View { get; private set; } = null!;
    public bool MayWrite => me.Current.May(ProjectsModule.Design);
    public bool Running => SpendMoney.Spending.Contains(View.Project.State);
    public bool Late => SpendMoney.Late(View.Project);

    public long Budget => View.Lines.Sum(l => l.Cents);
    public long Spent => View.Lines.Sum(l => l.Spent);

    /// <summary>Lines to spend from, with what is left of each.</summary>
    public IReadOnlyList<SelectListItem> Lines =>
        [.. View.Lines.Select(l => Choices.Item($"{Words.Of(l.Source)} {l.Purpose} ({Left(l)})", l.Id))];

    /// <summary>It was refused since another project has a voucher of this number.</summary>
    public bool Twin => Input.Another || ModelState["Input.Another"]?.Errors.Count > 0;

    public async Task OnGet()
    {
        await Load();
        (Input.On, Input.AskedOn) = (clock.Today(), clock.Today());
    }

    public Task<IActionResult> OnPostSpend() =>
        Act(
            "projects.said.spent",
            () =>
                spend.Spend(
                    Number,
                    new(
                        Input.LineId,
                        Input.On ?? clock.Today(),
                        Input.Cents(),
                        Input.What ?? "",
                        Input.Payee ?? "",
                        Input.Voucher ?? "",
                        Input.Reasons,
                        Input.Another
                    ),
                    Input.Files,
                    Cancel
                )
        );

    public Task<IActionResult> OnPostStrike(long spending) =>
        Act("projects.said.spending-struck", () => spend.Strike(Number, spending, Input.Reasons ?? "", Cancel));

    public Task<IActionResult> OnPostShift() =>
        Act(
            "projects.said.shifted",
            () => spend.Shift(Number, Input.LineId, Input.ToLineId, Input.Cents(), Input.Reasons ?? "", Cancel)
        );

    public Task<IActionResult> OnPostAsk() =>
        Act(
            "projects.said.opinions",
            () =>
                gates.Ask(
                    Number,
                    Input.AskedOn ?? clock.Today(),
                    Input.Way,
                    Input.People ?? 0,
                    Input.Said ?? "",
                    Cancel
                )
        );

    public Task<IActionResult> OnPostStrikeOpinion(long opinion) =>
        Act("projects.said.opinion-struck", () => gates.Strike(Number, opinion, Input.Reasons ?? "", Cancel));

    public Task<IActionResult> OnGetFile(long id) => files.Serve(Number, id, Response, Cancel);

    private string Left(BudgetLine line) => Words["projects.money.left", Words.Money(line.Cents - line.Spent)];

    private Task<IActionResult> Act(string said, Func<Task> work) =>
        Do(work, said, $"/projects/{Number}/money", Number);

    protected override async Task Load() => View = await read.Of(Number, Cancel);
}
