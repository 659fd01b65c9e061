// Would a test notice? Takes out one refusal or moves one bound at a time and runs the tests of its module on SQLite:
//   node tools/mutants.mjs [SAMPLE=60] [SEED=1] [MODULES=needs,projects,appraisal,partners]
// Works in a copy of the last commit. All changes are built in at once and asleep; MODULAR_MUTANT wakes one of them.
// The tests of the same room come first, the module's whole suite only where those noticed nothing. Lists survivors.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const sample = Number(process.argv[2] ?? 60);
const seed = Number(process.argv[3] ?? 1);
const modules = (process.argv[4] ?? "needs,projects,appraisal,partners").split(",");
const root = execFileSync("git", ["rev-parse", "--show-toplevel"], { encoding: "utf8" }).trim();
const work = mkdtempSync(join(tmpdir(), "mutants-"));
const copy = join(work, "copy");
execFileSync("git", ["clone", "-q", root, copy]);
process.on("exit", () => rmSync(work, { recursive: true, force: true }));

const skipped = /\/(Pages|Portal|Views|Api|Data|Demo|Texts|bin|obj)\//;

function* sources(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      if (!skipped.test(`${path}/`)) yield* sources(path);
    } else if (name.endsWith(".cs")) yield path;
  }
}

// The end of the bracket that opens at a place, texts in quotes left out.
function closing(text, open) {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '"') {
      for (i++; text[i] !== '"' && i < text.length; i++) if (text[i] === "\\") i++;
      continue;
    }
    if (text[i] === "(") depth++;
    if (text[i] === ")" && --depth === 0) return i;
  }
  return -1;
}

// What a condition declares is needed behind it; such a one is left alone.
const declares = /\bis\b(?! (not )?null\b)|\bout (var|\w+ \w)|"""/;

function sites(file, module) {
  const text = readFileSync(file, "utf8");
  const found = [];
  for (const match of text.matchAll(/\bif \(/g)) {
    const open = match.index + 3;
    const end = closing(text, open);
    if (end < 0) continue;
    const condition = text.slice(open + 1, end);
    if (declares.test(condition)) continue;
    const line = text.slice(0, match.index).split("\n").length;
    if (/^\s*\{?\s*throw new (RuleBroken|NotFound)\b/.test(text.slice(end + 1)))
      found.push({ file, module, line, from: open + 1, to: end, kind: "no refusal", code: "false", was: condition });
    // Lambdas become queries, and those cannot ask who is awake.
    if (condition.includes("=>") || condition.includes("await")) continue;
    const bound = condition.match(/^([^<>=!&|?]+) (<=|>=|<|>) ([^<>=!&|?]+)$/);
    if (bound) {
      const other = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" }[bound[2]];
      const code = `${bound[1]} ${other} ${bound[3]}`;
      const kind = `${bound[2]} is ${other}`;
      found.push({ file, module, line, from: open + 1, to: end, kind, code, was: condition });
    }
  }
  return found;
}

// mulberry32
function random(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const all = modules.flatMap((m) => [...sources(join(copy, "modules", m))].sort().flatMap((f) => sites(f, m)));
const draw = random(seed);
const taken = new Set();
const chosen = all
  .map((site) => ({ site, at: draw() }))
  .sort((a, b) => a.at - b.at)
  .map((x) => x.site)
  // One change a condition.
  .filter((site) => !taken.has(`${site.file}:${site.from}`) && taken.add(`${site.file}:${site.from}`))
  .slice(0, sample);
chosen.forEach((site, i) => (site.id = i + 1));
console.log(`${all.length} places, ${chosen.length} chosen`);

for (const file of new Set(chosen.map((s) => s.file))) {
  let text = readFileSync(file, "utf8");
  const here = chosen.filter((s) => s.file === file).sort((a, b) => b.from - a.from || b.id - a.id);
  for (const site of here) {
    const condition = text.slice(site.from, site.to);
    const code = `Modular.Kernel.Rules.Mutant.Is(${site.id}) ? ${site.code} : (${condition})`;
    text = text.slice(0, site.from) + code + text.slice(site.to);
  }
  writeFileSync(file, text);
}
writeFileSync(
  join(copy, "shared-kernel/Modular.Kernel/Rules/Mutant.cs"),
  `namespace Modular.Kernel.Rules;
public static class Mutant
{
    private static readonly int Awake = int.Parse(System.Environment.GetEnvironmentVariable("MODULAR_MUTANT") ?? "0");
    public static bool Is(int id) => id == Awake;
}
`,
);
const env = { ...process.env, MSBUILDDISABLENODEREUSE: "1" };
delete env.MODULAR_TEST_POSTGRES;
delete env.CI;
for (const module of modules) {
  const name = module[0].toUpperCase() + module.slice(1);
  const quick = ["-nologo", "-v", "q", "-clp:NoSummary", "-p:RunAnalyzers=false", "-p:UseSharedCompilation=false"];
  execFileSync("dotnet", ["build", join(copy, "tests", name), ...quick, "-p:TreatWarningsAsErrors=false"], {
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
}

function noticed(site, filter) {
  const name = site.module[0].toUpperCase() + site.module.slice(1);
  // A loop that never ends is noticed too.
  const args = ["-k", "5", filter ? "180" : "600", "dotnet", "test", join(copy, "tests", name), "--no-build"];
  args.push("-nologo", "-v", "q");
  if (filter) args.push("--filter", filter);
  const ran = spawnSync("timeout", args, { env: { ...env, MODULAR_MUTANT: `${site.id}` }, encoding: "utf8" });
  const line = ran.stdout.match(/Failed: +(\d+), Passed: +(\d+)/);
  // No test of that room, or a run that did not end by itself: the latter is noticed.
  if (!line) return /No test matches/.test(ran.stdout) ? false : ran.status !== 0;
  return Number(line[1]) > 0;
}

// Classes of the tests in the room of the same name.
function roomFilter(site) {
  const room = relative(join(copy, "modules", site.module), site.file).split("/")[0];
  const folder = join(copy, "tests", site.module[0].toUpperCase() + site.module.slice(1), room);
  if (!existsSync(folder)) return null;
  const classes = readdirSync(folder)
    .filter((f) => f.endsWith("Tests.cs"))
    .map((f) => `FullyQualifiedName~.${f.slice(0, -3)}.`);
  return classes.length ? classes.join("|") : null;
}

const survivors = [];
for (const site of chosen) {
  const began = Date.now();
  const room = roomFilter(site);
  const dead = (room && noticed(site, room)) || noticed(site, null);
  const at = `${relative(copy, site.file)}:${site.line}`;
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  console.log(`${dead ? "noticed " : "SURVIVED"} ${site.id} ${at} ${site.kind} (${seconds} s)`);
  if (!dead) survivors.push(`${at} ${site.kind}: ${site.was.replace(/\s+/g, " ")}`);
}
console.log(`\n${chosen.length - survivors.length} of ${chosen.length} noticed`);
for (const line of survivors) console.log(line);
