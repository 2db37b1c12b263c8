import { say } from "./say.js";
import { text } from "./text.js";

/** The address that is worth passing on: the page's own, without what a campaign or a form has added. */
export function addressOf(given) {
  const canonical = document.querySelector('link[rel="canonical"]');
  return new URL(given || canonical?.getAttribute("href") || location.href, location.href).href;
}

/** <button type="button" data-copy-link hidden>: copies data-copy-link="/duong-dan", or the page's own address. */
export function copyLink(button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const address = addressOf(button.dataset.copyLink);
    try {
      await navigator.clipboard.writeText(address);
      say(text("copied", button));
    } catch {
      prompt(text("copyByHand", button), address); // no clipboard over plain http
    }
  });
}
