// Which specialization fits me? Answers to statements, kept in the address as ?fit=yn-p… (yes, no, none, partly), one
// letter a statement; from them a ranking of the specializations, each with its reasons.

import { AddressState } from "./address-state.js";

const WORTH = { y: 2, p: 1, n: 0 };

const made = (tag, text, parent) => {
  const element = document.createElement(tag);
  element.textContent = text;
  parent.append(element);
  return element;
};

customElements.define("guide-finder", class extends HTMLElement {
  connectedCallback() {
    const locale = document.documentElement.lang;
    this.plural = new Intl.PluralRules(locale);
    this.list = new Intl.ListFormat(locale, { type: "conjunction" });
    this.number = new Intl.NumberFormat(locale, { useGrouping: "always" });
    this.statements = [...this.querySelectorAll(".cg-statements > li")].map((item) => ({
      radios: [...item.querySelectorAll("input")],
      favours: [...item.querySelectorAll(".cg-favours [data-id]")],
      why: item.querySelector(".cg-favours span").textContent,
    }));
    this.status = this.querySelector(".cg-fit [role=status]");
    this.state = new AddressState(this);
    this.ranking = this.querySelector(".cg-fit ol");
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
    const ranked = this.ranked(answers);
    this.ranking.replaceChildren(...ranked.map((entry) => this.entry(entry)));
    const leaders = ranked.filter((entry) => entry.rank === 1).map((entry) => entry.link.textContent);
    const { answered, first, nothing } = this.dataset;
    const lead = leaders.length ? first.replace("{names}", () => this.list.format(leaders)) : nothing;
    const said = answered.replace("{count}", this.number.format(count)).replace("{total}", this.number.format(answers.length));
    this.status.textContent = count ? `${said} ${lead}` : said;
    this.clear.disabled = count === 0;
    this.compare.hidden = ranked.length < 2;
    const address = new URL(location.href);
    address.searchParams.set("compare", ranked.slice(0, 3).map((entry) => entry.id).join(","));
    address.hash = "compare";
    this.compare.href = address;
  }

  // The specializations with points, best first by the share of the points that each could get; ties share a rank.
  ranked(answers) {
    const found = new Map();
    this.statements.forEach(({ favours, why }, index) => {
      for (const link of favours) {
        const entry = found.get(link.dataset.id) ?? { id: link.dataset.id, link, points: 0, most: 0, reasons: [] };
        found.set(entry.id, entry);
        const worth = WORTH[answers[index]] ?? 0;
        entry.points += worth;
        entry.most += WORTH.y;
        if (worth) entry.reasons.push(worth === WORTH.y ? why : this.dataset.partly.replace("{reason}", () => why));
      }
    });
    const share = (entry) => entry.points / entry.most;
    const ranked = [...found.values()].filter((entry) => entry.points).sort((one, other) => share(other) - share(one));
    for (const entry of ranked) {
      entry.rank = ranked.findIndex((other) => share(other) === share(entry)) + 1;
      entry.tied = ranked.filter((other) => share(other) === share(entry)).length > 1;
    }
    return ranked;
  }

  entry({ link, points, most, reasons, rank, tied }) {
    const item = document.createElement("li");
    item.value = rank;
    item.append(link.cloneNode(true));
    const pattern = this.plural.select(points) === "one" ? this.dataset.pointsOne : this.dataset.pointsOther;
    const text = pattern.replace("{count}", this.number.format(points)).replace("{most}", this.number.format(most));
    made("span", tied ? ` · ${text} · ${this.dataset.tied}` : ` · ${text}`, item);
    const list = document.createElement("ul");
    for (const reason of reasons) made("li", reason, list);
    item.append(list);
    return item;
  }
});
