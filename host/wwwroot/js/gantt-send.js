// Every edit goes to the server, whose answer is the plan drawn anew.
import { ask, backTo, bars, keepPlace, make, nameOf, plan, say, token } from "./gantt-plan.js";

// One after another: an edit sees the version the one before it left.
export let busy = Promise.resolve();
let drawn = () => {};
/** What is done with a plan that was drawn anew. */
export const onDrawn = (then) => (drawn = then);

export function send(edits, handler = "apply", reason = null, kept = keepPlace()) {
  busy = busy.then(async () => {
    plan.setAttribute("aria-busy", "true");
    try {
      const shown = new URLSearchParams(location.search);
      const [zoom, compare] = [shown.get("zoom") ?? "Week", shown.get("compare") ?? ""];
      const answer = await fetch(`${location.pathname}?handler=${handler}&zoom=${zoom}&compare=${compare}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Form-Token": token() },
        body: JSON.stringify({ version: +plan.dataset.version, reason, edits }),
      });
      if (answer.redirected || (!answer.ok && answer.status !== 409 && answer.status !== 422))
        throw new Error(answer.status);
      if (answer.ok) {
        take(await answer.text(), kept);
        return;
      }
      const no = await answer.json();
      say(no.said);
      if (answer.status === 409) met(no, edits, handler);
      else if (no.reason) excuse(no, edits);
      else {
        show([make("p", no.said)], []);
        again(kept);
      }
    } catch {
      say(ask.dataset.offline);
      show([make("p", ask.dataset.offline)], []);
      again(kept);
    } finally {
      plan.removeAttribute("aria-busy");
    }
  });
  return busy;
}
function take(html, kept) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  plan.replaceWith(holder.content.querySelector("#plan"));
  ask.hidden = true;
  drawn();
  for (const field of document.querySelectorAll("[data-version]:not(#plan)")) field.value = plan.dataset.version;
  backTo(kept);
  say(plan.dataset.said);
}
// What was refused stands where it stood before.
const again = (kept) => {
  for (const g of bars()) g.removeAttribute("transform");
  for (const ghost of plan.querySelectorAll(".g-ghost")) ghost.remove();
  for (const input of plan.querySelectorAll("td input")) input.replaceWith(...input.kept);
  backTo(kept);
};
function show(parts, buttons) {
  ask.replaceChildren(
    ...parts,
    ...buttons.map(([text, act, main]) => {
      const b = make("button", text, {
        type: "button",
        className: `btn ${main ? "btn-primary" : "btn-outline-secondary"}`,
      });
      b.addEventListener("click", act);
      return b;
    }),
  );
  ask.hidden = false;
  (ask.querySelector("input") ?? ask.querySelector("button") ?? ask).focus?.();
  ask.scrollIntoView({ block: "nearest" });
}
const list = (lines) => {
  const ul = make("ul", null);
  ul.append(...lines.map((l) => make("li", l)));
  return ul;
};
const mine = (edits) =>
  edits.map((e) =>
    [nameOf(e.task), e.name, e.days, e.date, e.owner, e.after, e.other && nameOf(e.other)]
      .filter((x) => x !== undefined && x !== null && x !== "")
      .join(" "),
  );
function met(no, edits, handler) {
  again(keepPlace());
  show(
    [
      make("p", no.said),
      make("h2", ask.dataset.theirs),
      list(no.theirs),
      make("h2", ask.dataset.mine),
      list(mine(edits)),
    ],
    [
      [
        ask.dataset.again,
        () => {
          plan.dataset.version = no.version;
          send(edits, handler);
        },
        true,
      ],
      [
        ask.dataset.leave,
        () => {
          plan.dataset.version = no.version;
          ask.hidden = true;
          location.reload();
        },
      ],
    ],
  );
}
function excuse(no, edits) {
  const field = make("input", null, { className: "form-control", maxLength: 200 }),
    label = make("label", ask.dataset.reason);
  label.append(field);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      send(edits, "apply", field.value);
    }
  });
  show(
    [make("p", no.said), label],
    [
      [ask.dataset.send, () => send(edits, "apply", field.value), true],
      [
        ask.dataset.leave,
        () => {
          ask.hidden = true;
          again(keepPlace());
        },
      ],
    ],
  );
}
