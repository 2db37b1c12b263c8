import { decoderOf } from "./legacy.js";

/** Marks from the outside in; the same order always, so that the same words give the same Markdown. */
const marks = ["strong", "em", "del", "sub", "sup"];

/** What the commonest signs of the fonts of signs are in letters; the rest is ornament. */
const signs = {
  wingdings: { "ü": "✓", "û": "✗", "þ": "☑", "ý": "☒", "q": "☐", "o": "☐", "¨": "☐", "à": "→", "Ø": "➢", "§": "▪", "v": "❖", "l": "●" },
  symbol: { "·": "•", "®": "→", "³": "≥", "£": "≤", "¹": "≠", "´": "×", "±": "±", "°": "°", "²": "″" },
};

/** Letters of fonts with a code of their own become those of everyone; what cannot be seen goes. */
function lettersOf(words, font) {
  const set = /^["']?(wingdings|symbol)\b/i.exec(font ?? "")?.[1].toLowerCase();
  if (set) return [...words].map((sign) => (/\s/.test(sign) ? " " : signs[set][sign] ?? signs[set][String.fromCharCode(sign.charCodeAt(0) - 0xf000)] ?? "")).join("");
  return (decoderOf(font)?.(words) ?? words).normalize("NFC").replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, "").replace(/[\u00A0\u2007\u202F]/g, " ");
}

/** The words of one paragraph, gathered stretch by stretch. */
export class Runs {
  list = [];

  add(words, look, href = "") {
    if (words) this.list.push({ words: lettersOf(words, look.font), href, marks: marks.filter((mark) => look[mark]) });
  }

  /** @param {HTMLElement} node a line break, a picture, a reference to a note */
  put(node, href = "") {
    this.list.push({ node, href, marks: [] });
  }

  /** Stretches that look alike are one; blanks at an edge stand outside its marks, one is enough, and none at the ends. */
  tidy() {
    const tidied = [];
    let blank = true;
    for (const run of this.list) {
      if (run.node) {
        if (run.node.localName === "br") trimEnd(tidied);
        tidied.push(run);
        blank = run.node.localName === "br";
        continue;
      }
      let words = run.words.replace(/[ \t\r\n\f\v]+/g, " ");
      if (blank) words = words.trimStart();
      if (!words) continue;
      blank = words.endsWith(" ");
      const [, before, inner, after] = /^(\s*)(.*?)(\s*)$/s.exec(words);
      if (before || !inner) join(tidied, { words: " ", href: "", marks: [] });
      if (inner) join(tidied, { ...run, words: inner });
      if (inner && after) join(tidied, { words: " ", href: "", marks: [] });
    }
    trimEnd(tidied);
    while (tidied.at(-1)?.node?.localName === "br") {
      tidied.pop();
      trimEnd(tidied);
    }
    this.list = bridge(tidied);
    return this;
  }

  get isEmpty() {
    return this.list.every((run) => !run.node && run.words.trim() === "");
  }

  get text() {
    return this.list.map((run) => run.words ?? "").join("");
  }

  /** @param {Document} page the nodes belong to */
  toNodes(page) {
    const out = page.createDocumentFragment();
    let open = [];
    for (const run of this.list) {
      const want = [...(run.href ? [`a ${run.href}`] : []), ...run.marks];
      let same = 0;
      while (same < open.length && open[same].name === want[same]) same++;
      open = open.slice(0, same);
      for (const name of want.slice(same)) {
        const element = page.createElement(name.split(" ")[0]);
        if (run.href && name.startsWith("a ")) element.setAttribute("href", run.href);
        (open.at(-1)?.element ?? out).append(element);
        open.push({ name, element });
      }
      (open.at(-1)?.element ?? out).append(run.node ?? run.words);
    }
    return out;
  }
}

const alike = (one, other) => !one.node && !other.node && one.href === other.href && one.marks.join() === other.marks.join();

function join(list, run) {
  const last = list.at(-1);
  if (last && alike(last, run)) last.words += run.words;
  else list.push({ ...run });
}

/** A blank between two stretches that look alike belongs to them. */
function bridge(list) {
  const out = [];
  for (const run of list) {
    const [before, blank] = [out.at(-2), out.at(-1)];
    if (blank && !blank.node && blank.words === " " && !blank.href && blank.marks.length === 0 && before && alike(before, run)) {
      before.words += ` ${run.words}`;
      out.pop();
    } else if (blank && alike(blank, run)) blank.words += run.words;
    else out.push(run);
  }
  return out;
}

function trimEnd(list) {
  const last = list.at(-1);
  if (!last || last.node) return;
  last.words = last.words.trimEnd();
  if (!last.words) list.pop();
}
