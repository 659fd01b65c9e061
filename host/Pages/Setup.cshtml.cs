using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Host.Pages;

/// <summary>Is this the very first start?</summary>
internal sealed class FirstSteps(KernelDb db, SetupCode code)
{
    public async Task<bool> NoAccounts(CancellationToken cancel)
    {
        if (!code.Used)
            code.Used = await db.Accounts.AnyAsync(cancel);
        return !code.Used;
    }
}

/// <summary>The district and its first administrator, both or neither.</summary>
[OpenToAll]
[EnableRateLimiting("sign-in")]
internal sealed class SetupModel(
    FirstSteps steps,
    SetupCode code,
    KeepAccounts accounts,
    KeepUnits units,
    KernelDb db,
    ActingScope me
) : StaffPage
{
    public sealed class Form
    {
        [Required, StringLength(20)]
        public string Code { get; set; } = "";

        [Required, StringLength(80)]
        public string District { get; set; } = "";

        [Required, StringLength(32)]
        public string DistrictCode { get; set; } = "";

        [Required, StringLength(64)]
        public string UserName { get; set; } = "admin";

        [Required, StringLength(64)]
        public string DisplayName { get; set; } = "";

        [Required, StringLength(128, MinimumLength = 8, ErrorMessage = "account.password-short")]
        public string Password { get; set; } = "";
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public async Task<IActionResult> OnGet()
    {
        if (!await steps.NoAccounts(Cancel))
            return Redirect("/sign-in");
        // What an earlier try left is shown to be kept or corrected.
        if (await Left() is { } unit)
            (Input.District, Input.DistrictCode) = (unit.Name, unit.Code);
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await steps.NoAccounts(Cancel))
            return NotFound();
        return await Do(
            () => db.InTransaction(Begin, Cancel),
            () =>
            {
                Say("setup.done");
                return Redirect("/sign-in");
            }
        );
    }

    private async Task Begin()
    {
        if (!Same(Input.Code, code.Value))
            throw new RuleBroken("setup.code-wrong") { Field = "Code" };
        me.ActAsSystem("setup");
        var district = await District();
        await accounts.Open(
            Input.UserName,
            Input.DisplayName,
            Input.Password,
            [(Role.Administrator, district.Id), (Role.DistrictOfficer, district.Id)],
            false,
            Cancel
        );
    }

    private async Task<Unit> District()
    {
        if (await Left() is not { } there)
            return await units.Add(
                Input.DistrictCode,
                Input.District,
                UnitKind.District,
                null,
                null,
                null,
                null,
                Cancel
            );
        await units.Recode(there.Id, Input.DistrictCode, Cancel);
        await units.Change(
            there.Id,
            Input.District,
            there.ContactName,
            there.ContactPhone,
            there.Address,
            null,
            Cancel
        );
        return there;
    }

    private Task<Unit?> Left() => db.Units.AsNoTracking().FirstOrDefaultAsync(u => u.ParentId == null, Cancel);

    private static bool Same(string said, string wanted) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(said.Trim()), Encoding.UTF8.GetBytes(wanted));
}
