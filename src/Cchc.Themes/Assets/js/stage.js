import { text } from "./text.js";

const clamp = (value, least, most) => Math.min(most, Math.max(least, value));
const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Calls move(x, y) with the pointer's place in percent of the picture, from the press until it is let go. */
function follow(target, picture, begin, move) {
  target.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    target.setPointerCapture(event.pointerId);
    begin(...placeOf(event, picture));
    const go = (moved) => move(...placeOf(moved, picture));
    target.addEventListener("pointermove", go);
    target.addEventListener("lostpointercapture", () => target.removeEventListener("pointermove", go), { once: true });
  });
}

function placeOf(event, picture) {
  const box = picture.getBoundingClientRect();
  return [((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100];
}

function write(field, value) {
  field.value = value === null ? "" : String(Math.round(value));
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** <figure data-stage data-stage-x="<id>" data-stage-y="<id>">: a dot on the picture that writes into two number fields. */
export function focusPoint(stage) {
  const picture = stage.querySelector("img");
  const [x, y] = [stage.dataset.stageX, stage.dataset.stageY].map((id) => document.getElementById(id));
  if (!picture || !x || !y || x.matches(":disabled")) return;
  const dot = document.createElement("button");
  dot.type = "button";
  dot.className = "stage__dot";
  dot.setAttribute("aria-label", text("focusDot", stage));
  picture.after(dot);
  stage.classList.add("stage--live");

  const at = () => [x.value === "" ? 50 : Number(x.value), y.value === "" ? 50 : Number(y.value)];
  function show() {
    const [left, top] = at();
    dot.style.insetInlineStart = `${left}%`;
    dot.style.insetBlockStart = `${top}%`;
    dot.classList.toggle("is-free", x.value === "" || y.value === "");
  }
  function put(left, top) {
    write(x, clamp(left, 0, 100));
    write(y, clamp(top, 0, 100));
    show();
  }
  follow(picture, picture, put, put);
  follow(dot, picture, () => {}, put);
  dot.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const [left, top] = at();
    const size = event.shiftKey ? 10 : 1;
    put(left + step[0] * size, top + step[1] * size);
  });
  for (const field of [x, y]) field.addEventListener("input", show);
  show();
}

/** <fieldset data-crop="16:9">: a frame of that shape on its picture, which writes into the fieldset's fields for left, top and width. */
export function crop(set) {
  const picture = set.querySelector("img");
  const [x, y, width] = set.querySelectorAll('input[type="number"]');
  if (!picture || !width || set.matches(":disabled")) return;
  const [wide, high] = set.dataset.crop.split(":").map(Number);
  // how high a frame is, in percent of the height, for each percent of the width
  const tall = (Number(picture.getAttribute("width")) * high) / wide / Number(picture.getAttribute("height"));
  const widest = Math.min(100, 100 / tall);
  const frame = document.createElement("button");
  frame.type = "button";
  frame.className = "stage__frame";
  frame.setAttribute("aria-label", text("cropBox", set, { label: set.dataset.cropLabel }));
  const grip = document.createElement("span");
  grip.className = "stage__grip";
  frame.append(grip);
  picture.after(frame);
  const turn = document.createElement("button");
  turn.type = "button";
  turn.className = "btn btn--line btn--small";
  set.append(turn);

  const at = () => ({ left: Number(x.value), top: Number(y.value), size: Number(width.value) });
  function show() {
    const drawn = width.value !== "";
    frame.hidden = !drawn;
    turn.textContent = text(drawn ? "cropClear" : "cropDraw", set);
    if (!drawn) return;
    const { left, top, size } = at();
    Object.assign(frame.style, { insetInlineStart: `${left}%`, insetBlockStart: `${top}%`, inlineSize: `${size}%`, blockSize: `${size * tall}%` });
  }
  function put(left, top, size) {
    const kept = clamp(size, 5, widest);
    write(width, Math.floor(kept));
    write(x, clamp(left, 0, 100 - kept));
    write(y, clamp(top, 0, 100 - kept * tall));
    show();
  }

  let from;
  const begin = (left, top) => (from = { left, top, at: at() });
  follow(frame, picture, begin, (left, top) => put(from.at.left + left - from.left, from.at.top + top - from.top, from.at.size));
  grip.addEventListener("pointerdown", (event) => event.stopPropagation());
  follow(grip, picture, begin, (left) => put(from.at.left, from.at.top, Math.min(from.at.size + left - from.left, 100 - from.at.left, (100 - from.at.top) / tall)));
  frame.addEventListener("keydown", (event) => {
    const { left, top, size } = at();
    const [step, by] = [steps[event.key], event.shiftKey ? 10 : 1];
    const grows = { "+": 1, "=": 1, "-": -1, "−": -1 }[event.key];
    if (!step && !grows) return;
    event.preventDefault();
    if (step) put(left + step[0] * by, top + step[1] * by, size);
    else put(left, top, size + grows * by);
  });
  turn.addEventListener("click", () => {
    if (width.value !== "") for (const field of [x, y, width]) write(field, null);
    else put((100 - widest) / 2, (100 - widest * tall) / 2, widest);
    show();
    if (!frame.hidden) frame.focus();
  });
  for (const field of [x, y, width]) field.addEventListener("input", show);
  show();
}
