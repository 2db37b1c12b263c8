import { say } from "./say.js";
import { text } from "./text.js";

/**
 * <ol data-sortable> of <li data-sortable-item data-name="…">: sorted by dragging [data-sortable-handle], by arrow keys on it, and by the buttons
 * [data-sortable-up] and [data-sortable-down], which without script send the form. Fields keep their names: the form is read in the order in which they stand.
 */
export function sortable(list) {
  const items = () => [...list.children].filter((child) => child.matches("[data-sortable-item]"));
  for (const item of items()) {
    const handle = item.querySelector("[data-sortable-handle]");
    handle.hidden = false;
    handle.addEventListener("keydown", (event) => {
      const all = items();
      const to = { ArrowUp: all.indexOf(item) - 1, ArrowDown: all.indexOf(item) + 1, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      place(item, to);
      tell(item);
    });
    handle.addEventListener("pointerdown", (event) => drag(event, item, handle));
    for (const [mark, step] of [["up", -1], ["down", 1]]) {
      const button = item.querySelector(`[data-sortable-${mark}]`);
      button?.addEventListener("click", (event) => {
        event.preventDefault();
        place(item, items().indexOf(item) + step);
        tell(item);
        if (button.disabled) handle.focus();
      });
    }
  }

  /** The others step aside: the item itself stays in the page, and with it the focus and the pointer. */
  function place(item, to) {
    const all = items();
    const from = all.indexOf(item);
    const there = Math.min(all.length - 1, Math.max(0, to));
    if (there > from) item.before(...all.slice(from + 1, there + 1));
    else if (there < from) item.after(...all.slice(there, from));
    else return;
    for (const [at, each] of items().entries()) {
      each.querySelector("[data-sortable-up]").disabled = at === 0;
      each.querySelector("[data-sortable-down]").disabled = at === all.length - 1;
    }
  }

  function tell(item) {
    const all = items();
    say(text("sorted", list, { name: item.dataset.name, n: all.indexOf(item) + 1, all: all.length }), { quiet: true });
  }

  function drag(start, item, handle) {
    if (start.button !== 0) return;
    start.preventDefault();
    handle.focus();
    handle.setPointerCapture(start.pointerId);
    item.classList.add("is-dragged");
    const over = new AbortController();
    handle.addEventListener("pointermove", (event) => {
      // past a neighbour as soon as the pointer is beyond its middle
      const others = items().filter((other) => other !== item);
      place(item, others.filter((other) => middle(other) < event.clientY).length);
    }, { signal: over.signal });
    const end = () => {
      over.abort();
      item.classList.remove("is-dragged");
      tell(item);
    };
    handle.addEventListener("pointerup", end, { signal: over.signal });
    handle.addEventListener("pointercancel", end, { signal: over.signal });
  }
}

function middle(element) {
  const box = element.getBoundingClientRect();
  return box.top + box.height / 2;
}
