namespace Modular.Language.Terms;

/// <summary>
/// Numbers to small numbers: open addressing with linear probing, some times as fast as a general dictionary where
/// millions of grams are counted.
/// </summary>
internal sealed class GramTable(int capacity)
{
    private ulong[] _keys = new ulong[Size(capacity)];
    private int[] _values = new int[Size(capacity)];

    public int Count { get; private set; }

    private static int Size(int capacity) =>
        (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity * 2));

    /// <summary>The value of a key, zero where it is new.</summary>
    public ref int At(ulong key)
    {
        if (2 * Count >= _keys.Length)
            Grow();
        int slot = Slot(key);
        if (_keys[slot] == 0)
        {
            _keys[slot] = key + 1;
            Count++;
        }

        return ref _values[slot];
    }

    /// <summary>The value of a key, or zero.</summary>
    public int Get(ulong key) => _values[Slot(key)];

    public IEnumerable<(ulong Key, int Value)> All()
    {
        for (int slot = 0; slot < _keys.Length; slot++)
            if (_keys[slot] != 0)
                yield return (_keys[slot] - 1, _values[slot]);
    }

    private int Slot(ulong key)
    {
        int mask = _keys.Length - 1,
            slot = (int)((key * 0x9E3779B97F4A7C15) >> 32) & mask;
        while (_keys[slot] != 0 && _keys[slot] != key + 1)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        var (keys, values) = (_keys, _values);
        (_keys, _values) = (new ulong[keys.Length * 2], new int[keys.Length * 2]);
        for (int s = 0; s < keys.Length; s++)
        {
            if (keys[s] == 0)
                continue;
            int slot = Slot(keys[s] - 1);
            (_keys[slot], _values[slot]) = (keys[s], values[s]);
        }
    }
}
