using Modular.Plugins.Contract;

namespace Modular.Methods.TrimmedMean;

/// <summary>
/// Drops the k highest and k lowest raters of each subject and averages the rest, times a scale. Interval after Tukey
/// and McLaughlin (1963): winsorised standard deviation s_w, standard error s_w / ((1 - 2k/n) sqrt(n)), t with n - 2k -
/// 1 degrees of freedom.
/// </summary>
public sealed class TrimmedMean : IAppraisalMethod
{
    public PluginDescription Describe() =>
        new(
            "trimmed-mean",
            "1.0.0",
            "Modular",
            Texts.Name,
            Texts.Summary,
            [
                new("trim", ParameterKind.Integer, Texts.Trim, Texts.TrimHelp, "1", Minimum: 0, Maximum: 50),
                new("scale", ParameterKind.Number, Texts.Scale, Texts.ScaleHelp, "1", Minimum: 0.000001),
                new(
                    "aggregate",
                    ParameterKind.Choice,
                    Texts.Aggregate,
                    Texts.AggregateHelp,
                    "\"mean\"",
                    Choices: new Dictionary<string, Message>(StringComparer.Ordinal)
                    {
                        ["mean"] = Texts.Mean,
                        ["sum"] = Texts.Sum,
                    }
                ),
            ]
        );

    public MethodResult Compute(MethodInput input, ParameterValues parameters)
    {
        double given = parameters.Number("trim", 1);
        double scale = parameters.Number("scale", 1);
        string aggregate = parameters.Text("aggregate", "mean");
        if (given < 0 || given != Math.Floor(given))
            throw new NotComputableException(Texts.BadTrim(given));
        if (!double.IsFinite(scale) || scale <= 0)
            throw new NotComputableException(Texts.BadScale(scale));
        if (aggregate is not ("mean" or "sum"))
            throw new NotComputableException(Texts.BadAggregate(aggregate));
        int trim = (int)given;
        var pairs = Table.Pairs(input);
        var subjects = Enumerable
            .Range(0, pairs.Subjects)
            .Select(s => Subject(input, pairs, s, trim, scale, aggregate == "sum"))
            .ToList();
        if (subjects.Count > 0 && subjects.TrueForAll(s => s.Score is null))
            throw new NotComputableException(
                Texts.TooFewEverywhere(Enumerable.Range(0, pairs.Subjects).Max(pairs.CountOf), trim)
            );
        return new(
            subjects,
            Table.Raters(input, pairs),
            [.. subjects.Where(s => s.Score is null).SelectMany(s => s.Reasons)],
            Table.NoDetails()
        );
    }

    private static SubjectResult Subject(MethodInput input, Pairs pairs, int subject, int trim, double scale, bool sum)
    {
        string name = input.Subjects[subject];
        int n = pairs.CountOf(subject),
            kept = n - 2 * trim;
        if (kept <= 0)
            return new(name, null, null, null, n, [Texts.TooFew(name, n, trim)]);
        // Equal values keep the order of the raters, so the same ones are dropped every time.
        int[] sorted = [.. pairs.Of(subject).ToArray().OrderBy(i => pairs.Value[i])];
        double sumOfKept = 0;
        foreach (int i in sorted.AsSpan(trim, kept))
            sumOfKept += pairs.Value[i];
        double mean = sumOfKept / kept;
        double factor = sum ? scale * kept : scale;
        double[] winsorised = [.. sorted.Select((_, i) => pairs.Value[sorted[Math.Clamp(i, trim, n - trim - 1)]])];
        double error =
            Math.Sqrt(Table.Variance(winsorised, winsorised.Sum() / n)) / ((1 - 2.0 * trim / n) * Math.Sqrt(n));
        double? half = Table.HalfWidth(error, kept - 1);
        var dropped = sorted.Take(trim).Concat(sorted.Skip(n - trim)).ToList();
        return new(
            name,
            factor * mean,
            factor * (mean - half),
            factor * (mean + half),
            n,
            [
                trim == 0
                    ? Texts.AllCount(n)
                    : Texts.Dropped(kept, [.. dropped.Select(d => (input.Raters[pairs.Rater[d]], pairs.Value[d]))]),
            ]
        );
    }
}
