import { say } from "./say.js";
import { dateOf, text } from "./text.js";

const key = "cchc.saved";
const most = 200;

/** Only a path of this site: what lies in the browser's storage is not trusted. */
function pathOf(value) {
  try {
    const address = new URL(String(value), location.origin);
    return address.origin === location.origin && /^https?:$/.test(address.protocol) ? address.pathname : null;
  } catch {
    return null;
  }
}

/** @returns {{ path: string, title: string, saved: string }[]} newest first */
function read() {
  try {
    const list = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(list) ? list.filter((item) => typeof item?.title === "string" && pathOf(item.path) === item.path) : [];
  } catch {
    return [];
  }
}

function write(list) {
  try {
    localStorage.setItem(key, JSON.stringify(list.slice(0, most)));
    return true;
  } catch {
    return false; // storage is full or forbidden
  }
}

/** <button type="button" data-save="/tin-tuc/…" data-save-title="…" hidden>: puts the article on the reader's list, or takes it off. */
export function saveArticle(button) {
  const path = pathOf(button.dataset.save || location.pathname);
  if (!path || !write(read())) return;
  const title = button.dataset.saveTitle || document.querySelector("h1")?.textContent?.trim() || document.title;
  const show = () => button.setAttribute("aria-pressed", String(read().some((item) => item.path === path)));
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    const list = read();
    const others = list.filter((item) => item.path !== path);
    const adding = others.length === list.length;
    write(adding ? [{ path, title, saved: new Date().toISOString() }, ...others] : others);
    show();
    say(text(adding ? "saved" : "unsaved", button));
  });
  addEventListener("storage", (event) => event.key === key && show());
}

/** <ul class="saved-list" data-saved-list> with [data-saved-empty] beside it for the sentence that stands there when it is empty. */
export function savedList(list) {
  const empty = document.querySelector("[data-saved-empty]");

  function render() {
    const items = read();
    list.replaceChildren(...items.map(row));
    list.hidden = items.length === 0;
    if (empty instanceof HTMLElement) empty.hidden = items.length > 0;
  }

  function row(item) {
    const link = document.createElement("a");
    link.href = item.path;
    link.textContent = item.title;
    const meta = document.createElement("span");
    meta.className = "meta";
    const saved = new Date(item.saved);
    if (!Number.isNaN(saved.getTime())) meta.textContent = text("savedOn", list, { date: dateOf(saved) });
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "btn btn--line btn--small";
    remove.textContent = text("remove", list);
    remove.setAttribute("aria-label", text("removeItem", list, { title: item.title }));
    remove.addEventListener("click", () => {
      const at = [...list.children].indexOf(element);
      write(read().filter((other) => other.path !== item.path));
      render();
      say(text("unsaved", list));
      const next = list.children[at] ?? list.lastElementChild;
      if (next) next.querySelector("button").focus();
      else if (empty instanceof HTMLElement) {
        empty.tabIndex = -1;
        empty.focus();
      }
    });
    const element = document.createElement("li");
    element.append(link, meta, remove);
    return element;
  }

  render();
  addEventListener("storage", (event) => event.key === key && render());
}
