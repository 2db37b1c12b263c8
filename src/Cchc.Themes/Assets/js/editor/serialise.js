import { flanks, isSpace, reader } from "./markdown.js";

const written = new WeakMap();

/** One top-level block as Markdown, without what stands before or after it. Nodes never change, so each is written once. */
export function serialiseTop(node, marker) {
  if (marker) return block(node, marker);
  let text = written.get(node);
  if (text === undefined) written.set(node, (text = block(node)));
  return text;
}

const isList = (node) => node?.type.name === "bulletList" || node?.type.name === "orderedList";

/** The mark that a list must not have, because the list before it would swallow it. */
const other = { "-": "*", "*": "-", "+": "-", ".": ")", ")": "." };
export const markerAfter = (node, before, markerBefore) =>
  isList(node) && before?.type === node.type && node.attrs.marker === markerBefore ? other[markerBefore] : undefined;

function block(node, marker) {
  switch (node.type.name) {
    case "paragraph": return inline(node, { breaks: true });
    case "heading": return heading(node);
    case "blockquote": return prefixed(children(node), "> ");
    case "rule": return "---";
    case "codeBlock": return fenced(node);
    case "source": return node.textContent;
    case "quote": case "box": return `${colons(node)}${node.type.name}\n${children(node)}\n${colons(node)}`;
    case "quoteSource": return (node.attrs.dash + inline(node, { breaks: true })).trim();
    case "embed": return `:::embed\n[${escapeText(node.attrs.title || node.attrs.href)}](${address(node.attrs.href)})\n:::`;
    case "bulletList": case "orderedList": return list(node, marker ?? node.attrs.marker);
    case "footnote": return indented(children(node), `[^${node.attrs.label}]: `, "    ");
    case "picture": return picture(node);
    case "table": return table(node);
    default: return children(node);
  }
}

function children(node, between = "\n\n") {
  const parts = [];
  let [before, markerBefore] = [null, null];
  node.forEach((child) => {
    const marker = markerAfter(child, before, markerBefore);
    const text = block(child, marker);
    if (text === "" && child.type.name === "paragraph" && node.childCount > 1 && node.type.name !== "listItem") return;
    parts.push(text);
    [before, markerBefore] = [child, marker ?? child.attrs.marker];
  });
  return parts.join(between);
}

/** An outer container needs more colons than those inside it. */
function colons(node) {
  const depth = (one) => {
    let most = 0;
    one.forEach((child) => (most = Math.max(most, depth(child))));
    return most + (["quote", "box", "embed"].includes(one.type.name) ? 1 : 0);
  };
  return ":".repeat(2 + depth(node));
}

function heading(node) {
  const breaks = hasBreaks(node);
  if (breaks && node.attrs.level <= 2) return `${inline(node, { breaks: true })}\n${node.attrs.level === 1 ? "===" : "---"}`;
  const text = inline(node, { breaks: false, heading: true });
  return `${"#".repeat(node.attrs.level)}${text ? ` ${text}` : ""}`;
}

const hasBreaks = (node) => {
  let found = false;
  node.forEach((child) => (found ||= child.type.name === "hardBreak" || child.type.name === "softBreak"));
  return found;
};

function fenced(node) {
  const longest = Math.max(2, ...(node.textContent.match(/`+/g) ?? []).map((run) => run.length));
  const tilde = node.attrs.info.includes("`");
  const fence = tilde ? "~".repeat(Math.max(3, ...(node.textContent.match(/~+/g) ?? []).map((run) => run.length + 1))) : "`".repeat(longest + 1);
  return `${fence}${node.attrs.info}\n${node.textContent}${node.textContent ? "\n" : ""}${fence}`;
}

const prefixed = (text, prefix) => text.split("\n").map((line) => (line ? prefix + line : prefix.trimEnd())).join("\n");

function indented(text, first, rest) {
  return text.split("\n").map((line, at) => (at === 0 ? (line ? first + line : first.trimEnd()) : line ? rest + line : "")).join("\n");
}

function list(node, marker) {
  const numbers = node.type.name === "orderedList";
  const tight = canBeTight(node);
  const items = [];
  node.forEach((item, offset, at) => {
    const mark = numbers ? `${node.attrs.start + at}${marker} ` : `${marker} `;
    items.push(indented(children(item, tight ? "\n" : "\n\n"), mark, " ".repeat(mark.length)));
  });
  return items.join(tight ? "\n" : "\n\n");
}

/** A list is written without blank lines only where that is read back the same. */
function canBeTight(node) {
  if (!node.attrs.tight) return false;
  let can = true;
  node.forEach((item) => {
    if (item.childCount > 2 || item.firstChild.type.name !== "paragraph") can = false;
    if (item.childCount === 2) {
      const inside = item.child(1);
      if (!isList(inside) || item.firstChild.childCount === 0 || inside.firstChild.firstChild.childCount === 0) can = false;
      else if (inside.type.name === "orderedList" && inside.attrs.start !== 1 || !canBeTight(inside)) can = false;
    }
  });
  return can;
}

function table(node) {
  const rows = [];
  node.forEach((row) => {
    const cells = [];
    row.forEach((cell) => {
      const parts = [];
      cell.forEach((child) => parts.push(inline(child, { breaks: false, table: true })));
      cells.push({ text: parts.filter(Boolean).join(" "), align: cell.attrs.align });
      for (let i = 1; i < cell.attrs.colspan; i++) cells.push({ text: "", align: cell.attrs.align });
    });
    rows.push(cells);
  });
  const width = Math.max(...rows.map((row) => row.length));
  const line = (cells) => `| ${Array.from({ length: width }, (_, at) => cells[at]?.text ?? "").join(" | ")} |`.replace(/\| {2}(?=\|)/g, "| ");
  const aligns = Array.from({ length: width }, (_, at) => ({ left: ":--", right: "--:", center: ":-:" })[rows[0][at]?.align] ?? "---");
  return [line(rows[0]), `|${aligns.join("|")}|`, ...rows.slice(1).map(line)].join("\n");
}

/** An address in the brackets of a link. */
export function address(href) {
  if (/^[^\s<>()\\&*_`[\]~^=+:|"'\x00-\x1f]*$/.test(href.replace(/(?:^[a-z]+:|[:=_+](?=[\w./-]))/gi, "")) && href !== "") return href;
  return `<${href.replace(/[\\<>]/g, "\\$&").replace(/&(?=#?\w+;)/g, "&amp;").replace(/[\n\r]/g, "%0A").replace(/\|/g, "%7C")}>`;
}

const titled = (title) => (title === null || title === undefined || title === "" ? "" : ` "${escapeText(title).replace(/"/g, '\\"')}"`);

function picture({ attrs }) {
  return `![${escapeText(attrs.alt)}](${address(attrs.src)}${titled(attrs.title)})`;
}

/** Whatever could be read as a mark is escaped. */
export function escapeText(text, { table = false, breaks = false } = {}) {
  return text.replace(/[\r\n]+/g, " ")
    .replace(/\\|[*`[\]~^]|=(?==)|(?<==)=|\+(?=\+)|(?<=\+)\+|:(?=:)|(?<=:):|<(?=[a-z/!?])|&(?=#?\w+;)/gi, "\\$&")
    .replace(/_/g, (mark, at, all) => (/[\p{L}\p{N}]/u.test(all[at - 1] ?? "") && /[\p{L}\p{N}]/u.test(all[at + 1] ?? "") ? mark : "\\_"))
    .replace(/\|/g, table || breaks ? "\\|" : "|")
    .replace(/\u00A0/g, table ? "&nbsp;" : "\u00A0"); // the server trims cells of it
}

/** What would begin a block at the start of a line. */
const escapeStart = (line) => line
  .replace(/^(#{1,6})(?=\s|$)/, "\\$1")
  .replace(/^([-+])(?=\s|$)/, "\\$1")
  .replace(/^(>)/, "\\$1")
  .replace(/^(-)(?=[- \t]*$)/, "\\$1")
  .replace(/^(=)(?=[= \t]*$)/, "\\$1")
  .replace(/^(:)(?=::)/, "\\$1")
  .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");

// ---- marks

/** The order in which marks that cover the same letters are written, outermost first. */
const order = ["bold", "italic", "strike", "highlight", "insert", "subscript", "superscript", "link", "code"];
const signs = { bold: "**", strike: "~~", highlight: "==", insert: "++", subscript: "~", superscript: "^" };

/** Letters and things in a line, each with its marks. */
function unitsOf(node) {
  const units = [];
  node.forEach((child) => {
    if (child.isText) for (const char of child.text) units.push({ char, marks: child.marks });
    else units.push({ char: "", node: child, marks: child.marks });
  });
  return units;
}

const isBlank = (unit) => !unit || (unit.node ? /Break$/.test(unit.node.type.name) : isSpace(unit.char));
const outside = (unit) => (!unit ? "" : unit.node ? (isBlank(unit) ? " " : unit.node.type.name === "image" ? "!" : "[") : unit.char);

/** The stretches of a mark, cut to where Markdown can say them: not beginning or ending with a space, nor with a stop beside a letter. */
function runsOf(units, strategy) {
  const runs = [];
  for (const name of order) {
    for (let i = 0; i < units.length; i++) {
      const mark = units[i].marks.find((one) => one.type.name === name);
      if (!mark) continue;
      let [from, to] = [i, i + 1];
      while (to < units.length && units[to].marks.some((one) => one.eq(mark))) to++;
      i = to - 1;
      if (name === "link" || name === "code") {
        runs.push({ name, mark, from, to });
        continue;
      }
      if (strategy.words) {
        while (from > 0 && !isBlank(units[from - 1])) from--;
        while (to < units.length && !isBlank(units[to])) to++;
      }
      while (from < to && isBlank(units[from])) from++;
      while (to > from && isBlank(units[to - 1])) to--;
      const sign = name === "italic" ? strategy.italic : signs[name];
      const inWord = sign !== "_";
      while (from < to && !edgeOpens(units, from, inWord)) from++;
      while (to > from && !edgeCloses(units, to, inWord)) to--;
      if (from < to) runs.push({ name, mark, from, to, sign });
    }
  }
  return runs;
}

const charAfter = (units, at) => (units[at]?.node ? outside(units[at]) : startsWithMark(units, at) ?? outside(units[at]));
const startsWithMark = (units, at) => (units[at]?.marks.some((mark) => mark.type.name === "link") ? "[" : units[at]?.marks.some((mark) => mark.type.name === "code") ? "`" : null);
const edgeOpens = (units, at, inWord) => flanks(outside(units[at - 1]), charAfter(units, at), inWord).open;
const edgeCloses = (units, at, inWord) => flanks(endsWithMark(units, at - 1) ?? outside(units[at - 1]), outside(units[at]), inWord).close;
const endsWithMark = (units, at) => (units[at]?.marks.some((mark) => mark.type.name === "link") ? ")" : units[at]?.marks.some((mark) => mark.type.name === "code") ? "`" : units[at]?.node && !isBlank(units[at]) ? ")" : null);

const strategies = [{ italic: "*" }, { italic: "_" }, { italic: "*", words: true }, { italic: "_", words: true }];

/** The words of a paragraph, a heading or a cell. Each way of writing is read back before it is taken. */
function inline(node, how) {
  let units = unitsOf(node);
  while (units.length > 0 && isTrimmed(units[0])) units = units.slice(1);
  while (units.length > 0 && isTrimmed(units.at(-1))) units = units.slice(0, -1);
  if (units.every((unit) => unit.marks.length === 0 && !unit.node)) return write(units, [], how);
  let last = "";
  for (const strategy of strategies) {
    const runs = runsOf(units, strategy);
    last = write(units, runs, { ...how, italic: strategy.italic });
    if (reads(last, units, runs, how)) return last;
  }
  return last;
}

const isTrimmed = (unit) => (unit.node ? /Break$/.test(unit.node.type.name) : unit.char === " " || unit.char === "\t" || unit.char === "\n");

/** Whether the text, read again, has the same letters with the same marks. */
function reads(text, units, runs, how) {
  const labels = new Set(units.filter((unit) => unit.node?.type.name === "footnoteRef").map((unit) => `^${unit.node.attrs.label}`.toUpperCase()));
  const read = [];
  const active = [];
  for (const child of reader.parseInline(how.table ? text.replace(/\\\|/g, "|") : text, { footnotes: labels })[0].children) {
    if (child.type === "mark") {
      if (child.meta.kind === "open") active.push(child.meta.name);
      else active.splice(active.lastIndexOf(child.meta.name), 1);
    } else if (child.type === "link_open") active.push("link");
    else if (child.type === "link_close") active.splice(active.lastIndexOf("link"), 1);
    else if (child.type.startsWith("text")) for (const char of child.content) read.push(char + [...active].sort());
    else if (child.type === "code_inline") for (const char of child.content) read.push(char + [...active, "code"].sort());
    else read.push([...active].sort().join());
  }
  const meant = units.map((unit, at) => unit.char + runs.filter((run) => run.from <= at && at < run.to).map((run) => run.name).sort());
  return read.length === meant.length && read.every((one, at) => one === meant[at]);
}

function write(units, runs, how) {
  const out = [];
  const open = [];
  const starts = new Map();
  for (const run of runs) starts.set(run.from, [...(starts.get(run.from) ?? []), run]);
  let words = "";
  const text = () => {
    if (!words) return;
    out.push({ words });
    words = "";
  };
  for (let at = 0; at <= units.length; at++) {
    // close what ends here; what lies above it is closed and opened again
    const ending = open.filter((run) => run.to === at);
    if (ending.length > 0) {
      text();
      const again = [];
      while (ending.some((run) => open.includes(run))) {
        const run = open.pop();
        out.push({ sign: closing(run), run });
        if (run.to > at) again.unshift(run);
      }
      for (const run of again) {
        open.push(run);
        out.push({ sign: opening(run), run });
      }
    }
    if (at === units.length) break;
    const starting = (starts.get(at) ?? []).sort((a, b) => b.to - a.to || order.indexOf(a.name) - order.indexOf(b.name));
    if (starting.length > 0) {
      text();
      // code lies innermost
      const codes = open.filter((run) => run.name === "code");
      for (const run of codes) {
        open.splice(open.indexOf(run), 1);
        out.push({ sign: closing(run), run });
      }
      for (const run of [...starting, ...codes].sort((a, b) => (a.name === "code") - (b.name === "code"))) {
        open.push(run);
        out.push({ sign: opening(run), run });
      }
    }
    const unit = units[at];
    if (unit.node) {
      text();
      out.push({ thing: thing(unit.node, how), isBreak: isBlank(unit), note: unit.node.type.name === "footnoteRef" });
    } else words += unit.char;
  }
  text();
  return assemble(out, how);

  function isAuto({ mark, from, to }) {
    const { href, auto } = mark.attrs;
    return auto && units.slice(from, to).every((unit) => !unit.node && unit.marks.length === units[from].marks.length) &&
      [href, href.replace(/^mailto:/, "")].includes(units.slice(from, to).map((unit) => unit.char).join("")) && /^[a-z][a-z0-9+.-]{1,31}:[^\s<>]*$/i.test(href);
  }

  function opening(run) {
    return run.name === "link" ? (isAuto(run) ? "<" : "[") : run.name === "code" ? { code: true } : run.sign;
  }
  function closing(run) {
    if (run.name === "link" && isAuto(run)) return ">";
    return run.name === "link" ? `](${address(run.mark.attrs.href)}${titled(run.mark.attrs.title)})` : run.name === "code" ? { code: false } : run.sign;
  }
}

function thing(node, how) {
  switch (node.type.name) {
    case "hardBreak": return how.breaks ? "\\\n" : " ";
    case "softBreak": return how.breaks ? "\n" : " ";
    case "image": return picture(node);
    case "footnoteRef": return `[^${node.attrs.label}]`;
    default: return "";
  }
}

function assemble(parts, how) {
  const breaks = parts.some((part) => part.isBreak);
  let whole = "";
  let [inCode, inAuto] = [false, false];
  parts.forEach((part, at) => {
    if (part.words !== undefined) {
      if (inCode) whole += codeSpan(part.words);
      else if (inAuto) whole += part.words;
      else {
        let words = escapeText(part.words, { table: how.table, breaks });
        const next = parts[at + 1];
        if (words.endsWith("!") && (next?.sign === "[" || next?.thing?.startsWith("["))) words = `${words.slice(0, -1)}\\!`;
        if (part.words.endsWith("\\") === false && /[ \t]+$/.test(words) && next?.isBreak) words = words.trimEnd();
        if (whole.endsWith("\n")) words = words.trimStart();
        if (parts[at - 1]?.note && words.startsWith("(")) words = `\\${words}`; // [^1](…) would be a link
        whole += words;
      }
    } else if (part.thing !== undefined) whole += (part.note && parts[at - 1]?.note ? " " : "") + part.thing;
    else if (part.sign === "<" || part.sign === ">") {
      inAuto = part.sign === "<";
      whole += part.sign;
    } else if (typeof part.sign === "object") inCode = part.sign.code;
    else whole += (part.sign === "[" && parts[at - 1]?.note ? " " : "") + part.sign; // [^1][…] would be a link
  });
  whole = whole.split("\n").map((line) => (/^(\*\*|\*|_|~~|==|\+\+|~|\^|\[|`|!\[)/.test(line) && !/^(\*|\+|-)[ \t]/.test(line) ? line : escapeStart(line))).join("\n");
  if (how.heading) whole = whole.replace(/(^|[ \t])(#+)$/, (all, space, run) => `${space}\\${run}`);
  return whole;
}

function codeSpan(text) {
  const runs = new Set((text.match(/`+/g) ?? []).map((run) => run.length));
  let size = 1;
  while (runs.has(size)) size++;
  const pad = /^`|`$|^ .*[^ ].* $/.test(text) ? " " : "";
  return "`".repeat(size) + pad + text + pad + "`".repeat(size);
}
