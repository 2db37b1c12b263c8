import { Extension } from "@tiptap/core";
import { Plugin, PluginKey, TextSelection } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { text } from "../text.js";
import { button, element, field } from "./dom.js";

const key = new PluginKey("find");
const nothing = { words: "", marks: false, hits: [], at: -1, shown: DecorationSet.empty };

/** Ctrl+F and Ctrl+H over the text of the article, and how often the words stand in it. */
export const Find = Extension.create({
  name: "find",
  addProseMirrorPlugins: () => [new Plugin({
    key,
    state: {
      init: () => nothing,
      apply(transaction, now) {
        const asked = transaction.getMeta(key);
        if (!asked && !(transaction.docChanged && now.words)) return now;
        const { words, marks, at } = { ...now, ...asked };
        const hits = words ? hitsIn(transaction.doc, words, marks) : [];
        const chosen = Math.min(asked?.at ?? at, hits.length - 1);
        return {
          words, marks, hits, at: chosen,
          shown: DecorationSet.create(transaction.doc, hits.map(([from, to], i) => Decoration.inline(from, to, { class: i === chosen ? "editor__hit editor__hit--now" : "editor__hit" }))),
        };
      },
    },
    props: { decorations: (state) => key.getState(state).shown },
  })],
});

/** Letters without their marks, one for one: "đ" is "d", "Ế" is "e". */
const plain = (letter) => letter.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d");
const folded = (words, marks) => [...words.normalize("NFC")].map((letter) => (marks ? letter : plain(letter)).toLowerCase());

function hitsIn(doc, words, marks) {
  const wanted = folded(words, marks).join("");
  const hits = [];
  if (!wanted) return hits;
  doc.descendants((block, pos) => {
    if (!block.isTextblock) return;
    // where each folded letter stands
    let line = "";
    const places = [];
    block.forEach((child, offset) => {
      if (!child.isText) {
        line += child.type.name === "softBreak" ? " " : "\n";
        places.push([offset, offset + child.nodeSize]);
        return;
      }
      for (const found of child.text.matchAll(/\P{M}\p{M}*/gu)) {
        const letters = (marks ? found[0].normalize("NFC") : plain(found[0])).toLowerCase();
        for (let i = 0; i < letters.length; i++) places.push([offset + found.index, offset + found.index + found[0].length]);
        line += letters;
      }
    });
    for (let from = line.indexOf(wanted); from >= 0; from = line.indexOf(wanted, from + wanted.length)) {
      hits.push([pos + 1 + places[from][0], pos + 1 + places[from + wanted.length - 1][1]]);
    }
  });
  return hits;
}

export class FindPanel {
  constructor(editor, textarea) {
    this.editor = editor;
    this.dom = element("div", "editor__find");
    this.dom.setAttribute("role", "search");
    this.dom.setAttribute("aria-label", text("find", textarea));
    this.dom.hidden = true;
    this.find = field("find-words", text("findWords"), { type: "text", spellcheck: false });
    this.replace = field("find-other", text("findOther"), { type: "text" });
    const marks = element("label", "choice choice--bare");
    this.marks = element("input", "", "", { type: "checkbox" });
    this.marks.dataset.draft = "off";
    marks.append(this.marks, element("span", "", text("findMarks")));
    this.count = element("p", "editor__hits");
    this.count.setAttribute("role", "status");
    const acts = element("div", "editor__acts");
    acts.append(button(text("findBefore"), () => this.go(-1)), button(text("findNext"), () => this.go(1)), button(text("findReplace"), () => this.one()),
      button(text("findAll"), () => this.all()), button(text("findClose"), () => this.close()));
    this.dom.append(this.find.whole, this.replace.whole, marks, this.count, acts);
    this.find.control.addEventListener("input", () => this.look());
    this.marks.addEventListener("change", () => this.look());
    this.dom.addEventListener("input", (event) => event.stopPropagation()); // not a change of the form
    this.dom.addEventListener("change", (event) => event.stopPropagation());
    this.dom.addEventListener("keydown", (event) => this.key(event));
    editor.on("transaction", ({ transaction }) => !this.dom.hidden && transaction.docChanged && this.tell());
  }

  get state() {
    return key.getState(this.editor.state);
  }

  open(replacing) {
    const { from, to } = this.editor.state.selection;
    const chosen = this.editor.state.doc.textBetween(from, to, " ", " ");
    this.dom.hidden = false;
    if (chosen && chosen.length < 100) this.find.control.value = chosen;
    this.look();
    (replacing && this.find.control.value ? this.replace : this.find).control.select();
    (replacing && this.find.control.value ? this.replace : this.find).control.focus();
  }

  close() {
    this.dom.hidden = true;
    this.ask({ words: "" });
    this.editor.commands.focus();
  }

  ask(what) {
    this.editor.view.dispatch(this.editor.state.tr.setMeta(key, what));
  }

  look() {
    const words = this.find.control.value.trim();
    this.ask({ words, marks: this.marks.checked, at: 0 });
    const { from } = this.editor.state.selection;
    const at = this.state.hits.findIndex((hit) => hit[0] >= from);
    if (at > 0) this.ask({ at });
    this.tell();
  }

  tell() {
    const { words, hits, at } = this.state;
    this.count.textContent = !words ? "" : hits.length === 0 ? text("findNone") : text("findCount", null, { n: at + 1, all: hits.length });
  }

  go(by) {
    const { hits, at } = this.state;
    if (hits.length === 0) return;
    const next = (at + by + hits.length) % hits.length;
    this.ask({ at: next });
    this.choose();
    this.tell();
  }

  choose() {
    const hit = this.state.hits[this.state.at];
    if (!hit) return;
    const { state, view } = this.editor;
    view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, ...hit)).scrollIntoView());
    view.domAtPos(hit[0]).node.parentElement?.scrollIntoView({ block: "nearest" });
  }

  one() {
    const { hits, at } = this.state;
    if (!hits[at]) return;
    this.editor.view.dispatch(put(this.editor.state.tr, hits[at], this.replace.control.value));
    this.ask({ at: Math.min(at, Math.max(0, this.state.hits.length - 1)) });
    this.choose();
    this.tell();
  }

  all() {
    const { hits } = this.state;
    if (hits.length === 0) return;
    const { tr } = this.editor.state;
    for (const hit of [...hits].reverse()) put(tr, hit, this.replace.control.value);
    this.editor.view.dispatch(tr);
    this.tell();
    this.count.textContent = text("findDone", null, { n: hits.length });
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target instanceof HTMLInputElement && event.target.type === "text") {
      event.preventDefault(); // would send the form
      if (event.target === this.replace.control) this.one();
      else this.go(event.shiftKey ? -1 : 1);
    } else return;
    event.stopPropagation();
  }
}

/** New words take the marks of those that they replace. */
function put(tr, [from, to], words) {
  const marks = tr.doc.resolve(from + 1).marks();
  return words ? tr.replaceWith(from, to, tr.doc.type.schema.text(words.normalize("NFC"), marks)) : tr.delete(from, to);
}
