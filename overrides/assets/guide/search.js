// The search dialog, over Pagefind's index of the page's language. Loaded when search is first opened.

const PAGE_SIZE = 8;

// Words that Italian glues to the next one (dell'azienda, l'offerta): the index has the bare word.
const ELISION = /(?<![\p{L}\p{N}])(?:un|l|d|c|s|m|t|v|n|quest|quell|dell|all|dall|nell|sull|coll|cos|com|dov|quand|anch|senz|mezz|tutt|bell|sant)['’](?=\p{L})/giu;

// A query as the index understands it.
export const normalized = (query, locale) => {
  const words = query.normalize("NFC").replace(locale === "it" ? ELISION : /$^/u, "").trim();
  return words.replace(/\s+/gu, " ");
};

export const start = async (dialog) => {
  const words = dialog.dataset;
  const input = dialog.querySelector(".cg-search__query");
  const status = dialog.querySelector(".cg-search__status");
  const list = dialog.querySelector(".cg-search__results");
  const more = dialog.querySelector(".cg-search__more");
  const filters = dialog.querySelector(".cg-search__filters");
  const selects = [...filters.querySelectorAll("select")];

  let pagefind;
  try {
    pagefind = await import(new URL(words.bundle, location.href));
    await pagefind.options({
      excerptLength: 24,
      // An accent that was not typed costs nothing: perche finds what perché finds, in the same order.
      ranking: { diacriticSimilarity: 0, metaWeights: { title: 6, alias: 5 } },
    });
    await pagefind.init();
  } catch {
    status.textContent = words.failed;
    return;
  }

  const known = await pagefind.filters();
  for (const select of selects) {
    const values = Object.entries(known[select.dataset.filter] ?? {}).sort(([one], [other]) => one.localeCompare(other, words.locale));
    select.replaceChildren(new Option(words.all, ""), ...values.map(([value, count]) => new Option(`${value} (${count})`, value)));
    select.parentElement.hidden = values.length < 2;
    select.addEventListener("change", () => run());
  }
  filters.hidden = selects.every((select) => select.parentElement.hidden);

  let results = [];
  let shown = 0;
  let turn = 0;

  const link = (address, title) => {
    const anchor = document.createElement("a");
    anchor.href = address;
    anchor.textContent = title;
    return anchor;
  };

  const entry = (page) => {
    const item = document.createElement("li");
    const kind = document.createElement("span");
    kind.className = "cg-search__kind";
    kind.textContent = page.meta.kind ?? "";
    item.append(link(page.url, page.meta.title), " ", kind);
    const sections = page.sub_results.filter((section) => section.anchor && section.anchor.id !== "top").slice(0, 3);
    const excerpt = document.createElement("p");
    // Pagefind escapes the text and adds only <mark>.
    excerpt.innerHTML = page.excerpt;
    item.append(excerpt);
    if (sections.length > 0) {
      const inner = document.createElement("ul");
      for (const section of sections) {
        const row = document.createElement("li");
        row.append(link(section.url, section.title));
        inner.append(row);
      }
      item.append(inner);
    }
    return item;
  };

  const showMore = async () => {
    const mine = turn;
    const next = await Promise.all(results.slice(shown, shown + PAGE_SIZE).map((result) => result.data()));
    if (mine !== turn) return;
    list.append(...next.map(entry));
    shown += next.length;
    more.hidden = shown >= results.length;
  };

  const say = (template, values) => template.replace(/\{(\w+)\}/gu, (_, name) => values[name]);

  const run = async () => {
    const mine = (turn += 1);
    const typed = input.value.trim();
    if (!typed) {
      list.replaceChildren();
      more.hidden = true;
      status.textContent = "";
      return;
    }
    status.textContent = words.searching;
    const chosen = Object.fromEntries(selects.filter((select) => select.value).map((select) => [select.dataset.filter, select.value]));
    const query = normalized(typed, words.locale);
    let found = await pagefind.search(query, { filters: chosen });
    if (mine !== turn) return;
    results = found.results;
    shown = 0;
    list.replaceChildren();
    more.hidden = true;
    const number = new Intl.NumberFormat(words.locale, { useGrouping: "always" }).format(results.length);
    const template = results.length === 0 ? words.none : results.length === 1 ? words.one : words.other;
    status.textContent = say(template, { count: number, query: typed });
    await showMore();
  };

  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(run, 150);
  });
  more.addEventListener("click", showMore);
  dialog.querySelector("form").addEventListener("submit", (event) => {
    // Enter in the field goes to the first result; the close button closes.
    if (event.submitter?.value === "close" && document.activeElement !== input) return;
    event.preventDefault();
    list.querySelector("a")?.click();
  });

  const asked = new URLSearchParams(location.search).get("q");
  if (asked && !input.value) input.value = asked;
  await run();
};
