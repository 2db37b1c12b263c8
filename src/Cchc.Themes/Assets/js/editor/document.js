import { origins, parse } from "./parse.js";
import { markerAfter, serialiseTop } from "./serialise.js";

export { parse };

/**
 * A document of the editor as Markdown: blocks that nobody touched letter for letter, the others anew. What a block was written as is
 * kept with the block, so that a key in a long text writes one paragraph.
 * @param {boolean} anew forget where the blocks came from
 */
export function serialise(doc, { anew = false, known = null } = {}) {
  const originOf = (node) => (anew ? undefined : origins.get(node) ?? known?.find(node));
  let text = "";
  let before = null;
  let markerBefore = null;
  let next; // what stood between the block before and the one that followed it
  let end = known?.end ?? "";
  doc.forEach((node, offset, at) => {
    const origin = originOf(node);
    const isLast = at === doc.childCount - 1;
    const follows = origin && (origin.after === before || Boolean(before && origin.after?.eq(before)));
    const stays = origin && (!origin.open || isLast) && (follows || !swallows(before, node));
    const marker = stays ? undefined : markerAfter(node, before, markerBefore);
    const own = stays ? origin.text : serialiseTop(node, marker);
    if (own === "" && doc.childCount > 1) return;
    if (follows && stays) text += origin.gap;
    else if (text) text += [origin?.gap, next].find((gap) => /\n[ \t]*\n/.test(gap)) ?? "\n\n";
    text += own;
    if (isLast && origin && stays) ({ end } = origin);
    [before, markerBefore, next] = [node, marker ?? node.attrs.marker, origin?.next];
  });
  return text + end;
}

/** Whether the block before would take this one in, when only blank lines lie between. */
const swallows = (before, node) => before && ["bulletList", "orderedList", "footnote"].includes(before.type.name) &&
  ["bulletList", "orderedList", "codeBlock"].includes(node.type.name);

/** Blocks as they were when the text was opened: undo brings them back as new objects that are equal. */
export class Known {
  #byText = new Map();

  constructor(doc) {
    this.add(doc);
  }

  /** Also what was put in later from outside. */
  add(doc) {
    this.end = origins.get(doc.lastChild)?.end ?? "";
    doc.forEach((node) => {
      const key = node.textContent;
      this.#byText.set(key, [...(this.#byText.get(key) ?? []), node]);
    });
  }

  find(node) {
    const same = this.#byText.get(node.textContent)?.find((one) => one.eq(node));
    if (!same) return undefined;
    origins.set(node, origins.get(same));
    return origins.get(same);
  }
}
