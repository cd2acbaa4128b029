// Sends the reader on: the language chosen before, else the first of the browser's languages that we have, else Italian.
// The section (#…) is kept. Without scripts the page shows a link for each language.
(() => {
  const locales = ["it", "en"];
  let chosen = null;
  try {
    chosen = localStorage.getItem("career-guide.locale");
  } catch {
    // Storage may be forbidden.
  }
  const wanted = [chosen, ...navigator.languages.map((language) => language.slice(0, 2).toLowerCase()), locales[0]];
  const locale = wanted.find((candidate) => locales.includes(candidate));
  location.replace(`${locale}/${location.search}${location.hash}`);
})();
