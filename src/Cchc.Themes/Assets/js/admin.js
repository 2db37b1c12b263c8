import { calendar } from "./calendar.js";
import { checks } from "./checks.js";
import { confirm } from "./confirm.js";
import { contrast } from "./contrast.js";
import { copyLink } from "./copy-link.js";
import { count } from "./count.js";
import { countdown } from "./countdown.js";
import { draft } from "./draft.js";
import { improve } from "./improve.js";
import { lead } from "./lead.js";
import { menu } from "./menu.js";
import { preview } from "./preview.js";
import { print } from "./print.js";
import { prepareToSpeak } from "./say.js";
import { progress } from "./progress.js";
import { select } from "./select.js";
import { sortable } from "./sortable.js";
import { crop, focusPoint } from "./stage.js";

// The newsroom loads this file alone, not site.js as well.
prepareToSpeak();
improve({
  "[data-copy-link]": copyLink,
  "[data-print]": print,
  "details.pop, details[data-menu]": menu,
  "[data-countdown], [data-seconds-left]": countdown,
  "[data-count]": count,
  "[data-confirm]": confirm,
  "[data-preview]": preview,
  "form[data-progress]": progress,
  "form[data-select]": select,
  "[data-calendar]": calendar,
  "[data-contrast]": contrast,
  "[data-sortable]": sortable,
  "[data-stage]": focusPoint,
  "[data-crop]": crop,
  "[data-checks]": checks,
  "[data-lead]": lead,
});

// The editor is large, and only a few pages need it. It takes its place before the draft looks at the form, so that a draft goes into it.
const areas = document.querySelectorAll("textarea[data-markdown]");
if (areas.length > 0) {
  try {
    const [{ editor }, { foreign }] = await Promise.all([import("./editor/index.js"), import("./word/foreign.js")]);
    foreign();
    for (const area of areas) editor(area);
  } catch (error) {
    reportError(error); // the plain textarea does the same work
  }
}
improve({ "form[data-draft-key]": draft });

// So are the uploads, with the protocol that survives a lost connection; the dialog in which pictures are chosen has them inside.
const [uploads, pickers] = [document.querySelectorAll("form[data-upload]"), document.querySelectorAll("form[data-picker]")];
try {
  if (uploads.length > 0) {
    const { uploader } = await import("./upload.js");
    for (const form of uploads) uploader(form);
  }
  if (pickers.length > 0) {
    const { picker } = await import("./picker.js");
    for (const form of pickers) picker(form);
  }
} catch (error) {
  reportError(error); // the plain forms do the same work
}
