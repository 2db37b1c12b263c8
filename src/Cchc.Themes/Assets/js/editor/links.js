import { getMarkRange } from "@tiptap/core";
import { text } from "../text.js";
import { button, dialog, element, field } from "./dom.js";

/** A link: an address typed by hand, or a published item of the own site found by its words. */
export function editLink(editor, textarea) {
  const { state } = editor;
  const { link } = state.schema.marks;
  const range = getMarkRange(state.selection.$from, link) ?? { from: state.selection.from, to: state.selection.to };
  const now = state.selection.$from.marks().find((mark) => mark.type === link) ?? state.doc.nodeAt(range.from)?.marks.find((mark) => mark.type === link);
  const chosen = state.doc.textBetween(range.from, range.to, " ", " ");
  const words = field("link-words", text("linkWords"), { value: chosen });
  const address = field("link-address", text("linkAddress"), { value: now?.attrs.href ?? (isAddress(chosen) ? chosen : ""), inputMode: "url", autocapitalize: "none", spellcheck: false }, text("linkHint"));
  const found = element("ul", "editor__found");
  found.setAttribute("aria-label", text("linkFound"));
  const said = element("p", "field__hint");
  said.setAttribute("role", "status");
  const search = field("link-search", text("linkSearch"), { type: "search" });
  const wrong = element("p", "field__error");
  wrong.setAttribute("role", "alert");
  wrong.id = "link-wrong";
  let timer;
  let running;
  search.control.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 200);
  });
  search.control.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    look();
  });

  async function look() {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    const q = search.control.value.trim();
    if (!q) {
      found.replaceChildren();
      said.textContent = "";
      return;
    }
    try {
      const response = await fetch(`/quan-tri/tim-lien-ket?${new URLSearchParams({ q })}`, { headers: { Accept: "application/json" }, signal });
      if (!response.ok || response.redirected) throw new Error(`${response.status}`);
      const items = await response.json();
      found.replaceChildren(...items.map((item) => {
        const line = element("li");
        const choose = button("", () => {
          address.control.value = item.url;
          if (!words.control.value.trim()) words.control.value = item.title;
          address.control.focus();
        }, "editor__pick");
        choose.append(element("strong", "", item.title), element("span", "muted", [item.type, item.date].filter(Boolean).join(" · ")));
        line.append(choose);
        return line;
      }));
      said.textContent = items.length > 0 ? text("linkCount", null, { n: items.length }) : text("linkNone");
    } catch (error) {
      if (!signal.aborted) said.textContent = text("linkFailed");
    }
  }

  dialog(text(now ? "linkEdit" : "linkTitle", textarea), [words.whole, address.whole, wrong, search.whole, said, found], {
    buttons: (made) => [
      element("button", "btn", text("linkUse")),
      ...(now ? [button(text("linkRemove"), () => {
        editor.chain().setTextSelection(range).unsetMark("link").setTextSelection(range.to).run();
        made.close();
      })] : []),
      button(text("confirmNo"), () => made.close()),
    ],
    done() {
      const href = tidy(address.control.value);
      if (!isAddress(href)) {
        wrong.textContent = text("linkWrong");
        address.control.setAttribute("aria-invalid", "true");
        address.control.setAttribute("aria-describedby", "link-wrong");
        address.control.focus();
        return false;
      }
      const label = words.control.value.trim().normalize("NFC") || href;
      const mark = link.create({ href, title: now?.attrs.title ?? null });
      editor.chain().command(({ tr }) => {
        if (label !== chosen || range.from === range.to) {
          const marks = tr.doc.resolve(range.from).marks().filter((one) => one.type !== link);
          tr.replaceWith(range.from, range.to, state.schema.text(label, mark.addToSet(marks)));
        } else tr.removeMark(range.from, range.to, link).addMark(range.from, range.to, mark);
        tr.setSelection(state.selection.constructor.near(tr.doc.resolve(range.from + label.length)));
        tr.removeStoredMark(link);
        return true;
      }).run();
    },
    close: () => editor.commands.focus(),
  });
  (chosen ? address : words).control.focus();
}

export const isAddress = (words) => /^(https?:\/\/\S+|\/[^\s/]\S*|\/|#\S+|mailto:\S+@\S+|tel:[+\d]\S*)$/i.test(words);

/** Addresses of the own site are kept without its name: they stay right when the name changes. */
export function tidy(address) {
  const href = address.trim();
  try {
    const url = new URL(href);
    if (url.origin === location.origin) return url.pathname + url.search + url.hash;
  } catch {
    if (/^(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/.test(href)) return `https://${href}`;
    if (/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(href)) return `mailto:${href}`;
  }
  return href;
}
