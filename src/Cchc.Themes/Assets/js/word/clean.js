import { Item, nest, signOf } from "./lists.js";
import { lookOf, readLooks, undressed } from "./looks.js";
import { findNotes } from "./notes.js";
import { Runs } from "./runs.js";
import { gridOf } from "./tables.js";

export { decoderOf, fromTcvn3, fromVni } from "./legacy.js";

const gone = "script, style, link, meta, title, template, iframe, object, embed, applet, noscript, svg, math, canvas, audio, video, nav, form, button, input, select, textarea, " +
  "progress, dialog, [hidden], .MsoToc1, .MsoToc2, .MsoToc3, .MsoToc4, .MsoTocHeading, .MsoHeader, .MsoFooter, .MsoCommentReference, .MsoCommentText, .msocomanchor, .msocomtxt";
const blocks = new Set(["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "tr", "td", "th", "blockquote", "pre", "figure", "figcaption", "section", "article", "main", "header", "footer",
  "aside", "address", "details", "summary", "center", "hr", "body", "fieldset"]);

/**
 * Foreign HTML, from Word, Word on the web, Google Docs, LibreOffice or a page, in the few elements that the editor knows: p h2 h3 h4
 * strong em del sub sup a ul ol li table blockquote img figure figcaption, with sup[data-footnote] where a note belongs. Pictures of
 * other places cannot be shown here, so they are left out and counted.
 * @param {string} html
 * @param {number} [firstNote] the number of its first note: those before are taken
 * @returns {{ html: string, notes: string, title: string, lostPictures: number }} notes: what the notes say, each in a div[data-note];
 *   title: of the document, when it is marked as one
 */
export function cleanPasted(html, firstNote = 1) {
  const source = new DOMParser().parseFromString(undressed(html), "text/html");
  const cleaner = new Cleaner(source, firstNote);
  const [body, notes] = cleaner.run();
  return { html: body.innerHTML, notes: notes.innerHTML, title: cleaner.title, lostPictures: cleaner.lostPictures };
}

class Cleaner {
  title = "";
  lostPictures = 0;

  constructor(source, firstNote) {
    this.firstNote = firstNote;
    this.page = document.implementation.createHTMLDocument("");
    this.said = readLooks(source);
    this.body = source.body;
    for (const element of this.body.querySelectorAll(gone)) element.remove();
    // a comment of Google Docs looks like a note otherwise
    for (const link of this.body.querySelectorAll('a[href^="#cmnt"]')) (link.getAttribute("href").startsWith("#cmnt_ref") ? link.closest("div") : link.closest("sup") ?? link)?.remove();
    for (const element of [...this.body.querySelectorAll("*")]) if (this.isUnsaid(element)) element.remove();
    const first = this.body.querySelectorAll("h1");
    // the only one, with nothing before it, is the title of the whole
    this.titled = first.length === 1 && !this.body.querySelector(".MsoTitle") && isFirst(first[0], this.body) ? first[0] : null;
    this.deeper = first.length > 0 && !this.titled;
    this.notes = findNotes(this.body);
  }

  /** @returns {[HTMLElement, HTMLElement]} the text, and its notes */
  run() {
    const written = this.notes.notes;
    const notes = this.make("div", ...written.map((note, at) => {
      const into = new Blocks(this);
      into.walk(note.childNodes, {}, 0);
      const content = into.finish();
      const made = this.make("div", ...(content.length > 0 ? content : [this.make("p")]));
      made.setAttribute("data-note", String(this.firstNote + at));
      return made;
    }));
    for (const note of written) note.remove();
    const all = new Blocks(this);
    all.walk(this.body.childNodes, lookOf(this.body, this.said(this.body), {}), 0);
    return [this.make("div", ...all.finish()), notes];
  }

  /** Hidden, a comment, the mark of a page, or a word that somebody struck out with changes on record. */
  isUnsaid(element) {
    if (element.localName === "del") return element.hasAttribute("cite") || element.hasAttribute("datetime");
    if (element.classList.contains("msoDel")) return true;
    if (!element.hasAttribute("data-style") && !element.hasAttribute("class")) return false;
    const said = this.said(element);
    return said.display === "none" || said["mso-hide"] === "all" || said["mso-special-character"] === "comment" || /^(comment-list|comment|header|footer|endnote-separator|footnote-separator)$/.test(said["mso-element"] ?? "");
  }

  make(name, ...content) {
    const element = this.page.createElement(name);
    element.append(...content);
    return element;
  }

  /** h2 to h4; 0 for what is no heading. The title of the document and its first level are the same to us: the page has its own h1. */
  headingLevel(element, said) {
    if (element.classList.contains("MsoTitle")) return 2;
    const outline = /^[1-9]$/.exec(said["mso-outline-level"] ?? "");
    const number = /^h([1-6])$/.exec(element.localName)?.[1] ?? (element.getAttribute("role") === "heading" ? element.getAttribute("aria-level") ?? "2" : outline?.[0]);
    if (!number) return 0;
    const deeper = outline || this.deeper || !/^h/.test(element.localName) ? 1 : 0;
    return Math.min(4, Math.max(2, Number(number) + deeper));
  }
}

/** Gathers blocks while it walks through foreign ones; words that stand loose between them are paragraphs too. */
class Blocks {
  list = [];
  runs = new Runs();

  constructor(cleaner) {
    this.cleaner = cleaner;
  }

  walk(nodes, look, depth, href = "") {
    for (const node of nodes) {
      if (node.nodeType === Node.TEXT_NODE) this.runs.add(node.data, look, href);
      else if (node.nodeType === Node.ELEMENT_NODE) this.element(node, look, depth, href);
    }
  }

  element(element, look, depth, href) {
    const { cleaner } = this;
    const said = cleaner.said(element);
    const own = lookOf(element, said, look);
    const tag = element.localName;
    if (tag === "br") return this.lineBreak(href);
    if (tag === "img") return this.picture(element, href);
    if (tag === "a") return this.link(element, own, depth, href);
    if (/(^|\s)ignore/i.test(said["mso-list"] ?? "")) return; // the sign of an item, read where the item begins
    // Word on the web ends each paragraph with a blank of its own
    if (element.classList.contains("EOP")) return;
    if (!blocks.has(tag)) return this.walk(element.childNodes, own, depth, href);
    this.end();
    const level = cleaner.headingLevel(element, said);
    const listed = /level(\d+)/.exec(said["mso-list"] ?? "");
    if (level > 0 && /^(p|div|h\d)$/.test(tag)) this.heading(element, level, own, listed);
    else if (tag === "ul" || tag === "ol") this.listOf(element, own, depth + 1);
    else if (tag === "li") this.item(element, own, Math.max(depth, 1), { ordered: false });
    else if (listed && tag === "p") this.itemOfWord(element, own, Number(listed[1]));
    else if (tag === "table") this.table(element, own, depth);
    else if (tag === "blockquote" || /^Mso(Intense)?Quote/.test(element.className)) this.quote(element, own);
    else if (tag === "figcaption" || element.classList.contains("MsoCaption")) this.caption(element, own);
    else if (tag === "pre") this.walkLines(element, own);
    else if (tag === "dt") this.walk(element.childNodes, { ...own, strong: true }, depth, href);
    else this.walk(element.childNodes, own, depth, href);
    this.end();
  }

  /** Ends the paragraph that stands open. */
  end(name = "p") {
    const runs = this.runs.tidy();
    this.runs = new Runs();
    if (runs.isEmpty) return null;
    const { list } = runs;
    const pictures = list.filter((run) => run.node?.localName === "img");
    // a picture alone is a figure; one between words stands after their paragraph
    if (pictures.length > 0) {
      runs.list = list.filter((run) => run.node?.localName !== "img");
      const words = Object.assign(new Runs(), { list: runs.list }).tidy();
      if (!words.isEmpty) this.list.push(this.cleaner.make(name, words.toNodes(this.cleaner.page)));
      for (const { node } of pictures) this.list.push(this.cleaner.make("figure", node));
      return this.list.at(-1);
    }
    const block = this.cleaner.make(name, runs.toNodes(this.cleaner.page));
    this.list.push(block);
    return block;
  }

  lineBreak(href) {
    // two in a row end the paragraph
    if (this.runs.list.at(-1)?.node?.localName === "br") {
      this.runs.list.pop();
      this.end();
    } else this.runs.put(this.cleaner.page.createElement("br"), href);
  }

  picture(element) {
    const address = element.getAttribute("src") ?? "";
    const src = ownAddress(address);
    if (src === null) {
      // a dot that counts readers is no loss
      if (!(Number(element.getAttribute("width") ?? 9) < 3)) this.cleaner.lostPictures++;
      return;
    }
    const picture = this.cleaner.page.createElement("img");
    picture.setAttribute("src", src);
    picture.setAttribute("alt", wordsOf(element.getAttribute("alt") ?? "").replace(/^(Description: |A .* Description automatically generated$)/i, ""));
    this.runs.put(picture);
  }

  link(element, look, depth, href) {
    const { notes } = this.cleaner;
    if (notes.back.has(element)) return;
    const number = notes.references.get(element);
    if (number !== undefined) {
      const mark = this.cleaner.page.createElement("sup");
      mark.setAttribute("data-footnote", String(this.cleaner.firstNote + number - 1));
      trimSign(this.runs);
      this.runs.put(mark);
      return;
    }
    this.walk(element.childNodes, look, depth, addressOf(element.getAttribute("href")) || href);
  }

  heading(element, level, look, listed) {
    const plain = { font: look.font };
    if (listed) this.runs.add(`${this.signIn(element)} `, plain);
    const inner = new Blocks(this.cleaner);
    inner.runs = this.runs;
    inner.walk(element.childNodes, plain, 0);
    for (const run of inner.runs.list) run.marks = run.marks?.filter((mark) => mark === "sub" || mark === "sup" || mark === "em") ?? [];
    for (const run of inner.runs.list) if (run.node?.localName === "br") Object.assign(run, { node: undefined, words: " " });
    inner.end(`h${level}`);
    if ((element.classList.contains("MsoTitle") || element === this.cleaner.titled) && !this.cleaner.title) this.cleaner.title = inner.list[0]?.textContent ?? "";
    this.runs = new Runs();
    this.list.push(...inner.list);
  }

  listOf(list, look, depth) {
    const ordered = list.localName === "ol";
    const kind = this.cleaner.said(list)["list-style-type"] ?? list.getAttribute("type") ?? "";
    let value = ordered ? Number(list.getAttribute("start") ?? 1) : undefined;
    for (const child of list.children) {
      if (child.localName === "li") {
        const letters = lettersOf(this.cleaner.said(child)["list-style-type"] ?? kind, value ?? Number(child.value ?? 1));
        if (child.hasAttribute("value")) value = Number(child.getAttribute("value"));
        this.item(child, lookOf(child, this.cleaner.said(child), look), depth, { ordered, value, letters });
        if (value !== undefined) value++;
      } else this.element(child, look, depth, ""); // Google Docs puts lists beside items
    }
  }

  item(element, look, depth, { ordered, value, letters }) {
    const level = Math.max(depth, Number(element.getAttribute("data-aria-level") ?? element.getAttribute("aria-level") ?? 0) || 0);
    const inner = new Blocks(this.cleaner);
    inner.walk(element.childNodes, look, level);
    this.list.push(...this.itemsOf(inner, level, letters ? { sign: letters } : { ordered, value }));
  }

  itemOfWord(element, look, level) {
    const sign = this.signIn(element);
    const kind = signOf(sign);
    const inner = new Blocks(this.cleaner);
    inner.walk(element.childNodes, look, level);
    this.list.push(...this.itemsOf(inner, level, kind ?? { sign }));
  }

  /** What an item holds, and after it the items of the lists within it. One whose sign stays in its words is a paragraph of the item above. */
  itemsOf(inner, level, { ordered = false, value, sign }) {
    inner.end();
    const [own, deeper] = [inner.list.filter((block) => !(block instanceof Item)), inner.list.filter((block) => block instanceof Item)];
    if (own.length === 0) return deeper;
    if (!sign) return [new Item(level, ordered, value, own), ...deeper];
    own[0].prepend(`${sign} `);
    const above = this.list.findLast((block) => !(block instanceof Item) || block.level < level);
    if (!(above instanceof Item) || deeper.length > 0) return [...own, ...deeper];
    above.blocks.push(...own);
    return [];
  }

  signIn(element) {
    const mark = [...element.querySelectorAll("[data-style]")].find((inside) => /ignore/i.test(this.cleaner.said(inside)["mso-list"] ?? ""));
    if (!mark) return "";
    const runs = new Runs();
    const font = this.cleaner.said(mark.querySelector("[data-style]") ?? mark)["font-family"] ?? "";
    // a bullet of a font of signs stays as it is: what it looks like does not matter
    runs.add(mark.textContent, /wingdings|symbol|courier/i.test(font) ? {} : { font });
    return runs.tidy().text;
  }

  quote(element, look) {
    const inner = new Blocks(this.cleaner);
    inner.walk(element.childNodes, look, 0);
    const content = inner.finish();
    if (content.length === 0) return;
    const before = this.list.at(-1);
    if (element.localName !== "blockquote" && before instanceof Element && before.localName === "blockquote") before.append(...content);
    else this.list.push(this.cleaner.make("blockquote", ...content));
  }

  caption(element, look) {
    const figure = this.list.at(-1);
    this.walk(element.childNodes, { font: look.font }, 0);
    const words = this.end("figcaption");
    if (!words || words.localName !== "figcaption") return;
    this.list.pop();
    if (figure instanceof Element && figure.localName === "figure" && !figure.querySelector("figcaption")) figure.append(words);
    else this.list.push(this.cleaner.make("p", ...words.childNodes));
  }

  walkLines(element, look) {
    for (const line of element.textContent.split(/\r?\n/)) {
      this.runs.add(line, look);
      this.lineBreak("");
    }
  }

  /** A cell is a line of its own: Markdown knows no paragraphs there. */
  table(table, look, depth) {
    const { cleaner } = this;
    const cells = [...table.rows].reduce((sum, row) => sum + row.cells.length, 0);
    if (cells === 1) return this.walk(table.rows[0].cells[0].childNodes, look, depth); // a frame round a text
    const { rows, heads } = gridOf(table, (cell) => this.cell(cell, look));
    const all = rows.filter((row) => row.some((cell) => cell && !cell.runs.isEmpty));
    if (all.length === 0) return;
    const headRows = all.slice(0, Math.min(heads, all.length));
    const bodyRows = all.slice(headRows.length);
    const columns = all[0].map((_, x) => x).filter((x) => all.some((row) => row[x] && !row[x].runs.isEmpty));
    const aligned = columns.map((x) => alignmentOf((bodyRows.length > 0 ? bodyRows : headRows).map((row) => row[x])));
    const make = (name, runs, x) => {
      const cell = cleaner.make(name, runs ? runs.toNodes(cleaner.page) : "");
      if (aligned[x]) cell.className = aligned[x] === "right" ? "r" : "c"; // as on the page: the policy allows no style
      return cell;
    };
    const head = columns.map((column, x) => make("th", joinCells(headRows.map((row, y) => row[column] ?? (y === 0 && headRows.length > 1 ? spanOf(row, column) : null)), ": "), x));
    const body = bodyRows.map((row) => cleaner.make("tr", ...columns.map((column, x) => make("td", row[column] && joinCells([row[column]]), x))));
    if (table.caption) {
      this.walk(table.caption.childNodes, look, depth);
      this.end();
    }
    this.list.push(cleaner.make("table", cleaner.make("thead", cleaner.make("tr", ...head)), cleaner.make("tbody", ...body)));
    for (const cell of new Set(all.flat().filter(Boolean))) this.list.push(...cell.pictures);
  }

  cell(cell, look) {
    const said = this.cleaner.said(cell);
    const inner = new Blocks(this.cleaner);
    inner.walk(cell.childNodes, lookOf(cell, said, look), 0);
    inner.end();
    const runs = new Runs();
    const take = (blocks) => {
      for (const block of blocks) {
        if (block instanceof Item) take(block.blocks);
        else if (block.localName !== "figure") addAll(runs, block);
      }
    };
    take(inner.list);
    const align = [...cell.querySelectorAll("p, div"), cell].map((one) => this.cleaner.said(one)["text-align"] ?? one.getAttribute("align") ?? { r: "right", c: "center" }[one.className]).find(Boolean) ?? "";
    return { runs: runs.tidy(), align: align.toLowerCase(), pictures: inner.list.filter((block) => block instanceof Element && block.localName === "figure") };
  }

  finish() {
    this.end();
    return nest(this.list, this.cleaner.page);
  }
}

function isFirst(element, body) {
  const before = body.ownerDocument.createRange();
  before.setStart(body, 0);
  before.setEndBefore(element);
  return before.toString().trim() === "";
}

/** What a head that spans columns says is said in each column below it. */
const spanOf = (row, column) => row.slice(0, column).findLast((cell) => cell) ?? null;

/** The words of blocks, one after the other, as one line. */
function addAll(runs, block) {
  if (runs.list.length > 0) runs.add(/[.,;:!?…]$/.test(runs.text.trimEnd()) || block.textContent.startsWith("(") ? " " : "; ", {});
  const take = (nodes, look, href) => {
    for (const node of nodes) {
      if (node.nodeType === Node.TEXT_NODE) runs.add(node.data, look, href);
      else if (node.localName === "br") runs.add(" ", look, href);
      else if (node.hasAttribute("data-footnote")) runs.put(node.cloneNode());
      else take(node.childNodes, { ...look, [node.localName]: true }, node.getAttribute("href") ?? href);
    }
  };
  for (const row of block.localName === "table" ? block.rows : [block]) take(row.childNodes, {}, "");
}

/** @param {string} [storeys] a head: what stands between its storeys; it is bold anyway */
function joinCells(cells, storeys) {
  const runs = new Runs();
  const seen = new Set();
  for (const cell of cells) {
    if (!cell || seen.has(cell) || cell.runs.isEmpty) continue;
    seen.add(cell);
    if (runs.list.length > 0) runs.add(storeys, {});
    for (const run of cell.runs.list) runs.list.push({ ...run, node: run.node?.cloneNode(true), marks: run.marks.filter((mark) => !storeys || mark !== "strong") });
  }
  return runs.tidy();
}

/** Of a column: that of all its cells that say something. */
function alignmentOf(cells) {
  const said = cells.filter((cell) => cell && !cell.runs.isEmpty).map((cell) => ({ end: "right", middle: "center" })[cell.align] ?? cell.align);
  return said.length > 0 && (said[0] === "right" || said[0] === "center") && said.every((one) => one === said[0]) ? said[0] : "";
}

/** "1", "[1]" set as the sign of a note by hand, just before the real one. */
function trimSign(runs) {
  const last = runs.list.at(-1);
  if (last && !last.node) last.words = last.words.replace(/\s+$/, "");
}

/** "a)" for the items of a list that counts in letters or in Roman figures, else "". */
function lettersOf(kind, number) {
  if (/lower-(alpha|latin)|^a$/.test(kind)) return `${alphabetic(number)})`;
  if (/upper-(alpha|latin)|^A$/.test(kind)) return `${alphabetic(number).toUpperCase()}.`;
  if (/lower-roman|^i$/.test(kind)) return `${roman(number)}.`;
  if (/upper-roman|^I$/.test(kind)) return `${roman(number).toUpperCase()}.`;
  return "";
}

const alphabetic = (number) => "abcdefghijklmnopqrstuvwxyz"[number - 1] ?? String(number);

function roman(number) {
  let text = "";
  for (const [value, letters] of [[100, "c"], [90, "xc"], [50, "l"], [40, "xl"], [10, "x"], [9, "ix"], [5, "v"], [4, "iv"], [1, "i"]]) for (; number >= value; number -= value) text += letters;
  return text;
}

const wordsOf = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();

/** A picture of the library, or one that the text carries in itself; null for others. */
function ownAddress(address) {
  if (/^data:image\/(png|jpe?g|gif|webp|avif);base64,/i.test(address)) return address;
  try {
    const url = new URL(address, location.origin);
    return url.origin === location.origin && url.pathname.startsWith("/media/") ? url.pathname : null;
  } catch {
    return null;
  }
}

const trackers = /^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|zarsrc)$/i;

/** Where a link really leads: without the detours that count clicks, without what tells who sent it. "" for what is no page. */
function addressOf(href) {
  const written = (href ?? "").trim();
  if (written === "" || written.startsWith("#")) return "";
  if (/^(mailto|tel):/i.test(written)) return written;
  if (!/^(https?:\/\/|\/(?!\/))/i.test(written)) return "";
  let url;
  try {
    url = new URL(written, location.origin);
  } catch {
    return "";
  }
  const asWritten = url.href;
  for (let onward, detours = 0; detours < 3 && (onward = detourOf(url)); detours++) url = onward;
  for (const name of [...url.searchParams.keys()]) if (trackers.test(name)) url.searchParams.delete(name);
  if (url.origin === location.origin) return url.pathname + url.search + url.hash;
  return url.href === asWritten ? written : url.href;
}

function detourOf(url) {
  const to = /^(www\.)?google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url" ? url.searchParams.get("q") ?? url.searchParams.get("url")
    : /^lm?\.facebook\.com$/.test(url.hostname) && url.pathname === "/l.php" ? url.searchParams.get("u")
      : /\.safelinks\.protection\.outlook\.com$/.test(url.hostname) ? url.searchParams.get("url") : null;
  try {
    return to && /^https?:\/\//i.test(to) ? new URL(to) : null;
  } catch {
    return null;
  }
}
