// Some specializations or roles side by side: the reader’s choice, kept in the address as ?compare=senior,b2b.
// The table stands in the page complete, a row for each of them; the style sheet shows it in brief. What was chosen
// gets a table of its own with a row for each thing that is said of them: columns on a desk, a card a row on a phone.

import { AddressState } from "./address-state.js";

const MOST = 4;

// `display` other than that of a table takes its roles away: they are written out, as guide.js does.
const made = (name, role, ...content) => {
  const element = document.createElement(name);
  element.setAttribute("role", role);
  element.append(...content);
  return element;
};

customElements.define("guide-compare", class extends HTMLElement {
  connectedCallback() {
    this.boxes = [...this.querySelectorAll("fieldset input")];
    this.whole = this.querySelector("table");
    this.rows = new Map([...this.whole.tBodies[0].rows].map((row) => [row.querySelector("[data-id]").dataset.id, row]));
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
    for (const box of this.boxes) box.disabled = chosen.length >= MOST && !box.checked;
    this.beside?.remove();
    this.whole.hidden = compared;
    if (compared) {
      this.beside = this.compare(chosen.map((id) => this.rows.get(id)));
      this.whole.after(this.beside);
    }
    this.clear.disabled = chosen.length === 0;
    this.say(chosen);
  }

  compare(rows) {
    const [corner, ...aspects] = [...this.whole.tHead.rows[0].cells].map((cell) => cell.cloneNode(true));
    const names = rows.map((row) => {
      const name = made("th", "columnheader", ...row.cells[0].cloneNode(true).childNodes);
      name.scope = "col";
      return name;
    });
    const body = aspects.map((aspect, index) => {
      const head = made("th", "rowheader", ...aspect.childNodes);
      head.scope = "row";
      const cells = rows.map((row, column) => {
        const cell = row.cells[index + 1].cloneNode(true);
        cell.dataset.label = names[column].textContent;
        return cell;
      });
      return made("tr", "row", head, ...cells);
    });
    const head = made("thead", "rowgroup", made("tr", "row", corner, ...names));
    const table = made("table", "table", this.whole.caption.cloneNode(true), head, made("tbody", "rowgroup", ...body));
    table.className = "cg-table cg-beside";
    table.style.setProperty("--cg-columns", rows.length);
    this.mark(table);
    return table;
  }

  // Marks what only one of those that are compared has.
  mark(table) {
    const values = [...table.querySelectorAll("[data-value]")];
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
