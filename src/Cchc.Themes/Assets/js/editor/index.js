import { Editor } from "@tiptap/core";
import { closeHistory } from "@tiptap/pm/history";
import { text } from "../text.js";
import { Known, parse, serialise } from "./document.js";
import { element } from "./dom.js";
import { Embed } from "./embed.js";
import { insertEmbed } from "./embeds.js";
import { Find, FindPanel } from "./find.js";
import { Footnote, FootnoteRef, insertFootnote } from "./footnote.js";
import { editLink, isAddress } from "./links.js";
import { joinCaption, Picture } from "./picture.js";
import { toggleBox, toggleQuote } from "./quotes.js";
import { extensions } from "./schema.js";
import { hooks } from "./seam.js";
import { inTable, TableHeads } from "./tables.js";
import { toolbar } from "./toolbar.js";

const own = [Picture, Embed, Footnote, FootnoteRef, Find, TableHeads];
const delay = 250;

/**
 * <textarea data-markdown>: an editor in its place that shows the text as it will look. The textarea stays the form's field and holds the
 * Markdown of every change, at most a quarter of a second late; without script it is what one writes in.
 * @returns {Desk}
 */
export function editor(textarea) {
  return (textarea.editor = new Desk(textarea));
}

export class Desk {
  #timer;
  #own = false;

  constructor(textarea) {
    this.textarea = textarea;
    const label = textarea.labels[0];
    if (label && !label.id) label.id = `${textarea.id || textarea.name}-label`;
    const locked = textarea.readOnly || textarea.disabled;
    this.frame = element("div", "editor");
    this.frame.classList.toggle("editor--bad", textarea.getAttribute("aria-invalid") === "true" || textarea.classList.contains("input-validation-error"));
    this.sheet = element("div", "editor__sheet");
    this.tiptap = new Editor({
      element: this.sheet,
      extensions: extensions(own, text("editorPlaceholder", textarea)),
      editable: !locked,
      // no rules that change what was typed: they and Vietnamese input methods get in each other's way
      enableInputRules: false, enablePasteRules: false,
      injectCSS: false, // the policy allows no style element; components/editor.css has it
      coreExtensionOptions: { clipboardTextSerializer: { blockSeparator: "\n" } },
      editorProps: {
        attributes: attributes(textarea, label),
        transformPastedHTML: (html, view) => hooks.transformPastedHTML.reduce((now, hook) => hook(now, view), html).normalize("NFC"),
        transformPastedText: (words) => words.normalize("NFC"),
        handlePaste: (view, event) => hooks.handlePaste.some((hook) => hook(view, event, this)) || this.#pasteAddress(event),
        handleDrop: (view, event) => hooks.handleDrop.some((hook) => hook(view, event, this)),
        handleKeyDown: (view, event) => this.#key(event),
      },
    });
    const doc = parse(textarea.value, this.tiptap.schema);
    this.known = new Known(doc);
    this.tiptap.view.updateState(stateWith(this.tiptap.state, doc));
    this.text = textarea.value;
    this.tiptap.on("update", () => this.#later());
    this.tiptap.on("blur", () => this.flush());

    const foot = element("div", "editor__foot");
    this.count = element("p", "editor__count");
    this.switch = element("button", "btn btn--line btn--small", text("sourceShow", textarea), { type: "button" });
    this.switch.setAttribute("aria-pressed", "false");
    this.switch.addEventListener("click", () => this.showSource(textarea.hidden));
    foot.append(this.count, this.switch);
    if (!locked) {
      this.find = new FindPanel(this.tiptap, textarea);
      const bars = toolbar(this.tiptap, this.#tools(), textarea);
      this.bars = element("div", "editor__bars");
      this.bars.append(bars.main, bars.table, this.find.dom);
      this.frame.append(this.bars);
    }
    this.frame.append(this.sheet, foot);
    textarea.after(this.frame);
    this.frame.insertBefore(textarea, foot);
    textarea.hidden = true;
    textarea.required = false; // a hidden field cannot be focused when the browser complains; the server checks
    this.#listen(label);
    this.#tellCount();
  }

  /** The document that the editor would show. */
  read(markdown) {
    return parse(markdown, this.tiptap.schema);
  }

  /** Markdown through the editor's document and out again, for tests. @param {boolean} anew as if every block had been edited */
  roundTrip(markdown, anew = false) {
    const doc = this.read(markdown);
    return serialise(doc, { anew, known: anew ? null : new Known(doc) });
  }

  /** Ends the wait: the textarea holds what the editor shows. */
  flush() {
    clearTimeout(this.#timer);
    if (!this.textarea.hidden) return;
    const now = serialise(this.tiptap.state.doc, { known: this.known });
    this.#tellCount();
    if (now === this.text) return;
    this.text = now;
    this.textarea.value = now;
    this.#own = true;
    this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
    this.#own = false;
  }

  /** Takes over what something else put into the textarea; undo brings the text before it back. */
  reload() {
    clearTimeout(this.#timer);
    const markdown = this.textarea.value;
    if (markdown === this.text) return;
    const { state, view } = this.tiptap;
    const doc = parse(markdown, this.tiptap.schema);
    this.known.add(doc);
    this.text = markdown;
    const from = state.doc.content.findDiffStart(doc.content);
    if (from === null) return;
    // a step of its own: undo of what is typed next must not take this back as well
    view.dispatch(closeHistory(state.tr.replaceWith(0, state.doc.content.size, doc.content)));
    view.dispatch(closeHistory(view.state.tr));
    clearTimeout(this.#timer);
    this.#tellCount();
  }

  /** HTML that has been made clean, in place of what is chosen. */
  insertHtml(html) {
    this.tiptap.chain().focus().insertContent(html.normalize("NFC"), { parseOptions: { preserveWhitespace: false } }).setMeta("uiEvent", "paste").run();
  }

  /** A picture of the library. @param {{ path: string, alt?: string, caption?: string, credit?: string }} picture */
  insertPicture({ path, alt = "", caption = "", credit = "" }) {
    const src = path.startsWith("/") || /^https?:/.test(path) ? path : `/media/${path}`;
    this.tiptap.chain().focus().insertContent({ type: "picture", attrs: { src, alt: alt.trim(), title: joinCaption({ caption, credit }) } }).run();
  }

  /** The plain text for those who want it, and back. */
  showSource(show) {
    if (show) this.flush();
    this.textarea.hidden = !show;
    this.sheet.hidden = show;
    if (this.bars) this.bars.hidden = show;
    this.switch.setAttribute("aria-pressed", String(show));
    this.switch.textContent = text(show ? "sourceHide" : "sourceShow", this.textarea);
    if (!show) this.reload();
    this.focus();
  }

  focus() {
    if (this.textarea.hidden) this.tiptap.commands.focus();
    else HTMLElement.prototype.focus.call(this.textarea);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), delay);
  }

  #tellCount() {
    const words = this.tiptap.state.doc.textBetween(0, this.tiptap.state.doc.content.size, " ", " ").match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
    const sentence = text("words", this.textarea, { n: new Intl.NumberFormat("vi-VN").format(words) });
    if (this.count.textContent !== sentence) this.count.textContent = sentence;
  }

  #listen(label) {
    const { textarea } = this;
    for (const name of ["change", "draft:restored"]) textarea.addEventListener(name, () => !this.#own && this.#fromOutside());
    textarea.addEventListener("input", () => !this.#own && !textarea.hidden && this.#tellCount());
    textarea.form?.addEventListener("submit", () => this.flush(), { capture: true });
    textarea.form?.addEventListener("reset", () => setTimeout(() => this.#fromOutside()));
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.flush(), { capture: true });
    addEventListener("pagehide", () => this.flush(), { capture: true });
    // whatever leads to the field leads to the editor: its label, a line of the error summary
    textarea.focus = () => this.focus();
    label?.addEventListener("click", () => this.focus());
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element && event.target.closest(`a[href$="#${CSS.escape(textarea.id)}"]`);
      if (!link || !textarea.id) return;
      event.preventDefault();
      this.focus();
      this.frame.scrollIntoView({ block: "center" });
    });
    // below the last block is a place to write, too
    this.sheet.addEventListener("click", (event) => {
      if (event.target !== this.sheet && event.target !== this.tiptap.view.dom) return;
      const { doc } = this.tiptap.state;
      const last = this.tiptap.view.dom.lastElementChild?.getBoundingClientRect();
      if (!this.tiptap.isEditable || !last || event.clientY < last.bottom || doc.lastChild.type.name === "paragraph") return;
      this.tiptap.chain().insertContentAt(doc.content.size, { type: "paragraph" }).focus("end").run();
    });
  }

  #fromOutside() {
    if (this.textarea.hidden) this.reload();
  }

  #key(event) {
    if (event.isComposing || !(event.ctrlKey || event.metaKey) || event.altKey) return false;
    const act = { f: () => this.find?.open(false), h: () => this.find?.open(true), k: () => editLink(this.tiptap, this.textarea) }[event.key.toLowerCase()];
    if (!act || !this.tiptap.isEditable) return false;
    event.preventDefault();
    act();
    return true;
  }

  /** An address pasted on chosen words links them. */
  #pasteAddress(event) {
    const address = event.clipboardData?.getData("text/plain").trim() ?? "";
    if (this.tiptap.state.selection.empty || !isAddress(address) || !/^https?:/.test(address)) return false;
    return this.tiptap.commands.setMark("link", { href: address, title: null });
  }

  /** A page with a picture library listens for "editor:image", calls preventDefault() and later detail.picture({ path, alt, caption, credit }). */
  #image() {
    const detail = { picture: (picture) => this.insertPicture(picture) };
    if (!this.textarea.dispatchEvent(new CustomEvent("editor:image", { bubbles: true, cancelable: true, detail }))) return;
    this.insertPicture({ path: "" });
  }

  #tools() {
    const { textarea } = this;
    const is = (name, attrs) => (editor) => editor.isActive(name, attrs);
    const command = (act) => (editor) => act(editor.chain().focus()).run();
    return [
      [
        { name: "paragraph", keys: "Control+Alt+0", run: command((chain) => chain.setNode("paragraph")), pressed: is("paragraph") },
        { name: "heading", keys: "Control+Alt+2", run: command((chain) => chain.toggleNode("heading", "paragraph", { level: 2 })), pressed: is("heading", { level: 2 }) },
        { name: "heading3", keys: "Control+Alt+3", run: command((chain) => chain.toggleNode("heading", "paragraph", { level: 3 })), pressed: is("heading", { level: 3 }) },
      ], [
        { name: "bold", dress: "b", keys: "Control+B", run: command((chain) => chain.toggleMark("bold")), pressed: is("bold") },
        { name: "italic", dress: "i", keys: "Control+I", run: command((chain) => chain.toggleMark("italic")), pressed: is("italic") },
        { name: "link", keys: "Control+K", run: () => editLink(this.tiptap, textarea), pressed: is("link") },
      ], [
        { name: "list", keys: "Control+Shift+8", run: command((chain) => chain.toggleBulletList()), pressed: is("bulletList") },
        { name: "numbers", keys: "Control+Shift+7", run: command((chain) => chain.toggleOrderedList()), pressed: is("orderedList") },
      ], [
        { name: "image", run: () => this.#image() },
        {
          name: "table", run: command((chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true })),
          enabled: (editor) => !inTable(editor),
        },
        { name: "quote", run: toggleQuote, pressed: is("quote") },
        { name: "box", run: toggleBox, pressed: is("box") },
        { name: "footnote", keys: "Control+Alt+F", run: insertFootnote },
        { name: "embed", run: () => insertEmbed(this.tiptap, textarea) },
        ...hooks.tools.map((tool) => ({ ...tool, run: () => tool.run(this) })),
      ], [
        { name: "undo", keys: "Control+Z", run: command((chain) => chain.undo()), enabled: (editor) => editor.can().undo() },
        { name: "redo", keys: "Control+Y", run: command((chain) => chain.redo()), enabled: (editor) => editor.can().redo() },
        { name: "find", keys: "Control+F Control+H", run: () => this.find.open(false) },
      ],
    ];
  }
}

/** The text that the page came with is the beginning, not a change to undo. */
function stateWith(state, doc) {
  return state.constructor.create({ schema: state.schema, doc, plugins: state.plugins });
}

function attributes(textarea, label) {
  const found = {
    class: "prose", role: "textbox", "aria-multiline": "true", spellcheck: "true", autocorrect: "on", autocapitalize: "sentences", writingsuggestions: "true",
    translate: "no", lang: textarea.lang || "vi",
  };
  if (label) found["aria-labelledby"] = label.id;
  else found["aria-label"] = textarea.getAttribute("aria-label") || text("editor", textarea);
  for (const name of ["aria-describedby", "aria-invalid"]) {
    const value = textarea.getAttribute(name);
    if (value) found[name] = value;
  }
  if (textarea.required) found["aria-required"] = "true";
  if (textarea.readOnly) Object.assign(found, { tabindex: "0", "aria-readonly": "true" });
  return found;
}

