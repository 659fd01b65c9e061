using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Modular.Attack;

/// <summary>
/// A visitor with cookies that follows nothing and comes from an address of its own; hosts are asked in turn.
/// </summary>
internal sealed partial class Browser : IDisposable
{
    private static int s_addresses;
    private readonly Site _site;
    private readonly HttpClient _client;
    private string _from;
    private int _turn;

    public Browser(Site site)
    {
        _site = site;
        int number = Interlocked.Increment(ref s_addresses);
        _from = $"198.51.{100 + (number / 250)}.{1 + (number % 250)}";
        var handler = new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        _client = new(handler) { Timeout = TimeSpan.FromSeconds(90) };
    }

    public CookieContainer Cookies { get; } = new();

    public string Token { get; set; } = "";

    /// <summary>Says nothing of where it comes from, and takes the certificate of the run.</summary>
    public static HttpClient Plain()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        return new(handler);
    }

    public void ComesFrom(string address) => _from = address;

    public static async Task<Browser> SignedIn(Site site, string name, string? password = null)
    {
        var browser = new Browser(site);
        var answer = await browser.SignIn(name, password ?? site.Passwords[name]);
        if (answer.Status != 302)
            throw new InvalidOperationException($"{name} could not sign in: {answer.Status}");
        await browser.Arm("/account");
        return browser;
    }

    public async Task<Answer> SignIn(string name, string password)
    {
        await Arm("/sign-in");
        return await Post("/sign-in", ("Input.Name", name), ("Input.Password", password));
    }

    public async Task Arm(string page)
    {
        string body = (await Get(page)).Body;
        Token = Found().Match(body) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : "";
    }

    public Task<Answer> Get(string path, string? hostName = null) => Send(new(HttpMethod.Get, path), hostName);

    public Task<Answer> Post(string path, params (string Name, string Value)[] fields) =>
        Post(path, fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)), true);

    public Task<Answer> Post(string path, IEnumerable<KeyValuePair<string, string>> fields, bool armed)
    {
        var all = fields.Where(f => f.Key != "__RequestVerificationToken").ToList();
        if (armed)
            all.Add(new("__RequestVerificationToken", Token));
        return Send(new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(all) }, null);
    }

    public Task<Answer> Upload(
        string path,
        IEnumerable<(string Name, string Value)> fields,
        IEnumerable<(string Name, string File, byte[] Bytes)> files
    )
    {
        var body = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Append(("__RequestVerificationToken", Token)))
            body.Add(new StringContent(value), name);
        foreach (var (name, file, bytes) in files)
            body.Add(new ByteArrayContent(bytes), name, file);
        return Send(new(HttpMethod.Post, path) { Content = body }, null);
    }

    private async Task<Answer> Send(HttpRequestMessage request, string? hostName)
    {
        // Some addresses are wrong on purpose and would not survive being put together again.
        request.RequestUri = new(
            _site.Doors[_turn++ % _site.Doors.Count].GetLeftPart(UriPartial.Authority)
                + request.RequestUri!.OriginalString,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
        );
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", _from);
        if (hostName is not null)
            request.Headers.Host = hostName;
        var answer = await _client.SendAsync(request);
        return new(
            (int)answer.StatusCode,
            answer.Headers.Location?.OriginalString ?? "",
            await answer.Content.ReadAsStringAsync(),
            answer
        );
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex(
        """(?:name="__RequestVerificationToken"[^>]*value|name="csrf-token"[^>]*content)="([^"]+)""",
        RegexOptions.None,
        1000
    )]
    private static partial Regex Found();
}

internal sealed record Answer(int Status, string Location, string Body, HttpResponseMessage Message)
{
    public bool Refused =>
        Status is 400 or 401 or 403 or 404 or 422 or 429
        || Location.Contains("/denied", StringComparison.Ordinal)
        || Location.Contains("/sign-in", StringComparison.Ordinal);

    public IHtmlDocument Page => new HtmlParser().ParseDocument(Body);
}
