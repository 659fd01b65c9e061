// Works on the chart and table the server drew.
import "./gantt-picture.js";
import { CELL, ask, bar, bars, box, days, findPlan, isTask, nameOf, plan, row, say, svg } from "./gantt-plan.js";
import { onDrawn, send } from "./gantt-send.js";
import { edit, tableKeys } from "./gantt-table.js";

// The mouse: a bar's middle moves it, its end lengthens it, the ring behind its end links it.
function pointer(event) {
  const g = event.target.closest(".g-bar"),
    grip = event.target.closest(".g-grip");
  if (event.button !== 0 || !plan.dataset.edit || !(g || grip)) return;
  const id = (g ?? grip).dataset.id,
    own = bar(id);
  if (!isTask(own) || own.querySelector(".g-group")) return;
  const act = grip?.dataset.act ?? "move",
    from = box(own),
    sheet = own.ownerSVGElement,
    x0 = event.clientX,
    body = own.querySelector("rect, path"),
    done = own.querySelector(".g-done");
  let to = null,
    rope = null,
    frame = 0,
    last = event,
    asked = false;
  event.preventDefault();
  own.focus({ preventScroll: true });
  sheet.setPointerCapture(event.pointerId);
  plan.classList.add("dragging");
  const draw = () => {
    frame = 0;
    const moved = last.clientX - x0,
      by = Math.round(moved / days.scale());
    if (act === "move") {
      to = days.snap(from.from + by);
      own.setAttribute("transform", `translate(${(to - from.from) * days.scale()} 0)`);
    } else if (act === "end") {
      to = Math.max(from.from, from.to + by);
      body.setAttribute("width", (to - from.from + 1) * days.scale());
    } else {
      const p = new DOMPoint(last.clientX, last.clientY).matrixTransform(sheet.getScreenCTM().inverse());
      rope ??= sheet.appendChild(svg("path", { class: "g-rope" }));
      rope.setAttribute("d", `M${from.x + from.width} ${own.getBBox().y + 8}L${p.x} ${p.y}`);
      to = document.elementFromPoint(last.clientX, last.clientY)?.closest?.(".g-bar");
      for (const other of plan.querySelectorAll(".g-bar.aim")) other.classList.remove("aim");
      if (to && to !== own && isTask(to)) to.classList.add("aim");
    }
  };
  const move = (e) => {
    last = e;
    if (!frame) frame = requestAnimationFrame(draw);
    asked = true;
  };
  const end = (e) => {
    cancelAnimationFrame(frame);
    if (asked) {
      last = e;
      draw();
    }
    sheet.removeEventListener("pointermove", move);
    sheet.removeEventListener("pointerup", end);
    sheet.removeEventListener("pointercancel", drop);
    plan.classList.remove("dragging");
    rope?.remove();
    if (act === "move" && to !== null && to !== from.from) send([{ do: "move", task: id, date: days.date(to) }]);
    else if (act === "end" && to !== null && to !== from.to) send([{ do: "until", task: id, date: days.date(to) }]);
    else if (act === "tie" && to && to !== own && isTask(to)) send([{ do: "link", task: id, other: to.dataset.id }]);
    else {
      own.removeAttribute("transform");
      if (act === "end") body.setAttribute("width", from.width);
    }
  };
  const drop = () => {
    to = null;
    asked = false;
    own.removeAttribute("transform");
    if (done) body.setAttribute("width", from.width);
    end(last);
  };
  sheet.addEventListener("pointermove", move);
  sheet.addEventListener("pointerup", end);
  sheet.addEventListener("pointercancel", drop);
}
// Grips stand at one bar at a time: at the one under the pointer or with the focus.
function grips(g) {
  for (const old of plan.querySelectorAll(".g-grip")) old.remove();
  if (!g || !plan.dataset.edit || !isTask(g) || g.querySelector(".g-group")) return;
  const r = g.querySelector("rect, path").getBBox(),
    id = g.dataset.id;
  if (g.querySelector(".g-box, .g-box-hot"))
    g.append(
      svg("rect", {
        class: "g-grip g-grip-end",
        "data-act": "end",
        "data-id": id,
        x: r.x + r.width - 6,
        y: r.y - 1,
        width: 8,
        height: r.height + 2,
      }),
    );
  g.append(
    svg("circle", {
      class: "g-grip g-grip-tie",
      "data-act": "tie",
      "data-id": id,
      cx: r.x + r.width + 8,
      cy: r.y + r.height / 2,
      r: 6,
    }),
  );
}

// The keyboard does all the mouse does; quick presses of an arrow are one edit.
let pending = null,
  linking = null;
function flush() {
  if (!pending) return;
  clearTimeout(pending.timer);
  const { edit } = pending;
  pending = null;
  send([edit()]);
}
function later(id, edit) {
  clearTimeout(pending?.timer);
  pending = { id, edit, timer: setTimeout(flush, 450) };
}
function keys(event) {
  const g = event.target.closest(".g-bar");
  if (
    event.key.toLowerCase() === "z" &&
    (event.ctrlKey || event.metaKey) &&
    !/INPUT|TEXTAREA/.test(event.target.tagName) &&
    plan.dataset.edit
  ) {
    event.preventDefault();
    send([], "back");
    return;
  }
  if (!g || event.ctrlKey || event.altKey || event.metaKey) return;
  const all = bars(),
    id = g.dataset.id,
    may = plan.dataset.edit && isTask(g) && !g.querySelector(".g-group");
  const step = (by) => {
    flush();
    const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(g) + by))];
    focusBar(next);
    if (linking) say(`${ask.dataset.linked.replace("{0}", nameOf(next.dataset.id))}`);
  };
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Home") focusBar(all[0]);
  else if (event.key === "End") focusBar(all.at(-1));
  else if (event.key === "Escape" && linking) {
    focusBar(bar(linking));
    linking = null;
    plan.classList.remove("linking");
  } else if (event.key === "Enter" && linking) {
    const from = linking;
    linking = null;
    plan.classList.remove("linking");
    if (from !== id && may) send([{ do: "link", task: from, other: id }]);
  } else if (event.key === "Enter") {
    const cell = row(id)?.querySelector("[data-edit=Name]");
    if (plan.dataset.edit && cell?.offsetParent) edit(cell);
    else location.href = row(id).querySelector(".main a").href;
  } else if (!may) return;
  else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    const by = event.key === "ArrowRight" ? 1 : -1,
      kind = event.shiftKey ? "length" : "move",
      same = pending?.id === id && pending.kind === kind;
    if (pending && !same) flush();
    const from = box(g),
      base = same
        ? pending.base
        : kind === "move"
          ? from.from
          : +row(id).querySelector("[data-edit=Days]").textContent || 0,
      at = kind === "move" ? days.forward(same ? pending.at : base, by) : Math.max(0, (same ? pending.at : base) + by);
    if (kind === "move") g.setAttribute("transform", `translate(${(at - base) * days.scale()} 0)`);
    say(kind === "move" ? ask.dataset.later.replace("{0}", days.date(at)) : `${at}`);
    later(id, () =>
      kind === "move" ? { do: "move", task: id, date: days.date(at) } : { do: "length", task: id, days: at },
    );
    Object.assign(pending, { kind, base, at });
  } else if (event.key === "l" || event.key === "L") {
    flush();
    linking = id;
    plan.classList.add("linking");
    say(ask.dataset.link.replace("{0}", nameOf(id)));
  } else if (event.key === "Delete") {
    const after = row(id)
      .querySelector("[data-edit=After]")
      .textContent.split(";")
      .map((x) => x.trim())
      .filter(Boolean);
    if (after.length) send([{ do: "after", task: id, after: after.slice(0, -1).join(";") }]);
    else say(ask.dataset.none);
  } else return;
  event.preventDefault();
}
function focusBar(g) {
  for (const other of plan.querySelectorAll('.g-bar[tabindex="0"]')) other.setAttribute("tabindex", "-1");
  g.setAttribute("tabindex", "0");
  g.focus({ preventScroll: true });
  const scroll = plan.querySelector(".plan-box"),
    table = plan.querySelector(".plan-table"),
    r = g.getBoundingClientRect(),
    s = scroll.getBoundingClientRect(),
    left = s.left + table.offsetWidth;
  if (r.left < left) scroll.scrollLeft -= left - r.left + 20;
  else if (r.right > s.right) scroll.scrollLeft += r.right - s.right + 40;
  if (r.top < s.top + 44) scroll.scrollTop -= s.top + 50 - r.top;
  else if (r.bottom > s.bottom) scroll.scrollTop += r.bottom - s.bottom + 10;
}

function start() {
  if (!findPlan()) return;
  bars()[0]?.setAttribute("tabindex", "0");
  if (plan.dataset.edit) for (const cell of plan.querySelectorAll(CELL)) cell.tabIndex = -1;
  const first = plan.querySelector(CELL);
  if (first && plan.dataset.edit) first.tabIndex = 0;
  plan.addEventListener("pointerdown", pointer);
  plan.addEventListener("pointerover", (event) => {
    if (plan.classList.contains("dragging")) return;
    const g = event.target.closest(".g-bar");
    if (g && !g.querySelector(".g-grip")) grips(g);
  });
  plan.addEventListener("focusin", (event) => {
    const g = event.target.closest(".g-bar");
    if (g) grips(g);
  });
  plan.addEventListener("dblclick", (event) => {
    const cell = event.target.closest(CELL),
      g = event.target.closest(".g-bar");
    if (cell?.dataset.edit) edit(cell);
    else if (g && row(g.dataset.id)) edit(row(g.dataset.id).querySelector("[data-edit=Name]"));
  });
  plan.addEventListener("click", (event) => {
    const cell = event.target.closest(CELL);
    if (cell?.dataset.edit && cell.dataset.edit !== "Name" && matchMedia("(min-width: 641px)").matches) edit(cell);
  });
  plan.addEventListener("keydown", (event) => {
    keys(event);
    tableKeys(event);
  });
  const undo = document.getElementById("undo");
  undo?.addEventListener("submit", (event) => {
    event.preventDefault();
    send([], "back");
  });
  const scroll = plan.querySelector(".plan-box"),
    today = plan.querySelector(".g-today");
  if (scroll && today && !plan.dataset.said) {
    const at = today.getBBox().x,
      wide = scroll.clientWidth - plan.querySelector(".plan-table").offsetWidth;
    if (at > wide - 100) scroll.scrollLeft = at - wide / 2;
  }
}
onDrawn(start);
start();
addEventListener("beforeunload", flush);
