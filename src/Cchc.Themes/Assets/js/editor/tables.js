import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { TableMap, selectedRect, isInTable } from "@tiptap/pm/tables";

/** In Markdown the first row of a table is its head, always: set so after whatever changes rows. */
export const TableHeads = Extension.create({
  name: "tableHeads",
  addProseMirrorPlugins: () => [new Plugin({
    appendTransaction(transactions, before, state) {
      if (!transactions.some((one) => one.docChanged && (one.getMeta("tables") || /^(paste|drop)$/.test(one.getMeta("uiEvent"))))) return null;
      const { tr } = state;
      const { tableHeader, tableCell } = state.schema.nodes;
      state.doc.descendants((node, pos) => {
        if (node.type.name !== "table") return !node.isTextblock;
        node.forEach((row, rowAt, index) => row.forEach((cell, cellAt) => {
          const type = index === 0 ? tableHeader : tableCell;
          if (cell.type !== type) tr.setNodeMarkup(pos + 1 + rowAt + 1 + cellAt, type, cell.attrs);
        }));
        return false;
      });
      return tr.docChanged ? tr : null;
    },
  })],
});

const rows = (command) => (editor) => editor.chain().focus()[command]().setMeta("tables", true).run();

export const tableTools = [
  ["rowAfter", rows("addRowAfter")],
  ["rowDelete", rows("deleteRow")],
  ["columnAfter", rows("addColumnAfter")],
  ["columnDelete", rows("deleteColumn")],
  ["alignLeft", (editor) => align(editor, null), (editor) => inTable(editor) && alignment(editor) === null],
  ["alignCenter", (editor) => align(editor, "center"), (editor) => alignment(editor) === "center"],
  ["alignRight", (editor) => align(editor, "right"), (editor) => alignment(editor) === "right"],
  ["tableDelete", (editor) => editor.chain().focus().deleteTable().run()],
];

export const inTable = (editor) => isInTable(editor.state);
const alignment = (editor) => (inTable(editor) ? editor.getAttributes("tableCell").align ?? editor.getAttributes("tableHeader").align ?? null : undefined);

/** The whole column: Markdown aligns no single cell. */
function align(editor, value) {
  editor.chain().focus().command(({ tr, state }) => {
    if (!isInTable(state)) return false;
    const { map, table, tableStart, left, right } = selectedRect(state);
    for (const at of new Set(map.cellsInRect({ left, right, top: 0, bottom: TableMap.get(table).height }))) {
      tr.setNodeMarkup(tableStart + at, null, { ...table.nodeAt(at).attrs, align: value });
    }
    return true;
  }).run();
}
