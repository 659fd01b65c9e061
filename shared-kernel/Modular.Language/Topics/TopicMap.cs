using System.Numerics.Tensors;

namespace Modular.Language.Topics;

/// <summary>
/// A map of topics in two dimensions: near means alike. Topics are placed by stress majorisation (SMACOF; de Leeuw
/// 1977) from the angles between their centres; a topic that was on the last map starts from its old place and is held
/// there by a spring, so that a reader finds it again. A text lies between the topics it is near to.
/// </summary>
public static class TopicMap
{
    private const int Rounds = 200;
    private const double Spring = 4;
    private const double Spread = 0.09;

    /// <param name="before">Old place of each topic, NaN for a new one.</param>
    /// <returns>x and y of each topic, within -1 to 1.</returns>
    public static (double X, double Y)[] Topics(float[][] centres, IReadOnlyList<(double X, double Y)> before)
    {
        int k = centres.Length;
        if (k == 0)
            return [];
        if (k == 1)
            return [double.IsNaN(before[0].X) ? (0, 0) : before[0]];
        double[,] wanted = new double[k, k];
        for (int i = 0; i < k; i++)
        for (int j = 0; j < k; j++)
            wanted[i, j] =
                i == j
                    ? 0
                    : Math.Acos(Math.Clamp(TensorPrimitives.Dot<float>(centres[i], centres[j]), -1, 1)) / (Math.PI / 2);
        bool any = before.Any(b => !double.IsNaN(b.X));
        var place = new (double X, double Y)[k];
        for (int i = 0; i < k; i++)
            place[i] = double.IsNaN(before[i].X) ? Beginning(i, k, wanted, before, any) : before[i];
        for (int round = 0; round < Rounds; round++)
        {
            var next = new (double X, double Y)[k];
            for (int i = 0; i < k; i++)
            {
                (double x, double y, double weight) = double.IsNaN(before[i].X)
                    ? (0, 0, 0.0)
                    : (before[i].X * Spring * k, before[i].Y * Spring * k, Spring * k);
                for (int j = 0; j < k; j++)
                {
                    if (i == j)
                        continue;
                    double dx = place[i].X - place[j].X,
                        dy = place[i].Y - place[j].Y,
                        distance = Math.Max(1e-6, Math.Sqrt(dx * dx + dy * dy));
                    // Small distances matter more: whom a topic is near to is what a reader looks for.
                    double w = 1 / Math.Max(0.05, wanted[i, j] * wanted[i, j]);
                    x += w * (place[j].X + wanted[i, j] * dx / distance);
                    y += w * (place[j].Y + wanted[i, j] * dy / distance);
                    weight += w;
                }

                next[i] = (x / weight, y / weight);
            }

            place = next;
        }

        return any ? [.. place.Select(p => (Math.Clamp(p.X, -1, 1), Math.Clamp(p.Y, -1, 1)))] : Fit(place);
    }

    /// <returns>
    /// x and y of each text: the places of its three nearest topics weighed by likeness, and a little aside so that
    /// texts do not hide each other.
    /// </returns>
    public static (double X, double Y) Text(
        float[] point,
        float[][] centres,
        IReadOnlyList<(double X, double Y)> places,
        int own,
        int number
    )
    {
        if (own < 0 || places.Count == 0)
            return (double.NaN, double.NaN);
        double angle = number * 2.399963,
            far = Spread * Math.Sqrt((number * 0.6180339887) % 1);
        double x = places[own].X,
            y = places[own].Y,
            weight = 1;
        for (int c = 0; c < centres.Length; c++)
        {
            if (c == own)
                continue;
            double w = Math.Exp(
                12 * (TensorPrimitives.Dot<float>(point, centres[c]) - TensorPrimitives.Dot<float>(point, centres[own]))
            );
            if (w < 0.02)
                continue;
            w = Math.Min(w, 0.5) * 0.5;
            (x, y, weight) = (x + w * places[c].X, y + w * places[c].Y, weight + w);
        }

        return (
            Math.Clamp(x / weight + far * Math.Cos(angle), -1, 1),
            Math.Clamp(y / weight + far * Math.Sin(angle), -1, 1)
        );
    }

    /// <summary>On a circle in the first run; later beside the old topic it is most like.</summary>
    private static (double X, double Y) Beginning(
        int i,
        int k,
        double[,] wanted,
        IReadOnlyList<(double X, double Y)> before,
        bool any
    )
    {
        double angle = 2 * Math.PI * i / k;
        if (!any)
            return (Math.Cos(angle) * 0.7, Math.Sin(angle) * 0.7);
        int near = Enumerable.Range(0, k).Where(j => !double.IsNaN(before[j].X)).MinBy(j => wanted[i, j]);
        return (before[near].X + 0.1 * Math.Cos(angle), before[near].Y + 0.1 * Math.Sin(angle));
    }

    private static (double X, double Y)[] Fit((double X, double Y)[] place)
    {
        double x0 = place.Average(p => p.X),
            y0 = place.Average(p => p.Y);
        double most = Math.Max(1e-9, place.Max(p => Math.Max(Math.Abs(p.X - x0), Math.Abs(p.Y - y0))));
        return [.. place.Select(p => ((p.X - x0) / most * 0.88, (p.Y - y0) / most * 0.88))];
    }
}
