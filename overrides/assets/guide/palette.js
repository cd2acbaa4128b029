// Runs before the page is painted: the reader's own choice of colours, else the system's.
(() => {
  let scheme = null;
  try {
    scheme = localStorage.getItem("career-guide.palette");
  } catch {
    // Storage may be forbidden; the system's choice holds then.
  }
  scheme ??= matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
  document.body.dataset.mdColorScheme = scheme;
})();
