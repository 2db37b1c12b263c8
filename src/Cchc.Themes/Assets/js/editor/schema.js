import { Extension, Mark, Node, mergeAttributes } from "@tiptap/core";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { Dropcursor, Gapcursor, Placeholder, UndoRedo } from "@tiptap/extensions";

/** What an article may hold: exactly what Markdown can say (MarkdownText.cs). Anything else is a source block, shown as it was typed. */

const Doc = Node.create({ name: "doc", topNode: true, content: "(block | source | footnote)+" });
const Text = Node.create({ name: "text", group: "inline" });

const Paragraph = Node.create({
  name: "paragraph", group: "block", content: "inline*", priority: 1000,
  parseHTML: () => [{ tag: "p" }],
  renderHTML: ({ HTMLAttributes }) => ["p", HTMLAttributes, 0],
});

const Heading = Node.create({
  name: "heading", group: "block", content: "inline*", defining: true,
  addAttributes: () => ({ level: { default: 2, rendered: false } }),
  parseHTML: () => [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.max(2, level) } })),
  renderHTML: ({ node, HTMLAttributes }) => [`h${Math.max(2, node.attrs.level)}`, HTMLAttributes, 0],
});

const Blockquote = Node.create({
  name: "blockquote", group: "block", content: "block+", defining: true,
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: () => ["blockquote", 0],
});

const Rule = Node.create({ name: "rule", group: "block", parseHTML: () => [{ tag: "hr" }], renderHTML: () => ["hr"] });

const Code = Node.create({
  name: "codeBlock", group: "block", content: "text*", marks: "", code: true, defining: true,
  addAttributes: () => ({ info: { default: "", rendered: false } }),
  parseHTML: () => [{ tag: "pre", preserveWhitespace: "full" }],
  renderHTML: () => ["pre", ["code", 0]],
});

/** Markdown that the editor cannot show otherwise. */
const Source = Node.create({
  name: "source", content: "text*", marks: "", code: true, defining: true, isolating: true,
  parseHTML: () => [{ tag: "pre[data-source]", preserveWhitespace: "full", priority: 60 }],
  renderHTML: () => ["pre", { "data-source": "", class: "editor__source" }, 0],
});

/** :::quote, with its source in the last line; :::box. */
const Quote = Node.create({
  name: "quote", group: "block", content: "block+ quoteSource?", defining: true,
  parseHTML: () => [{ tag: "blockquote.quote", priority: 60 }],
  renderHTML: () => ["blockquote", { class: "quote" }, 0],
});
const QuoteSource = Node.create({
  name: "quoteSource", content: "inline*", defining: true,
  addAttributes: () => ({ dash: { default: "— ", rendered: false } }),
  parseHTML: () => [{ tag: "cite" }],
  renderHTML: () => ["cite", 0],
});
const Box = Node.create({
  name: "box", group: "block", content: "block+", defining: true,
  parseHTML: () => [{ tag: "aside.box" }],
  renderHTML: () => ["aside", { class: "box" }, 0],
});

const Bullets = BulletList.extend({
  addAttributes: () => ({ tight: { default: true, rendered: false }, marker: { default: "-", rendered: false } }),
  addInputRules: () => [],
});
const Numbers = OrderedList.extend({
  addAttributes: () => ({
    start: { default: 1, parseHTML: (element) => Number(element.getAttribute("start") ?? 1) || 1, renderHTML: ({ start }) => (start === 1 ? {} : { start }) },
    tight: { default: true, rendered: false }, marker: { default: ".", rendered: false },
  }),
  parseHTML: () => [{ tag: "ol" }],
  renderHTML: ({ HTMLAttributes }) => ["ol", HTMLAttributes, 0],
  addInputRules: () => [],
});

const cell = {
  content: "paragraph+",
  addAttributes: () => ({
    colspan: { default: 1, parseHTML: (element) => Number(element.getAttribute("colspan")) || 1, rendered: false },
    rowspan: { default: 1, parseHTML: (element) => Number(element.getAttribute("rowspan")) || 1, rendered: false },
    colwidth: { default: null, rendered: false },
    align: {
      default: null,
      parseHTML: (element) => ({ r: "right", c: "center" })[element.className] ?? ({ right: "right", center: "center" })[element.style.textAlign || element.getAttribute("align")] ?? null,
      renderHTML: ({ align }) => ({ right: { class: "r" }, center: { class: "c" } })[align] ?? {},
    },
  }),
};
const Tables = Table.extend({
  renderHTML: () => ["table", ["tbody", 0]],
  addNodeView: () => null,
  addKeyboardShortcuts() {
    return { ...this.parent?.(), Enter: () => enterInCell(this.editor), "Shift-Enter": () => this.editor.isActive("table") };
  },
}).configure({ resizable: false, allowTableNodeSelection: true });

/** A cell is one line: Enter goes to the cell below, or makes one. */
function enterInCell(editor) {
  const { $head } = editor.state.selection;
  let depth = $head.depth;
  while (depth > 0 && $head.node(depth).type.name !== "tableRow") depth--;
  if (depth === 0) return false;
  const [table, row, column] = [$head.node(depth - 1), $head.index(depth - 1), $head.index(depth)];
  if (row + 1 >= table.childCount) editor.commands.addRowAfter();
  const now = editor.state.doc.resolve($head.start(depth - 1)).parent;
  let at = $head.start(depth - 1);
  for (let i = 0; i <= row; i++) at += now.child(i).nodeSize;
  const below = now.child(row + 1);
  at += 1;
  for (let i = 0; i < Math.min(column, below.childCount - 1); i++) at += below.child(i).nodeSize;
  return editor.commands.setTextSelection(at + 2);
}

const HardBreak = Node.create({
  name: "hardBreak", group: "inline", inline: true, selectable: false, linebreakReplacement: true,
  parseHTML: () => [{ tag: "br" }],
  renderHTML: () => ["br"],
  renderText: () => "\n",
  addKeyboardShortcuts() {
    return { "Shift-Enter": () => this.editor.commands.insertContent({ type: this.name }) };
  },
});
/** A line that ends in the source and not for the reader. */
const SoftBreak = Node.create({
  name: "softBreak", group: "inline", inline: true, selectable: false,
  parseHTML: () => [{ tag: "span[data-soft]" }],
  renderHTML: () => ["span", { "data-soft": "" }, " "],
  renderText: () => " ",
});

/** A picture within a line. */
const Image = Node.create({
  name: "image", group: "inline", inline: true, draggable: true,
  addAttributes: () => ({ src: { default: "" }, alt: { default: "" }, title: { default: null } }),
  parseHTML: () => [{ tag: "img[src]" }],
  renderHTML: ({ node }) => ["img", { src: shownSource(node.attrs.src), alt: node.attrs.alt, title: node.attrs.title }],
});

/** Pictures of the site alone are shown: the policy allows no others. */
export const shownSource = (src) => (/^\/(?!\/)/.test(src) ? src : "");

const mark = (name, tags, keys = {}, more = {}) => Mark.create({
  name,
  parseHTML: () => tags.map((tag) => (typeof tag === "string" ? { tag } : tag)),
  renderHTML: () => [tags[0], 0],
  addKeyboardShortcuts() {
    return Object.fromEntries(Object.entries(keys).map(([key]) => [key, () => this.editor.commands.toggleMark(name)]));
  },
  ...more,
});

const notNormal = (value) => (/^(bold(er)?|[6-9]00)$/.test(value) ? null : false);
const Bold = mark("bold", ["strong", { tag: "b", getAttrs: (element) => (element.style.fontWeight === "normal" ? false : null) }, { style: "font-weight", getAttrs: notNormal }], { "Mod-b": 1, "Mod-B": 1 });
const Italic = mark("italic", ["em", { tag: "i", getAttrs: (element) => (element.style.fontStyle === "normal" ? false : null) }, { style: "font-style=italic" }], { "Mod-i": 1, "Mod-I": 1 });
const Strike = mark("strike", ["del", "s", "strike"]);
const Insert = mark("insert", ["ins"]);
const Highlight = mark("highlight", ["mark"]);
const Subscript = mark("subscript", ["sub"]);
const Superscript = mark("superscript", ["sup"]);
const InlineCode = mark("code", ["code"], {}, { code: true });

const Link = Mark.create({
  name: "link", inclusive: false, priority: 900,
  // written in angle brackets, <https://…>: the server leaves it out of a heading's name
  addAttributes: () => ({ href: { default: "" }, title: { default: null }, auto: { default: false, rendered: false } }),
  parseHTML: () => [{ tag: "a[href]" }],
  renderHTML: ({ mark: link }) => ["a", mergeAttributes(isSafe(link.attrs.href) ? { href: link.attrs.href } : { "data-href": link.attrs.href }, { title: link.attrs.title }), 0],
});

/** Schemes that the site lets through. */
export const isSafe = (href) => /^(?:https?:|mailto:|tel:|[^:]*$|[^:]*[/?#])/i.test(href);

/** Keys that no extension brings. */
const Keys = Extension.create({
  name: "keys",
  addKeyboardShortcuts() {
    return {
      "Mod-Alt-0": () => this.editor.commands.setNode("paragraph"),
      "Mod-Alt-2": () => this.editor.commands.toggleNode("heading", "paragraph", { level: 2 }),
      "Mod-Alt-3": () => this.editor.commands.toggleNode("heading", "paragraph", { level: 3 }),
      Enter: () => leaveQuoteSource(this.editor),
      Backspace: () => this.editor.state.selection.empty && this.editor.state.selection.$from.parentOffset === 0 &&
        this.editor.isActive("heading") && this.editor.commands.setNode("paragraph"),
    };
  },
});

/** After the source of a quotation comes a paragraph of its own. */
function leaveQuoteSource(editor) {
  const { $head } = editor.state.selection;
  if ($head.parent.type.name !== "quoteSource") return false;
  const after = $head.after($head.depth - 1);
  return editor.chain().insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).run();
}

/** @param {Node[]} own nodes with views of their own: picture, embed, footnote */
export function extensions(own, placeholder) {
  return [
    Doc, Text, Paragraph, Heading, Blockquote, Rule, Code, Source, Quote, QuoteSource, Box, Bullets, Numbers, ListItem, ListKeymap, Tables, TableRow,
    TableHeader.extend(cell), TableCell.extend(cell), HardBreak, SoftBreak, Image,
    Link, Bold, Italic, Strike, Insert, Highlight, Subscript, Superscript, InlineCode, Keys, ...own,
    UndoRedo.configure({ depth: 500, newGroupDelay: 600 }), Dropcursor.configure({ color: false, class: "editor__drop" }), Gapcursor,
    ...(placeholder ? [Placeholder.configure({ placeholder })] : []),
  ];
}
