import { say } from "./say.js";

const fewest = 2;
const pause = 200;
let lists = 0;

/**
 * <form data-suggest="address"> with one search field: offers lines while someone types (the combobox of WAI-ARIA). Arrows choose,
 * Enter opens what is chosen or searches for what is written, Escape closes. Without an answer the form is what it was.
 */
export function suggest(form) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  list.className = "suggest";
  list.id = `goi-y-${++lists}`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Gợi ý");
  form.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }))
    input.setAttribute(name, value);

  let chosen = -1;
  let timer;
  let asking;

  function close() {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(index) {
    chosen = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index].scrollIntoView({ block: "nearest" });
  }

  function show(lines) {
    list.replaceChildren(...lines.map(({ text, url }, at) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${at}`;
      option.setAttribute("role", "option");
      option.dataset.url = url;
      option.textContent = text;
      return option;
    }));
    list.hidden = lines.length === 0;
    input.setAttribute("aria-expanded", String(lines.length > 0));
    choose(-1);
    if (lines.length > 0) say(`Có ${lines.length} gợi ý, dùng mũi tên để chọn.`, { quiet: true });
  }

  async function ask() {
    const words = input.value.trim();
    if (words.length < fewest) return close();
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}&q=${encodeURIComponent(words)}`, { signal: asking.signal });
      if (!answer.ok) return close();
      const lines = await answer.json();
      if (document.activeElement === input && input.value.trim() === words) show(lines);
    } catch {
      // no network, or a newer question: searching still works
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  });
  input.addEventListener("keydown", (event) => {
    // while a Vietnamese word is being composed, keys belong to the input method
    if (event.isComposing) return;
    const count = list.children.length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" && list.hidden) ask();
    else if (list.hidden) return;
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      // one place more than lines: from either end back to what was written
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.url);
    }
  });
  // the field keeps the focus while a line is pressed
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  input.addEventListener("blur", close);
}
