// The salary explorer: shows the answers that the page already holds for a level and an area, and splits an amount that
// the reader types. A percentage is only ever applied to an amount on its own base; nothing else is calculated.

import { AddressState } from "./address-state.js";

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

// How an open percentage is worded, and what it leaves: keys of the element's texts.
const OPEN = {
  above: { part: "above", rest: "lessThan" },
  "or-more": { part: "orMore", rest: "upTo" },
  from: { part: "from", rest: "upTo" },
  "up-to": { part: "upTo", rest: "from" },
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
    const { level, area } = this.form.elements;
    this.state = new AddressState(this);
    for (const [name, select] of [["level", level], ["area", area]]) {
      const [wanted] = this.state.choices(name, select ? [...select.options] : []);
      if (wanted) select.value = wanted;
    }
    this.connectAmount();
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", () => this.changed());
    this.show();
  }

  // The amount to be split; a role without percentages to split it by does not ask for one.
  connectAmount() {
    const { amount, base } = this.form.elements;
    if (!amount) return;
    const asked = this.state.text("amount", { test: (typed) => !Number.isNaN(this.parsed(typed)) });
    if (asked) amount.value = this.number(this.parsed(asked));
    const [fixedOrTotal] = this.state.choices("base", [...base]);
    for (const radio of base) if (radio.value === fixedOrTotal) radio.checked = true;
    // Only a finished amount is called wrong: while typing, it is merely not yet one.
    amount.addEventListener("change", () => this.judge());
  }

  parsed(typed) {
    return parsed(typed, this.dataset.currency.split("|"), Number(this.dataset.limit));
  }

  get amount() {
    return this.parsed(this.form.elements.amount?.value ?? "");
  }

  number(value) {
    const digits = { minimumFractionDigits: Number.isInteger(value) ? 0 : 2, maximumFractionDigits: 2 };
    return new Intl.NumberFormat(this.dataset.locale, { useGrouping: "always", ...digits }).format(value);
  }

  money(...values) {
    const unit = 10 ** this.dataset.decimals;
    const rounded = values.map((value) => this.number(Math.round(value * unit) / unit));
    return filled(this.dataset.money, { value: [...new Set(rounded)].join("–") });
  }

  changed() {
    if (this.wrong && !this.wrong.hidden) this.judge();
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
        (asks.split && (asks.split !== base?.value || Number.isNaN(amount)));
      if (asks.split && !answer.hidden) this.split(answer, amount);
    }
    if (!own) return;
    own.hidden = Number.isNaN(amount);
    own.querySelector("[data-none]").hidden = own.querySelector("dl > div[data-level]:not([hidden])") !== null;
  }

  // Writes how the amount splits: "40.000 € × 15–25% = 6.000–10.000 € in aggiunta …".
  split(answer, amount) {
    const { low, high, open, split, text } = answer.dataset;
    const parts = [low, high].map((percent) => (amount * percent) / 100);
    const rests = split === "fixed" ? parts.map((part) => amount + part) : parts.map((part) => amount - part).reverse();
    const as = (form, value) => filled(this.dataset[form], { value });
    const told = (value) => (open ? as(OPEN[open].part, value) : value);
    const part = told(this.money(...parts));
    let rest = told(this.money(...rests));
    // The more is variable, the less is fixed: of an open part, one end of the rest is known.
    if (split === "total" && open) rest = as(OPEN[open].rest, this.money(rests.at(-1)));
    const shown = this.dataset.money.replace("{value}", this.number(amount));
    const words = filled(text, { amount: shown, part, rest }).split(/(\S+–\S+)/u);
    answer.querySelector("[data-sum]").replaceChildren(...words.map((word) => (word.includes("–") ? unbroken(word) : word)));
  }
}

customElements.define("salary-explorer", SalaryExplorer);
