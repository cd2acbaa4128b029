// Narrows a page's list to the entries with the words that the reader types and with what they choose (a select with the
// name of a data attribute of the entry or of something in it, whose values stand there with spaces between). Both stay
// in the address: ?filter=…&level=….

import { AddressState } from "./address-state.js";

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const said = (entry, name) => entry.dataset[name] ?? entry.querySelector(`[data-${name}]`)?.dataset[name];

export class ListFilter extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.selects = [...this.querySelectorAll("select")];
    this.state = new AddressState(this);
    // A term of a glossary is an entry with its definition.
    const entries = this.parentElement.querySelectorAll(".cg-cards > li, .cg-glossary > dt, .cg-table > tbody > tr");
    this.entries = [...entries].map((entry) => (entry.matches("dt") ? [entry, entry.nextElementSibling] : [entry]));
    this.input.value = this.state.text("filter", /^/u).slice(0, this.input.maxLength);
    this.input.addEventListener("input", () => {
      this.state.write({ filter: this.input.value.trim() });
      this.show();
    });
    for (const select of this.selects) {
      [select.value = ""] = this.state.choices(select.name, [...select.options].filter(({ value }) => value));
      select.addEventListener("change", () => {
        this.state.write({ [select.name]: select.value });
        this.show();
      });
    }
    const folded = this.querySelector("details");
    if (folded) folded.open = this.selects.some(({ value }) => value);
    this.show();
  }

  show() {
    const words = plain(this.input.value).split(/\s+/u).filter(Boolean);
    const chosen = this.selects.filter((select) => "facet" in select.dataset && select.value);
    let count = 0;
    for (const parts of this.entries) {
      const text = plain(parts.map((part) => part.textContent).join(" "));
      const isShown = words.every((word) => text.includes(word)) && chosen.every(({ name, value }) => said(parts[0], name)?.split(" ").includes(value));
      for (const part of parts) part.hidden = !isShown;
      count += isShown;
    }
    for (const section of this.parentElement.querySelectorAll(".cg-section")) {
      section.hidden = section.querySelector(".cg-cards") !== null && !section.querySelector(".cg-cards > li:not([hidden])");
    }
    const { some, none } = this.dataset;
    const number = new Intl.NumberFormat(document.documentElement.lang).format(count);
    this.querySelector("[data-found]").textContent = words.length || chosen.length ? (count ? some.replace("{count}", number) : none) : "";
  }
}

customElements.define("list-filter", ListFilter);
