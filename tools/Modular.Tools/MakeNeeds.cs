using System.Globalization;
using System.Text;

namespace Modular.Tools;

/// <summary>
/// Invented requests for measuring: put together from parts, about 120 characters each, every row different.
/// </summary>
internal static class MakeNeeds
{
    public static async Task<int> Run(Call call, CancellationToken cancel)
    {
        int count =
            int.TryParse(call.Place(0), CultureInfo.InvariantCulture, out int n) && n > 0
                ? n
                : throw WrongCall.Of("tools.wrong.from", "COUNT", 1);
        var random = new Random(call.Number("seed", 1));
        string[][] parts = [.. Texts.Parts.Select(p => p.Split('|'))];
        string Pick(int part) => parts[part][random.Next(parts[part].Length)];
        await using var text = new StreamWriter(call.Place(1), false, new UTF8Encoding(true));
        await text.WriteLineAsync("ref,title,text,received,name,phone,place");
        for (int i = 0; i < count; i++)
        {
            string place = Pick(0),
                matter = Pick(1);
            string when = new DateTime(2025, 12, 1)
                .AddMinutes(random.Next(480_000))
                .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            string body = string.Concat(Enumerable.Range(0, 5).Select(_ => Pick(2)));
            await text.WriteLineAsync(
                $"GEN-{i},{place}{matter},\"{Pick(3)}{place}{random.Next(1, 60)}{matter}。{body}{Pick(4)}\",{when},{Pick(5)}{i % 7919},1{random.Next(300, 399)}{random.Next(1000_0000, 9999_9999)},{place}"
            );
        }

        return 0;
    }
}
