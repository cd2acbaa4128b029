// The search dialog, over Pagefind's index of the page's language. Loaded when search is first opened.

import { filled } from "./texts.js";

const PAGE_SIZE = 8;

// How many pages of a role that is named come first where none of them has all words.
const FIRST = 3;

// Words that say little of what is sought: a page need not have them.
const FUNCTION_WORDS = {
  it: new Set(`
    ad agli ai al alla alle allo che chi ci come con cosa da dagli dai dal dalla degli dei del della delle dello di
    dove e ed fa fare fra gli ha ho i il in io la le lo ma mi nei nel nella nelle non o per perche piu posso puo
    qual quale quali quando quanta quante quanti quanto se serve servono si sono su sui sul sulla ti tra un una uno`.split(/\s+/u)),
  en: new Set(`
    an and are as at be by can do does for from get has have how if in is it much many my need of on or the their
    there they to was what when where which who why will with you your`.split(/\s+/u)),
};

// How much of a word another must begin with to be shown in its place.
const ALIKE = 2 / 3;

// Words that Italian glues to the next one (dell'azienda, l'offerta): the index has the bare word.
const ELISION = /(?<![\p{L}\p{N}])(?:un|l|d|c|s|m|t|v|n|quest|quell|dell|all|dall|nell|sull|coll|cos|com|dov|quand|anch|senz|mezz|tutt|bell|sant)['’ʼ](?=\p{L})/giu;

// By how many letters an ending makes a word longer (stipendio, stipendiato), so that auto is not autonomia.
const ENDING = 3;

// What may stand between the letters of a word: hyphens and dashes, slash, apostrophe.
const JOINT = /[-‐‑‒–—−/'’ʼ]+/u;

// A query as words of the index, each as the reader typed it. €40,000, 40.000 €, 40 000 and 40k are one number.
const normalized = (typed, locale) =>
  typed
    .normalize("NFC")
    .replace(locale === "it" ? ELISION : /['’ʼ]s(?![\p{L}\p{N}])/giu, "")
    .replace(/[\p{Sc}\u00ad\u200b\u2060]|(?<=\d)[-‐‑‒–—−](?=[\d\p{Sc}])/gu, " ")
    .replace(/(?<![\d.,])(\d{1,3})((?:[.,\s]\d{3})+)(?!\d)/gu, (_, first, rest) => first + rest.replace(/\D/gu, ""))
    .replace(/(?<=\d)k(?![\p{L}\p{N}])/giu, "000")
    .replace(/\s+/gu, " ")
    .trim();

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text) => folded(text).replace(/(?<=\d)[.,](?=\d)/gu, "").match(/[\p{L}\p{N}#+]+/gu) ?? [];

// Whether one of the words begins as the given one does, and is not much longer. Numbers are the same or are not.
const hasAlike = (words, word, longer = Infinity) => {
  const [wanted] = wordsOf(word);
  if (!wanted || /^\d+$/u.test(wanted)) return words.includes(wanted);
  const beginning = wanted.slice(0, Math.ceil(wanted.length * ALIKE));
  return words.some((other) => other.startsWith(beginning) && other.length <= wanted.length + longer);
};

// What a text of the index has of the query's words.
const held = (text, words) => {
  const own = wordsOf(text);
  return words.filter((word) => hasAlike(own, word, ENDING));
};

// Words that stand for a text: all but those that say little, if there are others. Quanto si guadagna is guadagna.
const tellingOf = (text, locale) => {
  const words = wordsOf(text);
  const telling = words.filter((word) => word.length > 1 && !FUNCTION_WORDS[locale].has(word));
  return (telling.length ? telling : words).join(" ");
};

// What roles are called → the roles. A title is that of its role alone; other names come as “name = title”.
const namesOf = (titles, called) => {
  const names = new Map(titles.map((title) => [wordsOf(title).join(" "), [title]]));
  const own = new Set(names.keys());
  for (const [name, title] of called.map((one) => one.split(" = "))) {
    for (const words of name.replace(/\(.*?\)/gu, "").split(/[,/]/u).map((part) => wordsOf(part).join(" "))) {
      if (words && !own.has(words)) names.set(words, [...(names.get(words) ?? []), title]);
    }
  }
  return names;
};

const idsOf = (results) => new Set(results.map((result) => result.id));

// Searches an index (Pagefind's, in one or several bundles) as a reader means it. Gives the results, best first; the words
// that they hold; and the words that the guide does not have (missing), of which it only has some with the same beginning
// (similar), or that no page has together with the others (dropped); and the role that alone is named, with what is asked of it (asked).
// known: what the index can be filtered by; move: the kind of pages that are about two roles.
const searching = (pagefind, { locale, move }, bundles, known, isThere) => {
  const names = namesOf(Object.keys(known.role ?? {}), Object.keys(known.called ?? {}));
  const longestFirst = [...names.keys()].sort((one, other) => other.length - one.length);
  const kinds = new Map();

  // whole: the index has the word; similar: it has words that begin as it does; missing: neither. Pagefind itself falls
  // back, in each bundle, to any word that the wanted one begins with (e for ecommerce): only those are asked that have it.
  const kindOf = (word) => {
    if (!kinds.has(word)) kinds.set(word, judged(word));
    return kinds.get(word);
  };

  const judged = async (word) => {
    const whole = await pagefind.search(`"${word}"`);
    if (whole.results.length) {
      return { word, kind: "whole", pages: idsOf(whole.results), bundles: bundles.filter((bundle) => whole.filters.bundle[bundle]) };
    }
    const similar = (await Promise.all(bundles.map((bundle) => similarIn(bundle, word)))).filter(({ results }) => results.length);
    if (similar.length) {
      const pages = idsOf(similar.flatMap(({ results }) => results));
      return { word, kind: "similar", pages, bundles: similar.map(({ bundle }) => bundle) };
    }
    // Where a part of the index could not be fetched, Pagefind finds nothing in it.
    await isThere();
    return { word, kind: "missing" };
  };

  const similarIn = async (bundle, word) => {
    const { results } = await pagefind.search(word, { filters: { bundle } });
    const page = await results[0]?.data();
    if (!page) return { bundle, results };
    const there = page.raw_content.split(/\s+/u);
    const texts = [...results[0].words.map((place) => there[place]), ...Object.values(page.meta)];
    return { bundle, results: hasAlike(wordsOf(texts.join(" ")), word) ? results : [] };
  };

  // The parts of a compound are words of their own (key-account), unless one is a single letter (C-level).
  const split = (typed) => {
    const parts = typed.split(JOINT).filter((part) => wordsOf(part).length > 0);
    const isOne = parts.length > 1 && parts.some((part) => part.length < 2);
    return isOne ? [{ typed, word: parts.join("") }] : parts.map((word) => ({ typed: word, word }));
  };

  // The roles whose names stand in a text, and its other words; where one holds another (key account manager), the longer
  // alone.
  const rolesIn = (text) => {
    let left = ` ${wordsOf(text).join(" ")} `;
    const found = longestFirst.filter((name) => left !== (left = left.replaceAll(` ${name} `, "  ")));
    return { named: [...new Set(found.flatMap((name) => names.get(name)))], left };
  };

  return async (typed, filters) => {
    const query = normalized(typed, locale);
    if (/^".+"$/u.test(query)) {
      const { results } = await pagefind.search(query, { filters });
      return { results, words: wordsOf(query), missing: [], similar: [], dropped: [] };
    }
    const all = query.split(" ").flatMap(split);
    const telling = all.filter(({ word }) => word.length > 1);
    const asked = await Promise.all((telling.length ? telling : all).map(async (one) => ({ ...one, ...(await kindOf(one.word)) })));
    const of = (kind) => [...new Set(asked.filter((one) => one.kind === kind).map((one) => one.typed))];
    const known = asked.filter((one) => one.kind !== "missing");
    const isTelling = (one) => !FUNCTION_WORDS[locale].has(folded(one.word));
    let wanted = known.some(isTelling) ? known.filter(isTelling) : known;
    const missing = of("missing").filter((word) => !known.length || !FUNCTION_WORDS[locale].has(folded(word)));
    const found = async (words, narrowed = filters) => {
      const having = bundles.filter((bundle) => words.every((one) => one.bundles.includes(bundle)));
      if (!words.length || !having.length) return [];
      const text = words.map((one) => one.word).join(" ");
      return (await pagefind.search(text, { filters: { ...narrowed, bundle: { any: having } } })).results;
    };
    let results = await found(wanted);
    const { named, left } = rolesIn(all.map(({ word }) => word).join(" "));
    const isOfName = ({ word }) => !left.includes(` ${wordsOf(word)[0]} `);
    const dropped = [];
    while (!results.length && wanted.length > 1) {
      // The word that most pages have says least, unless it belongs to a role that is named.
      const others = wanted.filter((one) => !isOfName(one));
      const commonest = (others.length ? others : wanted).reduce((one, other) => (other.pages.size > one.pages.size ? other : one));
      wanted = wanted.filter((one) => one !== commonest);
      dropped.push(commonest.typed);
      results = await found(wanted);
    }
    // "what does", "quanto": a page that has all words, even those that say little, is worth more.
    const more = known.length > wanted.length && !dropped.length ? await found(known) : [];
    const added = new Map(more.map((result) => [result.id, result.score]));
    // Pagefind also finds longer words (career for car): pages that have the words themselves come first.
    const ranked = (results) => {
      const rank = ({ id, score }) => [wanted.filter(({ pages }) => pages.has(id)).length, score + (added.get(id) ?? 0)];
      const ranks = results.map((result) => ({ result, rank: rank(result) }));
      ranks.sort(({ rank: [whole, score] }, { rank: [otherWhole, otherScore] }) => otherWhole - whole || otherScore - score);
      return ranks.map(({ result }) => result);
    };
    // A role that alone is named has the first places, for its pages with all words or, without any, those that its name
    // finds; moves from one role to another are for those who name both.
    const ofRole = async (role) => {
      const narrowed = { ...filters, role, not: { kind: move } };
      const own = await found(wanted, narrowed);
      return own.length ? ranked(own) : ranked(await found(wanted.filter(isOfName), narrowed)).slice(0, FIRST);
    };
    const first = named.length === 1 ? await ofRole(named[0]) : [];
    const ids = idsOf(first);
    results = [...first, ...ranked(results).filter(({ id }) => !ids.has(id))];
    const words = wanted.map((one) => one.word);
    return { results, words, role: named.length === 1 ? named[0] : null, asked: left, missing, similar: of("similar").filter((word) => !dropped.includes(word)), dropped };
  };
};

// An index has neither typographic apostrophes nor ranges without spaces; a piece of a sentence shows that it is one.
const typeset = (html) =>
  html
    .replace(/(?<=\p{L})'(?=\p{L})/gu, "’")
    .replace(/(?<=\d(?:<\/mark>)?) ([–-]) (?=(?:<mark>)?[\d\p{Sc}])/gu, "$1")
    .replace(/^(?:<mark>)?(?!\p{Lu})/u, "… $&")
    .replace(/(?<![.?!])(?<![.?!]<\/mark>)$/u, " …");

// Whether a page is called just what is sought, in any language (2), or what is asked of the role that is named (1): it
// then comes before pages that only hold the words.
const isCalled = ({ filters, meta: { title, alias, twin, less } }, { words, role, asked }, locale) => {
  const names = [title, title.split(": ").at(-1), ...[alias, twin, less].join(", ").split(", ").filter(Boolean)];
  const called = names.map((name) => tellingOf(name, locale));
  if (called.includes(tellingOf(words.join(" "), locale))) return 2;
  return filters.role?.includes(role) && called.includes(tellingOf(asked, locale)) ? 1 : 0;
};

// What a result says: that the page as a whole is the answer, where its names hold all the words; else the first part of
// the page that holds most of them.
const excerptOf = (page, words) => {
  const { title, alias, twin, less, names, answer } = page.meta;
  const count = (text) => held(text, words).length;
  if (answer && count([title, alias, twin, less, names].join(" ")) === words.length) return { text: answer };
  const parts = page.sub_results.map((part) => ({ html: typeset(part.excerpt), count: count(part.plain_excerpt) }));
  parts.sort((one, other) => other.count - one.count);
  return parts[0] ?? { text: answer ?? page.plain_excerpt };
};

export const start = async (dialog) => {
  const words = dialog.dataset;
  const input = dialog.querySelector(".cg-search__query");
  const status = dialog.querySelector(".cg-search__status");
  const list = dialog.querySelector(".cg-search__results");
  const more = dialog.querySelector(".cg-search__more");
  const filters = dialog.querySelector(".cg-search__filters");
  const selects = [...filters.querySelectorAll("select")];
  const script = new URL(words.bundle, location.href);
  // The hint speaks of keys, for who has them at hand.
  if (matchMedia("(pointer: coarse)").matches) status.textContent = words.hint = "";

  // The folders of the index: a large guide has several.
  const bundlesOf = async () => {
    const answer = await fetch(new URL("bundles.json", script), { cache: "no-store" });
    if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
    return answer.json();
  };

  let pagefind = null;
  const load = async () => {
    const [own, ...others] = await bundlesOf();
    const options = (bundle) => ({
      excerptLength: 24,
      // An accent that was not typed costs nothing: perche finds what perché finds, in the same order.
      ranking: { diacriticSimilarity: 0, metaWeights: { title: 6, all: 6, alias: 5, twin: 4, answer: 1, less: 1, names: 0, kind: 0 } },
      mergeFilter: { bundle },
    });
    pagefind = await import(script);
    await pagefind.options(options(own));
    await pagefind.init();
    // Only an answer shows that it works: where WebAssembly is forbidden, nothing before this fails, and merging goes on
    // for ever.
    await pagefind.filters();
    await Promise.all(others.map((folder) => pagefind.mergeIndex(new URL(folder, script).pathname, options(folder))));
    const known = await pagefind.filters();
    return { known, search: searching(pagefind, words, [own, ...others], known, bundlesOf) };
  };

  let engine = null;

  const offerFilters = (known) => {
    for (const select of selects) {
      if (select.options.length > 0) continue;
      const place = (value) => (select.dataset.order ?? "").split("|").indexOf(value);
      const values = Object.entries(known[select.dataset.filter] ?? {}).sort(([one], [other]) => place(one) - place(other) || one.localeCompare(other, words.locale));
      select.replaceChildren(new Option(words.all, ""), ...values.map(([value, count]) => new Option(`${value} (${count})`, value)));
      select.parentElement.hidden = values.length < 2;
    }
    filters.hidden = selects.every((select) => select.parentElement.hidden);
  };

  const nothing = { results: [], words: [] };
  let found = nothing;
  let shown = 0;
  let turn = 0;

  const made = (name, properties) => Object.assign(document.createElement(name), properties);
  const link = (href, textContent) => made("a", { href, textContent });

  const entry = (page) => {
    const item = made("li");
    item.append(link(page.url, page.meta.title), " ", made("span", { className: "cg-search__kind", textContent: page.meta.kind ?? "" }));
    const sections = page.sub_results.filter((section) => section.anchor && section.anchor.id !== "top").slice(0, 3);
    const { html, text } = excerptOf(page, found.words);
    // Pagefind escapes the text and adds only <mark>.
    item.append(made("p", html ? { innerHTML: html } : { textContent: text }));
    const inner = made("ul");
    for (const section of sections) inner.appendChild(made("li")).append(link(section.url, section.title));
    if (sections.length > 0) item.append(inner);
    return item;
  };

  const fail = async () => {
    // The next search begins anew: Pagefind does not ask again for what it could not get.
    engine = null;
    found = nothing;
    list.replaceChildren();
    more.hidden = true;
    status.textContent = words.failed;
    await pagefind?.destroy();
  };

  const showMore = async () => {
    const mine = turn;
    const next = await Promise.all(found.results.slice(shown, shown + PAGE_SIZE).map((result) => result.data()));
    if (mine !== turn) return;
    next.sort((one, other) => isCalled(other, found, words.locale) - isCalled(one, found, words.locale));
    list.append(...next.map(entry));
    shown += next.length;
    more.hidden = shown >= found.results.length;
  };

  const told = (query) => {
    const number = new Intl.NumberFormat(words.locale, { useGrouping: "always" }).format(found.results.length);
    const template = found.results.length === 0 ? words.none : found.results.length === 1 ? words.one : words.other;
    const named = (list) =>
      new Intl.ListFormat(words.locale, { type: "conjunction" }).format(list.map((word) => filled(words.quoted, { word })));
    const note = (sentence, list) => (list.length ? [filled(sentence, { words: named(list) })] : []);
    return [
      filled(template, { count: number, query }),
      ...note(words.missing, found.missing),
      ...note(words.dropped, found.dropped),
      ...(found.results.length ? note(words.similar, found.similar) : []),
    ].join(" ");
  };

  const run = async () => {
    const mine = (turn += 1);
    const typed = input.value.trim();
    try {
      engine ??= await load();
      const { known, search } = engine;
      if (mine !== turn) return;
      offerFilters(known);
      if (!typed) {
        list.replaceChildren();
        more.hidden = true;
        status.textContent = words.hint;
        return;
      }
      status.textContent = words.searching;
      const chosen = Object.fromEntries(selects.filter((select) => select.value).map((select) => [select.dataset.filter, select.value]));
      const answer = await search(typed, chosen);
      if (mine !== turn) return;
      found = answer;
      shown = 0;
      list.replaceChildren();
      more.hidden = true;
      await showMore();
      if (mine !== turn) return;
      status.textContent = told(typed);
    } catch {
      if (mine === turn) await fail();
    }
  };

  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(run, 150);
  });
  for (const select of selects) select.addEventListener("change", run);
  more.addEventListener("click", async () => {
    const next = shown;
    try {
      await showMore();
      list.children[next]?.querySelector("a").focus();
    } catch {
      await fail();
    }
  });

  // Arrow keys go from the field through the links below it; focus moves, so that a screen reader reads what has it.
  dialog.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const links = [...list.querySelectorAll("a"), ...(more.hidden ? [] : [more])];
    const place = links.indexOf(target);
    if (links.length === 0 || (place < 0 && target !== input)) return;
    const isInField = place < 0;
    const steps = { ArrowDown: place + 1, ArrowUp: place - 1 };
    if (!isInField) Object.assign(steps, { Home: 0, End: links.length - 1, Escape: -1 });
    if (!(key in steps) || (isInField && key === "ArrowUp")) return;
    event.preventDefault();
    (steps[key] < 0 ? input : links[Math.min(steps[key], links.length - 1)]).focus();
  });

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
