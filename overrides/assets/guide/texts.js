// A text of the page with values in the place of its {names}.

export const filled = (text, values) => text.replace(/\{(\w+)\}/gu, (_, name) => values[name]);
