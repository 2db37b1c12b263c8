import { Node } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { labelOf } from "./markdown.js";
import { text } from "../text.js";

/** [^1] in the text: its number is counted from the order of the marks, as on the page. */
export const FootnoteRef = Node.create({
  name: "footnoteRef", group: "inline", inline: true,
  addAttributes: () => ({ label: { default: "1" } }),
  parseHTML: () => [{ tag: "sup[data-footnote]", priority: 60, getAttrs: (element) => ({ label: element.dataset.footnote }) }],
  renderHTML: ({ node }) => ["sup", { "data-footnote": node.attrs.label, class: "editor__ref" }],
  renderText: () => "",
});

/** [^1]: the words of a note, typed where they stand in the source: as a rule at the end. */
export const Footnote = Node.create({
  name: "footnote", content: "block+", defining: true, isolating: true,
  addAttributes: () => ({ label: { default: "1" } }),
  parseHTML: () => [{ tag: "div[data-note]", getAttrs: (element) => ({ label: element.dataset.note }) }],
  renderHTML: ({ node }) => ["div", { "data-note": node.attrs.label, class: "editor__note" }, 0],
  addKeyboardShortcuts() {
    return { "Mod-Alt-f": () => insertFootnote(this.editor) };
  },
  addProseMirrorPlugins: () => [numbering],
});

const key = new PluginKey("footnotes");

/** Numbers are only shown, never written into the document. */
const numbering = new Plugin({
  key,
  state: {
    init: (_, state) => decorate(state.doc),
    apply: (transaction, shown) => (transaction.docChanged ? decorate(transaction.doc) : shown),
  },
  props: {
    decorations: (state) => key.getState(state),
    /** From the mark to the note and back. */
    handleClickOn(view, pos, node, nodePos, event) {
      if (node.type.name !== "footnoteRef" || !(event.target instanceof Element) || !event.target.closest("sup")) return false;
      return goToNote(view, node.attrs.label);
    },
  },
});

export function numbersOf(doc) {
  const numbers = new Map();
  const notes = new Set();
  doc.forEach((node) => node.type.name === "footnote" && notes.add(labelOf(node.attrs.label)));
  doc.descendants((node) => {
    if (node.type.name !== "footnoteRef") return;
    const label = labelOf(node.attrs.label);
    if (notes.has(label) && !numbers.has(label)) numbers.set(label, numbers.size + 1);
  });
  return numbers;
}

function decorate(doc) {
  const numbers = numbersOf(doc);
  const found = [];
  doc.descendants((node, pos) => {
    if (node.type.name !== "footnoteRef" && node.type.name !== "footnote") return;
    const number = numbers.get(labelOf(node.attrs.label));
    found.push(Decoration.node(pos, pos + node.nodeSize, {
      "data-number": String(number ?? "?"),
      ...(node.type.name === "footnote" ? { role: "group", "aria-label": text(number ? "noteOf" : "noteUnused", null, { n: number ?? "" }) } : { title: text("noteOpen", null, { n: number ?? "?" }) }),
    }));
  });
  return DecorationSet.create(doc, found);
}

export function goToNote(view, label) {
  let at = null;
  view.state.doc.forEach((node, pos) => {
    if (node.type.name === "footnote" && labelOf(node.attrs.label) === labelOf(label)) at = pos + 2;
  });
  if (at === null) return false;
  const { tr, selection } = view.state;
  view.dispatch(tr.setSelection(selection.constructor.near(tr.doc.resolve(at))).scrollIntoView());
  return true;
}

/** A mark where the cursor stands, and a note at the end in which to write. */
export function insertFootnote(editor) {
  const { state } = editor;
  if (!state.selection.$to.parent.inlineContent || state.selection.$to.parent.type.spec.code) return false;
  const taken = new Set();
  state.doc.descendants((node) => {
    if (/^footnote/.test(node.type.name)) taken.add(node.attrs.label);
  });
  let label = 1;
  while (taken.has(String(label))) label++;
  return editor.chain()
    .command(({ tr }) => {
      const { schema } = state;
      const at = tr.selection.to;
      tr.insert(at, schema.nodes.footnoteRef.create({ label: String(label) }));
      const end = tr.doc.content.size;
      tr.insert(end, schema.nodes.footnote.create({ label: String(label) }, schema.nodes.paragraph.create()));
      tr.setSelection(state.selection.constructor.near(tr.doc.resolve(end + 2)));
      return true;
    }).scrollIntoView().focus().run();
}
