import './public.js';
for (const button of document.querySelectorAll('[data-print]')) button.addEventListener('click', () => print());
for (const select of document.querySelectorAll('select[data-submit]')) select.addEventListener('change', () => select.form.submit());
// Long work: look every second until it has ended, then show the page as it stands.
const job = document.querySelector('[data-job]');
if (job?.dataset.job) {
  const look = async () => {
    try {
      const state = await (await fetch(job.dataset.job, { headers: { Accept: 'application/json' } })).json();
      if (state.ended) return location.reload();
      if (state.total > 0) job.querySelector('progress').value = state.done * 100 / state.total;
    } catch { /* The line is broken; look again. */ }
    setTimeout(look, 1000);
  };
  setTimeout(look, 700);
}
// Scores are saved as they are entered; what could not be sent is tried again and said.
const sheet = document.querySelector('form[data-autosave]');
if (sheet) {
  const status = sheet.querySelector('[data-status]');
  const waiting = new Map();
  const send = async field => {
    waiting.set(field.name, field);
    const body = new FormData();
    body.set('__RequestVerificationToken', sheet.querySelector('[name=__RequestVerificationToken]').value);
    body.set('field', field.name);
    body.set('value', field.value);
    try {
      const answer = await fetch(sheet.dataset.autosave, { method: 'POST', body });
      const said = await answer.text();
      field.toggleAttribute('aria-invalid', !answer.ok);
      if (!answer.ok) field.setAttribute('aria-invalid', 'true');
      status.textContent = said;
      waiting.delete(field.name);
    } catch {
      status.textContent = sheet.dataset.offline;
      setTimeout(() => waiting.has(field.name) && send(field), 3000);
    }
  };
  // One after another: answers that overtake each other would leave an old count standing.
  let line = Promise.resolve();
  sheet.addEventListener('change', event => { if (event.target.name) line = line.then(() => send(event.target)); });
  addEventListener('beforeunload', event => { if (waiting.size) event.preventDefault(); });
}
// Fields that belong to one choice only stand there when it is chosen.
for (const form of document.querySelectorAll('form[data-when]')) {
  const show = () => { for (const part of form.querySelectorAll('[data-if]')) { const [id, value] = part.dataset.if.split('='); part.hidden = form.querySelector(`#${id}`)?.value !== value; } };
  form.addEventListener('change', show);
  show();
}
// A template is a start to write from: it goes into the field and the cursor behind it.
for (const select of document.querySelectorAll('select[data-fill]')) select.addEventListener('change', () => {
  const field = document.getElementById(select.dataset.fill);
  if (select.value) { field.value = field.value ? `${field.value}\n${select.value}` : select.value; field.focus(); }
});
// The queue by keyboard: j and k walk, x picks, Enter opens.
const queue = document.querySelector('[data-queue]');
if (queue) {
  const rows = [...queue.querySelectorAll('li')];
  let at = -1;
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== 'checkbox') return;
    if (event.key === 'j' || event.key === 'k') { at = Math.max(0, Math.min(rows.length - 1, at + (event.key === 'j' ? 1 : -1))); rows[at].focus(); rows[at].scrollIntoView({ block: 'nearest' }); }
    else if (event.key === 'x' && at >= 0) { const box = rows[at].querySelector('input'); box.checked = !box.checked; }
    else if (event.key === 'Enter' && at >= 0 && event.target === rows[at]) location.href = rows[at].dataset.href;
    else return;
    event.preventDefault();
  });
}
