using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Modular.Attack;

/// <summary>
/// Everything that pages lead to, read, sent and bent by everybody; bounded, and judged by the database.
/// </summary>
internal static class Sweeps
{
    private const int MostPages = 260;
    private const int MostForms = 220;
    private static readonly string[] Odd =
    [
        "",
        "0",
        "-1",
        "99999999999999999999",
        "1e309",
        "NaN",
        "null",
        "true",
        "' OR 1=1--",
        "\"><script>1</script>",
        "../../etc/passwd",
        "..\\..\\x",
        "%0d%0aX: y",
        "{{7*7}}",
        "${7*7}",
        "\u202e",
        "\ud83d\ude00",
        "9999-12-31",
        "0001-01-01",
        "zh",
        "[]",
        "a,b;c|d",
    ];

    private sealed record Form(string Page, string Action, List<KeyValuePair<string, string>> Fields);

    public static async Task Run(Site site, Findings findings)
    {
        string[] leading = ["admin", "district", "town", "community", "reviewer"];
        string[] others = ["auditor", "clerk", "grid", "evaluator", "liaison", "mentor", "resident"];
        var browsers = new Dictionary<string, Browser>(StringComparer.Ordinal);
        foreach (string name in leading.Concat(others))
            browsers[name] = await Browser.SignedIn(site, name);
        browsers["nobody"] = new Browser(site);
        await browsers["nobody"].Arm("/sign-in");
        var pages = new SortedSet<string>(StringComparer.Ordinal);
        var forms = new Dictionary<string, Form>(StringComparer.Ordinal);
        int requests = 0;
        await site.Rows.Settle();
        string before = await site.Rows.Digest();
        long acts = await site.Rows.Acts();
        await findings.Try(
            "GET",
            "reading everything that pages lead to changes nothing and breaks nothing",
            async () =>
            {
                foreach (string name in leading)
                    if (await Crawl(browsers[name], pages, forms) is { } broken)
                        return broken;
                requests += pages.Count;
                if (await site.Rows.Acts() != acts)
                    return "acts were recorded, last " + await site.Rows.LatestAct();
                return Rows.Difference(before, await site.Rows.Digest());
            }
        );
        await findings.Try(
            "READ",
            "what lies outside is not found by those outside",
            async () =>
            {
                var (broken, tried) = await Outside(site, browsers);
                requests += tried;
                return broken;
            }
        );
        await findings.Try(
            "CSRF",
            $"{forms.Count} forms without the token",
            () =>
                Replay(site, forms.Values, [.. leading.Concat(others).Append("nobody").Select(n => browsers[n])], false)
        );
        await findings.Try(
            "FORGE",
            $"{forms.Count} forms of leading roles sent by others",
            () => Replay(site, forms.Values, [.. others.Append("nobody").Select(n => browsers[n])], true)
        );
        requests += forms.Count * 20;
        await findings.Try(
            "FUZZ",
            "odd values in every parameter are no 500",
            async () =>
            {
                var (broken, tried) = await Fuzz(browsers["district"], pages);
                requests += tried;
                return broken;
            }
        );
        foreach (var browser in browsers.Values)
            browser.Dispose();
        await Attacks.Log(site, findings, requests);
        await Console.Out.WriteLineAsync(
            $"{pages.Count} addresses, {forms.Count} forms, about {requests} requests in the sweeps"
        );
    }

    /// <summary>Asks as a resident does, with the form as it stands.</summary>
    public static async Task<Answer> Ask(Browser browser, IReadOnlyList<(string Name, string File, byte[] Bytes)> files)
    {
        var page = (await browser.Get("/ask")).Page;
        await browser.Arm("/ask");
        var form = page.Forms.First(f => f.Method == "post" && f.QuerySelector("textarea") is not null);
        var fields = Fields(form)
            .Where(f => f.Key != "__RequestVerificationToken")
            .Select(f =>
                (
                    f.Key,
                    f.Value.Length > 0 ? f.Value
                    : f.Key.EndsWith("Phone", StringComparison.Ordinal) ? "13800000000"
                    : "The lamp in the court is out."
                )
            )
            .ToList();
        foreach (var box in form.QuerySelectorAll("input[type=checkbox]"))
            fields.Add((box.GetAttribute("name")!, box.GetAttribute("value") ?? "on"));
        if (
            form.QuerySelector("select") is IHtmlSelectElement select
            && fields.FindIndex(f => f.Item1 == select.Name) is >= 0 and int at
        )
            fields[at] = (select.Name!, select.Options.Last().Value);
        string[] names = [.. form.QuerySelectorAll("input[type=file]").Select(f => f.GetAttribute("name")!)];
        return await browser.Upload("/ask", fields, files.Where(f => names.Contains(f.Name)));
    }

    private static async Task<string?> Crawl(Browser browser, SortedSet<string> pages, Dictionary<string, Form> forms)
    {
        var queue = new Queue<string>([
            "/desk",
            "/admin",
            "/needs",
            "/projects",
            "/rounds",
            "/partners",
            "/library",
            "/jobs",
            "/answers",
            "/results",
            "/notices",
        ]);
        var seen = queue.ToHashSet(StringComparer.Ordinal);
        for (int taken = 0; taken < MostPages && queue.Count > 0; taken++)
        {
            string path = queue.Dequeue();
            var answer = await browser.Get(path);
            if (answer.Status >= 500)
                return $"{path} answers {answer.Status}";
            if (answer.Status != 200 || answer.Message.Content.Headers.ContentType?.MediaType != "text/html")
                continue;
            pages.Add(path);
            var page = answer.Page;
            foreach (var form in page.Forms.Where(f => f.Method == "post" && forms.Count < MostForms))
            {
                string action = form.GetAttribute("action") is { Length: > 0 } given ? given : path;
                if (
                    action is "/sign-out" or "/elder" or "/act-for"
                    || action.StartsWith("/account", StringComparison.Ordinal)
                )
                    continue;
                forms.TryAdd(Kind(action), new(path, action, Fields(form)));
            }

            foreach (
                string href in page.QuerySelectorAll("a[href^='/']")
                    .Select(a => a.GetAttribute("href")!.Split('#')[0])
                    .Where(h => !h.StartsWith("//", StringComparison.Ordinal))
            )
                // Of things of one kind a few are enough.
                if (seen.Add(href) && seen.Count(s => Kind(s) == Kind(href)) <= 3)
                    queue.Enqueue(href);
        }

        return null;
    }

    private static async Task<(string?, int)> Outside(Site site, Dictionary<string, Browser> browsers)
    {
        int tried = 0;
        var things = (
            await site.Rows.Of(
                "SELECT number, unit_path FROM {needs.need} WHERE handler_path IS NULL ORDER BY number LIMIT 40"
            )
        )
            .Select(r => ($"/needs/{r[0]}", (string)r[1]!))
            .Concat(
                (await site.Rows.Of("SELECT number, unit_path FROM {projects.project}")).Select(r =>
                    ($"/projects/{r[0]}", (string)r[1]!)
                )
            )
            .Concat(
                (await site.Rows.Of("SELECT id, unit_path FROM {appraisal.round}")).Select(r =>
                    ($"/rounds/{r[0]}", (string)r[1]!)
                )
            )
            .ToList();
        var scopes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["town"] = "/1/2/",
            ["community"] = "/1/2/5/",
            ["grid"] = "/1/2/5/14/",
            ["clerk"] = "/1/2/5/",
            ["evaluator"] = "-",
            ["liaison"] = "-",
            ["resident"] = "-",
            ["nobody"] = "-",
        };
        foreach (var (name, scope) in scopes)
        foreach (var (path, unit) in things.Where(t => !t.Item2.StartsWith(scope, StringComparison.Ordinal)))
        {
            tried++;
            var answer = await browsers[name].Get(path);
            if (answer.Status is 200 or >= 500)
                return ($"{name} gets {answer.Status} from {path} of {unit}", tried);
        }

        return (null, tried);
    }

    /// <summary>Forms that anybody may send, or that concern the sender alone.</summary>
    private static readonly string[] Everybodys =
    [
        "/ask",
        "/track",
        "/views",
        "/inbox",
        "/follow",
        "/answers",
        "/vote",
        "/survey",
        "/results",
        "/notices",
        "/sign-in",
        "/my-tasks",
    ];

    private static async Task<string?> Replay(
        Site site,
        IEnumerable<Form> forms,
        IReadOnlyList<Browser> senders,
        bool armed
    )
    {
        foreach (var form in forms.Where(f => !Everybodys.Any(e => f.Action.StartsWith(e, StringComparison.Ordinal))))
        {
            string before = await site.Rows.Digest();
            long acts = await site.Rows.Acts();
            foreach (var sender in senders)
            {
                // Those who may read a page may send its form: only what the page does not open to them is forged.
                if (armed && (await sender.Get(form.Page)).Status == 200)
                    continue;
                var answer = await sender.Post(form.Action, form.Fields, armed);
                if (answer.Status >= 500)
                    return $"{form.Action} answers {answer.Status}";
                if (!armed && !answer.Refused)
                    return $"{form.Action} answers {answer.Status} without the token";
            }

            if (await site.Rows.Acts() != acts)
                return $"{form.Action} left an entry";
            if (Rows.Difference(before, await site.Rows.Digest()) is { } changed)
                return $"{form.Action}: {changed}";
        }

        return null;
    }

    private static async Task<(string?, int)> Fuzz(Browser browser, IEnumerable<string> pages)
    {
        int tried = 0;
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (string page in pages.Where(p => kinds.Add(Kind(p))))
        {
            string[] parts = page.Split('?', 2);
            var parameters = parts.Length > 1 ? parts[1].Split('&').Select(p => p.Split('=')[0]) : [];
            foreach (
                string parameter in parameters
                    .Concat(["q", "from", "page", "unit"])
                    .Distinct(StringComparer.Ordinal)
                    .Take(6)
            )
            foreach (string odd in Odd)
            {
                if (tried++ > 6000)
                    return (null, tried);
                var answer = await browser.Get($"{parts[0]}?{parameter}={Uri.EscapeDataString(odd)}");
                if (answer.Status >= 500)
                    return ($"{parts[0]}?{parameter}={odd} answers {answer.Status}", tried);
            }

            string[] segments = parts[0].Split('/');
            if (!segments[^1].Any(char.IsAsciiDigit))
                continue;
            foreach (string odd in Odd)
            {
                tried++;
                if (
                    (await browser.Get(string.Join('/', segments[..^1]) + "/" + Uri.EscapeDataString(odd))).Status
                    >= 500
                )
                    return ($"{parts[0]} with {odd}", tried);
            }
        }

        return (null, tried);
    }

    /// <summary>The address with its numbers and codes left out.</summary>
    private static string Kind(string path) =>
        System.Text.RegularExpressions.Regex.Replace(
            path,
            @"[A-Z]{2}-\d{4}-\d{6}|\d+(-\d+)*",
            "#",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );

    private static List<KeyValuePair<string, string>> Fields(IHtmlFormElement form)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var element in form.Elements.Cast<IElement>())
        {
            if (element.GetAttribute("name") is not { Length: > 0 } name)
                continue;
            if (element is IHtmlInputElement { Type: "checkbox" or "radio" } box && !box.IsChecked)
                continue;
            if (element is IHtmlInputElement { Type: "file" or "submit" } or IHtmlButtonElement)
                continue;
            fields.Add(
                new(
                    name,
                    element switch
                    {
                        IHtmlInputElement input => input.Value,
                        IHtmlTextAreaElement area => area.Value,
                        IHtmlSelectElement select => select.Value ?? "",
                        _ => "",
                    }
                )
            );
        }

        return fields;
    }
}
