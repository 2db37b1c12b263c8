/** One live region for the page: read aloud, and shown for a moment at the foot of the window. */
let region;
let timer;

function place() {
  region = document.createElement("p");
  region.className = "toast";
  region.setAttribute("role", "status");
  document.body.append(region);
}

/** A screen reader notices only what changes in a region that it already knows: call once while the page starts. */
export function prepareToSpeak() {
  if (!region) place();
}

/**
 * @param {string} message a whole sentence
 * @param {{ quiet?: boolean }} how quiet: for screen readers alone, since eyes see it elsewhere
 */
export function say(message, { quiet = false } = {}) {
  prepareToSpeak();
  region.classList.toggle("visually-hidden", quiet);
  clearTimeout(timer);
  region.textContent = "";
  // the same sentence twice is still a change
  setTimeout(() => (region.textContent = message), 50);
  timer = setTimeout(() => (region.textContent = ""), 7000);
}
