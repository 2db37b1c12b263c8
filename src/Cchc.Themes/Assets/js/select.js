import { text } from "./text.js";

/**
 * <form data-select>: says how many of its check boxes named "Ids" are ticked in [data-select-count], ticks all with [data-select-all],
 * and with Shift held down all those between this tick and the one before it, by mouse or by the space bar. The key x ticks the
 * [data-select-row] in which the focus is.
 */
export function select(form) {
  const boxes = [...form.querySelectorAll('input[type="checkbox"][name="Ids"]')];
  const count = form.querySelector("[data-select-count]");
  const all = form.querySelector("[data-select-all]");
  if (!boxes.length || !count || !all) return;
  const plain = count.textContent;
  let last = -1;
  let shift = false;
  all.hidden = false;
  count.setAttribute("role", "status");

  const chosen = () => boxes.filter((box) => box.checked).length;
  function show() {
    const n = chosen();
    count.textContent = n > 0 ? text("selectCount", form, { n }) : plain;
    all.textContent = text(n === boxes.length ? "selectNone" : "selectAll", form);
  }

  form.addEventListener("keydown", (event) => (shift = event.shiftKey));
  form.addEventListener("keyup", (event) => (shift = event.key !== " " && event.shiftKey));
  boxes.forEach((box, at) => box.addEventListener("click", (event) => {
    if ((event.shiftKey || shift) && last >= 0) for (const between of boxes.slice(Math.min(at, last), Math.max(at, last) + 1)) between.checked = box.checked;
    last = at;
    show();
  }));
  form.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "x" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    const box = event.target.closest("[data-select-row]")?.querySelector('input[name="Ids"]');
    if (!box) return;
    event.preventDefault();
    box.click();
  });
  all.addEventListener("click", () => {
    const tick = chosen() < boxes.length;
    for (const box of boxes) box.checked = tick;
    show();
  });
  show();
}
