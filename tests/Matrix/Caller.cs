using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Modular.TestKit;

namespace Modular.Matrix.Tests;

/// <summary>Somebody with a browser that follows nothing by itself, or a machine with a key.</summary>
internal sealed partial class Caller : IDisposable
{
    private static long s_cell;
    private readonly HttpClient _client;
    private readonly Writes _writes;
    private string _token = "";

    public Caller(Uri address, Writes writes, string name, string? key = null)
    {
        (Name, _writes) = (name, writes);
        _client = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
        {
            BaseAddress = address,
        };
        if (key is not null)
            _client.DefaultRequestHeaders.Authorization = new("Bearer", key);
    }

    public string Name { get; }

    public async Task SignIn(string name)
    {
        await Arm("/sign-in");
        var answer = await Send(
            "POST",
            "/sign-in",
            [new("Input.Name", name), new("Input.Password", RunningHost.Password)]
        );
        Assert.True(answer.Status == 302, $"{name} could not sign in: {answer.Status}");
        await Arm("/account");
    }

    /// <summary>Takes the form token of a page.</summary>
    public async Task Arm(string page)
    {
        var answer = await Send("GET", page);
        _token = Token().Match(answer.Body) is { Success: true } found ? found.Groups[1].Value : "";
        Assert.True(_token.Length > 20, $"{page} has no form token for {Name} ({answer.Status}).");
    }

    /// <param name="armed">With the form token.</param>
    public async Task<Answer> Send(
        string verb,
        string address,
        IReadOnlyList<KeyValuePair<string, string>>? form = null,
        bool armed = true,
        string json = ""
    )
    {
        string cell = Interlocked.Increment(ref s_cell).ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(new HttpMethod(verb), address);
        request.Headers.Add(Writes.Header, cell);
        if (json.Length > 0)
        {
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
            if (armed)
                request.Headers.Add("X-Form-Token", WebUtility.HtmlDecode(_token));
        }
        else if (verb is not ("GET" or "HEAD"))
        {
            IEnumerable<KeyValuePair<string, string>> body = form ?? [];
            if (armed && _token.Length > 0)
                body = body.Append(new("__RequestVerificationToken", _token));
            request.Content = new FormUrlEncodedContent(body);
        }

        using var answer = await _client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        return new(
            (int)answer.StatusCode,
            answer.Headers.Location?.OriginalString,
            text,
            answer.Headers,
            answer.Content.Headers.ContentDisposition?.DispositionType == "attachment",
            answer.Content.Headers.ContentType?.MediaType == "text/html",
            _writes.Of(cell)
        );
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex(
        """(?:name="__RequestVerificationToken"[^>]*value|name="csrf-token"[^>]*content)="([^"]+)""",
        RegexOptions.None,
        1000
    )]
    private static partial Regex Token();
}

/// <summary>What came back, and what the request has written.</summary>
internal sealed record Answer(
    int Status,
    string? Location,
    string Body,
    HttpResponseHeaders Headers,
    bool IsDownload,
    bool IsPage,
    IReadOnlyList<string> Written
)
{
    /// <summary>404, 403 or the way to the page that says no.</summary>
    public bool IsRefused => Status is 403 or 404 || IsDenied;

    public bool IsDenied => Status == 403 || Location?.Contains("/denied", StringComparison.Ordinal) == true;

    public bool IsSignIn => Status == 302 && Location!.Contains("/sign-in", StringComparison.Ordinal);
}
