// Runs before the page is painted: the reader's own choice of colours. Without one, the style sheet follows the system.
try {
  const palette = localStorage.getItem("career-guide.palette");
  if (palette === "light" || palette === "dark") document.body.dataset.palette = palette;
} catch {
  // Storage may be forbidden; the system's choice holds then.
}
