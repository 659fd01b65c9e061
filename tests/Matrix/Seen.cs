using System.Net;
using System.Text.RegularExpressions;
using Modular.TestKit;

namespace Modular.Matrix.Tests;

/// <summary>What a reader sees or hears of a page in Chinese, and what of it is no word for people.</summary>
internal static partial class Seen
{
    /// <summary>With which parts keys of texts begin: <c>needs</c>, <c>enum</c>, <c>module</c>.</summary>
    private static readonly HashSet<string> Firsts =
    [
        .. Directory
            .EnumerateFiles(Repository.Root, "*.tsv", SearchOption.AllDirectories)
            .Where(f => f.Contains("/Texts/", StringComparison.Ordinal))
            .SelectMany(File.ReadLines)
            .Select(l => l.Split('\t')[0].Split('.')[0]),
    ];

    /// <summary>Keys of texts, names of the code, and JSON, that stand where words should.</summary>
    public static IEnumerable<string> Keys(string page)
    {
        string text = Text(page);
        return Key()
            .Matches(text)
            .Where(m => Firsts.Contains(m.Groups[1].Value) && !Name().IsMatch(m.Value))
            .Select(m => m.Value)
            .Concat(Json().Matches(text).Select(m => m.Value))
            .Distinct();
    }

    private static string Text(string page)
    {
        string body = Silent().Replace(page, " ");
        string spoken = string.Join(' ', Spoken().Matches(body).Select(m => m.Groups[1].Value));
        return WebUtility.HtmlDecode(Tag().Replace(body, " ") + " " + spoken);
    }

    /// <summary>Not read out: scripts, styles, drawings, and what is marked as code.</summary>
    [GeneratedRegex("<(script|style|svg|code|pre|textarea|head)\\b.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Silent();

    [GeneratedRegex(" (?:title|alt|placeholder|aria-label)=\"([^\"]*)\"")]
    private static partial Regex Spoken();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<![\w./@:-])([a-z][a-z0-9-]*)(?:\.[a-z0-9][\w-]*)+")]
    private static partial Regex Key();

    [GeneratedRegex(@"\.(csv|xlsx|docx|pdf|zip|json|txt|ics|png|jpg|tsv|html|cn|com|org|example)$")]
    private static partial Regex Name();

    [GeneratedRegex("""\{"\w+":""")]
    private static partial Regex Json();
}
