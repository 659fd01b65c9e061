// Keeps what is typed in a form marked data-keep until it has been sent: a broken line or a closed page loses nothing.
for (const form of document.querySelectorAll('form[data-keep]')) {
  const key = `kept:${form.dataset.keep}`;
  const fields = [...form.elements].filter(e => e.name && !['hidden', 'password', 'file', 'submit'].includes(e.type));
  if (!document.querySelector('.error-summary')) {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    for (const field of fields) if (kept[field.name] !== undefined && !field.value) field.value = kept[field.name];
  }
  form.addEventListener('input', () => sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(fields.filter(f => f.type !== 'checkbox').map(f => [f.name, f.value])))));
  form.addEventListener('submit', () => sessionStorage.removeItem(key));
}
// A refused form: go to what has to be mended.
document.querySelector('.error-summary')?.focus();
// A second click must not send twice; the server takes it once anyway.
for (const form of document.querySelectorAll('form[method=post]'))
  form.addEventListener('submit', event => { if (form.dataset.sent) event.preventDefault(); form.dataset.sent = '1'; setTimeout(() => delete form.dataset.sent, 4000); });
