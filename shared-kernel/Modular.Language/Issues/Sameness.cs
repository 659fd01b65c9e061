namespace Modular.Language.Issues;

/// <summary>
/// Whether two requests tell of the same problem at the same place: cosines in the vector space model (G. Salton, A.
/// Wong and C. Yang, A vector space model for automatic indexing, 1975), one over what is said of the place, one over
/// what is said of the problem.
/// </summary>
internal static class Sameness
{
    /// <summary>
    /// From it on two requests, or the mean of two issues, are the same. Chosen on real requests read by people: lower
    /// joins more that is not the same, higher breaks up more that is.
    /// </summary>
    public const double Least = 0.38;

    /// <summary>
    /// Length that a request's words about its place have at least: one that names no place is not at the same place as
    /// another for a chance word.
    /// </summary>
    public const float NamesPlace = 10;

    public static TwoLikenesses Of(Described a, Described b, float[] placeness)
    {
        double place = 0,
            problem = 0,
            kinds = 0;
        int[] left = a.Gram,
            right = b.Gram;
        for (int i = 0, j = 0; i < left.Length && j < right.Length; )
        {
            int difference = left[i] - right[j];
            if (difference == 0)
            {
                double p = placeness[left[i]],
                    product = (double)a.Weight[i] * b.Weight[j];
                place += product * p * p;
                problem += product * (1 - p) * (1 - p);
                i++;
                j++;
            }
            else if (difference < 0)
                i++;
            else
                j++;
        }

        for (int i = 0, j = 0; i < a.Kind.Length && j < b.Kind.Length; )
        {
            int difference = a.Kind[i] - b.Kind[j];
            if (difference == 0)
                kinds += (double)a.KindWeight[i++] * b.KindWeight[j++];
            else if (difference < 0)
                i++;
            else
                j++;
        }

        return new(
            Cosine(place, Math.Max(NamesPlace, a.PlaceLength), Math.Max(NamesPlace, b.PlaceLength)),
            (Cosine(problem, a.ProblemLength, b.ProblemLength) + Cosine(kinds, a.KindLength, b.KindLength)) / 2
        );
    }

    private static double Cosine(double product, float left, float right) =>
        left > 0 && right > 0 ? Math.Min(1, product / ((double)left * right)) : 0;
}

/// <param name="Place">Cosine of what two requests say of the place, 0 to 1.</param>
/// <param name="Problem">
/// Mean of the cosine of what else they say and of the cosine of the kinds of problems, 0 to 1.
/// </param>
internal readonly record struct TwoLikenesses(double Place, double Problem)
{
    /// <summary>Both must hold: the geometric mean.</summary>
    public double Both => Math.Sqrt(Place * Problem);
}
