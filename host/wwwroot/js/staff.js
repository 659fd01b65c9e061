import "./public.js";
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
for (const select of document.querySelectorAll("select[data-submit]"))
  select.addEventListener("change", () => select.form.submit());
// Long work: look every second until it has ended, then show the page as it stands.
const job = document.querySelector("[data-job]");
if (job?.dataset.job) {
  const look = async () => {
    try {
      const state = await (await fetch(job.dataset.job, { headers: { Accept: "application/json" } })).json();
      if (state.ended) return location.reload();
      if (state.total > 0) job.querySelector("progress").value = (state.done * 100) / state.total;
    } catch {
      /* The line is broken; look again. */
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 700);
}
// Scores are saved as they are entered; what could not be sent is tried again and said.
const sheet = document.querySelector("form[data-autosave]");
if (sheet) {
  const status = sheet.querySelector("[data-status]");
  const waiting = new Map();
  const send = async (field) => {
    waiting.set(field.name, field);
    const body = new FormData();
    body.set("__RequestVerificationToken", sheet.querySelector("[name=__RequestVerificationToken]").value);
    body.set("field", field.name);
    body.set("value", field.value);
    try {
      const answer = await fetch(sheet.dataset.autosave, { method: "POST", body });
      const said = await answer.text();
      field.toggleAttribute("aria-invalid", !answer.ok);
      if (!answer.ok) field.setAttribute("aria-invalid", "true");
      status.textContent = said;
      status.classList.toggle("bad", !answer.ok);
      waiting.delete(field.name);
    } catch {
      status.textContent = sheet.dataset.offline;
      setTimeout(() => waiting.has(field.name) && send(field), 3000);
    }
  };
  // One after another: answers that overtake each other would leave an old count standing.
  let line = Promise.resolve();
  sheet.addEventListener("change", (event) => {
    if (event.target.name) line = line.then(() => send(event.target));
  });
  // What is on its way arrives before any form of the page is sent.
  document.addEventListener(
    "submit",
    (event) => {
      if (!waiting.size || event.defaultPrevented) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const { target, submitter } = event;
      line.then(() => target.requestSubmit(submitter));
    },
    true,
  );
  addEventListener("beforeunload", (event) => {
    if (waiting.size) event.preventDefault();
  });
  // Refused because something is missing: what is missing stands out.
  if (document.querySelector(".error-summary"))
    for (const field of sheet.querySelectorAll("input[type=number]:not(:disabled)"))
      field.classList.toggle("missing", !field.value);
}
// An error in something folded: unfold it.
for (const link of document.querySelectorAll('.error-summary a[href^="#"]'))
  document.getElementById(link.hash.slice(1))?.closest("details")?.setAttribute("open", "");
// Fields that belong to one choice only stand there when it is chosen.
for (const form of document.querySelectorAll("form[data-when]")) {
  const show = () => {
    for (const part of form.querySelectorAll("[data-if]")) {
      const [id, value] = part.dataset.if.split("=");
      part.hidden = form.querySelector(`#${id}`)?.value !== value;
    }
  };
  form.addEventListener("change", show);
  show();
}
// A template is a start to write from: it goes into the field and the cursor behind it.
for (const select of document.querySelectorAll("select[data-fill]"))
  select.addEventListener("change", () => {
    const field = document.getElementById(select.dataset.fill);
    if (select.value) {
      field.value = field.value ? `${field.value}\n${select.value}` : select.value;
      field.focus();
    }
  });
// One tick for all boxes of a page; a box ticked alone takes it back.
for (const all of document.querySelectorAll("[data-all]")) {
  const boxes = [...document.getElementsByName(all.dataset.all)];
  const look = () => {
    const ticked = boxes.filter((b) => b.checked).length;
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  all.addEventListener("change", () => boxes.forEach((b) => (b.checked = all.checked)));
  boxes.forEach((b) => b.addEventListener("change", look));
  look();
}
// The queue by keyboard: j and k walk, x picks, Enter opens.
const queue = document.querySelector("[data-queue]");
if (queue) {
  const rows = [...queue.querySelectorAll("li")];
  let at = -1;
  addEventListener("keydown", (event) => {
    if (
      event.ctrlKey ||
      event.altKey ||
      event.metaKey ||
      (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox")
    )
      return;
    if (event.key === "j" || event.key === "k") {
      at = Math.max(0, Math.min(rows.length - 1, at + (event.key === "j" ? 1 : -1)));
      rows[at].focus();
      rows[at].scrollIntoView({ block: "nearest" });
    } else if (event.key === "x" && at >= 0) {
      const box = rows[at].querySelector("input");
      box.checked = !box.checked;
    } else if (event.key === "Enter" && at >= 0 && event.target === rows[at]) location.href = rows[at].dataset.href;
    else return;
    event.preventDefault();
  });
}
// Lines of a form are written as rows of fields; the text they stand for is what is sent.
for (const area of document.querySelectorAll("textarea[data-lines]")) {
  const [name, from, to, help, marks, add, out, weight] = area.dataset.lines.split("|");
  const rows = document.createElement("div"),
    more = document.createElement("button"),
    method = () => document.dispatchEvent(new Event("lines"));
  rows.className = "lines";
  more.type = "button";
  more.className = "btn btn-outline-secondary";
  more.textContent = add;
  const write = () => {
    area.value = [...rows.children]
      .map((r) => [...r.querySelectorAll("input")].map((i) => i.value.replaceAll("|", " ").trim()))
      .filter((v) => v.some((x, i) => x && i !== 1 && i !== 2))
      .map(([n, a, b, h, m, w]) => [n, `${a || 0}-${b || 100}`, h, m, w].join(" | ").replace(/[ |]+$/, ""))
      .join("\n");
    method();
  };
  const row = (text = "") => {
    const [n = "", span = "0-100", h = "", m = "", w = ""] = text.split("|").map((x) => x.trim()),
      [a, b] = span.split("-"),
      line = document.createElement("div");
    for (const [label, value, kind] of [
      [name, n, "name"],
      [from, a, "number"],
      [to, b, "number"],
      [help, h, "help"],
      [marks, m, "marks"],
      ...(weight ? [[weight, w, "weight"]] : []),
    ]) {
      const field = document.createElement("input");
      field.className = `form-control line-${kind}`;
      field.value = value ?? "";
      field.placeholder = label;
      field.setAttribute("aria-label", label);
      if (kind === "number" || kind === "weight") {
        field.type = "number";
        field.step = "any";
      }
      if (kind === "name") field.maxLength = 40;
      if (kind === "help") field.maxLength = 200;
      line.append(field);
    }
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "btn btn-link";
    drop.textContent = out;
    drop.addEventListener("click", () => {
      line.remove();
      write();
    });
    line.append(drop);
    rows.append(line);
    return line;
  };
  for (const text of area.value.split("\n").filter((x) => x.trim())) row(text);
  if (!rows.children.length) row();
  rows.addEventListener("input", write);
  more.addEventListener("click", () => row().firstChild.focus());
  const head = document.createElement("p");
  head.className = "lines-head help";
  for (const text of [name, from, to])
    head.append(Object.assign(document.createElement("span"), { textContent: text }));
  area.hidden = true;
  area.required = false;
  area.after(head, rows, more);
  area.parentElement.querySelector(".help:not(.lines-head)")?.setAttribute("hidden", "");
}
// What a method asks for each line of the form follows the lines as they are written.
document.addEventListener("lines", () => {
  const names = document
      .querySelector("textarea[data-lines]")
      .value.split("\n")
      .map((l) => l.split("|")[0].trim())
      .filter(Boolean),
    groups = new Map();
  for (const line of document.querySelectorAll("[data-per-line]"))
    groups.set(line.dataset.perLine, [...(groups.get(line.dataset.perLine) ?? []), line]);
  for (const lines of groups.values()) {
    while (lines.length < names.length) {
      const line = lines[0].cloneNode(true),
        field = line.querySelector("input, select"),
        at = lines.length;
      field.name = field.name.replace(/\d+$/, at);
      field.id = field.id.replace(/\d+$/, at);
      line.querySelector("label").htmlFor = field.id;
      field.value = "";
      lines.at(-1).after(line);
      lines.push(line);
    }
    lines.forEach((line, i) => {
      line.hidden = i >= names.length;
      line.querySelector("label").textContent = names[i] ?? "";
      line.querySelector("input, select").disabled = i >= names.length;
    });
  }
});
// The conditions offered are the options as they now stand.
for (const select of document.querySelectorAll("select[data-conditions]"))
  select.addEventListener("focus", () => {
    const kept = select.value,
      always = select.options[0],
      until = +select.dataset.conditions,
      words = [];
    document.querySelectorAll(".question").forEach((q, i) => {
      if (i >= until || !/^(Choice|Multiple)$/.test(q.querySelector(".kind-select").value)) return;
      q.querySelector("textarea")
        .value.split("\n")
        .map((x) => x.trim())
        .filter(Boolean)
        .forEach((o, n) => words.push([`${i}:${n}`, `${i + 1}. ${o}`]));
    });
    select.replaceChildren(always, ...words.map(([value, text]) => new Option(text, value, false, value === kept)));
  });
// Categories suggested while one types: a click fills the field, nothing else does.
for (const place of document.querySelectorAll("[data-suggest]")) {
  const text = document.getElementById(place.dataset.text),
    head = document.getElementById(place.dataset.head),
    into = document.getElementById(place.dataset.into),
    taken = document.getElementById(place.dataset.taken);
  const mark = () => {
    for (const chip of place.querySelectorAll("button")) chip.setAttribute("aria-pressed", chip.value === into.value);
  };
  let timer,
    asked = "";
  const ask = () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const query = new URLSearchParams({
        title: head.value.trim().slice(0, 60),
        text: text.value.trim().slice(0, 450),
      }).toString();
      if (text.value.trim().length + head.value.trim().length < 4 || query === asked) return;
      asked = query;
      try {
        const found = await (await fetch(`${place.dataset.suggest}&${query}`)).json();
        if (query !== asked) return;
        place.replaceChildren();
        if (!found.chips.length) return;
        const chips = found.chips.map((c) => {
          const chip = document.createElement("button"),
            grade = document.createElement("small");
          chip.type = "button";
          chip.className = "chip";
          chip.value = c.id;
          chip.textContent = c.name;
          grade.textContent = ` ${c.say} ${c.percent}`;
          chip.append(grade);
          chip.addEventListener("click", () => {
            into.value = c.id;
            taken.value = c.id;
            into.dispatchEvent(new Event("input", { bubbles: true }));
            mark();
          });
          return chip;
        });
        place.append(
          Object.assign(document.createElement("p"), {
            textContent: found.note ? `${place.dataset.title} · ${found.note}` : place.dataset.title,
          }),
          ...chips,
        );
        mark();
      } catch {
        /* The line is broken; the form works without. */
      }
    }, 350);
  };
  text.addEventListener("input", ask);
  head.addEventListener("input", ask);
  into.addEventListener("change", mark);
  if (text.value) ask();
}
// Rows of a form: one more at a click, numbered on.
for (const rows of document.querySelectorAll("[data-rows]")) {
  const more = document.createElement("button");
  more.type = "button";
  more.className = "btn btn-outline-secondary";
  more.textContent = rows.dataset.rows;
  more.addEventListener("click", () => {
    const last = rows.lastElementChild,
      row = last.cloneNode(true),
      at = rows.children.length;
    for (const field of row.querySelectorAll("input, select")) {
      field.name = field.name.replace(/\[\d+\]/, `[${at}]`);
      if (field.tagName === "INPUT") field.value = "";
    }
    rows.append(row);
    row.querySelector("input, select").focus();
  });
  rows.after(more);
}
