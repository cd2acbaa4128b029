// Checklists whose ticks, metrics and dates stay on the reader's device, each field under its own key (data-check).
// What is marked data-with=<key> shows once that key is ticked.

import { eraseAll, get, set } from "./ticks.js";

customElements.define("guide-checks", class extends HTMLElement {
  connectedCallback() {
    this.fields = [...this.querySelectorAll("[data-check]")];
    this.boxes = this.fields.filter((field) => field.type === "checkbox");
    this.said = this.querySelector(".cg-ticked");
    this.kept = true;
    this.fill = () => {
      for (const field of this.fields) {
        const value = get(field.dataset.check);
        if (field.type === "checkbox") field.checked = value === true;
        else field.value = typeof value === "string" ? value : "";
      }
      this.show();
    };
    this.addEventListener("change", ({ target }) => {
      this.keep(target);
      this.show();
    });
    this.querySelector("[data-erase]")?.addEventListener("click", (event) => this.erase(event.currentTarget));
    document.addEventListener("ticks-erased", this.fill);
    // A quick reader may have ticked or written before this script came.
    for (const field of this.fields) if (field.type === "checkbox" ? field.checked : field.value) this.keep(field);
    if (this.kept) this.fill();
    else this.show();
    // Only what changes from now on is announced.
    this.said?.setAttribute("role", "status");
  }

  disconnectedCallback() {
    document.removeEventListener("ticks-erased", this.fill);
  }

  keep(field) {
    this.kept = set(field.dataset.check, field.type === "checkbox" ? field.checked : field.value.trim());
  }

  show() {
    if (!this.said) return;
    const ticked = this.boxes.filter((box) => box.checked).map((box) => box.dataset.check);
    const number = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: "always" });
    const counts = { count: ticked.length, total: this.boxes.length };
    const text = this.said.dataset.pattern.replace(/\{(count|total)\}/g, (_, name) => number.format(counts[name]));
    this.said.textContent = this.kept ? text : `${text} ${this.said.dataset.notKept}`;
    for (const part of this.querySelectorAll("[data-with]")) part.hidden = !ticked.includes(part.dataset.with);
  }

  erase(button) {
    if (!confirm(button.dataset.erase)) return;
    eraseAll();
    this.querySelector("[role=status]").textContent = button.dataset.erased;
  }
});
