import { addressOf } from "./copy-link.js";

/** <button type="button" data-share hidden>: the device's own sharing. Stays hidden where there is none. */
export function share(button) {
  if (!navigator.share) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.share({ title: button.dataset.shareTitle || document.title, url: addressOf(button.dataset.share) });
    } catch (error) {
      if (error.name !== "AbortError") reportError(error); // the reader changed their mind
    }
  });
}
