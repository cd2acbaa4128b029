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

const namePalette = () => {
  const dark = document.body.dataset.mdColorScheme === "slate";
  palette.setAttribute("aria-label", dark ? palette.dataset.light : palette.dataset.dark);
};

palette.addEventListener("click", () => {
  const scheme = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
  document.body.dataset.mdColorScheme = scheme;
  store("palette", scheme);
  namePalette();
});
namePalette();

// --- menu

const menu = document.querySelector(".cg-menu");
const drawer = document.getElementById("__drawer");
const navigation = document.getElementById("guide-navigation");
const narrow = matchMedia("(max-width: 76.2344em)");

const showMenu = () => {
  menu.setAttribute("aria-expanded", String(drawer.checked));
  menu.setAttribute("aria-label", drawer.checked ? menu.dataset.close : menu.dataset.open);
  // A closed drawer must not take the keyboard's focus.
  navigation.inert = narrow.matches && !drawer.checked;
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
narrow.addEventListener("change", showMenu);
showMenu();

// --- language: remember the choice, stay on the section

for (const link of document.querySelectorAll("a.cg-language")) {
  link.addEventListener("click", () => {
    store("locale", link.dataset.locale);
    link.hash = location.hash;
  });
}

// --- search

const dialog = document.getElementById("search");
let search = null;

const openSearch = async () => {
  if (dialog.open) return;
  dialog.showModal();
  search ??= import(new URL(dialog.dataset.script, location.href)).then((module) => module.start(dialog));
  await search;
};

document.querySelector(".cg-search-open").addEventListener("click", openSearch);

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
