// Charts: their parts by keyboard, and each as a PNG.

import { download } from "./download.js";

const SCALE = 2;

// A chart is one stop of the Tab key. Within it, arrows lead from part to part, Home and End to the first and the last.
for (const chart of document.querySelectorAll(".cg-chart > svg[role=list]")) {
  const parts = [...chart.querySelectorAll("[role=listitem]")];
  const enter = (entered) => {
    for (const part of parts) part.setAttribute("tabindex", part === entered ? 0 : -1);
  };
  enter(parts[0]);
  chart.addEventListener("keydown", (event) => {
    const at = parts.indexOf(event.target);
    const next = { ArrowUp: at - 1, ArrowLeft: at - 1, ArrowDown: at + 1, ArrowRight: at + 1, Home: 0, End: parts.length - 1 };
    const part = parts[next[event.key]];
    if (!part || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    enter(part);
    part.focus();
  });
}

// The browser draws the SVG file, twice as large for screens that show it so.
customElements.define("guide-chart-files", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-png]").addEventListener("click", async (event) => {
      event.preventDefault();
      const { href, download: name } = event.currentTarget;
      const picture = new Image();
      picture.src = href;
      await picture.decode();
      const canvas = document.createElement("canvas");
      canvas.width = picture.naturalWidth * SCALE;
      canvas.height = picture.naturalHeight * SCALE;
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((file) => download(file, "image/png", name), "image/png");
    });
  }
});
