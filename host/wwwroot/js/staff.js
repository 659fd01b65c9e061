import './public.js';
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
