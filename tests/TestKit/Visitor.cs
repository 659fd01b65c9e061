using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Modular.TestKit;

/// <summary>
/// A person with a browser that has no script: opens pages, fills in the forms that stand on them, follows where they
/// lead.
/// </summary>
public sealed class Visitor : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;

    public Visitor(Uri address) =>
        _client = new(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = true })
        {
            BaseAddress = address,
        };

    /// <summary>The address a proxy on this machine says the visitor comes from.</summary>
    public string? From
    {
        get => _client.DefaultRequestHeaders.TryGetValues("X-Forwarded-For", out var values) ? values.Single() : null;
        set
        {
            _client.DefaultRequestHeaders.Remove("X-Forwarded-For");
            if (value is not null)
                _client.DefaultRequestHeaders.Add("X-Forwarded-For", value);
        }
    }

    public string? Cookie(string name) => _cookies.GetCookies(_client.BaseAddress!)[name]?.Value;

    public IHtmlDocument Page { get; private set; } = null!;

    public HttpStatusCode Status { get; private set; }

    public string At { get; private set; } = "/";

    public HttpResponseMessage Answer { get; private set; } = null!;

    public string Text =>
        string.Join(' ', Page.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public async Task<Visitor> Open(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        await Take(await _client.GetAsync(path));
        Assert.True(
            expected == Status,
            $"{path} answered {(int)Status} instead of {(int)expected}: {Text[..Math.Min(300, Text.Length)]}"
        );
        return this;
    }

    /// <summary>Goes where a link on this page leads.</summary>
    public Task<Visitor> Follow(string selector) =>
        Open(
            Page.QuerySelector(selector)?.GetAttribute("href")
                ?? throw new InvalidOperationException($"{At} has no link {selector}: {Text}")
        );

    public async Task<HttpStatusCode> StatusOf(string path) => (await _client.GetAsync(path)).StatusCode;

    public Task<byte[]> Bytes(string path) => _client.GetByteArrayAsync(path);

    public async Task WaitForJob()
    {
        for (int i = 0; i < 600 && Page.QuerySelector("[data-job^='/']") is not null; i++)
        {
            await Task.Delay(50);
            await Open(At);
        }
    }

    public async Task SignIn(string name, string password)
    {
        await Open("/sign-in");
        await Send("form.form", ("Input.Name", name), ("Input.Password", password));
        Assert.Equal("/desk", At);
    }

    /// <summary>Fills in and sends the form the selector finds; what is not named keeps what stands in it.</summary>
    public async Task<Visitor> Send(string selector, params (string Name, string Value)[] fields)
    {
        var form =
            Page.QuerySelector(selector) as IHtmlFormElement
            ?? throw new InvalidOperationException($"{At} has no form {selector}.");
        await Take(await Post(form, fields, button: null));
        return this;
    }

    /// <summary>The same by the form's handler, as its button would.</summary>
    public Task<Visitor> Press(string handler, params (string Name, string Value)[] fields) =>
        Send($"form[action*='handler={handler}']", fields);

    /// <summary>Presses a button that carries a name and value or leads to another address.</summary>
    public async Task<Visitor> PressButton(string selector, params (string Name, string Value)[] fields)
    {
        var button =
            Page.QuerySelector(selector) as IHtmlButtonElement
            ?? throw new InvalidOperationException($"{At} has no button {selector}.");
        await Take(await Post((IHtmlFormElement)button.Closest("form")!, fields, button));
        return this;
    }

    /// <summary>A raw post with the token of the present page, for what no form would send.</summary>
    public async Task<HttpStatusCode> Raw(string path, params (string Name, string Value)[] fields)
    {
        string token =
            Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value")
            ?? Page.QuerySelector("meta[name=csrf-token]")?.GetAttribute("content")
            ?? "";
        var answer = await _client.PostAsync(
            path,
            new FormUrlEncodedContent(
                fields
                    .Append(("__RequestVerificationToken", token))
                    .Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2))
            )
        );
        return answer.StatusCode;
    }

    /// <summary>The same for what a script of the page sends.</summary>
    public async Task<HttpStatusCode> RawJson(string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add(
            "X-Form-Token",
            Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? ""
        );
        return (await _client.SendAsync(request)).StatusCode;
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> Post(
        IHtmlFormElement form,
        (string Name, string Value)[] fields,
        IHtmlButtonElement? button
    )
    {
        var body = new List<KeyValuePair<string, string>>();
        var files = fields.Where(f => f.Value.StartsWith("file:", StringComparison.Ordinal)).ToList();
        foreach (var element in form.Elements)
        {
            string? name = element.GetAttribute("name");
            if (name is null || element.HasAttribute("disabled") || fields.Any(f => f.Name == name))
                continue;
            // Whoever fills in a form agrees to the privacy notice; a test that does not names the box and leaves it
            // empty.
            if (
                element is IHtmlInputElement { Type: "checkbox" or "radio" } box
                && !box.IsChecked
                && !box.HasAttribute("data-consent")
            )
                continue;
            if (element is IHtmlInputElement { Type: "file" or "submit" } or IHtmlButtonElement)
                continue;
            string value = element switch
            {
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement area => area.Value,
                IHtmlSelectElement select => select.Value ?? "",
                _ => "",
            };
            body.Add(new(name, value));
        }

        body.AddRange(fields.Except(files).Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));
        if (button?.Name is { Length: > 0 } pressed)
            body.Add(new(pressed, button.Value ?? ""));
        string action = button?.GetAttribute("formaction") ?? form.GetAttribute("action") ?? At;
        if (files.Count == 0 && form.Method == "get")
            return await _client.GetAsync(action + "?" + await new FormUrlEncodedContent(body).ReadAsStringAsync());
        if (files.Count == 0)
            return await _client.PostAsync(action, new FormUrlEncodedContent(body));
        var multipart = new MultipartFormDataContent();
        foreach (var (key, value) in body)
            multipart.Add(new StringContent(value), key);
        foreach (var (name, value) in files)
            multipart.Add(
                new ByteArrayContent(await File.ReadAllBytesAsync(value[5..])),
                name,
                Path.GetFileName(value)
            );
        return await _client.PostAsync(action, multipart);
    }

    private async Task Take(HttpResponseMessage answer)
    {
        Answer = answer;
        Status = answer.StatusCode;
        At = answer.RequestMessage!.RequestUri!.PathAndQuery;
        Page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }
}
