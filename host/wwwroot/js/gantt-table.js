// The table: cells are chosen with the arrows and written in where they stand.
import { CELL, make, plan, row } from "./gantt-plan.js";
import { busy, send } from "./gantt-send.js";

export function edit(cell) {
  if (!plan.dataset.edit || cell.querySelector("input")) return;
  const what = cell.dataset.edit,
    id = cell.closest("tr").dataset.id,
    old = what === "Name" ? cell.querySelector("a").textContent : cell.textContent.trim().replace("\u25C6", "0");
  const input = make("input", null, {
    value: old,
    className: "cell",
    maxLength: what === "Name" ? 80 : what === "After" ? 200 : 40,
    inputMode: what === "Days" ? "numeric" : "text",
  });
  input.setAttribute(
    "aria-label",
    plan.querySelectorAll("thead th")[[...cell.parentElement.children].indexOf(cell)].textContent,
  );
  if (what === "Owner") input.setAttribute("list", "people");
  input.kept = [...cell.childNodes];
  let over = false;
  const close = (save) => {
    if (over) return;
    over = true;
    const value = input.value.trim();
    if (save && value !== old) {
      if (what === "Days" && !/^\d{1,4}$/.test(value)) {
        over = false;
        input.setAttribute("aria-invalid", "true");
        return;
      }
      cell.focus();
      send([
        what === "After"
          ? { do: "after", task: id, after: value }
          : { do: "edit", task: id, [what === "Days" ? "days" : what.toLowerCase()]: what === "Days" ? +value : value },
      ]);
    } else {
      input.replaceWith(...input.kept);
      cell.focus({ preventScroll: true });
    }
  };
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter") close(true);
    else if (event.key === "Escape") close(false);
    else if (event.key === "Tab") {
      const cells = [...cell.closest("tbody").querySelectorAll(CELL)],
        next = cells[cells.indexOf(cell) + (event.shiftKey ? -1 : 1)];
      close(true);
      if (next) {
        event.preventDefault();
        const tr = next.closest("tr").dataset.id,
          kind = next.dataset.edit;
        busy.then(() => edit(row(tr).querySelector(`[data-edit="${kind}"]`)));
      }
    } else return;
    if (event.key !== "Tab") event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(() => close(true)));
  cell.replaceChildren(input);
  input.select();
  input.focus();
}
export function tableKeys(event) {
  const cell = event.target.closest(CELL);
  if (!cell || event.target !== cell) return;
  const tr = cell.parentElement,
    kind = cell.dataset.edit,
    go = (to) => {
      if (to) {
        event.preventDefault();
        cell.tabIndex = -1;
        to.tabIndex = 0;
        to.focus();
      }
    },
    cells = [...tr.querySelectorAll(CELL)];
  if (event.key === "Enter" || event.key === "F2") {
    event.preventDefault();
    edit(cell);
  } else if (event.key === "ArrowDown") go(tr.nextElementSibling?.querySelector(`[data-edit="${kind}"]`));
  else if (event.key === "ArrowUp") go(tr.previousElementSibling?.querySelector(`[data-edit="${kind}"]`));
  else if (event.key === "ArrowRight") go(cells[cells.indexOf(cell) + 1]);
  else if (event.key === "ArrowLeft") go(cells[cells.indexOf(cell) - 1]);
}
