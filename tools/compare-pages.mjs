// Renders every page that can be reached by links, as every role of the demonstration and in both languages, on two hosts
// of the same data, and compares the HTML: node tools/compare-pages.mjs BEFORE AFTER PASSWORDS [MOST]
// BEFORE and AFTER are addresses on loopback, PASSWORDS the log of the demonstration's first start. White space is folded,
// and ignored where a browser ignores it: beside blocks and inside flexible boxes. Ends with 1 if pages differ.
import { readFileSync } from "node:fs";

const [before, after, log, most = "500"] = process.argv.slice(2);
if (!log) {
  console.error("usage: node tools/compare-pages.mjs BEFORE AFTER PASSWORDS [MOST]");
  process.exit(2);
}
for (const address of [before, after])
  if (!["127.0.0.1", "localhost"].includes(new URL(address).hostname)) throw new Error(`${address} is not loopback`);

const BLOCKS = new Set(
  (
    "html head body title meta link script style div section header footer main nav aside article form ul ol li table " +
    "thead tbody tr td th caption dl dt dd h1 h2 h3 h4 h5 h6 p fieldset legend details summary figure figcaption option " +
    "select datalist noscript textarea button label br svg progress meter img"
  ).split(" "),
);
const VOID = new Set("area base br col embed hr img input link meta source wbr".split(" "));
// Classes of boxes whose items stand apart by rule, not by white space.
const FLEX = new Set(
  (
    "actions anchors bar btn bulk cards check chips codes day-links doors facts field-check field-line files filters fit " +
    "frame inline-form inline-label kind kinds legend library-find lines lines-head me pager page-head pair part photos " +
    "pill quota rail reached row-fund row-target said score-row scores sheet-code sheet-in shelves split states steps tabs " +
    "tile tiles topic-names trio view views year"
  ).split(" "),
);
// What differs from answer to answer.
const CHANGING = [
  [/(name="(?:__RequestVerificationToken|_once|Code|(?:Input\.)?Ticket)"[^>]*?value=")[^"]*/g, "$1"],
  [/(value=")[^"]*("[^>]*?name="(?:__RequestVerificationToken|_once)")/g, "$1$2"],
  [/(name="csrf-token" content=")[^"]*/g, "$1"],
  // Numbers of rows that each host makes for itself, such as sessions; codes drawn by chance.
  [/\b9\d{17}\b/g, "#"],
  [/(class="qr"[^>]*>).*?<\/svg>/gs, "$1</svg>"],
];

/** The page as a list of tags and words that two renderings must share. */
function folded(html) {
  for (const [what, by] of CHANGING) html = html.replace(what, by);
  const out = [];
  const open = [];
  let space = false;
  let edge = true;
  for (const [token] of html.matchAll(/<!--[\s\S]*?-->|<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>|[^<]+/g)) {
    if (token.startsWith("<!")) continue;
    if (!token.startsWith("<")) {
      if (open.at(-1)?.name === "pre") {
        out.push(token);
        continue;
      }
      const prose = open.some((o) => o.classes.includes("prose"));
      const text = prose ? token : token.replace(/\s+/g, " ");
      if (text.trim() === "" && !prose) {
        space = true;
        continue;
      }
      if (prose) {
        out.push(text);
        continue;
      }
      if ((space || text.startsWith(" ")) && !edge) out.push(" ");
      out.push(text.trim());
      space = text.endsWith(" ");
      edge = false;
      continue;
    }
    const [, slash, name] = /^<(\/?)([\w:-]+)/.exec(token);
    const loose =
      BLOCKS.has(name) ||
      token.startsWith('<span class="pill') ||
      (name === "input" && /type="hidden"|form-control/.test(token)) ||
      open.at(-1)?.flex;
    if (slash)
      open.length = Math.max(
        0,
        open.findLastIndex((o) => o.name === name),
      );
    if (space && !edge && !loose && !open.at(-1)?.flex) out.push(" ");
    space = false;
    out.push(token.replace(/\s+/g, " ").replace(/ ?\/?>$/, ">"));
    edge = loose || open.at(-1)?.flex || (!slash && edge);
    if (!slash && !VOID.has(name) && !token.endsWith("/>")) {
      const classes = (/class="([^"]*)"/.exec(token)?.[1] ?? "").split(/\s+/);
      open.push({ name, classes, flex: classes.some((c) => FLEX.has(c)) });
    }
  }
  // A space before the end of a block is not shown.
  return out.filter(
    (t, i) => t !== " " || !(out[i + 1]?.startsWith("<") && BLOCKS.has(/^<\/?([\w:-]+)/.exec(out[i + 1])?.[1])),
  );
}

class Visitor {
  cookies = new Map();
  constructor(address) {
    this.address = address;
  }
  async send(path, form) {
    const headers = { Cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join("; "), Accept: "text/html" };
    const answer = await fetch(this.address + path, {
      redirect: "manual",
      headers: form ? { ...headers, "Content-Type": "application/x-www-form-urlencoded" } : headers,
      ...(form ? { method: "POST", body: new URLSearchParams(form).toString() } : {}),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair] = cookie.split(";");
      this.cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    const html = (answer.headers.get("content-type") ?? "").startsWith("text/html");
    return {
      status: answer.status,
      to: answer.headers.get("location"),
      text: html ? await answer.text() : (await answer.arrayBuffer(), null),
    };
  }
  async signIn(name, password) {
    const page = await this.send("/sign-in");
    const token = /name="__RequestVerificationToken"[^>]*value="([^"]+)/.exec(page.text)[1];
    const answer = await this.send("/sign-in", {
      "Input.Name": name,
      "Input.Password": password,
      __RequestVerificationToken: token,
    });
    if (answer.status !== 302) throw new Error(`${name} cannot sign in: ${answer.status}`);
  }
}

const short = (tokens, from, at) =>
  tokens
    .slice(from, at + 4)
    .map((t) => (t.length > 90 ? `${t.slice(0, 90)}…` : t))
    .join("|");

const links = (html) =>
  [...html.matchAll(/href="(\/[^"#]*)/g)]
    .map((m) => m[1].replaceAll("&amp;", "&"))
    .filter(
      (path) =>
        !/^\/(css|js|lib|icons|sign-out|elder|openapi|scalar|jobs\/engine)|[?&](handler|format|culture)=/.test(path),
    );

const people = [...readFileSync(log, "utf8").matchAll(/^ {2}([a-z][a-z0-9-]*) +(\S{8,}) {3}/gm)].map((m) => [
  m[1],
  m[2],
]);
let compared = 0;
let different = 0;
const patterns = new Set();
for (const [name, password] of [[null, null], ...people]) {
  for (const language of ["zh-CN", "en"]) {
    const two = [new Visitor(before), new Visitor(after)];
    for (const one of two) if (name) await one.signIn(name, password);
    for (const one of two) await one.send(`/?culture=${language}`);
    const waiting = name ? ["/desk", "/"] : ["/", "/ask", "/track", "/sign-in"];
    const seen = new Set(waiting);
    // Of addresses that differ by numbers alone some are enough.
    const alike = new Map();
    let pages = 0;
    while (waiting.length && pages < +most) {
      const path = waiting.shift();
      const [a, b] = [await two[0].send(path), await two[1].send(path)];
      pages++;
      compared++;
      patterns.add(path.split("?")[0].replace(/[0-9]{2,}|[A-Z]{2}-[\w-]+/g, "#"));
      const [x, y] = [a.text && folded(a.text), b.text && folded(b.text)];
      const at = x && y ? x.findIndex((t, i) => t !== y[i]) : -1;
      if (a.status >= 500 || b.status >= 500 || a.status !== b.status || !x !== !y || at >= 0 || x?.length !== y?.length) {
        different++;
        const from = Math.max(0, at - 3);
        console.log(`${name ?? "nobody"} ${language} ${path}: ${a.status} ${b.status}`);
        if (at >= 0) console.log(`   - ${short(x, from, at)}\n   + ${short(y, from, at)}`);
      }
      for (const next of [...(a.text ? links(a.text) : []), ...(a.to?.startsWith("/") ? [a.to] : [])]) {
        const kind = next.replace(/[0-9]+/g, "#").replace(/XQ-#-#|XM-#-#/g, "#");
        if (seen.has(next) || (alike.get(kind) ?? 0) >= 4) continue;
        seen.add(next);
        alike.set(kind, (alike.get(kind) ?? 0) + 1);
        waiting.push(next);
      }
    }
    console.log(`${name ?? "nobody"} ${language}: ${pages} pages`);
  }
}
console.log(`${compared} pages of ${patterns.size} kinds compared, ${different} differ`);
process.exit(different ? 1 : 0);
