using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Modular.Host.Entrance;
using Modular.Kernel.Access;
using Modular.Kernel.Access.Second;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages;

/// <summary>One's own account: password, and where one is signed in.</summary>
[SignedIn]
internal sealed class AccountModel(
    KeepAccounts accounts,
    SignInManager<Account> signIn,
    OwnPassword own,
    SecondFactors second,
    SignInRuleBook rules,
    KernelDb db,
    ActingScope me,
    TimeProvider clock
) : StaffPage
{
    public sealed class Form
    {
        [Required, StringLength(128)]
        public string Current { get; set; } = "";

        [Required, StringLength(128, MinimumLength = 8, ErrorMessage = "account.password-short")]
        public string Password { get; set; } = "";
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public bool MustChange { get; private set; }

    /// <summary>The password is too old for the rules of the district.</summary>
    public bool Expired { get; private set; }

    public SecondState Second { get; private set; } = new(false, [], 0);

    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    public long ThisSession =>
        long.TryParse(User.FindFirstValue(Kernel.Access.Sessions.IdClaim), CultureInfo.InvariantCulture, out long id)
            ? id
            : 0;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost()
    {
        bool changed = false;
        var answer = await Do(
            async () =>
            {
                await own.Guarded(
                    "Current",
                    () => accounts.ChangeOwnPassword(Input.Current, Input.Password, Cancel),
                    Cancel
                );
                changed = true;
            },
            () =>
            {
                Say("account.password-changed");
                return Redirect("/sign-in");
            }
        );
        if (changed)
            await signIn.SignOutAsync();
        return answer;
    }

    public async Task<IActionResult> OnPostEnd(long id)
    {
        await Kernel.Access.Sessions.EndOwn(db, id, Cancel);
        Say("account.session.ended");
        return Redirect("/account");
    }

    protected override async Task Load()
    {
        long id = me.Current.AccountId ?? 0;
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == id, Cancel);
        MustChange = account.MustChangePassword;
        Expired = (await rules.Read(Cancel)).PasswordExpired(
            account.PasswordChangedAt ?? account.CreatedAt,
            clock.GetUtcNow()
        );
        Second = await second.State(id, Cancel);
        Sessions = await Kernel.Access.Sessions.Own(db, Cancel);
    }
}
