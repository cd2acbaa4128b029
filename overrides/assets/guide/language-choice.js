// Sends the reader on: the language chosen before, else the first of the browser's languages that we have, else Italian.
// The section (#…) is kept. Without scripts the page shows a link for each language.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("career-guide.locale");
  } catch {
    // Storage may be forbidden.
  }
  const links = [...document.querySelectorAll("link[rel=alternate][data-locale]")];
  const wanted = [chosen, ...navigator.languages.map((language) => language.slice(0, 2).toLowerCase())];
  const locale = wanted.find((candidate) => links.some((link) => link.dataset.locale === candidate));
  const target = new URL((links.find((link) => link.dataset.locale === locale) ?? links[0]).dataset.to, location.href);
  target.search = location.search;
  target.hash = location.hash || target.hash;
  location.replace(target);
})();
