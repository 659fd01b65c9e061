using System.Diagnostics;
using System.Globalization;
using static Modular.Attack.Burning;

namespace Modular.Attack;

/// <summary>What stands at the edge: headers, exports, names, days, host names, cookies.</summary>
internal static class Edges
{
    private static readonly string[] Headers =
    [
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
        "Permissions-Policy",
    ];

    internal static async Task<string?> ErrorHeaders(Site site)
    {
        using var visitor = new Browser(site);
        foreach (
            string path in new[]
            {
                "/no-such",
                "/ask?x=%00",
                "/denied",
                "/desk",
                "/health/live",
                "/api/v1/needs",
                "/error?status=500",
                "/css/none.css",
            }
        )
        {
            var answer = await visitor.Get(path);
            if (Headers.FirstOrDefault(h => !answer.Message.Headers.Contains(h)) is { } lacks)
                return $"{path} ({answer.Status}) lacks {lacks}";
        }

        return null;
    }

    internal static async Task<string?> Exports(Site site)
    {
        using var officer = await Browser.SignedIn(site, "district");
        long before = await site.Rows.Count("SELECT count(*) FROM {kernel.audit_entry} WHERE action = 'file.taken'");
        if ((await officer.Get("/needs?handler=Export&format=csv")).Status != 200)
            return "the export fails";
        return await site.Rows.Count("SELECT count(*) FROM {kernel.audit_entry} WHERE action = 'file.taken'") > before
            ? null
            : "no entry";
    }

    internal static async Task<string?> AuditorAppeals(Site site)
    {
        using var auditor = await Browser.SignedIn(site, "auditor");
        object id = (await site.Rows.Of("SELECT id FROM {appraisal.round} WHERE state = 'Published'"))[0][0]!;
        for (int subject = 1; subject <= 12; subject++)
            if (
                !(
                    await auditor.Post(
                        $"/record?handler=Appeal&round={id}&subject={subject}",
                        ("Input.Text", "a reason that is long enough")
                    )
                ).Refused
            )
                return $"subject {subject}";
        return await site.Rows.Count("SELECT count(*) FROM {appraisal.appeal}") == 0 ? null : "an appeal is there";
    }

    internal static async Task<string?> Lookalikes(Site site, Browser admin)
    {
        foreach (
            string name in new[]
            {
                "\uff41\uff44\uff4d\uff49\uff4e",
                "\u0430dmin",
                "ad\u200bmin",
                "adm\u0131n",
                "admi\u0301n",
                "\u202Eadmin",
                "adm1n",
                "<b>x</b>",
            }
        )
        {
            var answer = await admin.Post(
                "/admin/accounts",
                ("Input.UserName", name),
                ("Input.DisplayName", "x" + name.Length),
                ("Input.Role", "Volunteer"),
                ("Input.UnitId", "5")
            );
            if (answer.Status == 302)
                return $"{Uri.EscapeDataString(name)} is taken";
        }

        using var visitor = new Browser(site);
        return (await visitor.Get("/sign-in")).Status == 200 ? null : "sign-in is down";
    }

    internal static async Task<string?> Times(Site site, Browser admin)
    {
        object id = (await site.Rows.Of("SELECT id FROM {kernel.account} WHERE user_name = 'mentor2'"))[0][0]!;
        await admin.Post($"/admin/accounts/{id}?handler=Disable", ("disabled", "true"), ("Disabled", "true"));
        var medians = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string name in new[] { "evaluator2", "nobody-such-2", "mentor2" })
        {
            var times = new List<double>();
            for (int i = 0; i < 6; i++)
            {
                using var visitor = new Browser(site);
                await visitor.Arm("/sign-in");
                long start = Stopwatch.GetTimestamp();
                await visitor.Post(
                    "/sign-in",
                    ("Input.Name", name),
                    ("Input.Password", "wrong-password-" + i.ToString(CultureInfo.InvariantCulture))
                );
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            medians[name] = times.Order().ElementAt(3);
        }

        return medians.Values.Max() < 4 * medians.Values.Min()
            ? null
            : string.Join(", ", medians.Select(m => $"{m.Key} {m.Value:0} ms"));
    }

    internal static async Task<string?> Ends(Site site)
    {
        using var admin = await Browser.SignedIn(site, "admin");
        using var officer = await Browser.SignedIn(site, "district");
        foreach (
            string path in new[]
            {
                "/needs?from=0001-01-01",
                "/needs?to=9999-12-31",
                "/needs/log?day=0001-01-01",
                "/needs/log?day=9999-12-31",
                "/admin/audit?from=0001-01-01",
                "/admin/audit?to=9999-12-31",
                "/api/v1/needs?receivedFrom=0001-01-01T00:00:00Z",
            }
        )
        foreach (var who in new[] { admin, officer })
            if ((await who.Get(path)).Status >= 500)
                return path;
        if ((await admin.Post("/admin/accounts", ("Input.UserName", " "), ("Input.DisplayName", " "))).Status >= 500)
            return "a blank sign-in name";
        byte[] sheet = Sheet("<row r=\"1\"><c r=\"ZZZZZZZZZZ1\"><v>1</v></c></row>");
        return
            (
                await officer.Upload(
                    "/needs/import?handler=Look",
                    [("Input.UnitId", "5")],
                    [("Input.File", "far.xlsx", sheet)]
                )
            ).Status >= 500
            ? "a cell far out"
            : null;
    }

    internal static async Task<string?> HostName(Site site)
    {
        using var visitor = new Browser(site);
        var answer = await visitor.Get("/desk", "evil.example");
        return
            answer.Location.Contains("evil.example", StringComparison.Ordinal)
            || answer.Body.Contains("evil.example", StringComparison.Ordinal)
            ? answer.Location
            : null;
    }

    internal static async Task<string?> Block(Site site)
    {
        using var visitor = new Browser(site);
        await visitor.Arm("/sign-in");
        int limited = 0;
        for (int i = 1; i <= 60; i++)
        {
            visitor.ComesFrom($"2001:db8:7:7::{i:x}");
            if (
                (
                    await visitor.Post(
                        "/sign-in",
                        ("Input.Name", "nobody-such-3"),
                        ("Input.Password", "wrong-password")
                    )
                ).Status == 429
            )
                limited++;
        }

        return limited > 0 ? null : "sixty tries from one /64";
    }

    internal static async Task<string?> Cookies(Site site)
    {
        using var visitor = new Browser(site);
        var answers = new List<Answer>
        {
            await visitor.Get("/sign-in?culture=en"),
            await visitor.SignIn("liaison", site.Passwords["liaison"]),
        };
        foreach (
            string cookie in answers.SelectMany(a =>
                a.Message.Headers.TryGetValues("Set-Cookie", out var set) ? set : []
            )
        )
            if (
                !cookie.Contains("secure", StringComparison.OrdinalIgnoreCase)
                || !cookie.Contains("samesite", StringComparison.OrdinalIgnoreCase)
            )
                return cookie.Split('=')[0];
        return answers[0].Message.Headers.Contains("Strict-Transport-Security") ? null : "no HSTS";
    }

    internal static async Task<string?> Metrics(Site site)
    {
        using var plain = Browser.Plain();
        return (int)(await plain.GetAsync(new Uri(site.Doors[0], "/metrics"))).StatusCode is 401 or 403 or 404
            ? null
            : "open";
    }
}
