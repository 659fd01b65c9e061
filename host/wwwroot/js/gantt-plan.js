// The plan the server drew: its bars, rows and days.
const place = () => document.getElementById("plan");
const told = document.getElementById("plan-told");
export const ask = document.getElementById("plan-ask");
export const token = () => document.querySelector("[name=__RequestVerificationToken]")?.value;
export const say = (text) => {
  told.textContent = "";
  requestAnimationFrame(() => {
    told.textContent = text;
  });
};
export const make = (tag, text, more = {}) =>
  Object.assign(document.createElement(tag), text === null ? {} : { textContent: text }, more);
export const svg = (tag, attributes) => {
  const e = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  return e;
};
export const CELL = 'td[data-edit]:not([data-edit=""])';

/** The plan as it is drawn now; each answer of the server brings another. */
export let plan;
export const findPlan = () => (plan = place());

// Days of the chart: pixels to dates and dates to working days.
export const days = {
  date: (at) => new Date(Date.parse(plan.dataset.from) + at * 864e5).toISOString().slice(0, 10),
  works: (at) => plan.dataset.work[at] === "1",
  scale: () => +plan.dataset.scale,
  forward(at, by) {
    let i = at;
    for (let n = Math.abs(by); n > 0;) {
      i += Math.sign(by);
      if (i < 0 || i >= plan.dataset.work.length) return at;
      if (this.works(i)) n--;
    }
    return i;
  },
  snap(at) {
    let i = Math.max(0, Math.min(at, plan.dataset.work.length - 1));
    while (i < plan.dataset.work.length - 1 && !this.works(i)) i++;
    return i;
  },
};
export const row = (id) => plan.querySelector(`tr[data-id="${id}"]`);
export const bar = (id) => plan.querySelector(`.g-bar[data-id="${id}"]`);
export const bars = () => [...plan.querySelectorAll(".g-bar")];
export const nameOf = (id) => row(id)?.querySelector(".main a")?.textContent ?? "";
export const box = (g) => {
  const r = g.querySelector("rect, path").getBBox();
  return { from: +g.dataset.at, to: +g.dataset.at + +g.dataset.len - 1, x: r.x, width: r.width };
};
export const isTask = (g) => g?.querySelector("rect, .g-mile, .g-mile-hot");

export function keepPlace() {
  const scroll = plan.querySelector(".plan-box"),
    at = document.activeElement,
    bound = at?.closest?.(".g-bar, tr[data-id]");
  return {
    x: scroll.scrollLeft,
    y: scroll.scrollTop,
    id: plan.contains(at) ? bound?.dataset.id : null,
    inChart: !!at?.closest?.(".g-bar"),
    cell: at?.closest?.("[data-edit]")?.dataset.edit,
  };
}
export function backTo(kept) {
  const scroll = plan.querySelector(".plan-box");
  [scroll.scrollLeft, scroll.scrollTop] = [kept.x, kept.y];
  if (kept.id)
    (kept.inChart ? bar(kept.id) : row(kept.id)?.querySelector(`[data-edit="${kept.cell}"]`))?.focus({
      preventScroll: true,
    });
}
