using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Modular.Language.Linear;

/// <summary>
/// Points turned so that some of them lie beside each other, coordinate by coordinate: four rows times one panel is a
/// tile of products that never leaves the registers (K. Goto and R. van de Geijn, Anatomy of high-performance matrix
/// multiplication, 2008). The same pair gives the same product wherever and with whatever it is computed.
/// </summary>
public sealed class Panels
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 4;

    /// <summary>Rows worth keeping near while the panels pass by.</summary>
    public const int Block = 64;

    /// <summary>Points of a panel.</summary>
    public static readonly int Width = 2 * Vector<float>.Count;

    private readonly float[] _flat;
    private readonly int _dimensions;

    public int Count { get; }

    public int Number { get; }

    public Panels(float[][] points)
    {
        (Count, _dimensions) = (points.Length, points.Length == 0 ? 0 : points[0].Length);
        Number = (Count + Width - 1) / Width;
        _flat = new float[checked(Number * Width * _dimensions)];
        Parallel.For(
            0,
            Number,
            panel =>
            {
                var to = _flat.AsSpan(panel * Width * _dimensions, Width * _dimensions);
                for (int lane = 0; lane < Math.Min(Width, Count - panel * Width); lane++)
                {
                    float[] point = points[panel * Width + lane];
                    for (int k = 0; k < point.Length; k++)
                        to[k * Width + lane] = point[k];
                }
            }
        );
    }

    /// <summary>
    /// Products of four rows with all points of a panel: <paramref name="tile"/> is four times <see cref="Width"/>, row
    /// by row.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Times(float[] a, float[] b, float[] c, float[] d, int panel, Span<float> tile)
    {
        ref var x = ref Unsafe.As<float, Vector<float>>(
            ref MemoryMarshal.GetReference(_flat.AsSpan(panel * Width * _dimensions, Width * _dimensions))
        );
        Vector<float> a0 = default,
            a1 = default,
            b0 = default,
            b1 = default,
            c0 = default,
            c1 = default,
            d0 = default,
            d1 = default;
        for (int k = 0; k < _dimensions; k++)
        {
            var (left, right) = (Unsafe.Add(ref x, 2 * k), Unsafe.Add(ref x, 2 * k + 1));
            var w = new Vector<float>(a[k]);
            a0 = Vector.FusedMultiplyAdd(w, left, a0);
            a1 = Vector.FusedMultiplyAdd(w, right, a1);
            w = new(b[k]);
            b0 = Vector.FusedMultiplyAdd(w, left, b0);
            b1 = Vector.FusedMultiplyAdd(w, right, b1);
            w = new(c[k]);
            c0 = Vector.FusedMultiplyAdd(w, left, c0);
            c1 = Vector.FusedMultiplyAdd(w, right, c1);
            w = new(d[k]);
            d0 = Vector.FusedMultiplyAdd(w, left, d0);
            d1 = Vector.FusedMultiplyAdd(w, right, d1);
        }

        var to = MemoryMarshal.Cast<float, Vector<float>>(tile);
        (to[0], to[1], to[2], to[3], to[4], to[5], to[6], to[7]) = (a0, a1, b0, b1, c0, c1, d0, d1);
    }

    /// <summary>For each row the point with the largest product, ties to the first; in parallel.</summary>
    public void Nearest(float[][] rows, int[] of, float[] product) =>
        Parallel.For(
            0,
            (rows.Length + Block - 1) / Block,
            block =>
            {
                int begin = block * Block,
                    end = Math.Min(rows.Length, begin + Block);
                Span<float> tile = stackalloc float[Rows * Width];
                product.AsSpan(begin, end - begin).Fill(float.NegativeInfinity);
                for (int panel = 0; panel < Number; panel++)
                {
                    int lanes = Math.Min(Width, Count - panel * Width);
                    for (int i = begin; i < end; i += Rows)
                    {
                        Times(
                            rows[i],
                            rows[Math.Min(i + 1, end - 1)],
                            rows[Math.Min(i + 2, end - 1)],
                            rows[Math.Min(i + 3, end - 1)],
                            panel,
                            tile
                        );
                        for (int r = 0; r < Math.Min(Rows, end - i); r++)
                        for (int lane = 0; lane < lanes; lane++)
                            if (tile[r * Width + lane] > product[i + r])
                                (of[i + r], product[i + r]) = (panel * Width + lane, tile[r * Width + lane]);
                    }
                }
            }
        );
}
