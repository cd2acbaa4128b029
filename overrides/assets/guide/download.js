// Hands the reader a file that was made in the page. Text begins with the mark by which programs see that it is UTF-8.

export const download = (content, type, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([type === "text/plain" ? "\ufeff" : "", content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};
