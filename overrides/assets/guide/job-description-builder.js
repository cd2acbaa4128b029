// The builder of job adverts: a document for the choices, which live in the address (?profile=…&without=…&with=…).
// The words come from the published files alone: the JSON file of each holds its sections as HTML, Markdown and text.
// What the employer types stays in the form: it is put into what is shown, copied and downloaded, and nowhere else.

import { AddressState } from "./address-state.js";
import { download } from "./download.js";

// What no XML may hold, and so no Word file: control characters, halves of characters, U+FFFE and U+FFFF.
const NO_XML = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const MARK = /⟦(\w+)⟧/gu;
// What the code for job search engines cannot do without, and the other details that stand in it.
const REQUIRED = ["company", "place"];
const OPTIONAL = "[data-own=working_time], [data-own=closing_day], [data-posting]";
const named = (fields) => fields.map((field) => field.labels[0].textContent).join("; ");
// Held together on the screen, as in the text of the page.
const RANGE = /\p{Sc}?\d[\d.,]*–\d[\d.,]*/gu;

const fetched = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer;
};

// What somebody typed, as Markdown that reads as typed.
const escaped = (typed) => typed.replace(/[\\`*_<]|&(?=#?\w+;)|\](?=[(:])/gu, "\\$&");

customElements.define("guide-documents", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.paper = this.querySelector(".cg-paper");
    this.status = this.querySelector(".cg-documents__said");
    this.state = new AddressState(this);
    this.boxes = [...this.form.querySelectorAll("[name=section]")];
    this.own = [...this.form.querySelectorAll("[data-own]")];
    this.profiles = [...this.form.elements.profile.options];
    this.files = new Map();
    this.restore();
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", (event) => this.changed(event.target));
    for (const button of this.querySelectorAll("[data-do]")) button.addEventListener("click", () => this.act(button.dataset.do));
    this.show();
  }

  // --- choices

  restore() {
    const { role, profile, language } = this.form.elements;
    const choose = (select) => {
      const [wanted] = this.state.choices(select.name, [...select.options]);
      if (wanted) select.value = wanted;
    };
    // A quick reader may have chosen before this script came.
    const early = profile.selectedIndex > 0 ? profile.selectedOptions[0] : null;
    choose(role);
    // A variant alone means its role, if no other role has one of that name.
    const wanted = this.state.text("role", /^/u) ? "" : this.state.text("profile", /^/u);
    const named = this.profiles.filter(({ value, dataset: { former = "" } }) => [value, ...former.split(" ")].includes(wanted));
    if (wanted && named.length === 1) role.value = named[0].dataset.role;
    if (early) role.value = early.dataset.role;
    this.offerProfiles();
    if (wanted && named.length > 1) this.state.refuse([wanted]);
    else choose(profile);
    if (early) early.selected = true;
    choose(language);
    const changed = [...this.state.choices("without", this.offered(true)), ...this.state.choices("with", this.offered(false))];
    for (const box of this.boxes) box.checked = box.defaultChecked !== changed.includes(box.value);
    if (changed.length > 0) this.unfold(this.boxes[0]);
  }

  // What is to be seen or filled in must not stand folded.
  unfold(field) {
    field.closest("details").open = true;
  }

  // Only those of the chosen role.
  offerProfiles() {
    const { role, profile } = this.form.elements;
    profile.replaceChildren(...this.profiles.filter((option) => option.dataset.role === role.value));
    profile.selectedIndex = 0;
  }

  // The sections that stand in the document, or that do not, unless somebody says otherwise.
  offered(isIn) {
    return this.boxes.filter((box) => box.defaultChecked === isIn);
  }

  changes(isIn) {
    return this.offered(isIn).filter((box) => box.checked !== isIn).map((box) => box.value).join(",");
  }

  get without() {
    return this.boxes.filter((box) => !box.checked).map((box) => box.value);
  }

  changed(target) {
    if (target.dataset.posting) return;
    if (target.dataset.own) {
      const kept = target.value.replace(NO_XML, "");
      this.status.textContent = kept === target.value ? "" : this.dataset.dropped;
      if (kept !== target.value) target.value = kept;
      this.fill();
      return;
    }
    if (target.name === "role") this.offerProfiles();
    const { role, profile, language } = this.form.elements;
    this.state.write({
      role: role.value,
      profile: profile.value,
      language: language.value,
      without: this.changes(true),
      with: this.changes(false),
    });
    this.show();
  }

  // --- the document

  // The chosen document without the sections that were left out, and where its files stand.
  async document() {
    const { profile, language } = this.form.elements;
    const locale = language.value;
    const address = profile.selectedOptions[0].dataset[locale];
    if (!this.files.has(address)) this.files.set(address, fetched(`${address}.json`).then((answer) => answer.json()));
    try {
      const { title, blank, sections, annex } = await this.files.get(address);
      const { without } = this;
      const kept = sections.filter((section) => !without.includes(section.id));
      return { locale, title, blank, sections, kept, without, annex, address, name: address.split("/").at(-1) };
    } catch (error) {
      this.files.delete(address);
      throw error;
    }
  }

  async show() {
    this.turn = (this.turn ?? 0) + 1;
    const turn = this.turn;
    try {
      const made = await this.document();
      if (turn !== this.turn) return;
      this.status.textContent = "";
      this.paper.lang = made.locale;
      this.paper.innerHTML = made.kept.map((section) => section.html).join("\n").replace(RANGE, '<span class="cg-unbroken">$&</span>');
      this.blank = made.blank;
      for (const box of this.boxes) box.disabled = !made.sections.some((section) => section.id === box.value);
      this.fill();
    } catch {
      if (turn === this.turn) this.status.textContent = this.dataset.failed;
    }
  }

  get values() {
    const { lang } = this.form.elements.language.selectedOptions[0];
    const words = ({ type, value, valueAsDate }) =>
      type === "date"
        ? (valueAsDate?.toLocaleDateString(lang, { dateStyle: "long", timeZone: "UTC" }) ?? "")
        : value.replace(NO_XML, "").replace(/\s+/gu, " ").trim();
    const typed = this.own.map((input) => [input.dataset.own, words(input)]);
    return Object.fromEntries(typed.filter(([, value]) => value));
  }

  fill() {
    const values = this.values;
    for (const place of this.paper.querySelectorAll("[data-blank]")) {
      place.textContent = values[place.dataset.blank] ?? this.blank;
    }
  }

  markdown({ kept, blank }) {
    const values = this.values;
    const filled = (_, field) => (values[field] ? escaped(values[field]) : blank);
    return kept.map((section) => section.markdown.replace(MARK, filled)).join("\n");
  }

  text({ kept, blank }) {
    const values = this.values;
    return kept.map((section) => section.text.replace(MARK, (_, field) => values[field] ?? blank)).join("\n");
  }

  // The preview with the document's own headings, and without our marks.
  html({ locale }) {
    const copy = this.paper.cloneNode(true);
    for (const place of copy.querySelectorAll("[data-blank], .cg-unbroken")) place.replaceWith(place.textContent);
    const html = copy.innerHTML.replace(/<(\/?)h([2-4])>/gu, (_, end, level) => `<${end}h${level - 1}>`);
    return `<div lang="${locale}">${html}</div>`;
  }

  // The sections as the HTML of a job posting: only what is filled in, no annex, and only paragraphs and lists, since
  // search engines for jobs read no others.
  description({ kept }) {
    const values = this.values;
    const described = kept.filter(({ id }) => id !== "head" && id !== "pay").map(({ html }) => {
      const section = document.createElement("div");
      section.innerHTML = html;
      for (const place of section.querySelectorAll("[data-blank]")) {
        const value = values[place.dataset.blank];
        if (value) place.replaceWith(value);
        else place.closest("tr, p").remove();
      }
      for (const table of section.querySelectorAll("table")) {
        const list = document.createElement("ul");
        for (const { cells } of table.tBodies[0].rows) {
          const entry = list.appendChild(document.createElement("li"));
          entry.textContent = `${cells[0].textContent}: ${cells[1].textContent}`;
        }
        if (list.hasChildNodes()) table.replaceWith(list);
        else table.remove();
      }
      return section;
    }).filter((section) => section.querySelector("p, ul"));
    for (const section of described) {
      for (const mark of section.querySelectorAll("a, em, strong")) mark.replaceWith(...mark.childNodes);
      for (const heading of section.querySelectorAll("h3, h4")) {
        const line = document.createElement("p");
        line.textContent = heading.textContent;
        heading.replaceWith(line);
      }
    }
    return described.map((section) => section.innerHTML.trim()).join("\n");
  }

  // The advert as a schema.org JobPosting; no text ends the element that it is put in. Nothing if something is amiss in
  // the form, which then says so.
  posting(made) {
    const missing = this.own.filter((input) => REQUIRED.includes(input.dataset.own) && !this.values[input.dataset.own]);
    if (missing.length > 0) {
      this.status.textContent = this.dataset.missing.replace("{fields}", () => named(missing));
      this.unfold(missing[0]);
      missing[0].focus();
      return "";
    }
    const today = new Date().toLocaleDateString("sv");
    const day = this.querySelector("[data-own=closing_day]");
    const [least, most] = ["min", "max"].map((end) => this.querySelector(`[data-posting=${end}Value]`));
    day.min = today;
    most.min = least.value || 0;
    for (const field of this.form.querySelectorAll("input:invalid")) this.unfold(field);
    if (!this.form.reportValidity()) return "";
    const { company, place, working_time: workHours } = this.values;
    const { currency, country } = this.form.elements.role.selectedOptions[0].dataset;
    const typed = [...this.form.querySelectorAll("[data-posting]")].map((field) => [field.dataset.posting, field.value]);
    const { employmentType, minValue, maxValue } = Object.fromEntries(typed);
    const amount = (value) => (value ? Number(value) : undefined);
    const value = { "@type": "QuantitativeValue", minValue: amount(minValue), maxValue: amount(maxValue), unitText: "YEAR" };
    const posting = {
      "@context": "https://schema.org",
      "@type": "JobPosting",
      title: made.title,
      description: this.description(made),
      datePosted: today,
      validThrough: day.value || undefined,
      employmentType: employmentType || undefined,
      workHours,
      hiringOrganization: { "@type": "Organization", name: company },
      jobLocation: { "@type": "Place", address: { "@type": "PostalAddress", addressLocality: place, addressCountry: country } },
      baseSalary: currency && (minValue || maxValue) ? { "@type": "MonetaryAmount", currency, value } : undefined,
    };
    return JSON.stringify(posting, null, 2).replaceAll("<", "\\u003c");
  }

  // After what was done, what was left undone.
  sayLeftOut() {
    const empty = [...this.form.querySelectorAll(OPTIONAL)].filter((field) => !field.value);
    if (empty.length > 0) this.status.append(` · ${this.dataset.leftOut.replace("{fields}", () => named(empty))}`);
  }

  // --- what the buttons do

  async act(name) {
    this.status.textContent = "";
    try {
      const made = await this.document();
      await this[name](made);
    } catch {
      this.status.textContent = this.dataset.failed;
    }
  }

  async copy(made) {
    const piece = (type, text) => new Blob([text], { type });
    const both = { "text/html": piece("text/html", this.html(made)), "text/plain": piece("text/plain", this.text(made)) };
    await navigator.clipboard.write([new ClipboardItem(both)]);
    this.status.textContent = this.dataset.copied;
  }

  async copyMarkdown(made) {
    await navigator.clipboard.writeText(this.markdown(made));
    this.status.textContent = this.dataset.copied;
  }

  async copyPosting(made) {
    const code = this.posting(made);
    if (!code) return;
    await navigator.clipboard.writeText(`<script type="application/ld+json">\n${code}\n</script>`);
    this.status.textContent = this.dataset.copied;
    this.sayLeftOut();
  }

  json(made) {
    const code = this.posting(made);
    if (!code) return;
    this.download(code, "application/ld+json", `${made.name.replace("job-advert", "job-posting")}.json`);
    this.sayLeftOut();
  }

  md(made) {
    this.download(this.markdown(made), "text/markdown", `${made.name}.md`);
  }

  txt(made) {
    this.download(this.text(made), "text/plain", `${made.name}.txt`);
  }

  async docx(made) {
    const [{ edited }, published] = await Promise.all([import("./docx-edit.js"), fetched(`${made.address}.docx`)]);
    const annex = made.without.includes("pay") ? "" : made.annex;
    const file = edited(await published.arrayBuffer(), made.without, this.values, annex);
    this.download(file, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", `${made.name}.docx`);
  }

  // The print style shows the paper alone; browsers name the PDF after the page's title.
  print(made) {
    const { title } = document;
    document.title = made.name;
    print();
    document.title = title;
  }

  download(content, type, name) {
    download(content, type, name);
    this.status.textContent = this.dataset.downloaded.replace("{file}", () => name);
  }
});
