namespace Modular.Language.Terms;

/// <summary>
/// Runs of characters that stand at least so often, by length. A longer run is known by the numbers of its two shorter
/// halves, which overlap in all but one character, so that each length is one look at every place (level by level, in
/// the way of Agrawal and Srikant, Fast algorithms for mining association rules, 1994).
/// </summary>
internal sealed class FrequentRuns
{
    private const int Characters = 1 << 16;

    private readonly char[] _text;

    /// <summary>By length less one: number of the run that begins at each place, or -1.</summary>
    private readonly int[][] _at;

    /// <summary>By length less one, then number: how often, and where it first stands.</summary>
    private readonly int[][] _times,
        _first;
    private readonly long _characters;

    /// <param name="text">Runs ended by a zero.</param>
    public FrequentRuns(char[] text, int longest, int least)
    {
        _text = text;
        (_at, _times, _first) = (new int[longest][], new int[longest][], new int[longest][]);
        _characters = text.LongLength - text.AsSpan().Count('\0');
        int[] numbers = new int[text.Length];
        for (int i = 0; i < text.Length; i++)
            numbers[i] = text[i] == 0 ? -1 : text[i];
        Keep(0, numbers, Characters, least);
        for (int length = 1; length < longest; length++)
        {
            var table = new GramTable(1 << 14);
            int[] shorter = _at[length - 1];
            numbers = new int[text.Length];
            for (int i = 0; i < text.Length; i++)
            {
                numbers[i] = -1;
                if (shorter[i] < 0 || shorter[i + 1] < 0)
                    continue;
                ref int number = ref table.At((ulong)shorter[i] << 32 | (uint)shorter[i + 1]);
                if (number == 0)
                    number = table.Count;
                numbers[i] = number - 1;
            }

            Keep(length, numbers, table.Count, least);
        }
    }

    /// <summary>Numbers only those that are frequent, in the order in which they first stand.</summary>
    private void Keep(int level, int[] numbers, int count, int least)
    {
        int[] times = new int[count],
            number = new int[count];
        foreach (int n in numbers)
            if (n >= 0)
                times[n]++;
        var (kept, first) = (new List<int>(), new List<int>());
        for (int i = 0; i < numbers.Length; i++)
        {
            int n = numbers[i];
            if (n < 0)
                continue;
            if (times[n] < least)
                numbers[i] = -1;
            else
            {
                if (number[n] == 0)
                {
                    kept.Add(times[n]);
                    first.Add(i);
                    number[n] = kept.Count;
                }

                numbers[i] = number[n] - 1;
            }
        }

        (_at[level], _times[level], _first[level]) = (numbers, [.. kept], [.. first]);
    }

    public int Number(int length) => _times[length - 1].Length;

    public string Spelled(int length, int run) => new(_text, _first[length - 1][run], length);

    /// <summary>How much oftener than by chance the two sides of the weakest split stand together.</summary>
    public double Weakest(int length, int run)
    {
        double weakest = double.MaxValue;
        int at = _first[length - 1][run];
        for (int cut = 1; cut < length; cut++)
            weakest = Math.Min(
                weakest,
                _times[length - 1][run]
                    / (
                        (double)_times[cut - 1][_at[cut - 1][at]]
                        * _times[length - cut - 1][_at[length - cut - 1][at + cut]]
                        / _characters
                    )
            );
        return weakest;
    }

    /// <summary>Every place of every run of a length.</summary>
    public void Each(int length, Action<int, int> visit)
    {
        int[] at = _at[length - 1];
        for (int i = 0; i < at.Length; i++)
            if (at[i] >= 0)
                visit(at[i], i);
    }
}
