import { labelOf, reader } from "./markdown.js";
import { serialiseTop } from "./serialise.js";

/**
 * Where each top-level block came from: its own text, what stood between it and the blocks beside it, and which came before. Nodes never
 * change, so a block that is still the same object was not edited, and its text is written again letter for letter.
 * @type {WeakMap<import("@tiptap/pm/model").Node, Origin>}
 */
export const origins = new WeakMap();

/** @typedef {{ text: string, gap: string, next?: string, after: import("@tiptap/pm/model").Node | null, open: boolean, end: string }} Origin */

class Strange extends Error {}

/** Markdown to a document of the editor. Never fails: what cannot be held becomes a source block. */
export function parse(markdown, schema) {
  const text = markdown.replace(/\r\n?/g, "\n");
  const lines = text.split("\n");
  const env = {};
  let tokens;
  try {
    tokens = reader.parse(text, env);
  } catch {
    tokens = [];
  }
  const stretches = stretchesOf(tokens, env, lines);
  const nodes = [];
  let last = null;
  let line = 0;
  for (const stretch of stretches) {
    const own = lines.slice(stretch.from, stretch.to).join("\n");
    const node = (stretch.tokens && held(stretch.tokens, own, schema, env)) || sourceOf(own, schema);
    const gap = lines.slice(line, stretch.from).join("\n") + (stretch.from > line ? "\n" : "");
    if (last) origins.get(last).next = `\n${gap}`;
    origins.set(node, { text: own, gap: last ? `\n${gap}` : gap, after: last, open: stretch.open, end: "" });
    nodes.push(node);
    last = node;
    line = stretch.to;
  }
  if (!last) {
    const empty = schema.nodes.paragraph.create();
    origins.set(empty, { text: "", gap: "", after: null, open: false, end: text });
    return schema.nodes.doc.create(null, [empty]);
  }
  origins.get(last).end = line < lines.length ? `\n${lines.slice(line).join("\n")}` : "";
  return schema.nodes.doc.create(null, nodes);
}

const sourceOf = (text, schema) => schema.nodes.source.create(null, text ? [schema.text(text)] : []);

/** Top-level blocks by lines. Lines of text that belong to none (definitions of links) are blocks too. */
function stretchesOf(tokens, env, lines) {
  const blank = (line) => /^[ \t]*$/.test(lines[line]);
  const found = [];
  for (let i = 0, depth = 0, start = 0; i < tokens.length; i++) {
    if (depth === 0) start = i;
    depth += tokens[i].nesting;
    if (depth !== 0) continue;
    if (!tokens[start].map) continue; // the text inside a heading is no block
    let [from, to] = tokens[start].map;
    while (to > from + 1 && blank(to - 1)) to--;
    const own = tokens.slice(start, i + 1);
    if (own[0].type === "paragraph_open" && tokens[i].type !== "paragraph_close") continue;
    found.push({ from, to, tokens: own, open: isOpen(own[0], lines, to) });
  }
  const whole = [];
  let line = 0;
  const leftOver = (until) => {
    let from = line;
    while (from < until) {
      while (from < until && blank(from)) from++;
      let to = from;
      while (to < until && !blank(to)) to++;
      if (to > from) whole.push({ from, to, tokens: null, open: false });
      from = to;
    }
  };
  for (const stretch of found) {
    if (stretch.from < line) continue;
    leftOver(stretch.from);
    // a fence that opens a note and has no end takes in the rest of the text, other notes too
    if (stretch.tokens[0].type === "footnote_open" && /^\[\^[^\]]+\]:[ \t]*(~~~|```)/.test(lines[stretch.from])) {
      whole.push({ from: stretch.from, to: lines.findLastIndex((one) => !/^[ \t]*$/.test(one)) + 1, tokens: null, open: true });
      return whole;
    }
    if ((env.definitions ?? []).some(([at]) => at >= stretch.from && at < stretch.to)) stretch.tokens = null;
    whole.push(stretch);
    line = stretch.to;
  }
  leftOver(lines.length);
  return joinTables(whole, lines);
}

/** The server reads tables within paragraphs by rules of its own: what touches a table without a blank line stays with it, as source. */
function joinTables(stretches, lines) {
  const joined = [];
  for (const stretch of stretches) {
    const before = joined.at(-1);
    const touches = before && before.to === stretch.from;
    const isTable = (one) => one.tokens?.[0].type === "table_open";
    const isText = (one) => !one.tokens || ["paragraph_open", "table_open"].includes(one.tokens[0].type);
    if (touches && (isTable(stretch) && isText(before) || isTable(before) && isText(stretch))) {
      joined[joined.length - 1] = { from: before.from, to: stretch.to, tokens: null, open: false };
    } else joined.push(stretch);
  }
  return joined;
}

/** A fence or a container without its end takes in whatever follows. */
function isOpen(token, lines, to) {
  if (token.type === "container_open") return !token.meta.closed;
  if (token.type !== "fence") return false;
  return token.map[1] - token.map[0] < 2 || !new RegExp(`^\\s*[${token.markup[0]}]{${token.markup.length},}\\s*$`).test(lines[to - 1]);
}

/** The block, if it can be held and written anew without loss. */
function held(tokens, text, schema, env) {
  if (isTricky(tokens, text)) return null;
  try {
    const node = nodeOf(tokens, schema);
    node.check();
    return isSame(node, serialiseTop(node), schema, env) ? node : null;
  } catch (error) {
    if (error instanceof Strange || error instanceof RangeError) return null;
    throw error;
  }
}

/** Whether the text, read again, gives the same block: then it is safe to edit. */
function isSame(node, text, schema, env) {
  const again = {};
  const tokens = reader.parse(text, Object.assign(again, { footnotes: new Set(env.footnotes) }));
  return nodeOf(tokens, schema).eq(node);
}

/** Where the server reads a table and this reader does not, or the other way about. */
function isTricky(tokens, text) {
  const isTable = tokens.some((token) => token.type === "table_open");
  if (!isTable) return /\|/.test(text) && /^[ \t>]*[-*+\d.)\s]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-*:?[ \t]*)*$/m.test(text) && tokens[0].type === "paragraph_open";
  const table = text.split("\n").map((line) => line.replace(/^[ >]*/, "").trim()).filter((line) => line.includes("|"));
  return table.some((row) => !row.startsWith("|") || !/[^\\]\|$/.test(row)) ||
    new Set(table.map((row) => row.replace(/\\\\|\\\|/g, "").split("|").length)).size > 1 ||
    codeSpans(text).some((span) => span.includes("|"));
}

/** What the server reads as code before it looks for cells: from one run of backticks to the next of the same length, over lines and bars. */
function codeSpans(text) {
  const spans = [];
  const run = /\\[\s\S]|`+/g;
  for (let open = run.exec(text); open; open = run.exec(text)) {
    if (open[0][0] === "\\") continue;
    const rest = text.slice(run.lastIndex);
    const close = new RegExp(`(?<!\`)${open[0]}(?!\`)`).exec(rest);
    if (!close) continue;
    spans.push(rest.slice(0, close.index));
    run.lastIndex += close.index + close[0].length;
  }
  return spans;
}

/** @returns {import("@tiptap/pm/model").Node} */
function nodeOf(tokens, schema) {
  const at = { i: 0 };
  const nodes = blocks(tokens, at, schema, null);
  if (nodes.length !== 1) throw new Strange();
  return nodes[0];
}

function blocks(tokens, at, schema, until) {
  const found = [];
  for (;;) {
    const token = tokens[at.i];
    if (!token) {
      if (until) throw new Strange();
      return found;
    }
    at.i++;
    if (token.type === until) return found;
    found.push(block(token, tokens, at, schema));
  }
}

const inner = (name, attrs) => (token, tokens, at, schema) =>
  schema.nodes[name].createChecked(attrs?.(token, tokens, at), blocks(tokens, at, schema, token.type.replace("_open", "_close")));

const kinds = {
  paragraph_open(token, tokens, at, schema) {
    const content = inline(tokens[at.i], schema);
    at.i += 2;
    if (content.length === 1 && content[0].type.name === "image" && content[0].marks.length === 0) return schema.nodes.picture.create(content[0].attrs);
    return schema.nodes.paragraph.createChecked(null, content);
  },
  heading_open(token, tokens, at, schema) {
    const content = inline(tokens[at.i], schema);
    at.i += 2;
    return schema.nodes.heading.createChecked({ level: Number(token.tag[1]) }, content);
  },
  blockquote_open: inner("blockquote"),
  bullet_list_open: inner("bulletList", (token, tokens, at) => ({ marker: token.markup, tight: isTight(tokens, at.i - 1) })),
  ordered_list_open: inner("orderedList", (token, tokens, at) => ({ start: Number(token.attrGet("start") ?? 1), marker: token.markup, tight: isTight(tokens, at.i - 1) })),
  list_item_open: inner("listItem"),
  hr: (token, tokens, at, schema) => schema.nodes.rule.create(),
  fence(token, tokens, at, schema) {
    // without its end it may mean something else inside of something else
    if (token.level > 0 && token.map[1] - token.map[0] !== token.content.split("\n").length + 1) throw new Strange();
    return code(token.content.replace(/\n$/, ""), token.info.trim(), schema);
  },
  code_block: (token, tokens, at, schema) => code(token.content.replace(/\n$/, ""), "", schema),
  container_open(token, tokens, at, schema) {
    const content = blocks(tokens, at, schema, "container_close");
    if (token.info === "box") return schema.nodes.box.createChecked(null, content);
    if (token.info === "embed") return embed(content, schema);
    if (token.info !== "quote") throw new Strange();
    const last = content.at(-1);
    const dash = content.length > 1 && last.type.name === "paragraph" && /^(?:[—–]|--)[—– -]*/.exec(last.firstChild?.isText ? last.firstChild.text : "")?.[0];
    if (dash) {
      const first = last.firstChild;
      const rest = first.text.length > dash.length ? last.content.replaceChild(0, first.cut(dash.length)) : last.content.cut(first.nodeSize);
      content[content.length - 1] = schema.nodes.quoteSource.createChecked({ dash }, rest);
    }
    return schema.nodes.quote.createChecked(null, content);
  },
  footnote_open: inner("footnote", (token) => ({ label: token.meta.label })),
  table_open(token, tokens, at, schema) {
    const rows = [];
    let cells = [];
    for (let token = tokens[at.i++]; token.type !== "table_close"; token = tokens[at.i++]) {
      if (token.type === "tr_open") cells = [];
      if (token.type === "tr_close") rows.push(schema.nodes.tableRow.createChecked(null, cells));
      if (token.type !== "th_open" && token.type !== "td_open") continue;
      const align = /text-align:(\w+)/.exec(token.attrGet("style") ?? "")?.[1] ?? null;
      const content = schema.nodes.paragraph.createChecked(null, inline(tokens[at.i], schema));
      cells.push(schema.nodes[token.type === "th_open" ? "tableHeader" : "tableCell"].createChecked({ align }, content));
    }
    return schema.nodes.table.createChecked(null, rows);
  },
};

function block(token, tokens, at, schema) {
  const make = kinds[token.type];
  if (!make) throw new Strange();
  return make(token, tokens, at, schema);
}

function code(text, info, schema) {
  return schema.nodes.codeBlock.create({ info }, text ? [schema.text(text)] : []);
}

function embed(content, schema) {
  const only = content.length === 1 && content[0].type.name === "paragraph" ? content[0] : null;
  const link = only?.childCount === 1 && only.firstChild.isText ? only.firstChild.marks : [];
  if (link.length !== 1 || link[0].type.name !== "link" || link[0].attrs.title) throw new Strange();
  return schema.nodes.embed.create({ href: link[0].attrs.href, title: only.textContent });
}

/** A list is tight when its paragraphs are hidden; the reader says it of each paragraph. */
function isTight(tokens, from) {
  const { level } = tokens[from];
  for (let i = from + 1; i < tokens.length && tokens[i].level > level; i++) {
    if (tokens[i].type === "paragraph_open" && tokens[i].level === level + 2) return tokens[i].hidden;
  }
  return true;
}

/** What stands in a paragraph, a heading or a cell. */
function inline(token, schema) {
  const found = [];
  let active = [];
  const add = (node) => found.push(node.mark(active.reduce((set, mark) => mark.addToSet(set), [])));
  for (const [i, child] of token.children.entries()) {
    if (child.type === "footnote_ref" && (["link_open", "footnote_ref"].includes(token.children[i + 1]?.type) || /^[([]/.test(token.children[i + 1]?.content))) throw new Strange();
    switch (child.type) {
      case "text": case "text_special":
        if (child.content) add(schema.text(child.content));
        break;
      case "mark":
        if (!schema.marks[child.meta.name]) throw new Strange();
        if (child.meta.kind === "open") active = [...active, schema.marks[child.meta.name].create()];
        else active.splice(active.findLastIndex((mark) => mark.type.name === child.meta.name), 1);
        break;
      case "link_open":
        active = [...active, schema.marks.link.create({ href: child.attrGet("href"), title: child.attrGet("title"), auto: child.info === "auto" })];
        break;
      case "link_close":
        active = active.filter((mark) => mark.type.name !== "link");
        break;
      case "code_inline":
        if (child.content) found.push(schema.text(child.content, [...active, schema.marks.code.create()].reduce((set, mark) => mark.addToSet(set), [])));
        break;
      case "softbreak": add(schema.nodes.softBreak.create()); break;
      case "hardbreak": add(schema.nodes.hardBreak.create()); break;
      case "image":
        add(schema.nodes.image.create({ src: child.attrGet("src"), alt: altOf(child.children), title: child.attrGet("title") }));
        break;
      case "footnote_ref": add(schema.nodes.footnoteRef.create({ label: child.meta.label })); break;
      default: throw new Strange();
    }
  }
  return joined(found);
}

/** The description of a picture is words alone, for the server too. */
function altOf(children) {
  return children.map((child) => {
    if (["text", "text_special", "code_inline"].includes(child.type)) return child.content;
    if (child.type === "softbreak" || child.type === "hardbreak") return " ";
    if (child.type !== "mark") throw new Strange();
    return "";
  }).join("").trim();
}

function joined(nodes) {
  const made = [];
  for (const node of nodes) {
    const before = made.at(-1);
    if (before?.isText && node.isText && before.sameMarkup(node)) made[made.length - 1] = before.withText(before.text + node.text);
    else made.push(node);
  }
  return made;
}

/** Labels of all footnotes in a document. */
export const labelsIn = (doc) => {
  const labels = new Set();
  doc.forEach((node) => node.type.name === "footnote" && labels.add(labelOf(`^${node.attrs.label}`)));
  return labels;
};
