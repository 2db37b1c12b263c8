import { say } from "./say.js";
import { focusPoint } from "./stage.js";
import { text } from "./text.js";

/** Shapes in which the lead picture is shown, as width over height, with the name of their sentence. */
const shapes = [[16 / 9, "leadWide"], [1, "leadSquare"]];

/**
 * <section data-lead>: the lead picture of an article. A picture that is dropped or pasted on it goes to the library and becomes the lead
 * picture; its focus is set on the picture itself, in a dialog, with what is cut round it in sight. The fields of the form hold it all.
 */
export function lead(section) {
  const form = section.closest("form");
  const [path, x, y, alt, caption] = ["leadPath", "leadX", "leadY", "leadAlt", "leadCaption"].map((name) => document.getElementById(section.dataset[name]));
  const shown = section.querySelector("[data-lead-shown]");
  if (!form || !path || path.readOnly) return;
  const open = section.querySelector("[data-lead-focus]");
  const status = section.querySelector("[data-lead-status]");
  let busy = false;

  const settle = () => {
    open.hidden = path.value.trim() === "";
  };
  open.addEventListener("click", focus);
  path.addEventListener("input", settle);
  settle();
  if (!form.dataset.pickUpload) return;
  for (const kind of ["dragenter", "dragover"]) {
    section.addEventListener(kind, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      section.classList.add("is-over");
    });
  }
  for (const kind of ["dragleave", "drop"]) section.addEventListener(kind, () => section.classList.remove("is-over"));
  section.addEventListener("drop", (event) => take(event, event.dataTransfer.files));
  section.addEventListener("paste", (event) => take(event, event.clipboardData.files));

  async function take(event, files) {
    if (files.length === 0) return; // words, for a field
    event.preventDefault();
    const picture = [...files].find((file) => file.type.startsWith("image/"));
    if (!picture || busy) return say(text(picture ? "leadBusy" : "leadOther", section));
    busy = true;
    status.textContent = text("uploadWaits", section);
    try {
      const { asPicture, Sending } = await import("./word/send.js");
      const come = await new Sending(await asPicture(picture, text("pictureName")), form).go({
        progress: (part) => (status.textContent = part >= 1 ? text("uploadChecks", section) : text("uploadGoes", section, { percent: Math.floor(part * 100) })),
      });
      use(come.path);
    } catch (error) {
      const why = error.status === 401 ? text("pictureSignIn", section) : error.isPassing ? text("leadLost", section) : error.message;
      status.textContent = text("uploadFailed", section, { why });
    } finally {
      busy = false;
    }
  }

  /** What was said of another picture does not hold for this one; what was typed before there was any does. */
  function use(address) {
    const another = path.value !== "" && path.value !== address;
    Object.assign(shown, { src: `/media/${address}`, hidden: false });
    write(path, address);
    if (another) for (const field of [alt, caption]) write(field, "");
    write(x, 50);
    write(y, 50);
    status.textContent = text("leadCame", section);
    settle();
    if (!alt.value) alt.focus();
  }

  function focus() {
    const dialog = element("dialog", "dialog dialog--wide lead");
    const title = element("h2", "", text("leadTitle", section));
    title.id = "lead-title";
    dialog.setAttribute("aria-labelledby", title.id);
    const stage = element("figure", "stage");
    Object.assign(stage.dataset, { stageX: x.id, stageY: y.id });
    const picture = Object.assign(element("img", "stage__pic"), { src: shown.src, alt: alt.value });
    stage.append(picture);
    const cuts = element("div", "lead__cuts");
    const all = shapes.map(([shape, name]) => {
      const figure = element("figure");
      const cut = Object.assign(element("img", `lead__cut lead__cut--${name === "leadWide" ? "wide" : "square"}`), { src: shown.src, alt: "" });
      figure.append(cut, element("figcaption", "muted", text(name, section)));
      cuts.append(figure);
      return { cut, shape };
    });
    const show = () => {
      for (const { cut, shape } of all) cut.style.objectPosition = placeOf(picture, shape, at(x), at(y));
      spoken.textContent = text("leadAt", section, { x: x.value || 50, y: y.value || 50 });
    };
    const spoken = element("p", "muted");
    spoken.setAttribute("role", "status");
    const done = Object.assign(element("button", "btn", text("leadDone", section)), { type: "button" });
    const middle = Object.assign(element("button", "btn btn--line", text("leadMiddle", section)), { type: "button" });
    const acts = element("p", "actions");
    acts.append(done, middle);
    dialog.append(title, element("p", "field__hint", text("leadHint", section)), stage, spoken, cuts, acts);
    done.addEventListener("click", () => dialog.close());
    middle.addEventListener("click", () => {
      write(x, 50);
      write(y, 50);
    });
    const gone = new AbortController();
    for (const field of [x, y]) field.addEventListener("input", show, { signal: gone.signal });
    picture.addEventListener("load", show);
    dialog.addEventListener("close", () => {
      gone.abort();
      dialog.remove();
      open.focus();
    });
    document.body.append(dialog);
    focusPoint(stage);
    dialog.showModal();
    show();
    stage.querySelector(".stage__dot").focus();
  }
}

const at = (field) => (field.value === "" ? 50 : Number(field.value)) / 100;

/** As PictureCut.cs cuts: the largest part of the shape with the focus in its middle, as far as the picture reaches. */
function placeOf(picture, shape, x, y) {
  const whole = (picture.naturalWidth || 1) / (picture.naturalHeight || 1);
  const [wide, high] = whole > shape ? [shape / whole, 1] : [1, whole / shape];
  const part = (focus, size) => (size >= 1 ? 0.5 : Math.min(1 - size, Math.max(0, focus - size / 2)) / (1 - size));
  return `${part(x, wide) * 100}% ${part(y, high) * 100}%`;
}

function write(field, value) {
  field.value = String(value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function element(tag, className = "", words = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (words) made.textContent = words;
  return made;
}
