import { say } from "./say.js";

const keepAfter = 500; // ms after the last key
const askAfter = 600;
const prefix = "cchc.keep.";

/**
 * <form data-keep="name">: what is typed survives a reload on this browser until the form was sent; fields with data-private only until
 * the tab is closed, fields with data-keep="off", hidden ones and files not at all. A form that came back with errors
 * (data-kept-pristine="False") holds what was typed and is left as it is. [data-kept] tells that something was put back.
 */
export function keep(form) {
  const name = prefix + form.dataset.keep;
  const fields = [...form.elements].filter((field) => field.name && field.dataset.keep !== "off" && !["hidden", "file", "submit", "button", "fieldset"].includes(field.type));
  const stores = [[localStorage, fields.filter((field) => !("private" in field.dataset))], [sessionStorage, fields.filter((field) => "private" in field.dataset)]];
  const told = form.querySelector("[data-kept]");
  let timer;

  if (form.dataset.keptPristine === "True" && bringBack()) {
    told.hidden = false;
    say(told.firstChild.textContent.trim(), { quiet: true });
  }
  for (const note of form.querySelectorAll("[data-kept-note]")) note.hidden = false;
  form.querySelector("[data-kept-drop]")?.addEventListener("click", () => {
    clearTimeout(timer);
    forget(form.dataset.keep);
    form.reset();
    told.hidden = true;
    fields[0]?.focus();
  });
  for (const kind of ["input", "change"])
    form.addEventListener(kind, () => {
      clearTimeout(timer);
      timer = setTimeout(write, keepAfter);
    });
  addEventListener("pagehide", write); // with what was typed before this script ran

  function bringBack() {
    let some = false;
    for (const [store, own] of stores) {
      const kept = JSON.parse(store.getItem(name) ?? "null");
      if (!kept) continue;
      for (const field of own) {
        const before = stateOf(field);
        if (field.type === "radio" || field.type === "checkbox") field.checked = (kept[field.name] ?? []).includes(field.value);
        else if (typeof kept[field.name] === "string") field.value ||= kept[field.name];
        some ||= stateOf(field) !== before;
      }
    }
    return some;
  }

  function write() {
    for (const [store, own] of stores) {
      const kept = {};
      for (const field of own) {
        if (field.type === "radio" || field.type === "checkbox") (kept[field.name] ??= []).push(...(field.checked ? [field.value] : []));
        else kept[field.name] = field.value;
      }
      try {
        store.setItem(name, JSON.stringify(kept));
      } catch {
        // no room, or storage is switched off: the form works without
      }
    }
  }
}

function stateOf(field) {
  return field.type === "radio" || field.type === "checkbox" ? field.checked : field.value;
}

/** On the page that follows a form which was sent: <div data-forget="name">. */
export function forgetKept(element) {
  forget(element.dataset.forget);
}

function forget(name) {
  localStorage.removeItem(prefix + name);
  sessionStorage.removeItem(prefix + name);
}

/** <input data-similar="address">: while a subject is typed, answers to what is like it stand in [data-similar-box]. */
export function similar(input) {
  const box = input.form.querySelector("[data-similar-box]");
  const list = box.querySelector("ul");
  let timer;
  let asking;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, askAfter);
  });
  if (input.value && box.hidden) ask(); // a draft, or typed before this script ran

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${input.dataset.similar}?q=${encodeURIComponent(input.value.trim())}`, { signal: asking.signal });
      if (!answer.ok) return;
      const lines = await answer.json();
      list.replaceChildren(...lines.map(({ text, url }) => {
        const link = Object.assign(document.createElement("a"), { href: url, textContent: text, className: "textlink", target: "_blank", rel: "noopener" });
        const line = document.createElement("li");
        line.append(link);
        return line;
      }));
      box.hidden = lines.length === 0;
      if (lines.length > 0) say(`Có ${lines.length} câu đã trả lời gần với tiêu đề của bạn.`, { quiet: true });
    } catch {
      // no network, or a newer question: sending still works
    }
  }
}
