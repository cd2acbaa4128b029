// Which specialization fits me? Answers to statements, kept in the address as ?fit=yn-p… (yes, no, none, partly), one
// letter a statement; from them the closest specializations, the answers that decided, and what would change the first.

import { AddressState } from "./address-state.js";
import { filled } from "./texts.js";

const WORTH = { y: 1, p: 0.5, n: -0.5, "-": 0 };
const CLOSEST = 3;

// How close each specialization is to the answers, the closest first: [id, closeness], those that anything speaks for.
// A statement says more the fewer it speaks for, and most of the one that it names first; half a statement that nobody
// answered keeps a specialization with many statements from being beaten by one with a single "yes".
export const closest = (statements, answers) => {
  const found = new Map();
  statements.forEach(({ favours }, index) => {
    favours.forEach((id, place) => {
      const weight = 0.9 ** place / Math.sqrt(favours.length);
      const [points, most] = found.get(id) ?? [0, 0.5];
      found.set(id, [points + weight * WORTH[answers[index]], most + weight]);
    });
  });
  return [...found]
    .map(([id, [points, most]]) => [id, points / most])
    .filter(([, share]) => share > 0)
    .sort(([, one], [, other]) => other - one);
};

// Another answer to one statement by which another specialization would come first: [index, answer, id], or undefined.
export const turning = (statements, answers) => {
  const [first] = closest(statements, answers);
  for (const [index, given] of [...answers].entries()) {
    for (const other of given === "-" ? [] : ["y", "n"]) {
      const [ahead] = closest(statements, answers.map((answer, at) => (at === index ? other : answer)));
      if (ahead && ahead[0] !== first[0]) return [index, other, ahead[0]];
    }
  }
  return undefined;
};

const made = (tag, text, parent) => {
  const element = document.createElement(tag);
  element.textContent = text;
  parent.append(element);
  return element;
};

customElements.define("guide-finder", class extends HTMLElement {
  connectedCallback() {
    const locale = document.documentElement.lang;
    this.list = new Intl.ListFormat(locale, { type: "conjunction" });
    this.number = new Intl.NumberFormat(locale, { useGrouping: "always" });
    this.links = new Map();
    this.statements = [...this.querySelectorAll(".cg-statements > li")].map((item) => {
      const links = [...item.querySelectorAll(".cg-favours [data-id]")];
      for (const link of links) this.links.set(link.dataset.id, link);
      return {
        radios: [...item.querySelectorAll("input")],
        text: item.querySelector("legend").textContent,
        favours: links.map((link) => link.dataset.id),
        why: item.querySelector(".cg-favours span").textContent,
      };
    });
    this.status = this.querySelector(".cg-fit [role=status]");
    this.state = new AddressState(this);
    this.ranking = this.querySelector(".cg-fit ol");
    this.turning = this.querySelector(".cg-fit__turning");
    this.compare = this.querySelector(".cg-fit__compare");
    this.clear = this.querySelector(".cg-act");
    this.addEventListener("change", () => this.show(true));
    this.clear.addEventListener("click", () => {
      for (const radio of this.statements.flatMap((statement) => statement.radios)) radio.checked = false;
      this.show(true);
      this.statements[0].radios[0].focus();
    });
    // A quick reader may have answered before this script came.
    const early = this.statements.filter(({ radios }) => radios.some((radio) => radio.checked));
    const kept = this.state.text("fit", new RegExp(`^[ypn-]{1,${this.statements.length}}$`, "u"));
    this.statements.forEach((statement, index) => {
      if (early.includes(statement)) return;
      for (const radio of statement.radios) radio.checked = radio.value === kept[index];
    });
    this.show(early.length > 0);
  }

  show(changed) {
    const answers = this.statements.map(({ radios }) => radios.find((radio) => radio.checked)?.value ?? "-");
    const count = answers.filter((answer) => answer !== "-").length;
    if (changed) this.state.write({ fit: count ? answers.join("") : "" });
    const ranked = closest(this.statements, answers);
    const shown = ranked.slice(0, CLOSEST).map(([id]) => id);
    this.ranking.replaceChildren(...shown.map((id) => this.entry(id, answers)));
    this.status.textContent = this.said(count, ranked);
    this.tellTurning(shown.length > 0 && turning(this.statements, answers));
    this.clear.disabled = count === 0;
    this.compare.hidden = shown.length < 2;
    const address = new URL(location.href);
    address.searchParams.set("compare", shown.join(","));
    address.hash = "compare";
    this.compare.href = address;
  }

  said(count, ranked) {
    const { answered, first, level, nothing } = this.dataset;
    const said = filled(answered, { count: this.number.format(count), total: this.number.format(this.statements.length) });
    if (count === 0) return said;
    const leaders = ranked.filter(([, share]) => share === ranked[0][1]).map(([id]) => this.links.get(id).textContent);
    if (leaders.length === 0) return `${said} ${nothing}`;
    return `${said} ${filled(leaders.length > 1 ? level : first, { names: this.list.format(leaders) })}`;
  }

  // A specialization with the answers that speak for it and against it.
  entry(id, answers) {
    const item = document.createElement("li");
    item.append(this.links.get(id).cloneNode(true));
    const list = document.createElement("ul");
    this.statements.forEach(({ favours, text, why }, index) => {
      const answer = answers[index];
      if (!favours.includes(id) || answer === "-") return;
      const reason = { y: why, p: filled(this.dataset.partly, { reason: why }), n: filled(this.dataset.against, { statement: text }) };
      made("li", reason[answer], list);
    });
    item.append(list);
    return item;
  }

  tellTurning(found) {
    this.turning.hidden = !found;
    if (!found) return;
    const [index, answer, id] = found;
    const { text, radios } = this.statements[index];
    this.turning.textContent = filled(this.dataset.turning, {
      answer: radios.find((radio) => radio.value === answer).parentElement.textContent,
      statement: text,
      name: this.links.get(id).textContent,
    });
  }
});
