/**
 * Runs each improvement on the elements that are marked for it. The page works without; one that fails leaves the others alone.
 * @param {Record<string, (element: HTMLElement) => void>} improvements by selector
 */
export function improve(improvements) {
  for (const [selector, run] of Object.entries(improvements)) {
    for (const element of document.querySelectorAll(selector)) {
      try {
        run(/** @type {HTMLElement} */ (element));
      } catch (error) {
        reportError(error);
      }
    }
  }
}
