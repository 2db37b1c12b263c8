/** One item of a list, before the lists are put together. Level 1 is the outermost. value: the number of an ordered item, when it says one. */
export class Item {
  constructor(level, ordered, value, blocks) {
    Object.assign(this, { level, ordered, value, blocks });
  }
}

/**
 * Items that follow one another become lists within lists. An item goes into the one before it that is less deep, however many levels
 * lie between; a number out of turn begins another list.
 * @param {(Item | Element)[]} blocks
 * @returns {Element[]}
 */
export function nest(blocks, page) {
  const out = [];
  let open = [];
  for (const block of blocks) {
    if (!(block instanceof Item)) {
      open = [];
      out.push(block);
      continue;
    }
    while (open.length > 0 && open.at(-1).level > block.level) open.pop();
    let top = open.at(-1);
    if (top?.level === block.level && (top.ordered !== block.ordered || (block.ordered && block.value !== undefined && block.value !== top.next))) {
      open.pop();
      top = undefined;
    }
    if (!top || top.level < block.level) {
      const list = page.createElement(block.ordered ? "ol" : "ul");
      const first = block.value ?? 1;
      if (block.ordered && first !== 1) list.setAttribute("start", String(first));
      const into = open.at(-1)?.list.lastElementChild;
      if (into) into.append(list);
      else out.push(list);
      open.push({ list, level: block.level, ordered: block.ordered, next: first });
    }
    const { list } = open.at(-1);
    const item = page.createElement("li");
    item.append(...nest(block.blocks, page));
    if (!item.firstElementChild?.matches("p")) item.prepend(page.createElement("p"));
    list.append(item);
    open.at(-1).next++;
  }
  return out;
}

const bullet = /^[·•●○◦▪■□§➢➤✓❖◆♦o*+\-–—\uF000-\uF0FF]$/u;

/**
 * What the sign before an item of Word says. "a)" and "II." stay in the text: Markdown counts in figures alone, and a law is quoted by
 * its letters.
 * @returns {{ ordered: boolean, value?: number } | null} null when the sign must stay
 */
export function signOf(sign) {
  const seen = sign.replace(/\s/g, "");
  if (seen === "" || bullet.test(seen) || /^[\u00A8\u00D8\u00FC\u0076\u0071]$/.test(seen)) return { ordered: false };
  const number = /^\(?(\d{1,9})[.)]$/.exec(seen);
  return number ? { ordered: true, value: Number(number[1]) } : null;
}
