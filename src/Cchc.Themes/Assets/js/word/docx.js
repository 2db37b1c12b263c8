import mammoth from "mammoth";
import { cleanPasted } from "./clean.js";
import { decoderOf } from "./legacy.js";
import { readStyles } from "./styles.js";
import { FileProblem, readZip } from "./zip.js";

/** A picture of the document stands under an address of this kind until it lies in the library: one that nothing tries to fetch. */
export const placeOf = (number) => `data:image/png;base64,${btoa(`tep-word-${number}`)}`;

const mostBytes = 30 * 1024 * 1024;

/** What the library takes, or the browser can turn into what it takes. */
const shown = /^image\/(png|jpe?g|pjpeg|webp|avif|gif|bmp|x-ms-bmp)$/;

const styleMap = [
  "p[style-name='Title'] => p.MsoTitle:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "p[style-name='caption'] => p.MsoCaption:fresh",
  "p[style-name='Caption'] => p.MsoCaption:fresh",
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((level) => `p[style-name='toc ${level}'] => p.MsoToc1:fresh`),
  ...["right", "center"].map((side) => `p[style-name='cell ${side}'] => p.cell-${side}:fresh`),
  "comment-reference => !",
];
const cellLooks = "<style>p.cell-right { text-align: right } p.cell-center { text-align: center }</style>";

/**
 * A Word file as clean HTML. Throws a FileProblem when it is none, or cannot be read.
 * @param {File} file
 * @param {number} [firstNote]
 * @returns {Promise<{ html: string, notes: string, title: string, pictures: { blob: Blob, alt: string }[], lostPictures: number,
 *   lostFormulas: number, lostDrawings: number }>} pictures: that with number n stands at placeOf(n)
 */
export async function readDocx(file, firstNote = 1) {
  if (file.size === 0) throw new FileProblem("docxEmpty");
  if (file.size > mostBytes) throw new FileProblem("docxTooLarge");
  const buffer = await file.arrayBuffer();
  whatElse(new Uint8Array(buffer));
  const zip = await readZip(buffer);
  const kinds = (await zip.text("[Content_Types].xml")) ?? "";
  if (!/wordprocessingml\.(document|template)|ms-word\.(document|template)/.test(kinds)) throw new FileProblem("docxOther");
  const styles = readStyles((await zip.text("word/styles.xml")) ?? "");
  const pictures = [];
  let lost = 0;
  let result;
  try {
    result = await mammoth.convertToHtml({ arrayBuffer: buffer }, {
      styleMap, includeEmbeddedStyleMap: false,
      transformDocument: (document) => settle(document, styles),
      convertImage: mammoth.images.imgElement(async (image) => {
        const type = image.contentType ?? "";
        if (!shown.test(type)) {
          lost++;
          return { src: "" };
        }
        pictures.push({ blob: new Blob([await image.readAsArrayBuffer()], { type: type.replace("pjpeg", "jpeg").replace("x-ms-bmp", "bmp") }), alt: image.altText ?? "" });
        return { src: placeOf(pictures.length - 1) };
      }),
    });
  } catch (error) {
    console.warn("docx", error);
    throw new FileProblem("docxDamaged");
  }
  const clean = cleanPasted(cellLooks + result.value, firstNote);
  const said = result.messages.map((message) => message.message);
  return {
    ...clean, pictures,
    lostPictures: lost + result.messages.filter((message) => message.type === "error").length,
    lostFormulas: said.filter((sentence) => /: m:oMath/.test(sentence)).length,
    lostDrawings: said.filter((sentence) => /: (c:chart|dgm:|v:(line|rect|oval|polyline))/.test(sentence)).length,
  };
}

/** Files that people take for .docx. */
function whatElse(bytes) {
  const starts = (...first) => first.every((byte, at) => bytes[at] === byte);
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw new FileProblem(holds(bytes, "EncryptedPackage") ? "docxLocked" : "docxOld");
  if (starts(0x7b, 0x5c, 0x72, 0x74, 0x66)) throw new FileProblem("docxOld"); // {\rtf
  if (!starts(0x50, 0x4b)) throw new FileProblem("docxOther");
}

/** Names in such a file are UTF-16. */
function holds(bytes, name) {
  const wanted = [...name].flatMap((letter) => [letter.charCodeAt(0), 0]);
  for (let at = bytes.indexOf(wanted[0]); at >= 0 && at <= bytes.length - wanted.length; at = bytes.indexOf(wanted[0], at + 1)) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}

/** What the styles of the document say of its letters, and what Mammoth does not hand on. */
function settle(document, styles) {
  const walk = (element, paragraph, inCell) => {
    if (element.type === "paragraph") {
      const style = styles.of(element.styleId);
      if (style.level && !/^heading/i.test(element.styleName ?? "") && element.styleName !== "Title") Object.assign(element, { styleId: null, styleName: `heading ${style.level}` });
      const side = { right: "right", end: "right", center: "center" }[element.alignment];
      if (inCell && side && !element.numbering) Object.assign(element, { styleId: null, styleName: `cell ${side}` });
      paragraph = style;
    }
    if (element.type === "run") {
      const style = element.styleId ? styles.of(element.styleId) : {};
      element.isBold ||= style.bold === true;
      element.isItalic ||= style.italic === true;
      const decode = decoderOf(element.font ?? style.font ?? paragraph?.font ?? styles.font);
      if (decode) for (const text of textsIn(element)) text.value = decode(text.value);
    }
    for (const child of element.children ?? element.body ?? []) walk(child, paragraph, inCell || element.type === "tableCell");
  };
  walk(document);
  for (const note of Object.values(document.notes?._notes ?? {})) walk(note);
  return document;
}

const textsIn = (element) => (element.type === "text" ? [element] : (element.children ?? []).flatMap(textsIn));
