import { say } from "../say.js";
import { text } from "../text.js";
import { placeOf, readDocx } from "./docx.js";
import { addNotes, nextNote, sweep, tell } from "./foreign.js";
import { FileProblem } from "./zip.js";

/**
 * Takes a Word file into the text, where the cursor stands or the file was dropped. When it cannot be read the text stays as it was.
 * @param {import("../editor/index.js").Desk} desk
 * @param {File} file
 */
export async function importDocx(desk, file, at) {
  const { tiptap, textarea } = desk;
  say(text("docxReads", textarea, { name: file.name }));
  let found;
  try {
    found = await readDocx(file, nextNote(tiptap.state.doc));
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return tell(desk, text("docxRefused", textarea, { name: file.name, why: text(error.sentence, textarea) }), "error");
  }
  const title = textarea.form?.querySelector('[name="Input.Title"]');
  let { html } = found;
  if (found.title && title && title.value.trim() === "" && !title.readOnly) {
    title.value = found.title;
    title.dispatchEvent(new Event("input", { bubbles: true }));
    html = withoutTitle(html, found.title);
  }
  if (!html.trim() && !found.notes) return tell(desk, text(found.title ? "docxTitleOnly" : "docxNothing", textarea, { name: file.name }));
  tiptap.commands.setTextSelection(Math.min(at, tiptap.state.doc.content.size));
  desk.insertHtml(html);
  addNotes(desk, found.notes);
  const mayUpload = Boolean(textarea.form?.dataset.pickUpload);
  sweep(desk, new Map(found.pictures.map(({ blob }, number) => [placeOf(number), blob])));
  desk.flush();
  const missed = [
    found.lostPictures > 0 && text("docxLostPictures", textarea, { n: found.lostPictures }),
    found.pictures.length > 0 && !mayUpload && text("filesNoRight", textarea),
    found.lostFormulas > 0 && text("docxLostFormulas", textarea, { n: found.lostFormulas }),
    found.lostDrawings > 0 && text("docxLostDrawings", textarea, { n: found.lostDrawings }),
  ].filter(Boolean);
  tell(desk, [text("docxDone", textarea, { name: file.name }), ...missed].join("\n"), missed.length > 0 ? "warn" : "ok");
}

/** The title has a field of its own. */
function withoutTitle(html, title) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  if (body.firstElementChild?.textContent === title) body.firstElementChild.remove();
  return body.innerHTML;
}
