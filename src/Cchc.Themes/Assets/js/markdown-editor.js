import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { markdownKeymap, markdownLanguage, pasteURLAsLink } from "@codemirror/lang-markdown";
import { LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import { findNext, findPrevious, openSearchPanel, search } from "@codemirror/search";
import { EditorSelection, EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";
import { text } from "./text.js";

/**
 * <textarea data-markdown>: an editor in its place. The textarea stays the form's field: it follows every change, and what is put into it
 * from outside (then "change") comes back. Tab leaves the editor; nothing completes or closes brackets, so that Vietnamese typing
 * methods (Telex, VNI, Unikey's backspaces) are left alone.
 */
export function markdownEditor(textarea) {
  const label = textarea.labels[0];
  if (label && !label.id) label.id = `${textarea.id || textarea.name}-label`;
  const frame = document.createElement("div");
  frame.className = "editor";
  frame.classList.toggle("editor--bad", textarea.getAttribute("aria-invalid") === "true" || textarea.classList.contains("input-validation-error"));
  const locked = textarea.readOnly || textarea.disabled;

  const view = new EditorView({
    doc: textarea.value,
    extensions: [
      history(),
      new LanguageSupport(markdownLanguage, [Prec.high(keymap.of(markdownKeymap)), pasteURLAsLink]),
      syntaxHighlighting(looks),
      search({ top: true }),
      keymap.of([...shortcuts(textarea), ...historyKeymap, ...standardKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of(attributes(textarea, label)),
      // macOS and Word put letters and marks apart; the site stores them together
      EditorView.clipboardInputFilter.of((pasted) => pasted.normalize("NFC")),
      EditorView.updateListener.of((update) => update.docChanged && sync()),
      EditorState.phrases.of(phrases),
      EditorState.readOnly.of(locked),
      EditorView.editable.of(!locked),
      placeholder(textarea.placeholder || text("editorPlaceholder", textarea)),
    ],
  });

  function sync() {
    const now = view.state.doc.toString();
    if (textarea.value === now) return;
    textarea.value = now;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function takeOver() {
    const now = textarea.value.replace(/\r\n?/g, "\n");
    if (now !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: now } });
  }

  if (!locked) frame.append(toolbar(view, textarea));
  frame.append(view.dom);
  textarea.after(frame);
  textarea.hidden = true;
  textarea.required = false; // a hidden field cannot be focused when the browser complains; the server checks
  textarea.addEventListener("change", takeOver);
  textarea.form?.addEventListener("submit", sync);
  textarea.form?.addEventListener("reset", () => setTimeout(takeOver));
  // whatever leads to the field leads to the editor: its label, a line of the error summary
  textarea.focus = () => view.focus();
  label?.addEventListener("click", () => view.focus());
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest(`a[href$="#${CSS.escape(textarea.id)}"]`);
    if (!link || !textarea.id) return;
    event.preventDefault();
    view.focus();
    frame.scrollIntoView({ block: "center" });
  });
  return view;
}

function attributes(textarea, label) {
  const found = {
    spellcheck: "true", autocorrect: "on", autocapitalize: "sentences", writingsuggestions: "true", translate: "no",
    lang: textarea.lang || "vi",
  };
  if (label) found["aria-labelledby"] = label.id;
  else found["aria-label"] = textarea.getAttribute("aria-label") || text("editor", textarea);
  for (const name of ["aria-describedby", "aria-invalid"]) {
    const value = textarea.getAttribute(name);
    if (value) found[name] = value;
  }
  if (textarea.required) found["aria-required"] = "true";
  return found;
}

const looks = tagHighlighter([
  { tag: [tags.heading1, tags.heading2, tags.heading3, tags.heading4, tags.heading5, tags.heading6], class: "tok-heading" },
  { tag: [tags.strong, tags.heading], class: "tok-strong" }, // "heading" alone is the head of a table
  { tag: tags.emphasis, class: "tok-emphasis" },
  { tag: tags.strikethrough, class: "tok-struck" },
  { tag: tags.quote, class: "tok-quote" },
  { tag: tags.link, class: "tok-link" },
  { tag: tags.url, class: "tok-url" },
  { tag: tags.monospace, class: "tok-code" },
  { tag: [tags.processingInstruction, tags.contentSeparator], class: "tok-mark" },
]);

/** The words of CodeMirror's search panel. */
const phrases = {
  Find: "Tìm", Replace: "Thay bằng", next: "Sau", previous: "Trước", all: "Tất cả", "match case": "Phân biệt hoa, thường",
  regexp: "Biểu thức", "by word": "Trọn tiếng", replace: "Thay", "replace all": "Thay tất cả", close: "Đóng",
  "current match": "chỗ này", "on line": "ở dòng", "replaced $ matches": "đã thay $ chỗ", "replaced match on line $": "đã thay ở dòng $",
};

function shortcuts(textarea) {
  const run = (command) => (view) => command(view, textarea) ?? true;
  return [
    { key: "Mod-b", run: run(bold) },
    { key: "Mod-i", run: run(italic) },
    { key: "Mod-k", run: run(link) },
    { key: "Mod-f", run: openSearchPanel, scope: "editor search-panel" },
    { key: "F3", run: findNext, shift: findPrevious, scope: "editor search-panel", preventDefault: true },
  ];
}

/** One stop for Tab; the arrows go from button to button. */
function toolbar(view, textarea) {
  const bar = document.createElement("div");
  bar.className = "toolbar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", text("toolbar", textarea));
  const groups = [
    [["bold", bold, "b", "Control+B"], ["italic", italic, "i", "Control+I"], ["link", link, "", "Control+K"]],
    [["heading", heading], ["list", list], ["quote", quote], ["table", table]],
    [["image", image]],
  ];
  groups.forEach((group, at) => {
    if (at > 0) {
      const line = document.createElement("span");
      line.className = "sep";
      bar.append(line);
    }
    for (const [name, command, dress, keys] of group) {
      const button = document.createElement("button");
      button.type = "button";
      button.tabIndex = bar.querySelector("button") ? -1 : 0;
      if (keys) button.setAttribute("aria-keyshortcuts", keys);
      const words = dress ? document.createElement(dress) : button;
      words.textContent = text(name, textarea);
      if (words !== button) button.append(words);
      button.addEventListener("click", () => {
        command(view, textarea);
        view.focus();
      });
      bar.append(button);
    }
  });
  bar.addEventListener("keydown", (event) => {
    const buttons = [...bar.querySelectorAll("button")];
    const now = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || now < 0) return;
    event.preventDefault();
    const next = buttons[(to + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  });
  return bar;
}

const bold = (view, textarea) => wrap(view, "**", text("sampleText", textarea));
const italic = (view, textarea) => wrap(view, "*", text("sampleText", textarea));
const heading = (view, textarea) => prefix(view, "## ", /^#{1,6}\s+/, text("sampleHeading", textarea));
const list = (view, textarea) => prefix(view, "- ", /^[-*+]\s+/, text("sampleItem", textarea));
const quote = (view, textarea) => prefix(view, "> ", /^>\s?/, text("sampleQuote", textarea));

/** Puts marks round each selected stretch, or takes them away. */
function wrap(view, mark, sample) {
  const { state } = view;
  const size = mark.length;
  view.dispatch(state.changeByRange(({ from, to }) => {
    const around = state.sliceDoc(from - size, from) === mark && state.sliceDoc(to, to + size) === mark &&
      (size > 1 || state.sliceDoc(from - 2, from) !== "**");
    if (around) {
      return {
        changes: [{ from: from - size, to: from }, { from: to, to: to + size }],
        range: EditorSelection.range(from - size, to - size),
      };
    }
    const inside = state.sliceDoc(from, to);
    const words = inside || sample;
    return {
      changes: { from, to, insert: mark + words + mark },
      range: EditorSelection.range(from + size, from + size + words.length),
    };
  }), { userEvent: "input", scrollIntoView: true });
}

/** Puts the same mark before each selected line, or takes it away where all have it. */
function prefix(view, mark, pattern, sample) {
  const { state } = view;
  const { from, to } = state.selection.main;
  const lines = [];
  for (let line = state.doc.lineAt(from); ; line = state.doc.line(line.number + 1)) {
    if (line.length > 0 || from === to) lines.push(line);
    if (line.to >= to || line.number === state.doc.lines) break;
  }
  if (lines.length === 1 && lines[0].length === 0) {
    const at = lines[0].from;
    view.dispatch({
      changes: { from: at, insert: mark + sample },
      selection: EditorSelection.range(at + mark.length, at + mark.length + sample.length),
      userEvent: "input", scrollIntoView: true,
    });
    return;
  }
  const off = lines.every((line) => line.text.startsWith(mark));
  view.dispatch({
    changes: lines.map((line) => ({ from: line.from, to: line.from + (pattern.exec(line.text)?.[0].length ?? 0), insert: off ? "" : mark })),
    userEvent: "input", scrollIntoView: true,
  });
}

function link(view, textarea) {
  const { from, to } = view.state.selection.main;
  const chosen = view.state.sliceDoc(from, to);
  const isAddress = /^(https?:\/\/|\/)\S+$/.test(chosen);
  const words = isAddress || !chosen ? text("sampleLink", textarea) : chosen;
  const address = isAddress ? chosen : "https://";
  const start = isAddress || !chosen ? from + 1 : from + words.length + 3;
  view.dispatch({
    changes: { from, to, insert: `[${words}](${address})` },
    selection: EditorSelection.range(start, start + (isAddress || !chosen ? words.length : address.length)),
    userEvent: "input", scrollIntoView: true,
  });
}

function table(view, textarea) {
  const column = text("sampleColumn", textarea);
  block(view, `| ${column} 1 | ${column} 2 |\n|---|---|\n| … | … |\n| … | … |`, 2, column.length + 2);
}

/**
 * A page with a picture library listens for "editor:image" on the textarea, calls preventDefault() and later detail.insert(markdown);
 * without one a form to fill in is put into the text.
 */
function image(view, textarea) {
  const insert = (markdown) => block(view, markdown);
  if (!textarea.dispatchEvent(new CustomEvent("editor:image", { bubbles: true, cancelable: true, detail: { insert } }))) return;
  const alt = text("sampleAlt", textarea);
  block(view, `![${alt}](/media/ "${text("sampleCaption", textarea)}")`, 2, alt.length);
}

/** On lines of its own, with a blank line on both sides; selects [start, start + length) of what was put in. */
function block(view, markdown, start = markdown.length, length = 0) {
  const { state } = view;
  const line = state.doc.lineAt(state.selection.main.to);
  const at = line.text.trim() === "" ? line.from : line.to;
  const before = state.sliceDoc(0, at).replace(/[ \t]+$/, "");
  const lead = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const tail = /^\s*\n|^$/.test(state.sliceDoc(at)) ? "\n" : "\n\n";
  const from = at + lead.length + start;
  view.dispatch({
    changes: { from: at, insert: lead + markdown + tail },
    selection: EditorSelection.range(from, from + length),
    userEvent: "input", scrollIntoView: true,
  });
}
