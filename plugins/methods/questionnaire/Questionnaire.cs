using Modular.Plugins.Contract;

namespace Modular.Methods.Questionnaire;

/// <summary>
/// Per question: number, missing, mean with interval, share of the top answers, and for questions from 0 to 10 the net
/// promoter score (F. F. Reichheld, 2003) with its standard error 100 sqrt((p + d - (p - d)^2) / n). A subject's score
/// is the mean of its question means.
/// </summary>
public sealed class Questionnaire : IAppraisalMethod
{
    public PluginDescription Describe() =>
        new(
            "questionnaire",
            "1.0.0",
            "Modular",
            Texts.Name,
            Texts.Summary,
            [
                new("top", ParameterKind.Integer, Texts.Top, Texts.TopHelp, "2", Minimum: 1, Maximum: 10),
                new("most", ParameterKind.NumberPerCriterion, Texts.Most, Texts.MostHelp, null, Minimum: 1),
            ]
        );

    public MethodResult Compute(MethodInput input, ParameterValues parameters)
    {
        int top = parameters.Integer("top", 2),
            k = input.Subjects.Count,
            m = input.Criteria.Count;
        if (top < 1)
            throw new NotComputableException(Texts.BadTop(top));
        if (input.Value.Count == 0)
            throw new NotComputableException(Texts.NoAnswers);
        var scale = parameters.Numbers("most");
        double[] most = new double[m];
        for (int i = 0; i < input.Value.Count; i++)
            most[input.Criterion[i]] = Math.Max(most[input.Criterion[i]], input.Value[i]);
        for (int c = 0; c < m; c++)
        {
            double seen = most[c];
            most[c] =
                scale.TryGetValue(input.Criteria[c], out double given) ? given
                : seen <= 5 ? 5
                : seen <= 7 ? 7
                : seen <= 10 ? 10
                : seen;
            if (seen > most[c])
                throw new NotComputableException(Texts.Above(input.Criteria[c], seen, most[c]));
        }

        var cells = new Cell[k, m];
        for (int s = 0; s < k; s++)
        for (int c = 0; c < m; c++)
            cells[s, c] = new();
        var answered = new HashSet<int>[k];
        for (int s = 0; s < k; s++)
            answered[s] = [];
        for (int i = 0; i < input.Value.Count; i++)
        {
            cells[input.Subject[i], input.Criterion[i]].Add(input.Value[i], most[input.Criterion[i]], top);
            answered[input.Subject[i]].Add(input.Rater[i]);
        }

        var subjects = Enumerable
            .Range(0, k)
            .Select(s =>
            {
                var there = Enumerable.Range(0, m).Where(c => cells[s, c].N > 0).ToList();
                if (there.Count == 0)
                    return new SubjectResult(input.Subjects[s], null, null, null, 0, [Texts.NoAnswers]);
                double score = there.Sum(c => cells[s, c].Mean) / there.Count;
                double? half = there.All(c => cells[s, c].N > 1)
                    ? 1.959963984540054 * Math.Sqrt(there.Sum(c => cells[s, c].Variance / cells[s, c].N)) / there.Count
                    : null;
                int low = there.MinBy(c => cells[s, c].Mean / most[c]);
                return new SubjectResult(
                    input.Subjects[s],
                    score,
                    score - half,
                    score + half,
                    answered[s].Count,
                    [Texts.Explained(answered[s].Count, there.Count, input.Criteria[low], cells[s, low].Mean)]
                );
            })
            .ToList();
        var all = new Cell[m];
        for (int c = 0; c < m; c++)
        {
            all[c] = new();
            for (int s = 0; s < k; s++)
                all[c].Join(cells[s, c]);
        }

        var details = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["questions"] = Table.Named(
                input.Criteria,
                c => all[c].Out(most[c], answered.Sum(a => a.Count) - all[c].N)
            ),
        };
        if (k > 1)
            details["subjects"] = Table.Named(
                input.Subjects,
                s =>
                    Table.Named(
                        input.Criteria,
                        c => cells[s, c].N == 0 ? null : cells[s, c].Out(most[c], answered[s].Count - cells[s, c].N)
                    )
            );
        return new(subjects, [], [], details);
    }

    private sealed class Cell
    {
        private double _sum,
            _squares;
        private int _top,
            _promoters,
            _detractors;
        private bool _whole = true;

        public int N { get; private set; }

        public double Mean => _sum / N;

        public double Variance => N < 2 ? 0 : Math.Max(0, (_squares - _sum * _sum / N) / (N - 1));

        public void Add(double value, double most, int top)
        {
            N++;
            _sum += value;
            _squares += value * value;
            if (value > most - top)
                _top++;
            if (value >= 9)
                _promoters++;
            else if (value <= 6)
                _detractors++;
            _whole &= value is >= 0 and <= 10 && value == Math.Floor(value);
        }

        public void Join(Cell other)
        {
            (N, _sum, _squares, _top, _promoters, _detractors) = (
                N + other.N,
                _sum + other._sum,
                _squares + other._squares,
                _top + other._top,
                _promoters + other._promoters,
                _detractors + other._detractors
            );
            _whole &= other._whole;
        }

        public object Out(double most, int missing)
        {
            double error = 1.959963984540054 * Math.Sqrt(Variance / Math.Max(1, N));
            var figures = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["n"] = N,
                ["missing"] = missing,
                ["mean"] = Mean,
                ["lower"] = N < 2 ? null : Mean - error,
                ["upper"] = N < 2 ? null : Mean + error,
                ["topShare"] = (double)_top / N,
            };
            if (most == 10 && _whole)
            {
                double p = (double)_promoters / N,
                    d = (double)_detractors / N;
                (figures["nps"], figures["npsError"]) = (
                    100 * (p - d),
                    100 * Math.Sqrt((p + d - (p - d) * (p - d)) / N)
                );
            }

            return figures;
        }
    }
}
