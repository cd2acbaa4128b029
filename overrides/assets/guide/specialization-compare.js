// Some specializations side by side: the reader's choice, kept in the address as ?compare=senior,b2b.
// The table stands in the page complete; the style sheet shows it in brief, or what was chosen as columns.

import { AddressState } from "./address-state.js";

const MOST = 4;

customElements.define("guide-compare", class extends HTMLElement {
  connectedCallback() {
    this.boxes = [...this.querySelectorAll("fieldset input")];
    this.rows = new Map([...this.querySelectorAll("tbody tr")].map((row) => [row.querySelector("[data-id]").dataset.id, row]));
    this.clear = this.querySelector(".cg-act");
    this.status = this.querySelector(".cg-chosen [role=status]");
    this.state = new AddressState(this);
    this.addEventListener("change", () => this.show(true));
    this.clear.addEventListener("click", () => {
      for (const box of this.boxes) box.checked = false;
      this.show(true);
      this.boxes[0].focus();
    });
    // A quick reader may have chosen before this script came.
    const early = this.boxes.filter((box) => box.checked).map((box) => box.value);
    const wanted = this.state.choices("compare", this.boxes);
    const first = [...new Set([...early, ...wanted])].slice(0, MOST);
    for (const box of this.boxes) box.checked = first.includes(box.value);
    this.show(early.length > 0);
  }

  show(changed) {
    const chosen = this.boxes.filter((box) => box.checked).map((box) => box.value);
    if (changed) this.state.write({ compare: chosen.join(",") });
    const compared = chosen.length > 1;
    this.toggleAttribute("data-chosen", compared);
    this.style.setProperty("--cg-columns", chosen.length);
    for (const box of this.boxes) box.disabled = chosen.length >= MOST && !box.checked;
    for (const [id, row] of this.rows) row.hidden = compared && !chosen.includes(id);
    this.mark(compared ? chosen.map((id) => this.rows.get(id)) : []);
    this.clear.disabled = chosen.length === 0;
    this.say(chosen);
  }

  // Marks what only one of the compared rows has.
  mark(rows) {
    for (const mark of this.querySelectorAll(".cg-only")) mark.remove();
    const values = rows.flatMap((row) => [...row.querySelectorAll("[data-value]")]);
    for (const value of values) {
      if (values.some((other) => other !== value && other.dataset.value === value.dataset.value)) continue;
      const mark = document.createElement("span");
      mark.className = "cg-only";
      mark.textContent = this.dataset.only;
      value.append(" ", mark);
    }
  }

  say(chosen) {
    const { none, one, some, most } = this.dataset;
    const names = chosen.map((id) => this.rows.get(id).querySelector("[data-id]").textContent);
    const list = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(names);
    const text = [none, one, some, some, most][chosen.length].replace("{names}", () => list);
    if (this.status.textContent !== text) this.status.textContent = text;
  }
});
