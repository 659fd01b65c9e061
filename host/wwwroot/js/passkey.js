// Passkeys: a form with data-passkey asks the server for the challenge, the browser for the answer, and sends it.
// Browsers without passkeys, and pages without https, never show the form.
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

/** The server's JSON with bytes where the browser wants bytes. */
function readable(options) {
  const named = (list) => list?.map((c) => ({ ...c, id: toBytes(c.id) }));
  const read = { ...options, challenge: toBytes(options.challenge) };
  if (options.user) read.user = { ...options.user, id: toBytes(options.user.id) };
  if (options.excludeCredentials) read.excludeCredentials = named(options.excludeCredentials);
  if (options.allowCredentials) read.allowCredentials = named(options.allowCredentials);
  return read;
}

/** The browser's answer as JSON; older browsers cannot write it themselves. */
function written(credential) {
  const answer = credential.response;
  const response = { clientDataJSON: toText(answer.clientDataJSON) };
  if (answer.attestationObject) {
    response.attestationObject = toText(answer.attestationObject);
    response.transports = answer.getTransports?.() ?? [];
  } else {
    response.authenticatorData = toText(answer.authenticatorData);
    response.signature = toText(answer.signature);
    response.userHandle = answer.userHandle ? toText(answer.userHandle) : null;
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function answer(form) {
  const sent = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
  if (!sent.ok) throw new Error(`${sent.status}`);
  const publicKey = readable(await sent.json());
  const credential =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey })
      : await navigator.credentials.get({ publicKey });
  form.elements.credential.value = JSON.stringify(written(credential));
}

function say(form, text) {
  const note = form.querySelector("[role=alert]") ?? document.createElement("p");
  note.setAttribute("role", "alert");
  note.className = "notice";
  note.textContent = text;
  form.append(note);
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await answer(form);
      form.submit();
    } catch {
      // Cancelled by the person, or the device has none for this site.
      say(form, form.dataset.failed);
    }
  });
}
