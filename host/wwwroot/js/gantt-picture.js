// The picture as PNG: drawn by the browser from the server's SVG, twice as fine.
import { make } from "./gantt-plan.js";

for (const link of document.querySelectorAll("a[data-png]")) {
  link.hidden = false;
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const text = await (await fetch(link.href)).text(),
      image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const fine = Math.min(2, 16000 / image.width, 16000 / image.height),
      canvas = make("canvas", null, { width: image.width * fine, height: image.height * fine });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => {
      const save = make("a", null, { href: URL.createObjectURL(blob), download: link.dataset.png });
      save.click();
      setTimeout(() => URL.revokeObjectURL(save.href), 10000);
    });
  });
}
