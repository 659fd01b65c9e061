namespace Modular.Methods;

/// <summary>
/// Seeded numbers that are the same on every machine and version: SplitMix64 (G. L. Steele, D. Lea and C. H. Flood,
/// 2014), without modulo bias.
/// </summary>
internal sealed class Draw(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public int Below(int limit)
    {
        ulong most = ulong.MaxValue - ulong.MaxValue % (ulong)limit,
            next;
        do next = Next();
        while (next >= most);
        return (int)(next % (ulong)limit);
    }

    public void Shuffle(int[] items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
