using Modular.Language.Topics;

namespace Modular.Clusterers.Topics;

/// <summary>
/// How many topics: of the numbers a reader could still read through, the one at which two groupings from different
/// parts of the texts agree best (stability; Ben-Hur, Elisseeff and Guyon 2002). Where several agree nearly as well,
/// the middle of them and not the one that chance put first. Then none is left that holds more than a quarter of all,
/// unless it is one.
/// </summary>
internal static class TopicNumber
{
    private const int Few = 60;
    private const double Largest = 0.25,
        Tight = 0.04;

    /// <summary>So much less agreement counts for a number 1/e as much: about what another seed changes.</summary>
    private const double Indifferent = 0.05;

    public static int Choose(IPartition one, IReadOnlyList<IPartition> others, int texts)
    {
        double middle = texts < Few ? Math.Max(2, texts / 6.0) : Math.Min(50, 1.9 * Math.Cbrt(texts));
        int[] numbers =
        [
            .. Enumerable
                .Range(0, 7)
                .Select(i => Math.Max(1, (int)Math.Round(middle * 0.7 * Math.Pow(2, i / 6.0))))
                .Distinct(),
        ];
        if (texts < Few)
            return numbers.MinBy(k => Math.Abs(k - middle));
        double[] agree = new double[numbers.Length];
        Parallel.For(
            0,
            numbers.Length,
            i =>
                agree[i] = others.Average(other => Agreement.AdjustedRand(one.Into(numbers[i]), other.Into(numbers[i])))
        );
        double[] weight = [.. agree.Select(a => Math.Exp((a - agree.Max()) / Indifferent))];
        return (int)Math.Round(Math.Exp(numbers.Select((k, i) => weight[i] * Math.Log(k)).Sum() / weight.Sum()));
    }

    /// <summary>Splits what is too large in two while that makes it tighter.</summary>
    public static int[] SplitLargest(Grouping grouping, float[][] points, int[] of, Decisions decided, int seed)
    {
        for (int turn = 0; turn < 8; turn++)
        {
            int k = of.Max() + 1;
            // All of them are in topics an officer decided on, which are not ours to split.
            if (k <= decided.Kept)
                return of;
            int[] sizes = new int[k];
            double[] closeness = new double[k];
            float[][] centres = grouping.Centres(of, k, decided);
            for (int i = 0; i < of.Length; i++)
                if (of[i] >= 0)
                {
                    sizes[of[i]]++;
                    closeness[of[i]] += System.Numerics.Tensors.TensorPrimitives.Dot<float>(points[i], centres[of[i]]);
                }

            int large = Enumerable.Range(decided.Kept, k - decided.Kept).MaxBy(t => sizes[t]);
            if (sizes[large] <= Largest * of.Length || sizes[large] < 8)
                return of;
            int[] members = [.. Enumerable.Range(0, of.Length).Where(i => of[i] == large)];
            float[][] own = [.. members.Select(i => points[i])];
            var halves = Enumerable
                .Range(0, 5)
                .Select(s => SphericalKMeans.Run(own, 2, seed + s, 30))
                .MaxBy(r => r.Quality);
            double gain = halves.Quality / members.Length - closeness[large] / sizes[large];
            // One whose halves are hardly nearer to themselves than to the whole is one.
            if (gain < Tight)
                return of;
            of = [.. of];
            for (int m = 0; m < members.Length; m++)
                if (halves.Of[m] == 1)
                    of[members[m]] = k;
            of = grouping.Settle(of, k + 1, decided, 0);
        }

        return of;
    }
}
