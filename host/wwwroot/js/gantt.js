// Works on the chart and table the server drew: every edit goes to the server, whose answer is the plan drawn anew.
const place = () => document.getElementById('plan'), ask = document.getElementById('plan-ask'), told = document.getElementById('plan-told');
const token = () => document.querySelector('[name=__RequestVerificationToken]')?.value;
const say = text => { told.textContent = ''; requestAnimationFrame(() => { told.textContent = text; }); };
const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), text === null ? {} : { textContent: text }, more);
const svg = (tag, attributes) => { const e = document.createElementNS('http://www.w3.org/2000/svg', tag); for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v); return e; };
const CELL = 'td[data-edit]:not([data-edit=""])';
let plan, busy = Promise.resolve();

// Days of the chart: pixels to dates and dates to working days.
const days = {
  date: at => new Date(Date.parse(plan.dataset.from) + at * 864e5).toISOString().slice(0, 10),
  works: at => plan.dataset.work[at] === '1',
  scale: () => +plan.dataset.scale,
  forward(at, by) { let i = at; for (let n = Math.abs(by); n > 0;) { i += Math.sign(by); if (i < 0 || i >= plan.dataset.work.length) return at; if (this.works(i)) n--; } return i; },
  snap(at) { let i = Math.max(0, Math.min(at, plan.dataset.work.length - 1)); while (i < plan.dataset.work.length - 1 && !this.works(i)) i++; return i; },
};
const row = id => plan.querySelector(`tr[data-id="${id}"]`), bar = id => plan.querySelector(`.g-bar[data-id="${id}"]`), bars = () => [...plan.querySelectorAll('.g-bar')];
const nameOf = id => row(id)?.querySelector('.main a')?.textContent ?? '';
const box = g => { const r = g.querySelector('rect, path').getBBox(); return { from: +g.dataset.at, to: +g.dataset.at + +g.dataset.len - 1, x: r.x, width: r.width }; };
const isTask = g => g?.querySelector('rect, .g-mile, .g-mile-hot');

function keepPlace() {
  const scroll = plan.querySelector('.plan-box'), at = document.activeElement, bound = at?.closest?.('.g-bar, tr[data-id]');
  return { x: scroll.scrollLeft, y: scroll.scrollTop, id: plan.contains(at) ? bound?.dataset.id : null, inChart: !!at?.closest?.('.g-bar'), cell: at?.closest?.('[data-edit]')?.dataset.edit };
}
function backTo(kept) {
  const scroll = plan.querySelector('.plan-box');
  [scroll.scrollLeft, scroll.scrollTop] = [kept.x, kept.y];
  if (kept.id) (kept.inChart ? bar(kept.id) : row(kept.id)?.querySelector(`[data-edit="${kept.cell}"]`))?.focus({ preventScroll: true });
}

// One after another: an edit sees the version the one before it left.
function send(edits, handler = 'apply', reason = null, kept = keepPlace()) {
  busy = busy.then(async () => {
    plan.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(`${location.pathname}?handler=${handler}&zoom=${new URLSearchParams(location.search).get('zoom') ?? 'Week'}&compare=${new URLSearchParams(location.search).get('compare') ?? ''}`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Form-Token': token() }, body: JSON.stringify({ version: +plan.dataset.version, reason, edits }) });
      if (answer.redirected || !answer.ok && answer.status !== 409 && answer.status !== 422) throw new Error(answer.status);
      if (answer.ok) { take(await answer.text(), kept); return; }
      const no = await answer.json();
      say(no.said);
      if (answer.status === 409) met(no, edits, handler);
      else if (no.reason) excuse(no, edits);
      else { show([make('p', no.said)], []); again(kept); }
    } catch { say(ask.dataset.offline); show([make('p', ask.dataset.offline)], []); again(kept); }
    finally { plan.removeAttribute('aria-busy'); }
  });
  return busy;
}
function take(html, kept) {
  const holder = document.createElement('template');
  holder.innerHTML = html;
  plan.replaceWith(holder.content.querySelector('#plan'));
  ask.hidden = true;
  start();
  for (const field of document.querySelectorAll('[data-version]:not(#plan)')) field.value = plan.dataset.version;
  backTo(kept);
  say(plan.dataset.said);
}
// What was refused stands where it stood before.
const again = kept => { for (const g of bars()) g.removeAttribute('transform'); for (const ghost of plan.querySelectorAll('.g-ghost')) ghost.remove(); for (const input of plan.querySelectorAll('td input')) input.replaceWith(...input.kept); backTo(kept); };
function show(parts, buttons) {
  ask.replaceChildren(...parts, ...buttons.map(([text, act, main]) => { const b = make('button', text, { type: 'button', className: `btn ${main ? 'btn-primary' : 'btn-outline-secondary'}` }); b.addEventListener('click', act); return b; }));
  ask.hidden = false;
  (ask.querySelector('input') ?? ask.querySelector('button') ?? ask).focus?.();
  ask.scrollIntoView({ block: 'nearest' });
}
const list = lines => { const ul = make('ul', null); ul.append(...lines.map(l => make('li', l))); return ul; };
const mine = edits => edits.map(e => [nameOf(e.task), e.name, e.days, e.date, e.owner, e.after, e.other && nameOf(e.other)].filter(x => x !== undefined && x !== null && x !== '').join(' '));
function met(no, edits, handler) {
  again(keepPlace());
  show([make('p', no.said), make('h2', ask.dataset.theirs), list(no.theirs), make('h2', ask.dataset.mine), list(mine(edits))],
    [[ask.dataset.again, () => { plan.dataset.version = no.version; send(edits, handler); }, true], [ask.dataset.leave, () => { plan.dataset.version = no.version; ask.hidden = true; location.reload(); }]]);
}
function excuse(no, edits) {
  const field = make('input', null, { className: 'form-control', maxLength: 200 }), label = make('label', ask.dataset.reason);
  label.append(field);
  field.addEventListener('keydown', event => { if (event.key === 'Enter') { event.preventDefault(); send(edits, 'apply', field.value); } });
  show([make('p', no.said), label], [[ask.dataset.send, () => send(edits, 'apply', field.value), true], [ask.dataset.leave, () => { ask.hidden = true; again(keepPlace()); }]]);
}

// The mouse: a bar's middle moves it, its end lengthens it, the ring behind its end links it.
function pointer(event) {
  const g = event.target.closest('.g-bar'), grip = event.target.closest('.g-grip');
  if (event.button !== 0 || !plan.dataset.edit || !(g || grip)) return;
  const id = (g ?? grip).dataset.id, own = bar(id);
  if (!isTask(own) || own.querySelector('.g-group')) return;
  const act = grip?.dataset.act ?? 'move', from = box(own), sheet = own.ownerSVGElement, x0 = event.clientX, body = own.querySelector('rect, path'), done = own.querySelector('.g-done');
  let to = null, rope = null, frame = 0, last = event, asked = false;
  event.preventDefault();
  own.focus({ preventScroll: true });
  sheet.setPointerCapture(event.pointerId);
  plan.classList.add('dragging');
  const draw = () => {
    frame = 0;
    const moved = last.clientX - x0, by = Math.round(moved / days.scale());
    if (act === 'move') { to = days.snap(from.from + by); own.setAttribute('transform', `translate(${(to - from.from) * days.scale()} 0)`); }
    else if (act === 'end') { to = Math.max(from.from, from.to + by); body.setAttribute('width', (to - from.from + 1) * days.scale()); }
    else {
      const p = new DOMPoint(last.clientX, last.clientY).matrixTransform(sheet.getScreenCTM().inverse());
      rope ??= sheet.appendChild(svg('path', { class: 'g-rope' }));
      rope.setAttribute('d', `M${from.x + from.width} ${own.getBBox().y + 8}L${p.x} ${p.y}`);
      to = document.elementFromPoint(last.clientX, last.clientY)?.closest?.('.g-bar');
      for (const other of plan.querySelectorAll('.g-bar.aim')) other.classList.remove('aim');
      if (to && to !== own && isTask(to)) to.classList.add('aim');
    }
  };
  const move = e => { last = e; if (!frame) frame = requestAnimationFrame(draw); asked = true; };
  const end = e => {
    cancelAnimationFrame(frame);
    if (asked) { last = e; draw(); }
    sheet.removeEventListener('pointermove', move); sheet.removeEventListener('pointerup', end); sheet.removeEventListener('pointercancel', drop);
    plan.classList.remove('dragging');
    rope?.remove();
    if (act === 'move' && to !== null && to !== from.from) send([{ do: 'move', task: id, date: days.date(to) }]);
    else if (act === 'end' && to !== null && to !== from.to) send([{ do: 'until', task: id, date: days.date(to) }]);
    else if (act === 'tie' && to && to !== own && isTask(to)) send([{ do: 'link', task: id, other: to.dataset.id }]);
    else { own.removeAttribute('transform'); if (act === 'end') body.setAttribute('width', from.width); }
  };
  const drop = () => { to = null; asked = false; own.removeAttribute('transform'); if (done) body.setAttribute('width', from.width); end(last); };
  sheet.addEventListener('pointermove', move); sheet.addEventListener('pointerup', end); sheet.addEventListener('pointercancel', drop);
}
// Grips stand at one bar at a time: at the one under the pointer or with the focus.
function grips(g) {
  for (const old of plan.querySelectorAll('.g-grip')) old.remove();
  if (!g || !plan.dataset.edit || !isTask(g) || g.querySelector('.g-group')) return;
  const r = g.querySelector('rect, path').getBBox(), id = g.dataset.id;
  if (g.querySelector('.g-box, .g-box-hot')) g.append(svg('rect', { class: 'g-grip g-grip-end', 'data-act': 'end', 'data-id': id, x: r.x + r.width - 6, y: r.y - 1, width: 8, height: r.height + 2 }));
  g.append(svg('circle', { class: 'g-grip g-grip-tie', 'data-act': 'tie', 'data-id': id, cx: r.x + r.width + 8, cy: r.y + r.height / 2, r: 6 }));
}

// The keyboard does all the mouse does; quick presses of an arrow are one edit.
let pending = null, linking = null;
function flush() { if (!pending) return; clearTimeout(pending.timer); const { edit } = pending; pending = null; send([edit()]); }
function later(id, edit) { clearTimeout(pending?.timer); pending = { id, edit, timer: setTimeout(flush, 450) }; }
function keys(event) {
  const g = event.target.closest('.g-bar');
  if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !/INPUT|TEXTAREA/.test(event.target.tagName) && plan.dataset.edit) { event.preventDefault(); send([], 'back'); return; }
  if (!g || event.ctrlKey || event.altKey || event.metaKey) return;
  const all = bars(), id = g.dataset.id, may = plan.dataset.edit && isTask(g) && !g.querySelector('.g-group');
  const step = by => { flush(); const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(g) + by))]; focusBar(next); if (linking) say(`${ask.dataset.linked.replace('{0}', nameOf(next.dataset.id))}`); };
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(event.key === 'ArrowDown' ? 1 : -1);
  else if (event.key === 'Home') focusBar(all[0]); else if (event.key === 'End') focusBar(all.at(-1));
  else if (event.key === 'Escape' && linking) { focusBar(bar(linking)); linking = null; plan.classList.remove('linking'); }
  else if (event.key === 'Enter' && linking) { const from = linking; linking = null; plan.classList.remove('linking'); if (from !== id && may) send([{ do: 'link', task: from, other: id }]); }
  else if (event.key === 'Enter') { const cell = row(id)?.querySelector('[data-edit=Name]'); if (plan.dataset.edit && cell?.offsetParent) edit(cell); else location.href = row(id).querySelector('.main a').href; }
  else if (!may) return;
  else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    const by = event.key === 'ArrowRight' ? 1 : -1, kind = event.shiftKey ? 'length' : 'move', same = pending?.id === id && pending.kind === kind;
    if (pending && !same) flush();
    const from = box(g), base = same ? pending.base : kind === 'move' ? from.from : +row(id).querySelector('[data-edit=Days]').textContent || 0, at = kind === 'move' ? days.forward(same ? pending.at : base, by) : Math.max(0, (same ? pending.at : base) + by);
    if (kind === 'move') g.setAttribute('transform', `translate(${(at - base) * days.scale()} 0)`);
    say(kind === 'move' ? ask.dataset.later.replace('{0}', days.date(at)) : `${at}`);
    later(id, () => kind === 'move' ? { do: 'move', task: id, date: days.date(at) } : { do: 'length', task: id, days: at });
    Object.assign(pending, { kind, base, at });
  }
  else if (event.key === 'l' || event.key === 'L') { flush(); linking = id; plan.classList.add('linking'); say(ask.dataset.link.replace('{0}', nameOf(id))); }
  else if (event.key === 'Delete') {
    const after = row(id).querySelector('[data-edit=After]').textContent.split(';').map(x => x.trim()).filter(Boolean);
    if (after.length) send([{ do: 'after', task: id, after: after.slice(0, -1).join(';') }]); else say(ask.dataset.none);
  }
  else return;
  event.preventDefault();
}
function focusBar(g) {
  for (const other of plan.querySelectorAll('.g-bar[tabindex="0"]')) other.setAttribute('tabindex', '-1');
  g.setAttribute('tabindex', '0');
  g.focus({ preventScroll: true });
  const scroll = plan.querySelector('.plan-box'), table = plan.querySelector('.plan-table'), r = g.getBoundingClientRect(), s = scroll.getBoundingClientRect(), left = s.left + table.offsetWidth;
  if (r.left < left) scroll.scrollLeft -= left - r.left + 20; else if (r.right > s.right) scroll.scrollLeft += r.right - s.right + 40;
  if (r.top < s.top + 44) scroll.scrollTop -= s.top + 50 - r.top; else if (r.bottom > s.bottom) scroll.scrollTop += r.bottom - s.bottom + 10;
}

// The table: cells are chosen with the arrows and written in where they stand.
function edit(cell) {
  if (!plan.dataset.edit || cell.querySelector('input')) return;
  const what = cell.dataset.edit, id = cell.closest('tr').dataset.id, old = what === 'Name' ? cell.querySelector('a').textContent : cell.textContent.trim().replace('\u25C6', '0');
  const input = make('input', null, { value: old, className: 'cell', maxLength: what === 'Name' ? 80 : what === 'After' ? 200 : 40, inputMode: what === 'Days' ? 'numeric' : 'text' });
  input.setAttribute('aria-label', plan.querySelectorAll('thead th')[[...cell.parentElement.children].indexOf(cell)].textContent);
  if (what === 'Owner') input.setAttribute('list', 'people');
  input.kept = [...cell.childNodes];
  let over = false;
  const close = save => {
    if (over) return;
    over = true;
    const value = input.value.trim();
    if (save && value !== old) { if (what === 'Days' && !/^\d{1,4}$/.test(value)) { over = false; input.setAttribute('aria-invalid', 'true'); return; } cell.focus(); send([what === 'After' ? { do: 'after', task: id, after: value } : { do: 'edit', task: id, [what === 'Days' ? 'days' : what.toLowerCase()]: what === 'Days' ? +value : value }]); }
    else { input.replaceWith(...input.kept); cell.focus({ preventScroll: true }); }
  };
  input.addEventListener('keydown', event => {
    event.stopPropagation();
    if (event.key === 'Enter') close(true); else if (event.key === 'Escape') close(false);
    else if (event.key === 'Tab') { const cells = [...cell.closest('tbody').querySelectorAll(CELL)], next = cells[cells.indexOf(cell) + (event.shiftKey ? -1 : 1)]; close(true); if (next) { event.preventDefault(); const tr = next.closest('tr').dataset.id, kind = next.dataset.edit; busy.then(() => edit(row(tr).querySelector(`[data-edit="${kind}"]`))); } }
    else return;
    if (event.key !== 'Tab') event.preventDefault();
  });
  input.addEventListener('blur', () => setTimeout(() => close(true)));
  cell.replaceChildren(input);
  input.select();
  input.focus();
}
function tableKeys(event) {
  const cell = event.target.closest(CELL);
  if (!cell || event.target !== cell) return;
  const tr = cell.parentElement, kind = cell.dataset.edit, go = to => { if (to) { event.preventDefault(); cell.tabIndex = -1; to.tabIndex = 0; to.focus(); } }, cells = [...tr.querySelectorAll(CELL)];
  if (event.key === 'Enter' || event.key === 'F2') { event.preventDefault(); edit(cell); }
  else if (event.key === 'ArrowDown') go(tr.nextElementSibling?.querySelector(`[data-edit="${kind}"]`));
  else if (event.key === 'ArrowUp') go(tr.previousElementSibling?.querySelector(`[data-edit="${kind}"]`));
  else if (event.key === 'ArrowRight') go(cells[cells.indexOf(cell) + 1]);
  else if (event.key === 'ArrowLeft') go(cells[cells.indexOf(cell) - 1]);
}

function start() {
  plan = place();
  if (!plan) return;
  bars()[0]?.setAttribute('tabindex', '0');
  if (plan.dataset.edit) for (const cell of plan.querySelectorAll(CELL)) cell.tabIndex = -1;
  const first = plan.querySelector(CELL);
  if (first && plan.dataset.edit) first.tabIndex = 0;
  plan.addEventListener('pointerdown', pointer);
  plan.addEventListener('pointerover', event => { if (plan.classList.contains('dragging')) return; const g = event.target.closest('.g-bar'); if (g && !g.querySelector('.g-grip')) grips(g); });
  plan.addEventListener('focusin', event => { const g = event.target.closest('.g-bar'); if (g) grips(g); });
  plan.addEventListener('dblclick', event => { const cell = event.target.closest(CELL), g = event.target.closest('.g-bar'); if (cell?.dataset.edit) edit(cell); else if (g && row(g.dataset.id)) edit(row(g.dataset.id).querySelector('[data-edit=Name]')); });
  plan.addEventListener('click', event => { const cell = event.target.closest(CELL); if (cell?.dataset.edit && cell.dataset.edit !== 'Name' && matchMedia('(min-width: 641px)').matches) edit(cell); });
  plan.addEventListener('keydown', event => { keys(event); tableKeys(event); });
  const undo = document.getElementById('undo');
  undo?.addEventListener('submit', event => { event.preventDefault(); send([], 'back'); });
  const scroll = plan.querySelector('.plan-box'), today = plan.querySelector('.g-today');
  if (scroll && today && !plan.dataset.said) { const at = today.getBBox().x, wide = scroll.clientWidth - plan.querySelector('.plan-table').offsetWidth; if (at > wide - 100) scroll.scrollLeft = at - wide / 2; }
}
start();
addEventListener('beforeunload', flush);
// The picture as PNG: drawn by the browser from the server's SVG, twice as fine.
for (const link of document.querySelectorAll('a[data-png]')) {
  link.hidden = false;
  link.addEventListener('click', async event => {
    event.preventDefault();
    const text = await (await fetch(link.href)).text(), image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const fine = Math.min(2, 16000 / image.width, 16000 / image.height), canvas = make('canvas', null, { width: image.width * fine, height: image.height * fine });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(blob => { const save = make('a', null, { href: URL.createObjectURL(blob), download: link.dataset.png }); save.click(); setTimeout(() => URL.revokeObjectURL(save.href), 10000); });
  });
}
