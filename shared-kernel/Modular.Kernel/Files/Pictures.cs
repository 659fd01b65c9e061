using Modular.Kernel.Rules;
using SkiaSharp;

namespace Modular.Kernel.Files;

/// <summary>
/// Pictures are decoded and written again: what is no picture does not get through, and nothing but the picture does.
/// No place, camera, name or hidden part survives. The one file that knows the library.
/// </summary>
internal static class Pictures
{
    /// <summary>Four bytes each while it is decoded; a telephone's largest photo is below.</summary>
    private const long MostPixels = 50_000_000;
    private const int LongestSide = 16_000;
    private const int Quality = 88;

    /// <summary>One at a time: together they could ask for more memory than the host has.</summary>
    private static readonly SemaphoreSlim One = new(1, 1);

    /// <summary>The picture again, in a kind every browser shows, or null when it is none or is cut off.</summary>
    /// <exception cref="RuleBroken">It has too many pixels, which is seen before any is decoded.</exception>
    public static async Task<(byte[] Bytes, string Type)?> Anew(byte[] bytes, string name, CancellationToken cancel)
    {
        await One.WaitAsync(cancel);
        try
        {
            return Write(bytes, name);
        }
        finally
        {
            One.Release();
        }
    }

    private static (byte[] Bytes, string Type)? Write(byte[] bytes, string name)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null)
            return null;
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width < 1 || height < 1)
            return null;
        if (width > LongestSide || height > LongestSide || (long)width * height > MostPixels)
            throw new RuleBroken("files.pixels", name, MostPixels / 1_000_000) { Field = "Files" };
        using var colours = SKColorSpace.CreateSrgb();
        var plain = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul, colours);
        using var bitmap = new SKBitmap(plain);
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success)
            return null;
        var upright = Upright(bitmap, codec.EncodedOrigin);
        using var turned = ReferenceEquals(upright, bitmap) ? null : upright;
        bool photo = codec.EncodedFormat is SKEncodedImageFormat.Jpeg;
        using var written = upright.Encode(photo ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Png, Quality);
        if (written.Size <= FileStore.MostEach)
            return (written.ToArray(), photo ? "image/jpeg" : "image/png");
        // A photograph that came without loss; kept so it would be larger than what may be sent.
        using var smaller = upright.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return (smaller.ToArray(), "image/jpeg");
    }

    /// <summary>
    /// A camera held sideways says so beside the picture; since that goes, the picture itself is turned.
    /// </summary>
    private static SKBitmap Upright(SKBitmap taken, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft or SKEncodedOrigin.Default)
            return taken;
        bool turned =
            origin
            is SKEncodedOrigin.LeftTop
                or SKEncodedOrigin.RightTop
                or SKEncodedOrigin.RightBottom
                or SKEncodedOrigin.LeftBottom;
        var (w, h) = turned ? (taken.Height, taken.Width) : (taken.Width, taken.Height);
        var upright = new SKBitmap(taken.Info.WithSize(w, h));
        using var canvas = new SKCanvas(upright);
        canvas.SetMatrix(
            origin switch
            {
                SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, w, 0, 1, 0, 0, 0, 1),
                SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, w, 0, -1, h, 0, 0, 1),
                SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, h, 0, 0, 1),
                SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
                SKEncodedOrigin.RightTop => new SKMatrix(0, -1, w, 1, 0, 0, 0, 0, 1),
                SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, w, -1, 0, h, 0, 0, 1),
                _ => new SKMatrix(0, 1, 0, -1, 0, h, 0, 0, 1),
            }
        );
        canvas.DrawBitmap(taken, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        return upright;
    }
}
