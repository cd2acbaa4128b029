// A chart as PNG: the browser draws the SVG file, twice as large for screens that show it so.

import { download } from "./download.js";

const SCALE = 2;

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
