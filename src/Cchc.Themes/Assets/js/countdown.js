import { text } from "./text.js";

const units = [["days", 86400], ["hours", 3600], ["minutes", 60], ["seconds", 1]];

/**
 * <div class="countdown" role="timer" data-countdown="2026-11-29T10:00:00Z"> holding <b data-unit="days"> … "seconds";
 * without such parts the element's <b>, or the element, shows 21:48. A page that is not cached can give what the server's clock
 * says instead: data-seconds-left="1308". At the end it says data-text-over and sends the event "countdown:over".
 */
export function countdown(element) {
  const left = element.dataset.secondsLeft;
  const end = left ? Date.now() + Number(left) * 1000 : Date.parse(element.dataset.countdown);
  if (Number.isNaN(end)) return;
  const parts = new Map([...element.querySelectorAll("[data-unit]")].map((part) => [part.dataset.unit, part]));
  const whole = element.querySelector("b") ?? element;
  const finest = parts.size === 0 || parts.has("seconds") ? "seconds" : parts.has("minutes") ? "minutes" : "hours";
  let spoken = "";

  function show() {
    let rest = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    if (rest === 0) return finish();
    const values = [];
    for (const [unit, size] of units) {
      const n = Math.floor(rest / size);
      if (parts.size > 0 && !parts.has(unit)) continue;
      rest -= n * size;
      values.push([unit, n]);
      const part = parts.get(unit);
      if (part) part.textContent = unit === "days" ? String(n) : String(n).padStart(2, "0");
      if (unit === finest) break;
    }
    if (parts.size === 0) {
      const shown = values.filter(([unit, n]) => n > 0 || unit === "minutes" || unit === "seconds");
      whole.textContent = shown.map(([, n]) => String(n).padStart(2, "0")).join(":");
    }
    // the label is for those who ask; it never changes by the second
    const words = values.filter(([unit, n]) => n > 0 && unit !== "seconds").map(([unit, n]) => n + " " + text(unit, element)).join(" ");
    if (words && words !== spoken) element.setAttribute("aria-label", text("left", element, { time: (spoken = words) }));
    setTimeout(show, 1000 - ((Date.now() - end) % 1000 + 1000) % 1000 || 1000);
  }

  function finish() {
    const over = text("over", element);
    element.setAttribute("aria-label", over);
    const sentence = document.createElement("p");
    sentence.className = "countdown__done";
    sentence.textContent = over;
    if (parts.size > 0) element.replaceChildren(sentence);
    else whole.textContent = "00:00";
    element.dispatchEvent(new CustomEvent("countdown:over", { bubbles: true }));
  }

  show();
}
