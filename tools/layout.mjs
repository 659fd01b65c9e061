// How the code lies on the page, of this checkout or another: node tools/layout.mjs [FOLDER]
// Prints for each kind of file: files, lines, lines over 120, 160 and 400 columns, the longest; opening tags a line of
// Razor; pages with their model beside them; files over 400 lines.
import { readdirSync, readFileSync, existsSync } from "node:fs";
import { join } from "node:path";

const root = process.argv[2] ?? join(import.meta.dirname, "..");
const skipped = /(^|\/)(bin|obj|node_modules|\.git|\.data|lib|Migrations|artifacts)(\/|$)/;
const joined = /wwwroot\/css\/(base|staff)\.css$/;

const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((f) => f.isFile())
  .map((f) => join(f.parentPath, f.name))
  .filter((f) => !skipped.test(f.slice(root.length)) && !(joined.test(f) && existsSync(join(root, "host/styles"))));

for (const kind of [".cs", ".cshtml", ".css", ".js"]) {
  const of = files.filter((f) => f.endsWith(kind));
  const lines = of.flatMap((f) => readFileSync(f, "utf8").split("\n").slice(0, -1));
  const over = (most) => lines.filter((l) => l.length > most).length;
  const longest = lines.reduce((most, l) => Math.max(most, l.length), 0);
  const tall = of.filter((f) => readFileSync(f, "utf8").split("\n").length > 401).length;
  console.log(
    `${kind}\t${of.length} files\t${lines.length} lines\tover 120: ${over(120)}\tover 160: ${over(160)}\tover 400: ${over(400)}\tlongest ${longest}\tfiles over 400 lines: ${tall}`,
  );
}

const markup = files.filter((f) => f.endsWith(".cshtml"));
const text = markup.map((f) => readFileSync(f, "utf8"));
const tags = text.join("\n").match(/<[a-zA-Z][\w-]*[\s>/]/g).length;
const filled = text
  .join("\n")
  .split("\n")
  .filter((l) => l.trim()).length;
const pages = markup.filter((f, i) => /^@page\b/m.test(text[i]));
console.log(`opening tags a line of Razor: ${(tags / filled).toFixed(2)}`);
console.log(
  `pages with their model beside them: ${pages.filter((f) => existsSync(f + ".cs")).length} of ${pages.length}`,
);
