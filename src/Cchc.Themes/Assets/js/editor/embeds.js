import { text } from "../text.js";
import { button, dialog, element, field } from "./dom.js";
import { kindOf } from "./embed.js";
import { tidy } from "./links.js";

/** Asks for a film or a recording: of the own library, or of YouTube. */
export function insertEmbed(editor, textarea) {
  const address = field("embed-address", text("embedAddress"), { inputMode: "url", autocapitalize: "none", spellcheck: false }, text("embedHint"));
  const title = field("embed-title", text("embedTitle"), { maxLength: 300 });
  const wrong = element("p", "field__error", "", { id: "embed-wrong" });
  wrong.setAttribute("role", "alert");
  dialog(text("embed", textarea), [address.whole, title.whole, wrong], {
    buttons: (made) => [element("button", "btn", text("embedUse")), button(text("confirmNo"), () => made.close())],
    done() {
      const href = tidy(address.control.value);
      const words = title.control.value.trim().normalize("NFC");
      wrong.textContent = !kindOf(href) ? text("embedWrong") : !words ? text("embedUntitled") : "";
      if (!wrong.textContent) return void editor.chain().focus().insertContent({ type: "embed", attrs: { href, title: words } }).run();
      const bad = kindOf(href) ? title.control : address.control;
      bad.setAttribute("aria-invalid", "true");
      bad.setAttribute("aria-describedby", "embed-wrong");
      bad.focus();
      return false;
    },
    close: () => editor.commands.focus(),
  });
  address.control.focus();
}
