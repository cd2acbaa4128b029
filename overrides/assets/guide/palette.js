// Runs before the page is painted: says that there are scripts, whether the address has choices for them, and which
// colours the reader chose. Without a choice, the style sheet follows the system.
document.documentElement.className = location.search ? "js choosing" : "js";
try {
  const palette = localStorage.getItem("career-guide.palette");
  if (palette === "light" || palette === "dark") document.body.dataset.palette = palette;
} catch {
  // Storage may be forbidden; the system's choice holds then.
}
