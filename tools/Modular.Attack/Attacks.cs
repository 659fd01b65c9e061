using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using static Modular.Attack.Burning;
using static Modular.Attack.Edges;

namespace Modular.Attack;

/// <summary>The attack's own requests, in its numbers; what is no request names the test that covers it.</summary>
internal static class Attacks
{
    public static async Task Run(Site site, Findings findings)
    {
        using var admin = await Browser.SignedIn(site, "admin");
        await findings.Try("A1", "a unit code that differs in case is the same code", () => SameCode(site, admin));
        await findings.Try(
            "A2",
            "a town's administrator has no hold on the district's",
            () => TownAdministrator(site, admin)
        );
        findings.NotTried("A3", "a copy of the database is no session: tests/Kernel/Trust/SecretTests, SessionTests");
        findings.NotTried("A4", "plugins before approval and their walls: tests/Plugins/ManifestTests, WallsTests");
        findings.NotTried("A5", "one pair of hands in an appraisal: tests/Appraisal/OneHandTests");
        findings.NotTried("A6", "parts of the key: tests/Appraisal/SharedHandsTests");
        findings.NotTried("A7", "order of commits in a questionnaire: tests/Appraisal/SealedSurveyTests");
        await findings.Try("A8", "small sheets do not burn for long", () => BurningSheet(site));
        await findings.Try("A9", "no ticket in an address or for another browser", () => Tickets(site));
        await findings.Try("A10", "wrong tries from elsewhere do not keep a known browser out", () => Lockout(site));
        await findings.Try("A11", "one visitor's wrong tries do not stop another's sign-in", () => OnePot(site));
        await findings.Try("A12", "anonymous checks of a result start nothing costly", () => Verify(site));
        await findings.Try("A13", "noise behind a picture's signature is not kept", () => Noise(site));
        await findings.Try("A14", "a cookie kept from before signing out is worth nothing", () => OldCookie(site));
        await findings.Try("A16", "handed-out and guessable passwords", () => Passwords(site, admin));
        await findings.Try("A17", "errors carry the headers", () => ErrorHeaders(site));
        findings.NotTried("A18", "reasons of failed jobs: tests/Kernel/Jobs, tests/Journeys/FaultTests");
        findings.NotTried("A19", "audit computed anew: tests/Kernel/Trust/SecretTests, KernelTests");
        await findings.Try("A20", "an export leaves an entry", () => Exports(site));
        findings.NotTried("A21", "misspelt options of the tool: tests/Tools/CallTests");
        await findings.Try("A22", "an auditor files no appeal", () => AuditorAppeals(site));
        await findings.Try("A23", "names that look like another's are refused", () => Lookalikes(site, admin));
        await findings.Try("A24", "disabled, unknown and wrong take the same time", () => Times(site, admin));
        findings.NotTried("A25", "replies by link: tests/Appraisal/SealedSurveyTests");
        await findings.Try("A26", "days at the ends of the calendar and odd input are no 500", () => Ends(site));
        findings.NotTried("A27", "outward addresses (nothing is sent there): tests/Kernel/NoticeTests");
        await findings.Try("A28", "no other host name is believed", () => HostName(site));
        await findings.Try("A29", "a /64 of IPv6 counts as one", () => Block(site));
        if (site.Tls)
            await findings.Try("A30", "cookies over TLS are Secure, HSTS is sent", () => Cookies(site));
        else
            findings.NotTried("A30", "cookies over TLS: run with --tls and nginx");
        await findings.Try("A31", "/metrics is closed", () => Metrics(site));
        findings.NotTried("A32", "names of files: tests/Kernel/FileTests");
    }

    /// <summary>At the end, when many requests have been sent.</summary>
    public static async Task Log(Site site, Findings findings, int requests)
    {
        long size = new FileInfo(site.Log).Length;
        await findings.Try(
            "A15",
            $"the log stays small: {size / 1024} KB after {requests} requests",
            () => Task.FromResult(size < 200L * 1024 + (100L * requests) ? null : $"{size} bytes")
        );
    }

    private static async Task<string?> SameCode(Site site, Browser admin)
    {
        long before = await site.Rows.Count("SELECT count(*) FROM {kernel.unit}");
        foreach (string code in new[] { "wx01", "Wx01", "\uff37\uff3801" })
            await admin.Post(
                "/admin/units?handler=Add",
                ("Input.Code", code),
                ("Input.Name", "any"),
                ("Input.Kind", "Community"),
                ("Input.ParentId", "2")
            );
        if (await site.Rows.Count("SELECT count(*) FROM {kernel.unit}") != before)
            return "a unit was added";
        return (await admin.Get("/ask")).Status == 200 && (await admin.Get("/admin/units")).Status == 200
            ? null
            : "pages are down";
    }

    private static async Task<string?> TownAdministrator(Site site, Browser admin)
    {
        string password = await Open(admin, "town.leader", "Administrator", "2");
        using var town = new Browser(site);
        int came = (await town.SignIn("town.leader", password)).Status;
        await town.Arm("/account");
        var changed = await town.Post("/account", ("Input.Current", password), ("Input.Password", "green-lamp-42-x"));
        await town.SignIn("town.leader", "green-lamp-42-x");
        if ((await town.Get("/admin/accounts")).Status != 200)
            throw new InvalidOperationException($"the town's administrator does not come in: {came}, {changed.Status}");
        await town.Arm("/account");
        object id = (await site.Rows.Of("SELECT id FROM {kernel.account} WHERE user_name = 'admin'"))[0][0]!;
        string stamp = (string)
            (await site.Rows.Of("SELECT password_hash FROM {kernel.account} WHERE user_name = 'admin'"))[0][0]!;
        if ((await town.Get($"/admin/accounts/{id}")).Status == 200)
            return "the district's administrator is shown";
        foreach (string handler in new[] { "Reset", "Disable", "Remove" })
            if (
                !(
                    await town.Post(
                        $"/admin/accounts/{id}?handler={handler}",
                        ("Role", "Administrator"),
                        ("UnitId", "1")
                    )
                ).Refused
            )
                return handler + " went through";
        foreach (
            string page in new[]
            {
                "/admin/api",
                "/admin/plugins",
                "/admin/units/3",
                "/admin/calendar",
                "/admin/webhooks",
            }
        )
            if ((await town.Get(page)).Status == 200)
                return page + " opens";
        return
            stamp
            == (string)
                (await site.Rows.Of("SELECT password_hash FROM {kernel.account} WHERE user_name = 'admin'"))[0][0]!
            ? null
            : "the password was changed";
    }

    /// <returns>The password that is shown once.</returns>
    private static async Task<string> Open(Browser admin, string name, string role, string unit)
    {
        var answer = await admin.Post(
            "/admin/accounts",
            ("Input.UserName", name),
            ("Input.DisplayName", name),
            ("Input.Role", role),
            ("Input.UnitId", unit),
            ("Input.Sure", "true")
        );
        if (answer.Status != 302)
            throw new InvalidOperationException($"the account {name} was not opened: {answer.Status}");
        var next = await admin.Get(answer.Location);
        string said = next.Page.QuerySelector("p.said")?.TextContent ?? "";
        return Regex
                .Matches(said, "[A-Za-z0-9-]{10,}", RegexOptions.None, TimeSpan.FromSeconds(1))
                .LastOrDefault(m => m.Value != name)
                ?.Value
            ?? throw new InvalidOperationException($"the new password is not shown where it was: {said}");
    }

    private static async Task<string?> Tickets(Site site)
    {
        using var resident = new Browser(site);
        var answer = await Sweeps.Ask(resident, []);
        if (answer.Status != 302)
            return $"asking answers {answer.Status}";
        if (Regex.IsMatch(answer.Location, "[0-9a-f]{26,}", RegexOptions.None, TimeSpan.FromSeconds(1)))
            return "a ticket in the address";
        var own = await resident.Get(answer.Location);
        if (!own.Body.Contains("XQ-", StringComparison.Ordinal))
            return "the resident sees no receipt";
        using var stranger = new Browser(site);
        return (await stranger.Get(answer.Location)).Body.Contains("XQ-", StringComparison.Ordinal)
            ? "a stranger reads the receipt"
            : null;
    }

    private static async Task<string?> Lockout(Site site)
    {
        using var grid = await Browser.SignedIn(site, "grid");
        for (int i = 0; i < 12; i++)
        {
            using var stranger = new Browser(site);
            await stranger.SignIn("grid", "not-the-password");
        }

        return (await grid.SignIn("grid", site.Passwords["grid"])).Status == 302 ? null : "the person is kept out";
    }

    private static async Task<string?> OnePot(Site site)
    {
        using var guesser = new Browser(site);
        for (int i = 0; i < 25; i++)
            await guesser.SignIn("nobody-such", "wrong-password");
        using var other = new Browser(site);
        return (await other.SignIn("clerk", site.Passwords["clerk"])).Status == 302
            ? null
            : "another visitor is kept out";
    }

    private static async Task<string?> Verify(Site site)
    {
        object id = (
            await site.Rows.Of("SELECT id FROM {appraisal.round} WHERE state = 'Published' AND kind = 'Ballot'")
        )[0][0]!;
        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 30)
                .Select(async _ =>
                {
                    using var visitor = new Browser(site);
                    await visitor.Arm($"/results/{id}");
                    return (await visitor.Post($"/results/{id}/verify")).Status;
                })
        );
        if (answers.Any(s => s is >= 500 and not 503))
            return "it breaks down";
        return watch.Elapsed.TotalSeconds < 30 ? null : $"{watch.Elapsed.TotalSeconds:0} s";
    }

    private static async Task<string?> Noise(Site site)
    {
        using var visitor = new Browser(site);
        byte[] noise = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. RandomNumberGenerator.GetBytes(2_000_000)];
        var answer = await Sweeps.Ask(visitor, [("Input.Files", "a.png", noise), ("Files", "a.png", noise)]);
        return answer.Status == 302 ? "taken" : null;
    }

    private static async Task<string?> OldCookie(Site site)
    {
        using var worker = await Browser.SignedIn(site, "volunteer");
        string kept = worker.Cookies.GetCookieHeader(site.Doors[0]);
        await worker.Post("/sign-out");
        using var thief = new Browser(site);
        foreach (string pair in kept.Split("; "))
            thief.Cookies.Add(site.Doors[0], new Cookie(pair.Split('=', 2)[0], pair.Split('=', 2)[1]));
        return (await thief.Get("/desk")).Status == 200 ? "the old cookie opens the desk" : null;
    }

    private static async Task<string?> Passwords(Site site, Browser admin)
    {
        string password = await Open(admin, "new.clerk", "WindowClerk", "5");
        using var clerk = new Browser(site);
        if ((await clerk.SignIn("new.clerk", password)).Status != 302)
            return "the handed-out password does not work once";
        if ((await clerk.Get("/needs")).Location != "/account")
            return "a handed-out password works for good";
        await clerk.Arm("/account");
        foreach (
            string weak in new[]
            {
                "Sunshine1",
                "12345678a",
                "new.clerk1",
                "qwerty12",
                "woaini123",
                "abcabcab",
                "modular2026",
                "password!",
            }
        )
            if ((await clerk.Post("/account", ("Input.Current", password), ("Input.Password", weak))).Status == 302)
                return weak + " is taken";
        return null;
    }
}
