// Photos from the telephone: made smaller, sent one after another, with progress. Without script the form sends up to
// three at once.
for (const form of document.querySelectorAll("form[data-photos]")) {
  const status = form.querySelector("[data-status]"),
    bar = form.querySelector("progress"),
    button = form.querySelector("button");
  button.hidden = true;
  const smaller = async (file) => {
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" }),
        scale = Math.min(1, 2000 / Math.max(picture.width, picture.height));
      if (scale === 1 && file.size < 1500000) return file;
      const canvas = document.createElement("canvas");
      canvas.width = picture.width * scale;
      canvas.height = picture.height * scale;
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
      return blob ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
    } catch {
      return file;
    }
  };
  const send = (file, done, total) =>
    new Promise((sent, failed) => {
      const body = new FormData(form),
        request = new XMLHttpRequest();
      body.delete("Files");
      body.append("Files", file, file.name);
      request.open("POST", form.action);
      request.upload.onprogress = (event) => {
        if (event.lengthComputable) bar.value = (100 * (done + event.loaded / event.total)) / total;
      };
      request.onload = () => {
        if (request.status < 400) return sent();
        const said = new DOMParser()
          .parseFromString(request.responseText, "text/html")
          .querySelector(".error-summary li");
        failed(new Error(said?.textContent ?? form.dataset.failed));
      };
      request.onerror = () => failed(new Error(form.dataset.failed));
      request.send(body);
    });
  for (const input of form.querySelectorAll("input[type=file]"))
    input.addEventListener("change", async () => {
      const files = [...input.files];
      if (!files.length) return;
      bar.hidden = false;
      bar.value = 0;
      status.className = "";
      try {
        for (let i = 0; i < files.length; i++) {
          status.textContent = form.dataset.sending.replace("{0}", i + 1).replace("{1}", files.length);
          await send(await smaller(files[i]), i, files.length);
        }
        location.hash = "photos";
        location.reload();
      } catch (problem) {
        status.className = "field-error";
        status.textContent = problem.message;
        bar.hidden = true;
        input.value = "";
      }
    });
}
// The code on the screen lives two minutes: a new one is fetched well before; when the line is broken the screen says
// so.
const code = document.querySelector("[data-code]");
if (code?.dataset.code) {
  const broken = document.querySelector("[data-broken]");
  let last = Date.now();
  setInterval(async () => {
    try {
      const answer = await fetch(code.dataset.code);
      if (!answer.ok || answer.redirected) throw new Error();
      code.innerHTML = await answer.text();
      last = Date.now();
      broken.hidden = true;
    } catch {
      broken.hidden = Date.now() - last < 60000;
    }
  }, 20000);
}
