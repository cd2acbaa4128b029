// Sends the reader on to the new address at once, with the section (#…) that the old link named; the page alone would lose it.
(() => {
  const target = new URL(document.querySelector('meta[http-equiv="refresh"]').content.replace(/^\d+; url=/, ""), location.href);
  target.search = location.search;
  target.hash = location.hash || target.hash;
  location.replace(target);
})();
