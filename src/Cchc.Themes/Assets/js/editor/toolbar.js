import { text } from "../text.js";
import { element } from "./dom.js";
import { inTable, tableTools } from "./tables.js";

/**
 * One stop for Tab; the arrows go from button to button. Below it a second bar for tables, when the cursor stands in one.
 * @param {{ name: string, run: Function, keys?: string, pressed?: Function, enabled?: Function }[][]} groups
 */
export function toolbar(editor, groups, textarea) {
  const main = bar(text("toolbar", textarea), groups, editor, textarea);
  const table = bar(text("tableToolbar", textarea), [tableTools.map(([name, run, pressed]) => ({ name, run, pressed }))], editor, textarea);
  table.dom.classList.add("toolbar--table");
  table.dom.hidden = true;
  let waiting = false;
  function show() {
    waiting = false;
    if (editor.isDestroyed) return;
    main.show();
    table.dom.hidden = !inTable(editor);
    if (!table.dom.hidden) table.show();
  }
  // once for each picture on the screen, and never in the way of a key
  editor.on("transaction", () => {
    if (!waiting) requestAnimationFrame(show);
    waiting = true;
  });
  show();
  return { main: main.dom, table: table.dom };
}

function bar(label, groups, editor, textarea) {
  const dom = element("div", "toolbar");
  dom.setAttribute("role", "toolbar");
  dom.setAttribute("aria-label", label);
  const tools = [];
  groups.filter((group) => group.length > 0).forEach((group, at) => {
    if (at > 0) dom.append(element("span", "sep"));
    for (const tool of group) {
      const made = element("button", "", "", { type: "button", tabIndex: tools.length > 0 ? -1 : 0 });
      const words = element(tool.dress ?? "span", "", text(tool.name, textarea));
      made.dataset.tool = tool.name;
      made.append(words);
      if (tool.keys) {
        made.setAttribute("aria-keyshortcuts", tool.keys);
        made.title = `${text(tool.name, textarea)} (${shown(tool.keys)})`;
      }
      made.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays where it is
      made.addEventListener("click", () => made.getAttribute("aria-disabled") !== "true" && tool.run(editor, made));
      tools.push({ ...tool, made });
      dom.append(made);
    }
  });
  dom.addEventListener("keydown", (event) => {
    const buttons = tools.map((tool) => tool.made);
    const now = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || now < 0) return;
    event.preventDefault();
    const next = buttons[(to + buttons.length) % buttons.length];
    for (const one of buttons) one.tabIndex = one === next ? 0 : -1;
    next.focus();
  });
  function show() {
    for (const { made, pressed, enabled } of tools) {
      if (pressed) set(made, "aria-pressed", String(Boolean(pressed(editor))));
      if (enabled) set(made, "aria-disabled", String(!enabled(editor)));
    }
  }
  return { dom, show };
}

function set(made, name, value) {
  if (made.getAttribute(name) !== value) made.setAttribute(name, value);
}

const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);
const shown = (keys) => keys.replaceAll("Control", isMac ? "⌘" : "Ctrl").replace(" ", ", ");
