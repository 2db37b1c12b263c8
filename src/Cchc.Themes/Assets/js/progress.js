import { confirm } from "./confirm.js";
import { say } from "./say.js";
import { text } from "./text.js";

/**
 * <form data-progress enctype="multipart/form-data">: shows how much of a file has been sent, and that the server is reading it. The
 * answer takes the place of this page's <main>, or of the page where the server leads elsewhere.
 */
export function progress(form) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const request = new XMLHttpRequest();
    const { bar, words } = show(form);
    const buttons = [...form.querySelectorAll("button")];
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.max = total;
      bar.value = loaded;
    });
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value");
      tell(words, text("sendingRead", form));
    });
    request.addEventListener("error", () => {
      bar.parentElement.remove();
      for (const button of buttons) button.disabled = false;
      say(text("sendingLost", form));
    });
    request.addEventListener("load", () => take(request));
    request.open("POST", event.submitter?.hasAttribute("formaction") ? event.submitter.formAction : form.action);
    request.send(new FormData(form, event.submitter));
    for (const button of buttons) button.disabled = true;
  });
}

function show(form) {
  const line = document.createElement("p");
  const bar = document.createElement("progress");
  bar.className = "meter";
  const words = document.createElement("span");
  bar.setAttribute("aria-label", text("sending", form));
  line.append(bar, words);
  form.append(line);
  tell(words, text("sending", form));
  return { bar, words };
}

function tell(words, sentence) {
  words.textContent = sentence;
  say(sentence, { quiet: true });
}

function take(request) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const [old, fresh] = [document.querySelector("main"), page.querySelector("main")];
  if (!fresh) return location.reload(); // signed out meanwhile, or a server in trouble: its own page says so
  document.title = page.title;
  history.pushState(null, "", request.responseURL);
  addEventListener("popstate", () => location.reload(), { once: true });
  old.replaceWith(document.adoptNode(fresh));
  for (const form of fresh.querySelectorAll("form[data-progress]")) progress(form);
  for (const trigger of fresh.querySelectorAll("[data-confirm]")) confirm(trigger);
  const heading = fresh.querySelector("[role=alert], .notice, h1");
  heading.tabIndex = -1;
  heading.focus();
  scrollTo(0, 0);
}
