using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Modular.Projects.Demo;

/// <summary>A drawn picture that stands for a photo: a room, a few people as discs. Nobody is in it.</summary>
internal static class DemoPicture
{
    public static byte[] Png(int width, int height, int seed)
    {
        var random = new Random(seed);
        var people = Enumerable
            .Range(0, 7)
            .Select(i =>
                (
                    X: width * (i + 1) / 8 + random.Next(-15, 15),
                    Y: height * 6 / 10 + random.Next(-30, 30),
                    R: 24 + random.Next(10),
                    Hue: random.Next(3)
                )
            )
            .ToList();
        byte[] raw = new byte[height * (1 + 3 * width)];
        for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
        {
            int at = y * (1 + 3 * width) + 1 + 3 * x;
            (int r, int g, int b) = y < height * 7 / 10 ? (236 - y / 12, 228 - y / 14, 210 - y / 20) : (176, 150, 120);
            foreach (var p in people)
            {
                int dx = x - p.X,
                    dy = y - p.Y;
                if (dx * dx + dy * dy < p.R * p.R)
                    (r, g, b) = (222, 186, 150);
                else if (dy > p.R && dy < p.R * 4 && Math.Abs(dx) < p.R + dy / 5)
                    (r, g, b) = p.Hue switch
                    {
                        0 => (70, 110, 160),
                        1 => (150, 80, 70),
                        _ => (90, 130, 90),
                    };
            }

            (raw[at], raw[at + 1], raw[at + 2]) = ((byte)r, (byte)g, (byte)b);
        }

        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 2);
        Chunk(png, "IHDR", head);
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(raw);
        Chunk(png, "IDAT", packed.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream to, string kind, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(kind), .. data],
            number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        to.Write(number);
        to.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(named));
        to.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int i = 0; i < 8; i++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
