/** What keeps a file from being read; the name of a sentence in text.js. */
export class FileProblem extends Error {
  constructor(sentence) {
    super(sentence);
    this.sentence = sentence;
  }
}

/** As a 200-page document with pictures needs at most; what grows beyond is made to fill the memory. */
const mostEntries = 2000;
const mostUnpacked = 150 * 1024 * 1024;
const mostXml = 24 * 1024 * 1024;

/**
 * The entries of a ZIP file, by its directory. Each is unpacked once here, with a bound, before anything else reads the file: the sizes
 * that the directory tells are only what it claims.
 * @param {ArrayBuffer} buffer
 * @returns {Promise<{ names: Set<string>, text: (name: string) => Promise<string | null> }>}
 */
export async function readZip(buffer) {
  const view = new DataView(buffer);
  const entries = entriesOf(view);
  let [all, xml] = [0, 0];
  for (const entry of entries.values()) {
    const room = Math.min(mostUnpacked - all, isXml(entry.name) ? mostXml - xml : Infinity);
    const size = await unpack(buffer, entry, room, () => {});
    if (size !== entry.size) throw new FileProblem("docxDamaged");
    all += size;
    if (isXml(entry.name)) xml += size;
  }
  return {
    names: new Set(entries.keys()),
    async text(name) {
      const entry = entries.get(name);
      if (!entry) return null;
      const pieces = [];
      await unpack(buffer, entry, mostXml, (piece) => pieces.push(piece));
      return new Blob(pieces).text();
    },
  };
}

const isXml = (name) => /\.(xml|rels)$/i.test(name);

function entriesOf(view) {
  let end = view.byteLength - 22;
  for (const least = Math.max(0, end - 0xffff); end >= least && view.getUint32(end, true) !== 0x06054b50; end--);
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw new FileProblem("docxDamaged");
  const count = view.getUint16(end + 10, true);
  if (count > mostEntries) throw new FileProblem("docxTooLarge");
  const entries = new Map();
  try {
    for (let at = view.getUint32(end + 16, true), i = 0; i < count; i++) {
      if (view.getUint32(at, true) !== 0x02014b50) throw new RangeError();
      const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
      const name = new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, nameLength));
      if (view.getUint16(at + 8, true) & 1) throw new FileProblem("docxLocked");
      const head = view.getUint32(at + 42, true);
      entries.set(name, {
        name, method: view.getUint16(at + 10, true), packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true),
        start: head + 30 + view.getUint16(head + 26, true) + view.getUint16(head + 28, true),
      });
      at += 46 + nameLength + extra + comment;
    }
  } catch (error) {
    throw error instanceof FileProblem ? error : new FileProblem("docxDamaged");
  }
  return entries;
}

async function unpack(buffer, { method, packed, start }, room, take) {
  if (start + packed > buffer.byteLength || (method !== 0 && method !== 8)) throw new FileProblem("docxDamaged");
  let stream = new Blob([new Uint8Array(buffer, start, packed)]).stream();
  if (method === 8) stream = stream.pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return size;
      size += value.byteLength;
      if (size > room) throw new FileProblem("docxTooLarge");
      take(value);
    }
  } catch (error) {
    reader.cancel().catch(() => {});
    throw error instanceof FileProblem ? error : new FileProblem("docxDamaged");
  }
}
