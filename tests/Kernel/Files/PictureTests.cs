using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Files;
using Modular.Kernel.Rules;
using Modular.TestKit;
using SkiaSharp;

namespace Modular.Kernel.Tests;

/// <summary>What is sent as a picture is one, and nothing but the picture is kept.</summary>
[Trait("rule", "K9")]
public sealed class PictureTests
{
    private const string Place = "39.9N 116.4E";
    private static readonly byte[] Exif =
    [
        .. Encoding.ASCII.GetBytes("Exif\0\0"),
        .. Sideways,
        .. Encoding.ASCII.GetBytes(Place),
    ];

    /// <summary>TIFF, little-endian: one entry, orientation 6.</summary>
    private static byte[] Sideways =>
        [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0];

    [Theory, InlineData("jpeg"), InlineData("png"), InlineData("webp"), InlineData("png text")]
    public async Task A_picture_of_any_kind_loses_where_it_was_taken_and_keeps_what_it_shows(string kind)
    {
        byte[] sent = Tagged(kind);
        Assert.Contains(Place, Encoding.Latin1.GetString(sent), StringComparison.Ordinal);
        var (bytes, type) = Assert.NotNull(await Pictures.Anew(sent, "a", default));
        Assert.DoesNotContain("116.4E", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(bytes), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(kind == "jpeg" ? "image/jpeg" : "image/png", type);
        using var shown = SKBitmap.Decode(bytes);
        // A camera held sideways said so beside the picture: now the picture stands upright by itself.
        bool turned = kind == "jpeg";
        Assert.Equal(turned ? (30, 60) : (60, 30), (shown.Width, shown.Height));
        var red = turned ? shown.GetPixel(25, 5) : shown.GetPixel(5, 5);
        Assert.True(red.Red > 180 && red.Blue < 90, red.ToString());
    }

    [Fact]
    public async Task Noise_behind_the_signature_of_a_picture_a_cut_one_and_a_huge_one_are_not_taken()
    {
        byte[] noise = new byte[40_000];
        new Random(1).NextBytes(noise);
        byte[][] signatures =
        [
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
            [0xFF, 0xD8, 0xFF, 0xE0],
            [.. "GIF89a"u8],
            [.. "RIFF"u8, 0, 0, 1, 0, .. "WEBP"u8],
        ];
        foreach (byte[] signature in signatures)
        {
            byte[] sent = [.. signature, .. noise];
            Assert.NotNull(FileKinds.Of(sent));
            try
            {
                Assert.Null(await Pictures.Anew(sent, "a", default));
            }
            catch (RuleBroken claim)
            {
                // Noise may say any size of itself; either way it is not taken.
                Assert.Equal("files.pixels", claim.Key);
            }
        }

        byte[] whole = Drawn(400, 300, SKEncodedImageFormat.Png);
        Assert.Null(await Pictures.Anew(whole[..(whole.Length / 2)], "a", default));
        var broken = await Assert.ThrowsAsync<RuleBroken>(() => Pictures.Anew(Claiming(30_000, 30_000), "a", default));
        Assert.Equal("files.pixels", broken.Key);
    }

    [Theory]
    [InlineData("photo\u202Egpj.exe", "image/jpeg", "photogpj.jpg")]
    [InlineData("x.html", "image/png", "x.png")]
    [InlineData("..\\..\\a\u200Bb\u0007.PNG", "image/png", "ab.PNG")]
    [InlineData("report.final", "application/pdf", "report.pdf")]
    [InlineData("", "application/pdf", "file.pdf")]
    [InlineData(".png", "image/png", "file.png")]
    [InlineData("photo.jpeg", "image/jpeg", "photo.jpeg")]
    [InlineData("路上的坑", "image/jpeg", "路上的坑.jpg")]
    public void A_name_says_what_the_file_is_and_hides_nothing(string given, string type, string name) =>
        Assert.Equal(name, FileNames.Of(given, type));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Without_an_account_one_address_and_all_together_have_a_budget_for_the_day(string database)
    {
        await using var host = await RunningHost.Start(
            database,
            "--Files:AddressDayMegabytes=0.05",
            "--Files:AnybodyDayMegabytes=0.12"
        );
        var store = host.Services.GetRequiredService<FileStore>();
        Task<IReadOnlyList<StoredFile>> Send(string address, int kilobytes) =>
            store.SaveFromAnybody(IPAddress.Parse(address), [Paper(kilobytes)], default);
        await Send("198.51.100.7", 30);
        Assert.Equal("files.enough-today", (await Assert.ThrowsAsync<RuleBroken>(() => Send("198.51.100.7", 30))).Key);
        await Send("::ffff:198.51.100.7", 15);
        // One IPv6 customer has all addresses of his half.
        await Send("2001:db8:1:2::1", 30);
        await Assert.ThrowsAsync<RuleBroken>(() => Send("2001:db8:1:2:ffff::9", 30));
        await Send("2001:db8:1:3::1", 30);
        // All together.
        Assert.Equal("files.enough-today", (await Assert.ThrowsAsync<RuleBroken>(() => Send("203.0.113.5", 30))).Key);
        // With an account it is not asked.
        Assert.Single(await store.Save([Paper(60)], default));
        // The next day begins again.
        host.Clock.Advance(TimeSpan.FromDays(1));
        await Send("198.51.100.7", 30);
        await host.Services.GetRequiredService<UploadBudget>().Forget(default);
    }

    [Fact]
    public async Task A_full_store_and_a_full_disk_take_nothing_more()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Files:StoreMegabytes=0.1");
        var store = host.Services.GetRequiredService<FileStore>();
        await store.Save([Paper(60)], default);
        Assert.Equal(
            "files.no-space",
            (await Assert.ThrowsAsync<RuleBroken>(() => store.Save([Paper(59)], default))).Key
        );
        await store.Save([Paper(20)], default);

        await using var full = await RunningHost.Start(Databases.Sqlite, "--Files:FreeMegabytes=900000000");
        var none = full.Services.GetRequiredService<FileStore>();
        Assert.Equal(
            "files.no-space",
            (await Assert.ThrowsAsync<RuleBroken>(() => none.Save([Paper(1)], default))).Key
        );
    }

    [Fact]
    public async Task A_scanner_by_command_or_by_clamd_is_asked_and_where_it_is_away_nothing_is_taken()
    {
        string script = Path.Combine(Directory.CreateTempSubdirectory("modular-test-").FullName, "scan.sh");
        await File.WriteAllTextAsync(script, "#!/bin/sh\ngrep -q EVIL && exit 1\nexit 0\n");
        await using (var host = await RunningHost.Start(Databases.Sqlite, $"--Files:Scanner:Command=/bin/sh {script}"))
            await Finds(host);
        using var clamd = new TcpListener(IPAddress.Loopback, 0);
        clamd.Start();
        var serving = Clamd(clamd);
        await using (
            var host = await RunningHost.Start(Databases.Sqlite, $"--Files:Scanner:Clamd={clamd.LocalEndpoint}")
        )
            await Finds(host);
        clamd.Stop();
        await using (var host = await RunningHost.Start(Databases.Sqlite, "--Files:Scanner:Command=/nowhere/at-all"))
        {
            var store = host.Services.GetRequiredService<FileStore>();
            Assert.Equal(
                "files.scanner-away",
                (await Assert.ThrowsAsync<RuleBroken>(() => store.Save([Paper(1)], default))).Key
            );
        }

        // Another machine's is not asked: what residents send does not leave this one.
        await using (var host = await RunningHost.Start(Databases.Sqlite, "--Files:Scanner:Clamd=192.0.2.1:3310"))
        {
            var store = host.Services.GetRequiredService<FileStore>();
            Assert.Equal(
                "files.scanner-away",
                (await Assert.ThrowsAsync<RuleBroken>(() => store.Save([Paper(1)], default))).Key
            );
        }
    }

    private static async Task Finds(RunningHost host)
    {
        var store = host.Services.GetRequiredService<FileStore>();
        Assert.Single(await store.Save([Paper(200)], default));
        Assert.Equal(
            "files.virus",
            (await Assert.ThrowsAsync<RuleBroken>(() => store.Save([Paper(200, "EVIL")], default))).Key
        );
    }

    /// <summary>As much of clamd as is needed.</summary>
    private static async Task Clamd(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var line = await listener.AcceptTcpClientAsync();
                await using var stream = line.GetStream();
                byte[] begin = new byte[10],
                    length = new byte[4];
                await stream.ReadExactlyAsync(begin);
                var all = new MemoryStream();
                while (true)
                {
                    await stream.ReadExactlyAsync(length);
                    byte[] piece = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
                    if (piece.Length == 0)
                        break;
                    await stream.ReadExactlyAsync(piece);
                    all.Write(piece);
                }

                bool evil = Encoding.Latin1.GetString(all.ToArray()).Contains("EVIL", StringComparison.Ordinal);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(evil ? "stream: Test.Evil FOUND\0" : "stream: OK\0"));
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private static FormFile Paper(int kilobytes, string within = "")
    {
        byte[] bytes = new byte[kilobytes << 10];
        "%PDF-1.7\n"u8.CopyTo(bytes);
        Encoding.ASCII.GetBytes(within).CopyTo(bytes, bytes.Length / 2);
        // Another content each time, so that none is there already.
        RandomNumberGenerator.Fill(bytes.AsSpan(20, 16));
        return new(new MemoryStream(bytes), 0, bytes.Length, "Files", "paper.pdf");
    }

    /// <summary>Red on the left, blue on the right.</summary>
    private static byte[] Drawn(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Blue);
        using var red = new SKPaint { Color = SKColors.Red };
        canvas.DrawRect(0, 0, width / 2, height, red);
        canvas.Flush();
        using var data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    private static byte[] Tagged(string kind)
    {
        if (kind == "jpeg")
        {
            byte[] jpeg = Drawn(60, 30, SKEncodedImageFormat.Jpeg);
            return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(Exif.Length + 2), .. Exif, .. jpeg[2..]];
        }

        if (kind == "webp")
        {
            byte[] webp = Drawn(60, 30, SKEncodedImageFormat.Webp);
            byte[] padded = Exif.Length % 2 == 0 ? Exif : [.. Exif, 0];
            byte[] chunk = [.. "EXIF"u8, (byte)Exif.Length, 0, 0, 0, .. padded];
            byte[] tagged = [.. webp, .. chunk];
            BinaryPrimitives.WriteInt32LittleEndian(tagged.AsSpan(4), tagged.Length - 8);
            return tagged;
        }

        byte[] png = Drawn(60, 30, SKEncodedImageFormat.Png);
        byte[] data =
            kind == "png"
                ? [.. "eXIf"u8, .. Exif[6..]]
                : [.. "tEXt"u8, .. "Comment\0"u8, .. Encoding.ASCII.GetBytes(Place)];
        if (kind == "png")
            data[22] = 1;
        return [.. png[..33], .. Chunk(data), .. png[33..]];
    }

    /// <summary>A PNG that says of itself it is so large, and holds nothing.</summary>
    private static byte[] Claiming(int width, int height)
    {
        byte[] head = new byte[17];
        "IHDR"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(8), height);
        (head[12], head[13]) = (8, 2);
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(new byte[100_000]);
        return
        [
            0x89,
            0x50,
            0x4E,
            0x47,
            0x0D,
            0x0A,
            0x1A,
            0x0A,
            .. Chunk(head),
            .. Chunk([.. "IDAT"u8, .. packed.ToArray()]),
            .. Chunk([.. "IEND"u8]),
        ];
    }

    private static byte[] Chunk(byte[] named)
    {
        byte[] length = new byte[4],
            sum = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, named.Length - 4);
        uint crc = 0xFFFFFFFF;
        foreach (byte b in named)
        {
            crc ^= b;
            for (int i = 0; i < 8; i++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        BinaryPrimitives.WriteUInt32BigEndian(sum, ~crc);
        return [.. length, .. named, .. sum];
    }
}
