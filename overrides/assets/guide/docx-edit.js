// A DOCX file without some of its sections, and with its blanks filled in. Sections stand between the bookmarks
// section_<id>; blanks are content controls tagged with the name of the field. All other parts stay as they are.

const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TEXT_PART = "word/document.xml";

// --- the text

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

// --- the archive (ZIP): entries that do not change are copied as they are, compressed

const END_OF_DIRECTORY = 0x06054b50;
const IN_DIRECTORY = 0x02014b50;
const IN_FILE = 0x04034b50;
const NAME_IN_UTF_8 = 0x0800;
const STORED = 0;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

const crc32 = (bytes) => {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
};

const inflated = (bytes) => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();

const unzipped = (buffer) => {
  const view = new DataView(buffer);
  let end = buffer.byteLength - 22;
  while (view.getUint32(end, true) !== END_OF_DIRECTORY) end -= 1;
  let place = view.getUint32(end + 16, true);
  return Array.from({ length: view.getUint16(end + 10, true) }, () => {
    const lengths = [28, 30, 32].map((offset) => view.getUint16(place + offset, true));
    const local = view.getUint32(place + 42, true);
    const data = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const packed = view.getUint32(place + 20, true);
    const entry = {
      name: new TextDecoder().decode(new Uint8Array(buffer, place + 46, lengths[0])),
      method: view.getUint16(place + 10, true),
      time: view.getUint32(place + 12, true),
      crc: view.getUint32(place + 16, true),
      size: view.getUint32(place + 24, true),
      data: new Uint8Array(buffer, data, packed),
    };
    place += 46 + lengths.reduce((one, other) => one + other);
    return entry;
  });
};

const bytesOf = (...numbers) => {
  const bytes = new Uint8Array(numbers.reduce((length, [size]) => length + size, 0));
  const view = new DataView(bytes.buffer);
  let place = 0;
  for (const [size, value] of numbers) {
    if (size === 2) view.setUint16(place, value, true);
    else view.setUint32(place, value, true);
    place += size;
  }
  return bytes;
};

const zipped = (entries) => {
  const files = [];
  const directory = [];
  let place = 0;
  for (const { name, method, time, crc, size, data } of entries) {
    const written = new TextEncoder().encode(name);
    const common = [[2, 20], [2, NAME_IN_UTF_8], [2, method], [4, time], [4, crc], [4, data.length], [4, size], [2, written.length], [2, 0]];
    const file = [bytesOf([4, IN_FILE], ...common), written, data];
    directory.push(bytesOf([4, IN_DIRECTORY], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, place]), written);
    files.push(...file);
    place += file.reduce((length, part) => length + part.length, 0);
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const count = entries.length;
  return [...files, ...directory, bytesOf([4, END_OF_DIRECTORY], [2, 0], [2, 0], [2, count], [2, count], [4, length], [4, place], [2, 0])];
};

// The file as a Blob; `without` names sections, `values` what stands in which blank.
export const edited = async (buffer, without, values) => {
  const entries = unzipped(buffer);
  const main = entries.find((entry) => entry.name === TEXT_PART);
  const data = new TextEncoder().encode(editedText(await inflated(main.data), without, values));
  Object.assign(main, { method: STORED, crc: crc32(data), size: data.length, data });
  return new Blob(zipped(entries));
};
