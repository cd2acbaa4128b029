// Choices live in the page's address, so that they survive a reload and can be shared.

export const read = (name) => new URLSearchParams(location.search).get(name) ?? "";

// Writes the given names; an empty value takes its name out. Other names and the section (#…) stay. No history entry.
export const write = (values) => {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(values)) {
    if (value) {
      address.searchParams.set(name, value);
    } else {
      address.searchParams.delete(name);
    }
  }
  history.replaceState(history.state, "", address);
};
