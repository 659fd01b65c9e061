using Modular.Projects.Domain;

namespace Modular.Projects.Rota;

/// <summary>
/// Plans whose turn it is, fair over years. In this order: no town twice in a row unless it is the only one; numbers of
/// turns over the whole history as equal as blocked months allow; wishes; gaps between turns of a town as even as
/// possible. The same task gives the same plan. Numbers are made equal by a search month by month, the longest waiting
/// first, that turns back where the months left could no longer be divided as equally; how equally they can be is an
/// optimal semi-matching (Harvey, Ladner, Lovász, Tamir, 2006) of months to towns.
/// </summary>
internal sealed class RotaMaker
{
    /// <summary>
    /// Steps of the search before a plain walk has to do; no district of the kind we know comes near.
    /// </summary>
    private const int Patience = 30_000;
    private readonly RotaTask _task;
    private readonly RotaTown[] _towns;
    private readonly int[][] _options;
    private readonly ulong[] _lot;
    private readonly int[] _plan;
    private int _steps;

    private RotaMaker(RotaTask task)
    {
        _task = task;
        _towns = [.. task.Towns.OrderBy(t => t.Id)];
        _options =
        [
            .. Enumerable
                .Range(task.First, task.Months)
                .Select(month =>
                    Enumerable
                        .Range(0, _towns.Length)
                        .Where(t =>
                            task.Kept.TryGetValue(month, out int kept)
                                ? _towns[t].Id == kept
                                : !task.Blocked.Contains((_towns[t].Id, month))
                        )
                        .ToArray()
                ),
        ];
        _lot = [.. _towns.Select(t => Mix((ulong)(uint)task.Seed << 32 | (uint)t.Id))];
        _plan = new int[task.Months];
    }

    public static IReadOnlyList<RotaSlot> Make(RotaTask task)
    {
        var maker = new RotaMaker(task);
        maker.Divide();
        maker.Even();
        return [.. Enumerable.Range(0, task.Months).Select(maker.Tell)];
    }

    /// <summary>Months to towns with the most equal numbers.</summary>
    private void Divide()
    {
        int[] loads = [.. _towns.Select(t => t.Count)];
        int before = Previous();
        for (
            long aim = RotaBalance.Least(_options, 0, loads, before) ?? long.MaxValue;
            aim < long.MaxValue && _steps < Patience;
            aim += 2
        )
            if (Walk(0, before, loads, aim))
                return;
        Walk(0, before, loads, null);
    }

    private bool Walk(int at, int before, int[] loads, long? aim)
    {
        if (at == _plan.Length)
            return true;
        if (aim is not null && ++_steps > Patience)
            return false;
        if (_options[at].Length == 0)
        {
            _plan[at] = -1;
            return Walk(at + 1, -1, loads, aim);
        }

        foreach (int town in Order(at, before, loads, aim is null))
        {
            _plan[at] = town;
            loads[town]++;
            bool fits = aim is null || RotaBalance.Least(_options, at + 1, loads, town) is { } least && least <= aim;
            if (fits && Walk(at + 1, town, loads, aim))
                return true;
            loads[town]--;
        }

        return false;
    }

    /// <summary>
    /// Who may have the month, the wisher first, then who does not stand alone in the next month, then the longest
    /// waiting.
    /// </summary>
    private IEnumerable<int> Order(int at, int before, int[] loads, bool byNumber) =>
        _options[at]
            .Where(t => t != before || _options[at].Length == 1)
            .OrderByDescending(t => _task.Wishes.Contains((_towns[t].Id, _task.First + at)))
            .ThenBy(t => at + 1 < _plan.Length && _options[at + 1] is [var alone] && alone == t)
            .ThenBy(t => byNumber ? loads[t] : 0)
            .ThenBy(t => LastBefore(t, at) ?? int.MinValue)
            .ThenBy(t => loads[t])
            .ThenBy(t => _lot[t]);

    /// <summary>
    /// Exchanges months as long as that makes the gaps more even or grants a wish; numbers of turns stay.
    /// </summary>
    private void Even()
    {
        long now = Unevenness();
        for (bool better = true; better; )
        {
            better = false;
            for (int i = 0; i < _plan.Length; i++)
            for (int j = i + 1; j < _plan.Length; j++)
            {
                if (
                    _plan[i] == _plan[j]
                    || _plan[i] < 0
                    || _plan[j] < 0
                    || !_options[i].Contains(_plan[j])
                    || !_options[j].Contains(_plan[i])
                )
                    continue;
                (_plan[i], _plan[j]) = (_plan[j], _plan[i]);
                if (NobodyTwice() && Unevenness() is var then && then < now)
                    (now, better) = (then, true);
                else
                    (_plan[i], _plan[j]) = (_plan[j], _plan[i]);
            }
        }
    }

    private bool NobodyTwice()
    {
        int before = Previous();
        for (int i = 0; i < _plan.Length; before = _plan[i++])
            if (_plan[i] >= 0 && _plan[i] == before && _options[i].Length > 1)
                return false;
        return true;
    }

    /// <summary>
    /// Squares of all gaps; a wish is worth two months' shift of a yearly turn. Who had none yet has waited one round,
    /// and after the last month planned everybody waits one round more: without that end, last turns would be drawn
    /// forward.
    /// </summary>
    private long Unevenness()
    {
        long sum = 0;
        int[] last = [.. _towns.Select(t => t.Last ?? _task.First - _towns.Length)];
        for (int i = 0; i < _plan.Length; i++)
        {
            if (_plan[i] < 0)
                continue;
            long gap = _task.First + i - last[_plan[i]];
            sum += gap * gap - (_task.Wishes.Contains((_towns[_plan[i]].Id, _task.First + i)) ? 48 : 0);
            last[_plan[i]] = _task.First + i;
        }

        long end = _task.First + _plan.Length - 1 + _towns.Length;
        return sum + last.Sum(month => (end - month) * (end - month));
    }

    private int Previous() => Array.FindIndex(_towns, t => t.Last == _task.First - 1);

    private int? LastBefore(int town, int at)
    {
        for (int i = at - 1; i >= 0; i--)
            if (_plan[i] == town)
                return _task.First + i;
        return _towns[town].Last;
    }

    private RotaSlot Tell(int at)
    {
        int month = _task.First + at,
            town = _plan[at];
        if (town < 0)
            return _task.Kept.TryGetValue(month, out int gone)
                ? new(month, gone, TurnWhy.Kept)
                : new(month, null, TurnWhy.Nobody);
        int? last = LastBefore(town, at),
            waited = month - last;
        var slot = new RotaSlot(month, _towns[town].Id, TurnWhy.LongestWait, waited);
        if (_task.Kept.ContainsKey(month))
            return slot with { Why = TurnWhy.Kept };
        if (_options[at].Length == 1)
            return slot with { Why = TurnWhy.OnlyOne };
        if (_task.Wishes.Contains((_towns[town].Id, month)))
            return slot with { Why = TurnWhy.Wish };
        if (last is null)
            return slot with { Why = TurnWhy.FirstTurn };
        var longest = _options[at].OrderBy(t => LastBefore(t, at) ?? int.MinValue).ThenBy(t => t != town).First();
        if ((LastBefore(longest, at) ?? int.MinValue) >= last)
            return slot;
        if (_options[at].All(t => t == town || Turns(t, at) > Turns(town, at)))
            return slot with { Why = TurnWhy.FewestTurns };
        int next = Array.IndexOf(_plan, longest, at);
        return slot with
        {
            Why = TurnWhy.Later,
            Other = _towns[longest].Id,
            OtherMonth = next < 0 ? null : _task.First + next,
        };
    }

    private int Turns(int town, int at) => _towns[town].Count + _plan.Take(at).Count(t => t == town);

    private static ulong Mix(ulong x)
    {
        x = (x + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
        x = (x ^ x >> 27) * 0x94D049BB133111EB;
        return x ^ x >> 31;
    }
}

/// <summary>Why a month went to a town, as people are told.</summary>
internal enum TurnWhy
{
    LongestWait,
    FirstTurn,
    FewestTurns,
    Wish,
    OnlyOne,
    Later,
    Kept,
    ByHand,
    Swap,
    Nobody,
}

/// <param name="Count">
/// Turns so far; of a town that joined later with those it was given on joining, so that it need not catch up.
/// </param>
/// <param name="Last">Month of its last turn; null while it had none.</param>
internal sealed record RotaTown(int Id, int Count, int? Last);

/// <summary>What is to be planned. Months are counted through: year times twelve plus month, from zero.</summary>
internal sealed record RotaTask(int First, int Months, IReadOnlyList<RotaTown> Towns, int Seed)
{
    public IReadOnlySet<(int Town, int Month)> Blocked { get; init; } = new HashSet<(int, int)>();
    public IReadOnlySet<(int Town, int Month)> Wishes { get; init; } = new HashSet<(int, int)>();

    /// <summary>Months that are settled and stay as they are.</summary>
    public IReadOnlyDictionary<int, int> Kept { get; init; } = new Dictionary<int, int>();
}

/// <param name="Waited">Months since the town's last turn.</param>
/// <param name="Other">
/// For <see cref="TurnWhy.Later"/>: who waits longer and has its turn in <paramref name="OtherMonth"/>.
/// </param>
internal sealed record RotaSlot(
    int Month,
    int? Town,
    TurnWhy Why,
    int? Waited = null,
    int? Other = null,
    int? OtherMonth = null
);
