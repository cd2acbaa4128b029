// The salary explorer: shows the answer that the page already holds for a level and an area, and tells where an offer
// stands that the reader types. The offer stays on the device; a link that is asked for holds it in its fragment, which
// no server sees.

import { AddressState } from "./address-state.js";
import { filled } from "./texts.js";

const PARTS = ["fixed", "variable", "benefits"];
const SHARED = /^#offer=([\d.]*),([\d.]*),([\d.]*)$/u;

// A number as Italians or the English type it, with or without a word for its currency: 40.000, 40,000, 40 000,50,
// € 40000, 40.000 euro. NaN for anything else, and beyond the limit.
export const parsed = (typed, words, limit) => {
  const lower = words.reduce((text, word) => text.replace(word, ""), typed.toLowerCase());
  const digits = lower.replace(/[\s'’]/gu, "");
  const grouped = /^\d{1,3}(?:([.,])\d{3}(?:\1\d{3})*)?(?:(?!\1)[.,]\d{1,2})?$/u;
  if (!grouped.test(digits) && !/^\d+(?:[.,]\d{1,2})?$/u.test(digits)) return NaN;
  const [, whole, cents] = digits.match(/^(.*?)(?:[.,](\d{1,2}))?$/u);
  const amount = Number(`${whole.replace(/[.,]/gu, "")}.${cents ?? 0}`);
  return amount <= limit ? amount : NaN;
};

// Where an amount stands in a band, whose ends may be open: a key of the element's texts.
export const place = (amount, { low, high }) => {
  if (low !== undefined && amount < Number(low)) return "below";
  if (high !== undefined && amount > Number(high)) return "above";
  if (low === undefined || high === undefined || low === high) return "within";
  const share = (amount - low) / (high - low);
  return share < 1 / 3 ? "low" : share > 2 / 3 ? "high" : "middle";
};

class SalaryExplorer extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    const { level, area } = this.form.elements;
    this.state = new AddressState(this);
    for (const [name, select] of [["level", level], ["area", area]]) {
      const [wanted] = this.state.choices(name, select ? [...select.options] : []);
      if (wanted) select.value = wanted;
    }
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", () => {
      this.state.write({ level: level.value, area: area?.value });
      this.show();
    });
    this.offer = this.querySelector(".cg-offer");
    if (this.offer) this.connectOffer();
    this.show();
  }

  // Shows what is for the level and the area that are chosen.
  show() {
    const { level, area } = this.form.elements;
    const isFor = ({ level: of, levelNot, area: in_, areaNot }) =>
      (!of || of === level.value) && levelNot !== level.value &&
      (!in_ || in_ === area?.value) && !areaNot?.split(" ").includes(area?.value);
    for (const answer of this.querySelectorAll(".cg-explorer__answer > p:not(.cg-table-source)")) {
      answer.hidden = !isFor(answer.dataset);
    }
    if (this.offer) this.compare();
  }

  connectOffer() {
    const form = this.offer.querySelector("form");
    this.inputs = PARTS.map((part) => form.elements[part]);
    const shared = location.hash.match(SHARED);
    if (shared) {
      this.inputs.forEach((input, index) => { input.value = shared[index + 1] && this.number(Number(shared[index + 1])); });
      this.offer.open = true;
      this.offer.scrollIntoView();
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      clearTimeout(this.timer);
      // One announcement for an amount, not one for each digit.
      this.timer = setTimeout(() => this.compare(), 250);
    });
    // Only a finished amount is called wrong: while typing, it is merely not yet one.
    form.addEventListener("change", () => this.judge());
    const share = this.offer.querySelector("button");
    share.hidden = !navigator.clipboard;
    share.addEventListener("click", async () => {
      const address = new URL(location.href);
      address.hash = `offer=${this.amounts.map((amount) => amount || "").join()}`;
      await navigator.clipboard.writeText(address.href);
      this.offer.querySelector("[role=status]").textContent = this.offer.dataset.copied;
    });
  }

  // What is typed: a number for each part, 0 where nothing is, NaN where it is not a number.
  get amounts() {
    const { currency, limit } = this.offer.dataset;
    return this.inputs.map(({ value }) => (value.trim() ? parsed(value, currency.split("|"), Number(limit)) : 0));
  }

  judge() {
    const { amounts } = this;
    this.offer.querySelector("[data-wrong]").hidden = !amounts.some(Number.isNaN);
    this.inputs.forEach((input, index) => input.setAttribute("aria-invalid", String(Number.isNaN(amounts[index]))));
  }

  number(value) {
    const digits = { minimumFractionDigits: Number.isInteger(value) ? 0 : 2, maximumFractionDigits: 2 };
    return new Intl.NumberFormat(this.offer.dataset.locale, { useGrouping: "always", ...digits }).format(value);
  }

  money(value) {
    const unit = 10 ** this.offer.dataset.decimals;
    return filled(this.offer.dataset.money, { value: this.number(Math.round(value * unit) / unit) });
  }

  percent(share) {
    return new Intl.NumberFormat(this.offer.dataset.locale, { style: "percent", maximumFractionDigits: 1 }).format(share);
  }

  // Tells where the offer stands in the band that is shown.
  compare() {
    if (!this.offer.querySelector("[data-wrong]").hidden) this.judge();
    const [fixed, variable, benefits] = this.amounts;
    const known = fixed > 0 && !Number.isNaN(variable) && !Number.isNaN(benefits);
    this.offer.querySelector("[data-stands]").hidden = !known;
    if (!known) return;
    const band = this.querySelector(".cg-explorer__amount:not([hidden])").dataset;
    const pay = fixed + variable;
    const told = {
      fixed: band.range && this.stands(fixed, band),
      total: band.range && variable > 0 && this.stands(pay, band),
      unknownBand: !band.range && {},
      variable: variable > 0 && { of_fixed: this.percent(variable / fixed), of_total: this.percent(variable / pay) },
      benefits: benefits > 0 && { of_total: this.percent(benefits / pay) },
    };
    const list = this.offer.querySelector("[data-told]");
    list.replaceChildren(...Object.keys(told).filter((name) => told[name]).map((name) => {
      const line = document.createElement("li");
      line.textContent = filled(list.dataset[name], told[name]);
      return line;
    }));
    for (const line of this.offer.querySelectorAll("[data-usual]")) {
      const { usual, level } = line.dataset;
      line.hidden = !told[usual] || (level !== undefined && level !== this.form.elements.level.value);
    }
  }

  stands(amount, band) {
    // A range does not break across two lines.
    const range = band.range.replaceAll("–", "\u2060–\u2060");
    return { amount: this.money(amount), place: this.offer.dataset[place(amount, band)], range };
  }
}

customElements.define("salary-explorer", SalaryExplorer);
