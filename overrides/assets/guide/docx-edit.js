// A DOCX file without some of its sections, and with its blanks filled in. Sections stand between the bookmarks
// section_<id>; blanks are content controls tagged with the name of the field. All other parts stay as they are.

import "./fflate/fflate-0.8.3.js";

const { strFromU8, strToU8, unzipSync, zipSync } = self.fflate;
const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TEXT_PART = "word/document.xml";

const word = (parent, name) => [...parent.getElementsByTagNameNS(WORD, name)];

const withoutSection = (xml, id) => {
  const start = word(xml, "bookmarkStart").find((mark) => mark.getAttributeNS(WORD, "name") === `section_${id}`);
  if (!start) return;
  const number = start.getAttributeNS(WORD, "id");
  const isEnd = (node) => node.localName === "bookmarkEnd" && node.getAttributeNS(WORD, "id") === number;
  let node = start;
  for (let next; node && !isEnd(node); node = next) {
    next = node.nextSibling;
    node.remove();
  }
  node?.remove();
};

const fillIn = (control, value) => {
  for (const name of ["showingPlcHdr", "rStyle"]) for (const element of word(control, name)) element.remove();
  const [text] = word(control, "t");
  text.textContent = value;
};

const editedText = (source, without, values) => {
  const xml = new DOMParser().parseFromString(source, "application/xml");
  for (const id of without) withoutSection(xml, id);
  for (const control of word(xml, "sdt")) {
    const value = values[word(control, "tag")[0].getAttributeNS(WORD, "val")];
    if (value) fillIn(control, value);
  }
  const written = new XMLSerializer().serializeToString(xml);
  return written.startsWith("<?xml") ? written : `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${written}`;
};

// The file as bytes; `without` names sections, `values` what stands in which blank.
export const edited = (buffer, without, values) => {
  const parts = unzipSync(new Uint8Array(buffer));
  parts[TEXT_PART] = strToU8(editedText(strFromU8(parts[TEXT_PART]), without, values));
  return zipSync(parts);
};
