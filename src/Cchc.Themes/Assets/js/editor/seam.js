/**
 * What other modules of the newsroom may add to the editor before it starts: each hook is tried in turn until one says that it has done
 * the work. @type {{
 *   transformPastedHTML: ((html: string, view: import("@tiptap/pm/view").EditorView) => string)[],
 *   handlePaste: ((view: import("@tiptap/pm/view").EditorView, event: ClipboardEvent, editor: import("./index.js").Desk) => boolean)[],
 *   handleDrop: ((view: import("@tiptap/pm/view").EditorView, event: DragEvent, editor: import("./index.js").Desk) => boolean)[],
 *   tools: { name: string, run: (editor: import("./index.js").Desk) => void }[],
 * }}
 * A tool is a button at the end of the toolbar; its name is a key of text.js.
 */
export const hooks = { transformPastedHTML: [], handlePaste: [], handleDrop: [], tools: [] };
