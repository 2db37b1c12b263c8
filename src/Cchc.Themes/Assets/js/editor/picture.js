import { Node } from "@tiptap/core";
import { shownSource } from "./schema.js";
import { text } from "../text.js";

/**
 * A picture alone in its paragraph: a figure. What is said of it is typed below it, in fields of its own, so that input methods work there
 * as in any field. In Markdown the title is "caption (Ảnh: credit)".
 */
export const Picture = Node.create({
  name: "picture", group: "block", draggable: true,
  addAttributes: () => ({ src: { default: "" }, alt: { default: "" }, title: { default: null } }),
  parseHTML: () => [{
    tag: "figure", priority: 60,
    getAttrs: (figure) => {
      const img = figure.querySelector("img[src]");
      return img ? { src: img.getAttribute("src"), alt: img.alt, title: figure.querySelector("figcaption")?.textContent.trim() || img.title || null } : false;
    },
  }],
  renderHTML: ({ node }) => ["figure", { class: "fig" }, ["img", { src: shownSource(node.attrs.src), alt: node.attrs.alt, title: node.attrs.title }]],
  addNodeView: () => (props) => new PictureView(props),
});

const credited = /^(.*?)\s*\(((?:Ảnh|Tranh|Đồ họa|Nguồn)): ([^()]+)\)$|^(.*?[.!?…”"]|)\s*((?:Ảnh|Tranh|Đồ họa|Nguồn)): ([^.()]+)$/su;

/** "Cầu mới (Ảnh: Bình An)" as its parts; sentences of older texts, "Cầu mới. Ảnh: Bình An", too. */
export function splitCaption(title) {
  const found = credited.exec(title ?? "");
  if (!found) return { caption: title ?? "", word: "Ảnh", credit: "" };
  return { caption: found[1] ?? found[4] ?? "", word: found[2] ?? found[5], credit: found[3] ?? found[6] };
}

export function joinCaption({ caption, word = "Ảnh", credit }) {
  return [caption.trim(), credit.trim() && `(${word}: ${credit.trim()})`].filter(Boolean).join(" ") || null;
}

class PictureView {
  constructor({ node, editor, getPos }) {
    Object.assign(this, { node, editor, getPos });
    this.dom = document.createElement("figure");
    this.dom.className = "fig editor__picture";
    this.img = document.createElement("img");
    this.img.draggable = false;
    this.dom.append(this.img);
    if (editor.isEditable) {
      this.fields = {};
      for (const [name, word] of [["caption", "pickCaption"], ["credit", "pickCredit"], ["alt", "editorAlt"]]) {
        const label = document.createElement("label");
        label.className = `editor__words editor__words--${name}`;
        const name_ = document.createElement("span");
        name_.textContent = text(word);
        const field = document.createElement("textarea");
        Object.assign(field, { rows: 1, value: this.values[name], maxLength: 1000 });
        field.dataset.draft = "off";
        field.addEventListener("input", (event) => !event.isComposing && this.write());
        field.addEventListener("compositionend", () => this.write());
        field.addEventListener("blur", () => this.write());
        field.addEventListener("keydown", (event) => this.key(event));
        label.append(name_, field);
        this.fields[name] = field;
        this.dom.append(label);
      }
      this.missing = document.createElement("p");
      this.missing.className = "editor__missing";
      this.missing.textContent = text("editorNoAlt");
      this.dom.append(this.missing);
    } else {
      this.caption = document.createElement("figcaption");
      this.dom.append(this.caption);
    }
    this.show();
  }

  get values() {
    return { ...splitCaption(this.node.attrs.title), alt: this.node.attrs.alt };
  }

  show() {
    const { src, alt, title } = this.node.attrs;
    const shown = shownSource(src);
    if (this.img.getAttribute("src") !== shown) this.img.src = shown;
    this.img.alt = alt;
    if (this.caption) this.caption.textContent = title ?? "";
    if (this.missing) this.missing.hidden = alt.trim() !== "";
  }

  write() {
    const { caption, credit, alt } = Object.fromEntries(Object.entries(this.fields).map(([name, field]) => [name, field.value.normalize("NFC").replace(/\s*\n\s*/g, " ")]));
    const before = this.values;
    const title = caption === before.caption && credit === before.credit ? this.node.attrs.title : joinCaption({ caption, credit, word: before.word });
    if (title === this.node.attrs.title && alt === before.alt) return;
    const at = this.getPos();
    if (at === undefined) return;
    this.writing = true;
    this.editor.view.dispatch(this.editor.state.tr.setNodeMarkup(at, null, { ...this.node.attrs, title, alt }));
    this.writing = false;
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter") {
      event.preventDefault();
      const fields = Object.values(this.fields);
      const next = fields[fields.indexOf(event.target) + 1];
      if (next) next.focus();
      else this.leave();
    } else if (event.key === "Escape") {
      this.editor.chain().setNodeSelection(this.getPos()).focus().run();
    }
  }

  leave() {
    const after = this.getPos() + this.node.nodeSize;
    const { doc } = this.editor.state;
    const chain = this.editor.chain();
    if (!doc.nodeAt(after)?.isTextblock) chain.insertContentAt(after, { type: "paragraph" });
    chain.setTextSelection(after + 1).focus().run();
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show();
    if (this.fields && !this.writing) {
      for (const [name, field] of Object.entries(this.fields)) {
        // what somebody is just typing is left alone
        if (field.value !== this.values[name] && document.activeElement !== field) field.value = this.values[name];
      }
    }
    return true;
  }

  selectNode() {
    this.dom.classList.add("ProseMirror-selectednode");
  }

  deselectNode() {
    this.dom.classList.remove("ProseMirror-selectednode");
  }

  stopEvent(event) {
    return event.target instanceof HTMLTextAreaElement;
  }

  ignoreMutation() {
    return true;
  }
}
