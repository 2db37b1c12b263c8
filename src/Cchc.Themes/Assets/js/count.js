import { say } from "./say.js";
import { text } from "./text.js";

/**
 * <textarea data-count data-count-max="90">: how long the text is, in characters or (data-count="words") in syllables.
 * The number goes into [data-count-for="<id of the field>"], or into a line made under the field.
 */
export function count(field) {
  const inWords = field.dataset.count === "words";
  const max = Number(field.dataset.countMax) || 0;
  let output = field.id && document.querySelector(`[data-count-for="${CSS.escape(field.id)}"]`);
  if (!output) {
    output = document.createElement("p");
    output.className = "field__count";
    field.after(output);
  }
  let wasOver = false;

  function show() {
    const value = field.value.normalize("NFC");
    const n = inWords ? (value.match(/\S+/g) ?? []).length : [...value].length;
    const over = max > 0 && n > max;
    output.textContent = text(inWords ? (max ? "wordsOf" : "words") : max ? "charsOf" : "chars", field, { n, max });
    output.classList.toggle("is-over", over);
    if (over && !wasOver) say(text("tooLong", field, { n, max })); // said once, not at every key
    wasOver = over;
  }

  show();
  field.addEventListener("input", show);
  field.addEventListener("change", show);
}
