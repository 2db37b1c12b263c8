import { say } from "./say.js";
import { text } from "./text.js";

/**
 * <button type="button" data-preview data-preview-url="/quan-tri/xem-thu" hidden>: sends the text of the form as "markdown=", with the
 * form's antiforgery token, and shows the HTML that comes back in #preview. data-preview may name the field by its id; without
 * it the first textarea[data-markdown] of the form is taken. The server has sanitised the HTML; scripts in it would not run anyway.
 */
export function preview(button) {
  const form = button.form ?? button.closest("form");
  const field = button.dataset.preview ? document.getElementById(button.dataset.preview) : form?.querySelector("textarea[data-markdown]");
  const region = document.getElementById(button.dataset.previewTarget || "preview");
  const address = button.dataset.previewUrl || form?.dataset.previewUrl;
  if (!field || !region || !address) return;
  let running;
  button.hidden = false;
  region.setAttribute("role", "region");
  region.setAttribute("aria-live", "off"); // long text: announced as ready, then read at the reader's pace

  button.addEventListener("click", async () => {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    region.hidden = false;
    region.setAttribute("aria-busy", "true");
    say(text("previewWait", button));
    try {
      const token = form.querySelector('[name="__RequestVerificationToken"]')?.value ?? "";
      const body = new URLSearchParams({ markdown: field.value, __RequestVerificationToken: token });
      const response = await fetch(address, { method: "POST", body, headers: { Accept: "text/html" }, signal });
      if (!response.ok || response.redirected) throw new Error(`${response.status} ${address}`);
      const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
      (region.querySelector("[data-preview-body]") ?? region).replaceChildren(...parsed.body.childNodes);
      say(text("previewReady", button));
      region.scrollIntoView({ block: "nearest" });
    } catch (error) {
      if (signal.aborted) return;
      say(text("previewFailed", button));
      console.warn("preview", error);
    } finally {
      if (!signal.aborted) region.removeAttribute("aria-busy");
    }
  });
}
