using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access.Second;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin;

/// <summary>
/// What the district asks of those who sign in: a second factor by role, and the profile of classified protection.
/// </summary>
[NeedsPermission(KernelPermissions.SignIn)]
internal sealed class SignInRulesModel(SignInRuleBook book, KernelDb db) : StaffPage
{
    public sealed class Form
    {
        public List<Role> SecondFor { get; set; } = [];
        public bool Classified { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>How many people hold each role, and how many of them have a second factor already.</summary>
    public IReadOnlyList<(Role Role, int People, int Ready)> Roles { get; private set; } = [];

    public async Task OnGet()
    {
        var rules = await book.Read(Cancel);
        Input = new() { SecondFor = [.. rules.SecondFor], Classified = rules.Classified };
        await Load();
    }

    public Task<IActionResult> OnPost() =>
        Do(
            () =>
                book.Write(
                    db,
                    new([.. Input.SecondFor.Where(Enum.IsDefined).Distinct().Order()], Input.Classified),
                    Cancel
                ),
            () =>
            {
                Say("sign-in.rules.said");
                return Redirect("/admin/sign-in");
            }
        );

    protected override async Task Load()
    {
        var held = await db
            .AccountRoles.Join(db.Accounts.Where(a => !a.Disabled), r => r.AccountId, a => a.Id, (r, a) => r)
            .Select(r => new { r.Role, r.AccountId })
            .Distinct()
            .ToListAsync(Cancel);
        var ready = await SecondFactors.Holders(db).ToHashSetAsync(Cancel);
        Roles =
        [
            .. Enum.GetValues<Role>()
                .Select(role =>
                {
                    var people = held.Where(h => h.Role == role).Select(h => h.AccountId).ToList();
                    return (role, people.Count, people.Count(ready.Contains));
                }),
        ];
    }
}
