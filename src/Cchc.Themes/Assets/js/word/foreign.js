import { hooks } from "../editor/seam.js";
import { say } from "../say.js";
import { text } from "../text.js";
import { cleanPasted } from "./clean.js";
import { between, wait } from "./waiting.js";

/** Brings into the editor what comes from elsewhere: pasted text, pictures and Word files, by the clipboard, by dropping and by a button. */
export function foreign() {
  hooks.transformPastedHTML.push(clean);
  hooks.handlePaste.push((view, event, desk) => take(desk, event.clipboardData, view.state.selection.to, desk.tiptap.isEditable));
  hooks.handleDrop.push((view, event, desk) => take(desk, event.dataTransfer, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.doc.content.size, desk.tiptap.isEditable));
  hooks.tools.push({ name: "importWord", run: choose });
}

const isPicture = (file) => file.type.startsWith("image/");
const isWord = (file) => /\.(docx?|docm|dotx|rtf)$/i.test(file.name) || /wordprocessingml|msword/.test(file.type);

/** What the last pasted text brought beside its words. */
let brought = null;

function clean(html, view) {
  if (html.includes("data-pm-slice")) return html; // the editor's own
  const cleaned = cleanPasted(html, nextNote(view.state.doc));
  brought = cleaned;
  return cleaned.html;
}

/** @returns {boolean} whether the files were all there was to take */
function take(desk, data, at, editable) {
  const { notes = "", lostPictures = 0, html = "" } = brought ?? {};
  brought = null;
  if (!editable || !data) return false;
  const files = [...data.files];
  // Word puts a picture of the words beside the words
  const words = new DOMParser().parseFromString(html, "text/html").body.textContent.trim() !== "";
  if (files.length > 0 && !words) {
    takeFiles(desk, files, at);
    return true;
  }
  queueMicrotask(() => {
    addNotes(desk, notes);
    sweep(desk, new Map());
  });
  if (lostPictures > 0) tell(desk, text("lostPasted", desk.textarea, { n: lostPictures }));
  return false;
}

function takeFiles(desk, files, at) {
  const word = files.find(isWord);
  if (word) return void importWord(desk, word, at);
  const pictures = files.filter(isPicture);
  const mayUpload = Boolean(desk.textarea.form?.dataset.pickUpload);
  if (pictures.length < files.length || !mayUpload) say(text(mayUpload ? "filesOther" : "filesNoRight", desk.textarea));
  if (!mayUpload) return;
  let place = between(desk.tiptap.state, at);
  for (const file of pictures) wait(desk, file, { at: place });
}

/** The reader of Word files is large, and comes when it is needed. */
async function importWord(desk, file, at) {
  try {
    const { importDocx } = await import("./import.js");
    await importDocx(desk, file, at);
  } catch (error) {
    reportError(error);
    tell(desk, text("docxNoReader", desk.textarea), "error");
  }
}

function choose(desk) {
  const input = Object.assign(document.createElement("input"), { type: "file", accept: ".docx,.doc,application/vnd.openxmlformats-officedocument.wordprocessingml.document" });
  input.addEventListener("change", () => input.files[0] && importWord(desk, input.files[0], desk.tiptap.state.selection.to));
  input.click();
}

/** The first number that no note of the text bears. */
export function nextNote(doc) {
  let most = 0;
  doc.descendants((node) => {
    if (/^footnote/.test(node.type.name)) most = Math.max(most, Number(node.attrs.label) || 0);
  });
  return most + 1;
}

/** Notes stand at the end of the text. */
export function addNotes(desk, notes) {
  if (!notes) return;
  desk.tiptap.commands.insertContentAt(desk.tiptap.state.doc.content.size, notes, { updateSelection: false, parseOptions: { preserveWhitespace: false } });
}

/** Pictures that the text carries in itself go to the library, from where they stand. @param {Map<string, Blob>} carried by address */
export function sweep(desk, carried) {
  const { tiptap, textarea } = desk;
  const found = [];
  tiptap.state.doc.descendants((node, at) => {
    const blob = /^(picture|image)$/.test(node.type.name) && (carried.get(node.attrs.src) ?? blobOf(node.attrs.src));
    if (blob) found.push({ node, at, blob });
  });
  // from the end, so that the places before stay what they are
  for (const { node, at, blob } of found.reverse()) {
    tiptap.view.dispatch(tiptap.state.tr.delete(at, at + node.nodeSize));
    if (textarea.form?.dataset.pickUpload) wait(desk, blob, { at: between(tiptap.state, at), alt: node.attrs.alt });
  }
}

function blobOf(src) {
  const [, type, code] = /^data:(image\/[\w.+-]+);base64,(.*)$/s.exec(src) ?? [];
  if (!type) return null;
  try {
    return new Blob([Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0))], { type });
  } catch {
    return null;
  }
}

/** A line above the text that stays until it is closed. @param {"warn" | "error" | "ok"} kind */
export function tell(desk, words, kind = "warn") {
  desk.frame.querySelector(".editor__told")?.remove();
  const told = Object.assign(document.createElement("div"), { className: `notice notice--${kind} editor__told` });
  told.setAttribute("role", kind === "error" ? "alert" : "status");
  desk.frame.insertBefore(told, desk.sheet);
  const close = Object.assign(document.createElement("button"), { type: "button", className: "btn btn--line btn--small", textContent: text("pickClose") });
  close.addEventListener("click", () => {
    told.remove();
    desk.focus();
  });
  const lines = words.split("\n").map((line) => Object.assign(document.createElement("p"), { textContent: line }));
  // a screen reader speaks of what changes in a region that it knows
  requestAnimationFrame(() => told.append(...lines, close));
}
