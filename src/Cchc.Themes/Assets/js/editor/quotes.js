import { TextSelection } from "@tiptap/pm/state";

/** Puts the chosen blocks into a quotation with an empty line for its source, or takes them out again. */
export function toggleQuote(editor) {
  const around = parentOf(editor.state, "quote");
  if (around) return unwrap(editor, around);
  return editor.chain().focus().wrapIn("quote").command(({ tr, state }) => {
    const { $from } = tr.selection;
    for (let depth = $from.depth; depth > 0; depth--) {
      if ($from.node(depth).type.name !== "quote") continue;
      tr.insert($from.end(depth), state.schema.nodes.quoteSource.create());
      return true;
    }
    return false;
  }).run();
}

export function toggleBox(editor) {
  const around = parentOf(editor.state, "box");
  return around ? unwrap(editor, around) : editor.chain().focus().wrapIn("box").run();
}

function parentOf(state, name) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type.name === name) return { node: $from.node(depth), at: $from.before(depth) };
  return null;
}

/** The source of a quotation becomes a paragraph; one without words goes. */
function unwrap(editor, { node, at }) {
  return editor.chain().focus().command(({ tr, state }) => {
    const content = [];
    node.forEach((child) => {
      if (child.type.name !== "quoteSource") content.push(child);
      else if (child.content.size > 0) content.push(state.schema.nodes.paragraph.create(null, child.content));
    });
    const cursor = tr.selection.from;
    tr.replaceWith(at, at + node.nodeSize, content);
    tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(cursor - 1, tr.doc.content.size))));
    return true;
  }).run();
}
