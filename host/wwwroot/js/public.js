// What was sent last has arrived when the page says so; only then is it forgotten.
if (document.querySelector(".said") && sessionStorage.getItem("kept-sent")) {
  sessionStorage.removeItem(sessionStorage.getItem("kept-sent"));
  sessionStorage.removeItem("kept-sent");
}
// A refused form is an answer to a post: going back to it later shows the page, not the browser's error.
if (document.documentElement.dataset.posted === "1") {
  const at = new URL(location.href);
  at.searchParams.delete("handler");
  history.replaceState(null, "", at);
}
// Keeps what is typed in a form marked data-keep until it has been sent: a broken line or a closed page loses nothing.
for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = `kept:${form.dataset.keep}`;
  const fields = [...form.elements].filter((e) => e.name && !["hidden", "password", "file", "submit"].includes(e.type));
  if (!document.querySelector(".error-summary")) {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    // A form that says so gets everything back, over what the page had; it is told, and may be dropped.
    const back = fields.filter(
      (f) =>
        f.type !== "checkbox" &&
        kept[f.name] !== undefined &&
        kept[f.name] !== f.value &&
        (form.dataset.kept || !f.value),
    );
    for (const field of back) field.value = kept[field.name];
    if (back.length && form.dataset.kept) {
      const note = document.createElement("p"),
        drop = document.createElement("button");
      note.className = "notice";
      note.setAttribute("role", "status");
      note.textContent = form.dataset.kept + " ";
      drop.type = "button";
      drop.className = "btn btn-link";
      drop.textContent = form.dataset.drop;
      drop.addEventListener("click", () => {
        sessionStorage.removeItem(key);
        location.reload();
      });
      note.append(drop);
      form.prepend(note);
    }
  }
  form.addEventListener("input", () =>
    sessionStorage.setItem(
      key,
      JSON.stringify(Object.fromEntries(fields.filter((f) => f.type !== "checkbox").map((f) => [f.name, f.value]))),
    ),
  );
  // Until the server has taken it: a page that answers "done" clears what this form kept.
  form.addEventListener("submit", () => sessionStorage.setItem("kept-sent", key));
}
// A refused form: go to what has to be mended.
document.querySelector(".error-summary")?.focus();
// A second click must not send twice; the server takes it once anyway.
for (const form of document.querySelectorAll("form[method=post]"))
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
// What is alike shows while one types; nothing is sent but the words that stand there.
for (const place of document.querySelectorAll("[data-alike]")) {
  const field = document.getElementById(place.dataset.from);
  let timer,
    asked = "";
  field?.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const text = field.value.trim().slice(0, 500);
      if (text.length < 6 || text === asked) return;
      asked = text;
      try {
        const join = place.dataset.alike.includes("?") ? "&" : "?";
        const found = await (await fetch(`${place.dataset.alike}${join}text=${encodeURIComponent(text)}`)).json();
        if (text !== asked) return;
        place.replaceChildren();
        if (!found.length) return;
        const title = document.createElement("p");
        title.textContent = place.dataset.title;
        const list = document.createElement("ul");
        for (const one of found) {
          const item = document.createElement("li"),
            link = document.createElement("a"),
            note = document.createElement("small");
          link.href = one.href;
          link.textContent = one.text;
          if (place.dataset.blank !== "no") link.target = "_blank";
          note.textContent = ` ${one.note}`;
          item.append(link, note);
          list.append(item);
        }
        place.append(title, list);
      } catch {
        // The line is broken: the form works without, and the next letter asks again.
        asked = "";
      }
    }, 350);
  });
}
// Where somebody stands is asked for only when they press the button, and sent with the form.
for (const button of document.querySelectorAll("button[data-locate]"))
  button.addEventListener("click", () => {
    const field = document.getElementById(button.dataset.locate),
      said = button.parentElement.querySelector(".help");
    navigator.geolocation?.getCurrentPosition(
      (at) => {
        field.value = `${at.coords.latitude.toFixed(5)},${at.coords.longitude.toFixed(5)}`;
        said.textContent = button.dataset.found;
      },
      () => {
        said.textContent = button.dataset.failed;
      },
      { timeout: 10000 },
    );
  });
// A code in a QR code stands behind the # of the address, which no server sees; it goes into the field.
const codeField = document.querySelector("input.code-input#code");
if (codeField && location.hash.length > 10) {
  codeField.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
  codeField.focus();
}
// Questions that hang on an earlier answer show when it is given; without script all of them stand there and say so.
const asked = [...document.querySelectorAll("[data-asked]")].filter((part) => part.dataset.asked);
if (asked.length) {
  const show = () => {
    for (const part of asked) {
      const [name, value] = part.dataset.asked.split("=");
      const earlier = document.getElementById(name);
      part.hidden = earlier.hidden || !earlier.querySelector(`input[value="${value}"]:checked`);
    }
  };
  document.addEventListener("change", show);
  for (const hint of document.querySelectorAll(".only-if")) hint.hidden = true;
  show();
}
// Printing needs script; without it the browser's own menu does.
for (const button of document.querySelectorAll("[data-print][hidden]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
