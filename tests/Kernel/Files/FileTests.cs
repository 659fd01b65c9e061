using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Files;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

[Trait("rule", "K9")]
public sealed class FileTests
{
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    [Fact]
    public void Kinds_are_told_by_content_and_programs_pages_macros_and_bombs_are_not_taken()
    {
        Assert.Equal("image/png", FileKinds.Of(Png));
        Assert.Equal("application/pdf", FileKinds.Of("%PDF-1.7\n"u8));
        Assert.Null(FileKinds.Of("MZ\x90\0"u8));
        Assert.Null(FileKinds.Of("<html><script>alert(1)</script>"u8));
        Assert.Null(FileKinds.Of("<svg xmlns='http://www.w3.org/2000/svg'/>"u8));
        static byte[] Zip(params (string Name, int Size)[] entries)
        {
            var stream = new MemoryStream();
            using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
                foreach (var (name, size) in entries)
                {
                    using var entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                    entry.Write(new byte[size]);
                }

            return stream.ToArray();
        }

        Assert.NotNull(FileKinds.Of(Zip(("word/document.xml", 10))));
        Assert.Null(FileKinds.Of(Zip(("anything.txt", 10))));
        Assert.Null(FileKinds.Of(Zip(("word/document.xml", 10), ("word/vbaProject.bin", 10))));
        Assert.Null(FileKinds.Of(Zip(("word/document.xml", 200 << 20))));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_a_resident_attaches_is_seen_by_who_may_see_the_need_and_by_nobody_else(string database)
    {
        await using var host = await RunningHost.Start(database);
        string picture = Path.Combine(host.Folder, "..%2f坑.png"),
            program = Path.Combine(host.Folder, "photo.jpg");
        await File.WriteAllBytesAsync(picture, Png);
        await File.WriteAllTextAsync(program, "MZ this is a program");
        int unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!.Id;
        var resident = host.Visitor();
        await resident.Open("/ask");
        await resident.Send("form.form", ("Text", "路上有个坑"), ("UnitId", $"{unit}"), ("Files", "file:" + program));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, resident.Status);
        Assert.Equal("路上有个坑", resident.Page.QuerySelector("#Text")!.TextContent);
        await resident.Send("form.form", ("Text", "路上有个坑"), ("UnitId", $"{unit}"), ("Files", "file:" + picture));
        string number = resident.Page.QuerySelector(".receipt .num")!.TextContent;
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{number}");
        string href = worker.Page.QuerySelector(".files img")!.GetAttribute("src")!;
        Assert.Equal("image/png", FileKinds.Of(await worker.Bytes(href)));
        var answer = await new HttpClient { BaseAddress = host.Address }.GetAsync(href);
        Assert.NotEqual("image/png", answer.Content.Headers.ContentType?.MediaType);
        var neighbour = await host.As("worker-b1");
        Assert.Equal(HttpStatusCode.NotFound, await neighbour.StatusOf(href));
        await worker.Send("form[action*='handler=File']", ("Input.Files", "file:" + picture));
        Assert.Equal(2, worker.Page.QuerySelectorAll(".files img").Length);
        // The same content is kept once.
        Assert.Single(Directory.EnumerateFiles(Path.Combine(host.Folder, "files"), "*", SearchOption.AllDirectories));
    }
}
