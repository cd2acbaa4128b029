// Choices live in the page's address, so that they survive a reload and can be shared. An address that was shared before
// something was renamed means the same today; what it asks for and the page does not have is said.

const LONGEST = 40;

const put = (values) => {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(values)) {
    if (value) {
      address.searchParams.set(name, value);
    } else {
      address.searchParams.delete(name);
    }
  }
  history.replaceState(history.state, "", address);
};

export class AddressState {
  #said;
  #unknown = [];

  // part: an interactive part of the page; within it, [data-unknown] is where is said what was not understood.
  constructor(part) {
    this.#said = part.querySelector("[data-unknown]");
  }

  // What the address asks for under a name, if it matches a pattern as a whole; else "".
  text(name, pattern) {
    const wanted = new URLSearchParams(location.search).get(name) ?? "";
    if (!wanted || pattern.test(wanted)) return wanted;
    this.refuse([wanted]);
    return "";
  }

  // The values that the address asks for under a name, separated by commas, as they are called today. Offered are
  // elements with a value each, and with those that it had before (data-former).
  choices(name, offered) {
    const today = new Map();
    for (const { value, dataset } of offered) {
      for (const former of dataset.former?.split(" ") ?? []) today.set(former, value);
    }
    for (const { value } of offered) today.set(value, value);
    const wanted = this.text(name, /^/u).split(",").filter(Boolean);
    const renamed = [...new Set(wanted.map((value) => today.get(value) ?? value))];
    if (renamed.join() !== wanted.join()) put({ [name]: renamed.join() });
    this.refuse(wanted.filter((value) => !today.has(value)));
    return renamed.filter((value) => today.has(value));
  }

  // Writes the given names; an empty value takes its name out. Other names and the section (#…) stay. No history entry.
  write(values) {
    put(values);
    this.#unknown = [];
    this.#said.textContent = "";
  }

  // Says that values of the address are not there.
  refuse(values) {
    if (values.length === 0) return;
    const { unknown, quoted } = this.#said.dataset;
    const shown = (value) => (value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
    this.#unknown.push(...values.map((value) => quoted.replace("{word}", () => shown(value))));
    const list = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(this.#unknown);
    this.#said.textContent = unknown.replace("{choices}", () => list);
  }
}
