// Personal ticks and notes stay on the reader's device, in one place of its storage, and are never sent anywhere.

const PLACE = "career-guide.ticks";

const load = () => {
  try {
    return JSON.parse(localStorage.getItem(PLACE)) ?? {};
  } catch {
    // Storage is forbidden, or holds what we did not write.
    return {};
  }
};

// What was noted under a key, or undefined. Keys name what is ticked in every language: "role/x/cv/senior/results".
export const get = (key) => load()[key];

// Notes a value (true, a text, a number); false, "" and undefined take the key out. False where storage is forbidden.
export const set = (key, value) => {
  const all = load();
  if (value) {
    all[key] = value;
  } else {
    delete all[key];
  }
  try {
    localStorage.setItem(PLACE, JSON.stringify(all));
    return true;
  } catch {
    return false;
  }
};

// Erases everything that was ever noted, on all pages; open pages hear of it by the event "ticks-erased" on document.
export const eraseAll = () => {
  try {
    localStorage.removeItem(PLACE);
  } catch {
    // Nothing could be stored, so there is nothing to erase.
  }
  document.dispatchEvent(new CustomEvent("ticks-erased"));
};
