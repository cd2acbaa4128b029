// The salary explorer: shows the answers that the page already holds for a level and an area, and splits an amount that
// the reader types. A percentage is only ever applied to an amount on its own base; nothing else is calculated.

import { AddressState } from "./address-state.js";

const LIMIT = 1_000_000;

// A number as Italians or the English type it: 40.000, 40,000, 40 000,50, € 40000. NaN for anything else.
export const parsed = (typed) => {
  const digits = typed.replace(/[\s€'’]|eur(?:o|os)?/giu, "");
  const grouped = /^\d{1,3}(?:([.,])\d{3}(?:\1\d{3})*)?(?:(?!\1)[.,]\d{1,2})?$/u;
  if (!grouped.test(digits) && !/^\d+(?:[.,]\d{1,2})?$/u.test(digits)) return NaN;
  const [, whole, cents] = digits.match(/^(.*?)(?:[.,](\d{1,2}))?$/u);
  const amount = Number(`${whole.replace(/[.,]/gu, "")}.${cents ?? 0}`);
  return amount <= LIMIT ? amount : NaN;
};

const filled = (text, values) => text.replace(/\{(\w+)\}/gu, (_, name) => values[name]);

// A range that does not break across two lines, as in the text of the page.
const unbroken = (range) => {
  const held = document.createElement("span");
  held.className = "cg-unbroken";
  held.textContent = range;
  return held;
};

class SalaryExplorer extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.wrong = this.querySelector("[data-wrong]");
    const { level, area, amount, base } = this.form.elements;
    this.state = new AddressState(this);
    for (const [name, select] of [["level", level], ["area", area]]) {
      const [wanted] = this.state.choices(name, select ? [...select.options] : []);
      if (wanted) select.value = wanted;
    }
    const asked = this.state.text("amount", { test: (typed) => !Number.isNaN(parsed(typed)) });
    if (asked) amount.value = this.number(parsed(asked));
    const [fixedOrTotal] = this.state.choices("base", [...base]);
    for (const radio of base) if (radio.value === fixedOrTotal) radio.checked = true;
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", () => this.changed());
    // Only a finished amount is called wrong: while typing, it is merely not yet one.
    amount.addEventListener("change", () => this.judge());
    this.show();
  }

  get amount() {
    return parsed(this.form.elements.amount.value);
  }

  number(value) {
    return new Intl.NumberFormat(this.dataset.locale, { useGrouping: "always", maximumFractionDigits: 2 }).format(value);
  }

  money(...values) {
    const rounded = values.map((value) => this.number(Math.round(value)));
    return filled(this.dataset.money, { value: [...new Set(rounded)].join("–") });
  }

  changed() {
    if (!this.wrong.hidden) this.judge();
    clearTimeout(this.timer);
    // One announcement for an amount, not one for each digit.
    this.timer = setTimeout(() => this.show(), 250);
    const { level, area, base } = this.form.elements;
    const given = !Number.isNaN(this.amount);
    this.state.write({ level: level.value, area: area?.value, amount: given && String(this.amount), base: given && base.value });
  }

  judge() {
    const { amount } = this.form.elements;
    const isWrong = amount.value.trim() !== "" && Number.isNaN(this.amount);
    this.wrong.hidden = !isWrong;
    amount.setAttribute("aria-invalid", String(isWrong));
  }

  show() {
    const { level, area, base } = this.form.elements;
    const own = this.querySelector("[data-own]");
    const amount = this.amount;
    for (const answer of this.querySelectorAll("dl > div")) {
      const asks = answer.dataset;
      answer.hidden =
        (asks.level && asks.level !== level.value) ||
        (asks.levelNot && asks.levelNot === level.value) ||
        (asks.area && asks.area !== area.value) ||
        (asks.split && (asks.split !== base.value || Number.isNaN(amount)));
      if (asks.split && !answer.hidden) this.split(answer, amount);
    }
    own.hidden = Number.isNaN(amount);
    own.querySelector("[data-none]").hidden = own.querySelector("dl > div[data-level]:not([hidden])") !== null;
  }

  // Writes how the amount splits: "40.000 € × 15–25% = 6.000–10.000 € in aggiunta …".
  split(answer, amount) {
    const { low, high, open, split, text } = answer.dataset;
    const parts = [low, high].map((percent) => (amount * percent) / 100);
    const rests = split === "fixed" ? parts.map((part) => amount + part) : parts.map((part) => amount - part).reverse();
    const more = (value) => (open ? filled(open === "above" ? this.dataset.above : this.dataset.orMore, { value }) : value);
    const part = more(this.money(...parts));
    let rest = more(this.money(...rests));
    if (split === "total" && open) {
      // The more is variable, the less is fixed: the highest fixed part is known, the lowest is not.
      rest = filled(open === "above" ? this.dataset.lessThan : this.dataset.upTo, { value: this.money(rests.at(-1)) });
    }
    const shown = this.dataset.money.replace("{value}", this.number(amount));
    const words = filled(text, { amount: shown, part, rest }).split(/(\S+–\S+)/u);
    answer.querySelector("[data-sum]").replaceChildren(...words.map((word) => (word.includes("–") ? unbroken(word) : word)));
  }
}

customElements.define("salary-explorer", SalaryExplorer);
