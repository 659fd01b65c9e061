using QRCoder;

namespace Modular.Kernel.Documents;

/// <summary>A QR code as a drawing; black on white whatever the theme, or scanners fail.</summary>
public static class QrDrawing
{
    /// <param name="size">Pixels a module.</param>
    public static string Svg(string text, int size = 6)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.Q);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(size);
    }

    /// <summary>The same as a picture, for documents.</summary>
    public static byte[] Png(string text, int size = 4)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.Q);
        using var code = new PngByteQRCode(data);
        return code.GetGraphic(size);
    }
}
