// Where do you start? Today's job and the one that is wanted, in the address (?from=…&to=…): the moves between them, and
// what is missing of each skill. How well readers master a skill themselves stays on the device; a link that is asked for
// holds it in its fragment, which no server sees.

import { AddressState } from "./address-state.js";
import { download } from "./download.js";
import { filled } from "./texts.js";
import { get, set } from "./ticks.js";

const SHARED = /^#assessment=((?:[a-z0-9-]+\.[0-4](?:,|$))+)$/u;

// What is missing of a skill, as `careers.gaps` has it. has: the place of a step on the scale, 0 for a skill that is not
// there; needs: likewise; null is a step that is not known.
export const missing = (has, needs) => {
  if (needs === null) return "unset";
  if (has === null) return "unsure";
  return has === 0 ? "new" : has < needs ? "raise" : "met";
};

// The step of a skill that a job asks for: 0 where it does not take the skill, null where the step is not known.
export const asked = (job, skill) => {
  const uses = { ...job?.essential, ...job?.helpful };
  return skill in uses ? uses[skill]?.[0] ?? null : 0;
};

const made = (tag, content, more = {}) => {
  const element = Object.assign(document.createElement(tag), more);
  element.append(...[content].flat());
  return element;
};

const link = (text, href) => made("a", text, { href });

class Start extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.said = this.querySelector(".cg-start__said");
    this.state = new AddressState(this);
    this.querySelector("[data-act=link]").hidden = this.querySelector("[data-act=copy]").hidden = !navigator.clipboard;
    for (const name of ["from", "to"]) {
      const radios = this.radios(name);
      const [wanted] = this.state.choices(name, radios.filter(({ value }) => value));
      // A quick reader may have chosen before this script came.
      if (wanted && !radios.some((radio) => radio.checked && radio.value)) {
        radios.find(({ value }) => value === wanted).checked = true;
        radios[0].closest("details").open = false;
      }
    }
    this.shared = this.read();
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", () => {
      this.state.write({ from: this.chosen("from"), to: this.chosen("to") });
      this.show();
    });
    this.querySelector(".cg-start__skills").addEventListener("change", ({ target }) => this.assess(target));
    for (const button of this.querySelectorAll("[data-act]")) button.addEventListener("click", () => this[button.dataset.act]());
    this.forget = () => {
      this.shared = undefined;
      this.show();
    };
    document.addEventListener("ticks-erased", this.forget);
    this.show();
  }

  disconnectedCallback() {
    document.removeEventListener("ticks-erased", this.forget);
  }

  radios(name) {
    return [...this.form.querySelectorAll(`[name=${name}]`)];
  }

  chosen(name) {
    return this.radios(name).find((radio) => radio.checked)?.value ?? "";
  }

  get from() {
    return this.data.jobs[this.chosen("from")];
  }

  get to() {
    return this.data.jobs[this.chosen("to")];
  }

  // --- the self-assessment

  // That of a link: skill → place of a step.
  read() {
    const [, list] = location.hash.match(SHARED) ?? [];
    if (!list) return undefined;
    const today = Object.entries(this.data.skills).flatMap(([id, { former }]) => [id, ...former].map((name) => [name, id]));
    const ids = new Map(today);
    const entries = list.split(",").filter(Boolean).map((entry) => entry.split("."));
    return Object.fromEntries(entries.map(([name, place]) => [ids.get(name) ?? name, Number(place)]));
  }

  // The reader's own step of a skill, else that of today's job.
  has(skill) {
    const names = [skill, ...this.data.skills[skill].former];
    const own = this.shared ? this.shared[skill] : names.map((name) => get(`assessment/${name}`)).find(Boolean)?.place;
    return own ?? asked(this.from, skill);
  }

  assess({ value, dataset: { skill } }) {
    const place = value ? Number(value) : undefined;
    if (this.shared) this.shared[skill] = place;
    const kept = set(`assessment/${skill}`, place === undefined ? undefined : { place });
    this.show(skill);
    if (!kept) this.done(this.dataset.notKept);
  }

  // What is missing of each essential skill of the job that is wanted.
  get gaps() {
    return Object.entries(this.to.essential).map(([skill, step]) => {
      const [has, needs] = [this.has(skill), step?.[0] ?? null];
      return { skill, has, needs, isEditorial: step?.[1], state: missing(has, needs), ...this.data.skills[skill] };
    });
  }

  // --- what is shown

  show(changed) {
    for (const name of ["from", "to"]) {
      const radio = this.radios(name).find(({ checked }) => checked);
      radio && (radio.closest("details").querySelector("[data-chosen]").textContent = radio.parentElement.textContent.trim());
    }
    this.querySelector(".cg-start__result").hidden = !this.to;
    if (!this.to) return;
    const { gaps } = this;
    this.said.textContent = this.summary(gaps);
    this.done("");
    this.querySelector("[data-shared]").hidden = !this.shared;
    this.querySelector("[data-act=plan]").hidden = !this.data.roles[this.to.role].plan;
    const list = this.querySelector(".cg-start__skills");
    if (changed) {
      // The field that was used stays, and with it the focus.
      gaps.forEach((gap, index) => this.tell(list.children[index], gap));
      return;
    }
    this.showMoves();
    list.replaceChildren(...gaps.map((gap) => this.entry(gap)));
    const helpful = Object.keys(this.to.helpful).map((skill) => this.data.skills[skill]);
    this.querySelector("[data-also]").replaceChildren(...(helpful.length ? [`${this.dataset.helpful}: `] : []),
      ...helpful.flatMap(({ name, url }, index) => [index ? ", " : "", link(name, url)]));
    const { title, path } = this.data.roles[this.to.role];
    const more = this.querySelector("[data-path]");
    more.replaceChildren(...(path ? [`${more.dataset.path}: `, link(title, path)] : []));
  }

  summary(gaps) {
    const count = (...states) => gaps.filter(({ state }) => states.includes(state)).length;
    const [met, total] = [count("met"), gaps.length];
    const brought = met === 0 ? this.dataset.broughtNone : met === 1 ? this.dataset.broughtOne : this.dataset.broughtOther;
    const rest = { raise: count("raise"), learn: count("new"), judge: count("unset", "unsure") };
    const told = Object.keys(rest).filter((name) => rest[name]).map((name) => filled(this.dataset[name], { count: rest[name] }));
    return `${[filled(brought, { count: met, total }), told.join(", ")].filter(Boolean).join("; ")}.`;
  }

  showMoves() {
    const { roles, moves, ways } = this.data;
    const [start, end] = [this.from?.role, this.to.role];
    const way = moves[`${start}/${end}`] ? [end] : ways[`${start}/${end}`] ?? [];
    const steps = way.map((role, index) => [index ? way[index - 1] : start, role]);
    this.querySelector(".cg-start__moves").replaceChildren(...steps.map(([one, other]) => made("li", link(
      `${roles[one].title} → ${roles[other].title}`, moves[`${one}/${other}`],
    ))));
    const { movesFromNone, movesSame, movesNone } = this.dataset;
    const words = !start ? movesFromNone : start === end ? movesSame : steps.length ? "" : movesNone;
    this.querySelector("[data-moves-said]").replaceChildren(words, " ", ...(start ? [] : [link(roles[end].title, roles[end].url)]));
  }

  step(place) {
    const { steps } = this.data;
    return place ? filled(this.dataset.step, { name: steps[place - 1], place, count: steps.length }) : this.dataset.notYet;
  }

  entry(gap) {
    const { data: { steps }, dataset: { stepUnknown, notYet, today } } = this;
    const options = [stepUnknown, notYet, ...steps].map((text, index) => new Option(text, index ? index - 1 : ""));
    const select = made("select", options, { autocomplete: "off", ariaLabel: `${gap.name}: ${today}` });
    select.dataset.skill = gap.skill;
    select.value = gap.has ?? "";
    const entry = made("li", [
      made("p", link(gap.name, gap.url), { className: "cg-item__title" }),
      made("p", [made("label", [`${today} `, select]), made("span", ""), made("strong", "")], { className: "cg-start__steps" }),
      made("p", ""),
    ]);
    this.tell(entry, gap);
    return entry;
  }

  // What is missing of a skill, in its entry.
  tell(entry, { needs, isEditorial, state, can }) {
    const { dataset } = this;
    entry.dataset.state = state;
    const judged = made("abbr", "°", { title: dataset.editorial });
    const step = made("span", this.data.steps[needs - 1] ?? "", { className: "cg-step" });
    step.dataset.step = needs;
    entry.querySelector("span").replaceChildren(...(needs ? [`${dataset.needed}: `, step] : []), ...(isEditorial ? [judged] : []));
    entry.querySelector("strong").textContent = dataset[`state${state[0].toUpperCase()}${state.slice(1)}`];
    entry.lastChild.textContent = ["raise", "new", "unsure"].includes(state) && can[needs] ? filled(dataset.can, { what: can[needs] }) : "";
  }

  // --- what readers take along

  done(text, ...more) {
    this.querySelector("[data-done]").replaceChildren(text, ...more);
  }

  get address() {
    const address = new URL(location.href);
    address.hash = `assessment=${this.gaps.filter(({ has }) => has !== null).map(({ skill, has }) => `${skill}.${has}`).join()}`;
    return address.href;
  }

  get text() {
    const { dataset } = this;
    const line = ({ name, has, needs, state, can }) => {
      const today = has === null ? dataset.stepUnknown : this.step(has);
      const words = `- ${name}: ${dataset.today}: ${today}${needs ? `; ${dataset.needed}: ${this.step(needs)}` : ""}`;
      return state !== "met" && can[needs] ? `${words}\n  ${filled(dataset.can, { what: can[needs] })}` : words;
    };
    const blocks = ["raise", "new", "unsure", "unset", "met"].map((state) => {
      const lines = this.gaps.filter((gap) => gap.state === state).map(line);
      return lines.length ? `${dataset[`state${state[0].toUpperCase()}${state.slice(1)}`]}\n${lines.join("\n")}` : "";
    });
    const [from, to] = [...this.querySelectorAll("[data-chosen]")].map((chosen) => chosen.textContent);
    const moves = [...this.querySelectorAll(".cg-start__moves li")].map((move) => `- ${move.textContent}`).join("\n");
    const way = moves && `${dataset.moves}\n${moves}`;
    return `${[`${dataset.title} ${from} → ${to}`, this.said.textContent, way, ...blocks].filter(Boolean).join("\n\n")}\n`;
  }

  async link() {
    await navigator.clipboard.writeText(this.address);
    this.done(this.dataset.linkCopied);
  }

  async copy() {
    await navigator.clipboard.writeText(this.text);
    this.done(this.dataset.copied);
  }

  download() {
    const name = `${this.dataset.file}.txt`;
    download(this.text, "text/plain", name);
    this.done(filled(this.dataset.downloaded, { file: name }));
  }

  print() {
    print();
  }

  // The skills to raise become goals of the plan in the chapter on goals (plan.js), measured by what one can then do.
  plan() {
    const { role } = this.to;
    const goals = this.gaps.filter(({ state }) => state === "raise" || state === "new");
    for (const { skill, needs, can } of goals) {
      const key = `role/${role}/goals/skills/${skill}`;
      set(key, true);
      if (can[needs]) set(`${key}/metric`, filled(this.dataset.can, { what: can[needs] }));
    }
    const plan = link(this.dataset.openPlan, `${this.data.roles[role].plan}#my-plan`);
    this.done(`${filled(this.dataset.planned, { count: goals.length })} `, plan);
  }
}

// A page in use must not shift: the part is there once its data is.
const part = document.querySelector("guide-start");
try {
  Start.prototype.data = await (await fetch(part.dataset.jobs)).json();
} catch {
  part.querySelector(".cg-start__said").textContent = part.dataset.failed;
  part.querySelector("form").hidden = true;
}
customElements.define("guide-start", Start.prototype.data ? Start : class extends HTMLElement {});
