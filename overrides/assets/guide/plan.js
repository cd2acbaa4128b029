// The goals that are ticked on the page, as one plan: to print, to copy, to download as text or as days of a calendar.
// It is read from the fields of the checklists and leaves the device only as a file that the reader asked for.

import "./checks.js";
import { download } from "./download.js";
import { get, set } from "./ticks.js";

const LONGEST_LINE = 75;
const bytes = (text) => new TextEncoder().encode(text).length;

// RFC 5545: a line holds 75 bytes at most and goes on in the next one after a space.
const folded = (line) => {
  let length = 0;
  let text = "";
  for (const character of line) {
    length += bytes(character);
    if (length > LONGEST_LINE) {
      text += "\r\n ";
      length = 1 + bytes(character);
    }
    text += character;
  }
  return text;
};

const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n").replace(/\p{Cc}/gu, " ");

customElements.define("goal-plan", class extends HTMLElement {
  connectedCallback() {
    this.acts = [...this.querySelectorAll("[data-act]")];
    this.status = this.querySelector("[role=status]");
    this.day = new Intl.DateTimeFormat(this.dataset.locale, { dateStyle: "long", timeZone: "UTC" });
    this.show = () => {
      const goals = this.goals();
      const dated = goals.filter((goal) => goal.day);
      this.querySelector("ol").replaceChildren(...goals.map((goal) => this.entry(goal)));
      this.toggleAttribute("data-empty", !goals.length);
      for (const button of this.acts) button.disabled = !(button.dataset.act === "calendar" ? dated : goals).length;
      this.say(this.dataset.counts.replace("{count}", goals.length).replace("{dated}", dated.length));
    };
    this.acts.find((button) => button.dataset.act === "copy").hidden = !navigator.clipboard;
    for (const button of this.acts) button.addEventListener("click", () => this[button.dataset.act]());
    for (const event of ["change", "ticks-erased"]) document.addEventListener(event, this.show);
    this.show();
  }

  disconnectedCallback() {
    for (const event of ["change", "ticks-erased"]) document.removeEventListener(event, this.show);
  }

  // The earliest first, those without a day last.
  goals() {
    const goals = [...document.querySelectorAll(".cg-goal")].map((fields) => {
      const box = fields.closest("li").querySelector("[type=checkbox]");
      const [metric, date] = fields.querySelectorAll("input");
      return {
        key: box.checked && box.dataset.check,
        name: box.getAttribute("aria-label"),
        metric: metric.value.trim(),
        day: /^\d{4}-\d\d-\d\d$/.test(date.value) ? date.value : "",
      };
    });
    return goals.filter((goal) => goal.key).sort((one, other) => ((one.day || "~") < (other.day || "~") ? -1 : 1));
  }

  // What was written of a goal, a line each.
  said({ metric, day }) {
    const date = day && this.day.format(new Date(`${day}T00:00:00Z`));
    return [metric && `${this.dataset.metric}: ${metric}`, date && `${this.dataset.date} ${date}`].filter(Boolean);
  }

  entry(goal) {
    const entry = document.createElement("li");
    const [name, ...lines] = [goal.name, ...this.said(goal)].map((line) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = line;
      return paragraph;
    });
    name.className = "cg-item__title";
    entry.append(name, ...lines);
    return entry;
  }

  get text() {
    const goals = this.goals().map((goal) => [`- ${goal.name}`, ...this.said(goal).map((line) => `  ${line}`)].join("\n"));
    return `${[this.dataset.title, ...goals].join("\n\n")}\n`;
  }

  get events() {
    // A calendar knows by it that an event was there before; every device has its own.
    const device = get("plan") ?? Math.random().toString(36).slice(2);
    set("plan", device);
    const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const events = this.goals().filter((goal) => goal.day).flatMap((goal) => [
      "BEGIN:VEVENT",
      `UID:${goal.key.replaceAll("/", "-")}-${device}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${goal.day.replaceAll("-", "")}`,
      `SUMMARY:${escaped(goal.name)}`,
      `DESCRIPTION:${escaped([this.dataset.title, ...this.said(goal)].join("\n"))}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ]);
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//career-guide//goals//EN", ...events, "END:VCALENDAR"];
    return lines.map((line) => `${folded(line)}\r\n`).join("");
  }

  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  save(content, type, ending) {
    const name = `${this.dataset.file}.${ending}`;
    download(content, type, name);
    this.say(this.dataset.downloaded.replace("{file}", () => name));
  }

  calendar() {
    this.save(this.events, "text/calendar", "ics");
  }

  download() {
    this.save(this.text, "text/plain", "txt");
  }

  async copy() {
    await navigator.clipboard.writeText(this.text);
    this.say(this.dataset.copied);
  }

  // The print style shows the plan alone.
  print() {
    document.documentElement.classList.add("cg-plan-alone");
    print();
    document.documentElement.classList.remove("cg-plan-alone");
  }
});
