// A DOCX file without some of its sections, with its blanks filled in, and with an annex. Sections stand between the
// bookmarks section_<id>; blanks are content controls tagged with the name of the field. All other parts stay as they are.

import "./fflate/fflate-0.8.3.js";

const { strFromU8, strToU8, unzipSync, zipSync } = self.fflate;
const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TEXT = "word/document.xml";
const HEADER = "word/header.xml";

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

// Puts a section at the end, which is before the properties of the page.
const add = (xml, section) => {
  const source = `<w:body xmlns:w="${WORD}">${section}</w:body>`;
  const added = new DOMParser().parseFromString(source, "application/xml").documentElement;
  word(xml, "sectPr")[0].before(...[...added.childNodes].map((node) => xml.importNode(node, true)));
};

const editedPart = (source, without, values, annex) => {
  const xml = new DOMParser().parseFromString(source, "application/xml");
  for (const id of without) withoutSection(xml, id);
  if (annex) add(xml, annex);
  for (const control of word(xml, "sdt")) {
    const value = values[word(control, "tag")[0].getAttributeNS(WORD, "val")];
    if (value) fillIn(control, value);
  }
  const written = new XMLSerializer().serializeToString(xml);
  return written.startsWith("<?xml") ? written : `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${written}`;
};

// The file as bytes; `without` names sections, `values` what stands in which blank, `annex` is a section to add.
export const edited = (buffer, without, values, annex) => {
  const parts = unzipSync(new Uint8Array(buffer));
  const edit = (name, added) => strToU8(editedPart(strFromU8(parts[name]), without, values, added));
  parts[TEXT] = edit(TEXT, annex);
  parts[HEADER] = edit(HEADER, "");
  return zipSync(parts);
};
