using System.Globalization;
using System.Text;
using Modular.Kernel.Search;

namespace Modular.Tools;

/// <summary>The suggestion of likely duplicates, run over a file: each text is asked for against all others.</summary>
internal static class AlikeTexts
{
    public static async Task<int> Run(Call call, CancellationToken cancel)
    {
        string from = call.Place(0),
            to = call.Place(1);
        int most = call.Number("most", 5);
        double least = double.Parse(call.Named("least") ?? "0", CultureInfo.InvariantCulture);
        var (ids, texts) = Clustering.Read(from);
        var index = new Likeness();
        for (int i = 0; i < ids.Count; i++)
            index.Add(i, texts[i]);
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        var slowest = new List<double>();
        await SheetFiles.Replace(
            to,
            async stream =>
            {
                await using var text = new StreamWriter(stream, new UTF8Encoding(false));
                await text.WriteLineAsync("id,other,score");
                for (int i = 0; i < ids.Count; i++)
                {
                    long one = System.Diagnostics.Stopwatch.GetTimestamp();
                    var found = index.Find(texts[i], most + 1, least);
                    slowest.Add(System.Diagnostics.Stopwatch.GetElapsedTime(one).TotalMilliseconds);
                    foreach (var alike in found.Where(a => a.Id != i).Take(most))
                        await text.WriteLineAsync(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{ids[i]},{ids[(int)alike.Id]},{alike.Score:0.000}"
                            )
                        );
                }
            }
        );
        slowest.Sort();
        await Console.Error.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{ids.Count} texts; asked "
                    + $"{ids.Count / System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds:0} a second, "
                    + $"median {slowest[ids.Count / 2]:0.00} ms, 99 of 100 within {slowest[ids.Count * 99 / 100]:0.00} "
                    + $"ms; {GC.GetTotalMemory(true) >> 20} MB"
            )
        );
        return 0;
    }
}
