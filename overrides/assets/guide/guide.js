// The small things of every page: colours, menu, language, and opening the search.

const store = (key, value) => {
  try {
    localStorage.setItem(`career-guide.${key}`, value);
  } catch {
    // Storage may be forbidden; the choice then holds for this page.
  }
};

// --- colours

const palette = document.querySelector(".cg-palette");
const dark = matchMedia("(prefers-color-scheme: dark)");

const isDark = () => (document.body.dataset.palette ?? (dark.matches ? "dark" : "light")) === "dark";

const namePalette = () => palette.setAttribute("aria-label", isDark() ? palette.dataset.light : palette.dataset.dark);

palette.addEventListener("click", () => {
  document.body.dataset.palette = isDark() ? "light" : "dark";
  store("palette", document.body.dataset.palette);
  namePalette();
});
dark.addEventListener("change", namePalette);
namePalette();

// --- menu

const menu = document.querySelector(".cg-menu");
const drawer = document.getElementById("__drawer");
const navigation = document.getElementById("guide-navigation");

const showMenu = () => {
  menu.setAttribute("aria-expanded", String(drawer.checked));
  menu.setAttribute("aria-label", drawer.checked ? menu.dataset.close : menu.dataset.open);
};

const toggleMenu = (open) => {
  drawer.checked = open;
  showMenu();
  if (open) {
    (navigation.querySelector("[aria-current]") ?? navigation.querySelector("a")).focus();
  } else {
    menu.focus();
  }
};

menu.addEventListener("click", () => toggleMenu(!drawer.checked));
drawer.addEventListener("change", showMenu);
// What lies behind the open menu must not have the focus: it goes there, and the menu closes.
navigation.addEventListener("focusout", ({ relatedTarget }) => {
  if (!drawer.checked || !relatedTarget || relatedTarget === menu || navigation.contains(relatedTarget)) return;
  drawer.checked = false;
  showMenu();
});
showMenu();

// --- language: remember the choice, stay on the section and keep what the address says of choices

for (const link of document.querySelectorAll("a.cg-language")) {
  link.addEventListener("click", () => {
    store("locale", link.dataset.locale);
    link.search = location.search;
    link.hash = location.hash;
  });
}

// --- search

const dialog = document.getElementById("guide-search");
let search = null;

const openSearch = async () => {
  if (dialog.open) return;
  dialog.showModal();
  try {
    search ??= import(new URL(dialog.dataset.script, location.href)).then((module) => module.start(dialog));
    await search;
  } catch {
    // The script itself could not be fetched; the next opening tries again.
    search = null;
    dialog.querySelector(".cg-search__status").textContent = dialog.dataset.failed;
  }
};

for (const button of document.querySelectorAll(".cg-search-open")) button.addEventListener("click", openSearch);

const isTyping = (target) => target.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].includes(target.tagName);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drawer.checked) {
    toggleMenu(false);
    return;
  }
  const withKey = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
  if (!withKey && !slash) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  openSearch();
}, { capture: true });

// A link to a search can be shared: ?q=…
if (new URLSearchParams(location.search).has("q")) openSearch();

// --- "on this page": the section that is being read

const contents = new Map([...document.querySelectorAll(".cg-contents a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
const headings = [...contents.keys()].map((id) => document.getElementById(id)).filter(Boolean);

const markSection = () => {
  const read = headings.findLast((heading) => heading.getBoundingClientRect().top < innerHeight / 3) ?? headings[0];
  for (const [id, link] of contents) link.toggleAttribute("data-read", id === read?.id);
};

if (headings.length > 0) {
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      markSection();
    });
  }, { passive: true });
  markSection();
}

// --- terms: the link to the glossary opens the card that explains it here

for (const term of document.querySelectorAll(".cg-term")) {
  const card = document.getElementById(term.dataset.card);
  if (card?.showPopover) term.setAttribute("aria-haspopup", "dialog");
}
document.addEventListener("click", (event) => {
  const term = event.target.closest(".cg-term[aria-haspopup]");
  if (!term || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const card = document.getElementById(term.dataset.card);
  card.showPopover();
  card.focus();
});

// --- tables: what turns them into cards on a phone, `display: block`, takes their roles away in Safari 16

const ROLES = { table: "table", "thead, tbody": "rowgroup", tr: "row", td: "cell", "th[scope=col]": "columnheader", "th[scope=row]": "rowheader" };
for (const [parts, role] of Object.entries(ROLES)) {
  for (const part of document.querySelectorAll(`.cg-table:is(${parts}), .cg-table :is(${parts})`)) part.setAttribute("role", role);
}

// --- a link to the page and to each section; where it can be copied, permanent or in this language

const article = document.querySelector(".cg-article");
const told = document.querySelector(".cg-told");
const links = document.querySelector(".cg-links");
const canCopy = links?.showPopover && navigator.clipboard;
const above = document.querySelector(".cg-breadcrumbs");
let anchor = "";

const linkIcon = () => {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(icon.namespaceURI, "path");
  path.setAttribute("d", "M10 13.5a4 4 0 0 0 5.7 0l3.6-3.6a4 4 0 0 0-5.7-5.7l-1 1M14 10.5a4 4 0 0 0-5.7 0l-3.6 3.6a4 4 0 0 0 5.7 5.7l1-1");
  icon.append(path);
  return icon;
};

for (const heading of links ? article.querySelectorAll("h1, h2[id], h3[id]") : []) {
  const isPage = heading.tagName === "H1";
  const { link, linkPage } = article.dataset;
  const mark = document.createElement(canCopy ? "button" : "a");
  mark.className = "cg-copy";
  mark.append(linkIcon());
  mark.setAttribute("aria-label", isPage ? linkPage : link.replace("{section}", heading.textContent.trim()));
  if (isPage && above) {
    mark.append(linkPage);
    above.append(mark);
  } else {
    // Screen readers say a heading's name without the link's; words in another language have to be read as such.
    if (!heading.querySelector("[lang]")) heading.setAttribute("aria-label", heading.textContent.trim());
    heading.append(mark);
  }
  if (!canCopy) {
    mark.href = isPage ? location.pathname : `#${heading.id}`;
    continue;
  }
  mark.type = "button";
  mark.popoverTargetElement = links;
  mark.addEventListener("click", () => {
    anchor = isPage ? "" : heading.id;
    const place = mark.getBoundingClientRect();
    links.style.top = `${place.bottom + scrollY}px`;
    links.style.left = `${Math.max(8, Math.min(place.left, document.documentElement.clientWidth - 288)) + scrollX}px`;
  });
}

for (const choice of canCopy ? links.querySelectorAll("[data-link]") : []) {
  choice.addEventListener("click", async () => {
    const address = new URL(choice.dataset.link, location.href);
    address.hash = anchor;
    await navigator.clipboard.writeText(address.href);
    links.hidePopover();
    told.textContent = links.dataset.copied;
    setTimeout(() => { told.textContent = ""; }, 3000);
  });
}

// --- interactive parts: each brings its own script, and does without it

for (const element of document.querySelectorAll("[data-module]")) {
  import(new URL(element.dataset.module, location.href));
}
