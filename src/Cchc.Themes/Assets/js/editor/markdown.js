import MarkdownIt from "markdown-it";

/**
 * Reads Markdown as the server does (Markdig, see MarkdownText.cs): the same marks by the same rules, footnotes at the top level alone,
 * fenced containers. Whatever is read otherwise than there must become a source block in parse.js, so the two never disagree in silence.
 */
export const reader = new MarkdownIt("default", { html: false, linkify: false, typographer: false, maxNesting: 200 });
reader.validateLink = () => true; // an address is the author's; what may be shown is decided where it is shown
reader.normalizeLink = (url) => url;
reader.normalizeLinkText = (url) => url;
reader.disable(["strikethrough"]);

/** How many of a character make which mark. "::" is a mark of the server's that the site does not use. */
export const marks = {
  "*": { 1: "italic", 2: "bold", inWord: true },
  _: { 1: "italic", 2: "bold", inWord: false },
  "~": { 1: "subscript", 2: "strike", inWord: true },
  "^": { 1: "superscript", inWord: true },
  "+": { 2: "insert", inWord: true },
  "=": { 2: "highlight", inWord: true },
  ":": { 2: "unknown", inWord: true },
};
const least = (mark) => (mark[1] ? 1 : 2);
const most = (mark) => (mark[2] ? 2 : 1);

export const isSpace = (char) => char === "" || /[\p{Zs}\t\n\r\f]/u.test(char);
export const isPunctuation = (char) => /[\p{P}\p{S}]/u.test(char);
const isExcepted = (char) => "−-+†‡".includes(char);

/** Whether a run of marks between two characters may open and close; as CharHelper.CheckOpenCloseDelimiter of Markdig. */
export function flanks(before, after, inWord) {
  const [spaceBefore, spaceAfter] = [isSpace(before), isSpace(after)];
  const [markBefore, markAfter] = [!spaceBefore && isPunctuation(before), !spaceAfter && isPunctuation(after)];
  let open = !spaceAfter && (!markAfter || isExcepted(after) || spaceBefore || markBefore);
  let close = !spaceBefore && (!markBefore || isExcepted(before) || spaceAfter || markAfter);
  if (!inWord) [open, close] = [open && (!close || markBefore), close && (!open || markAfter)];
  return { open, close };
}

const lastChar = (text) => (/[\uDC00-\uDFFF]$/.test(text) ? text.slice(-2) : text.slice(-1));
const firstChar = (text) => (text ? String.fromCodePoint(text.codePointAt(0)) : "");

reader.inline.ruler.at("emphasis", (state, silent) => {
  const char = state.src[state.pos];
  const mark = marks[char];
  if (!mark || silent) return false;
  let end = state.pos;
  while (state.src[end] === char) end++;
  const length = end - state.pos;
  if (length < least(mark) || state.src[state.pos - 1] === char && state.src[state.pos - 2] !== "\\") return false;
  const entity = /^&(?:#x[\da-f]{1,6}|#\d{1,7}|[a-z][a-z\d]{1,31});/i.exec(state.src.slice(end, end + 40));
  const after = entity ? firstChar(reader.utils.unescapeAll(entity[0])) : firstChar(state.src.slice(end, end + 2));
  const before = state.afterEntity?.at === state.pos ? lastChar(state.afterEntity.text) : lastChar(state.src.slice(Math.max(0, state.pos - 2), state.pos));
  const { open, close } = flanks(before, after, mark.inWord);
  if (!open && !close) return false;
  const token = state.push("text", "", 0);
  token.content = char.repeat(length);
  state.delimiters.push({ char, count: length, open, close, token: state.tokens.length - 1, at: [], jump: 0, end: -1 });
  state.pos = end;
  return true;
});

// An entity beside a mark counts as the letter that it stands for.
const entityRule = reader.inline.ruler.__rules__.find((rule) => rule.name === "entity").fn;
reader.inline.ruler.at("entity", (state, silent) => {
  const done = entityRule(state, silent);
  if (done && !silent) state.afterEntity = { at: state.pos, text: state.tokens.at(-1).content };
  return done;
});

/** The pairing of Markdig's EmphasisInlineParser: each pair remembers where it opens and closes in its two runs. */
function pair(delimiters) {
  const list = delimiters.map((run) => ({ ...run, all: run.count, left: run.count, before: [], after: [] }));
  const runs = [...list];
  for (let i = 0; i < list.length; i++) {
    const closer = list[i];
    const mark = marks[closer.char];
    if (!closer.close) continue;
    while (closer.left >= least(mark)) {
      let j = i - 1;
      for (; j >= 0; j--) {
        const opener = list[j];
        const odd = (closer.open || opener.close) && opener.left !== closer.left && (opener.left + closer.left) % 3 === 0 &&
          (opener.left % 3 !== 0 || closer.left % 3 !== 0);
        if (opener.char === closer.char && opener.open && opener.left >= least(mark) && !odd) break;
      }
      if (j < 0) {
        if (!closer.open) {
          list.splice(i, 1);
          i--;
        }
        break;
      }
      const opener = list[j];
      let broke = false;
      for (;;) {
        const size = Math.min(opener.left, closer.left, most(mark));
        opener.after.unshift({ name: mark[size] ?? "unknown", size, kind: "open" });
        closer.before.push({ name: mark[size] ?? "unknown", size, kind: "close" });
        opener.left -= size;
        closer.left -= size;
        list.splice(j + 1, i - j - 1);
        i = j + 1;
        if (closer.left === 0) {
          list.splice(i, 1);
          i--;
          if (opener.left === 0) {
            list.splice(j, 1);
            i--;
          }
          broke = true;
          break;
        }
        if (opener.left < least(mark)) {
          list.splice(j, 1);
          i--;
          break;
        }
      }
      if (broke) break;
    }
  }
  return runs;
}

reader.inline.ruler2.at("balance_pairs", (state) => {
  const sets = [state.delimiters, ...(state.tokens_meta ?? []).map((meta) => meta?.delimiters).filter(Boolean)];
  const swaps = new Map();
  for (const set of new Set(sets)) {
    for (const run of pair(set)) {
      if (run.before.length + run.after.length > 0) swaps.set(state.tokens[run.token], run);
    }
  }
  if (swaps.size === 0) return;
  const made = [];
  for (const token of state.tokens) {
    const run = swaps.get(token);
    if (!run) {
      made.push(token);
      continue;
    }
    // closers come first in a run, then what is left of it, then openers
    for (const { name, kind } of run.before) made.push(markToken(state, name, kind, token.level));
    if (run.left > 0) {
      token.content = run.char.repeat(run.left);
      made.push(token);
    }
    for (const { name, kind } of run.after) made.push(markToken(state, name, kind, token.level));
  }
  state.tokens.splice(0, state.tokens.length, ...made);
  state.tokens_meta = [];
});
reader.inline.ruler2.at("emphasis", () => {});

function markToken(state, name, kind, level) {
  const token = new state.Token("mark", "", 0);
  token.meta = { name, kind };
  token.level = level;
  return token;
}

// [^1] and [^1]: …
reader.inline.ruler.before("link", "footnote_ref", (state, silent) => {
  const found = /^\[(\^[^\][\\\n]+)\]/.exec(state.src.slice(state.pos, state.pos + 300));
  if (!found || !state.env.footnotes?.has(labelOf(found[1]))) return false;
  if (!silent) state.push("footnote_ref", "", 0).meta = { label: found[1].slice(1) };
  state.pos += found[0].length;
  return true;
});

export const labelOf = (label) => label.trim().replace(/\s+/g, " ").toUpperCase();

reader.block.ruler.before("reference", "footnote", (state, start, end, silent) => {
  if (state.parentType !== "root" && !(state.parentType === "paragraph" && state.level === 0) || state.level !== 0) return false;
  if (state.sCount[start] - state.blkIndent >= 4) return false;
  const from = state.bMarks[start] + state.tShift[start];
  const line = state.src.slice(from, state.eMarks[start]);
  const found = /^\[(\^[^\][\\\n]+)\]:/.exec(line);
  if (!found) return false;
  if (silent) return true;
  let next = start + 1;
  for (; next < end; next++) {
    if (state.isEmpty(next)) continue;
    const indent = state.sCount[next];
    if (indent >= 4) continue;
    if (state.isEmpty(next - 1)) break;
    if (indent === 0 && /^\[\^[^\][\\\n]+\]:/.test(state.src.slice(state.bMarks[next] + state.tShift[next], state.eMarks[next]))) break;
  }
  let last = next;
  while (last > start + 1 && state.isEmpty(last - 1)) last--;
  state.env.footnotes ??= new Set();
  state.env.footnotes.add(labelOf(found[1]));
  const open = state.push("footnote_open", "", 1);
  open.meta = { label: found[1].slice(1) };
  open.map = [start, last];
  // what is in it stands four columns in; its first line after the label
  const saved = [state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType, state.lineMax];
  const rest = from + found[0].length;
  const space = /^[ \t]*/.exec(state.src.slice(rest, state.eMarks[start]))[0].length;
  state.bMarks[start] = rest;
  state.tShift[start] = space;
  state.sCount[start] = 4;
  state.blkIndent = 4;
  state.parentType = "footnote";
  state.lineMax = last;
  state.md.block.tokenize(state, start, last);
  [state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType, state.lineMax] = saved;
  state.push("footnote_close", "", -1);
  state.line = last;
  return true;
}, { alt: ["paragraph", "reference"] });

// ::: containers; the outer one closes first, so one inside another has fewer colons
reader.block.ruler.before("fence", "container", (state, start, end, silent) => {
  if (state.sCount[start] - state.blkIndent >= 4) return false;
  const found = /^(:{3,})(.*)$/.exec(state.src.slice(state.bMarks[start] + state.tShift[start], state.eMarks[start]));
  if (!found) return false;
  if (silent) return true;
  let next = start + 1;
  let closed = false;
  for (; next < end; next++) {
    if (state.sCount[next] < state.blkIndent && !state.isEmpty(next)) break;
    const line = state.src.slice(state.bMarks[next] + state.tShift[next], state.eMarks[next]);
    const fence = /^(:{3,})\s*$/.exec(line);
    if (fence && fence[1].length >= found[1].length && state.sCount[next] - state.blkIndent < 4) {
      closed = true;
      break;
    }
  }
  const open = state.push("container_open", "", 1);
  const after = found[2].trim();
  open.info = after;
  open.meta = { closed, colons: found[1].length };
  open.map = [start, next + (closed ? 1 : 0)];
  const saved = [state.parentType, state.lineMax];
  state.parentType = "container";
  state.lineMax = next;
  state.md.block.tokenize(state, start + 1, next);
  [state.parentType, state.lineMax] = saved;
  state.push("container_close", "", -1);
  state.line = next + (closed ? 1 : 0);
  return true;
}, { alt: ["paragraph", "reference", "blockquote", "list"] });

// Where link references are defined: they leave no token, and must not be lost.
const referenceRule = reader.block.ruler.__rules__.find((rule) => rule.name === "reference").fn;
reader.block.ruler.at("reference", (state, start, end, silent) => {
  const done = referenceRule(state, start, end, silent);
  if (done && !silent) (state.env.definitions ??= []).push([start, state.line]);
  return done;
}, { alt: [] });
