// Skills against roles: narrowed as any list is, put in order, and shown for a level of experience.
// Columns stand in the order in which rows can be put: by name, then by the need of each role.

import { ListFilter } from "./list-filter.js";

customElements.define("skills-matrix", class extends ListFilter {
  show() {
    super.show();
    const { level, order, role } = Object.fromEntries(this.selects.map(({ name, value }) => [name, value]));
    const table = this.parentElement.querySelector(".cg-table");
    for (const part of table.querySelectorAll("[data-level]")) part.hidden = part.dataset.level !== level;
    const columns = [...this.querySelector("[name=order]").options].slice(1).map(({ value }) => value);
    for (const row of table.rows) {
      [...row.cells].forEach((cell, index) => cell.toggleAttribute("data-chosen", columns[index] === role));
    }
    const rows = this.entries.flat();
    const name = (row) => row.cells[0].textContent;
    const need = (row) => Number(row.cells[columns.indexOf(order)].querySelector("[data-need]:not([hidden] *)")?.dataset.need ?? 0);
    if (order === "name") rows.sort((one, other) => name(one).localeCompare(name(other), document.documentElement.lang));
    else if (order) rows.sort((one, other) => need(other) - need(one));
    table.tBodies[0].append(...rows);
  }
});
