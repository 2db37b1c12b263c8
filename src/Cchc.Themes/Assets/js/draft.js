import { say } from "./say.js";
import { dateOf, text, timeOf } from "./text.js";

const prefix = "cchc.draft.";
const keepDays = 30;

/**
 * <form data-draft-key="article:42" data-saved-at="2026-11-22T01:42:10Z">: what is typed is kept in this browser until the server has it,
 * and leaving the page with unsaved words is asked about first. On the next visit a kept text that differs, and is newer than the
 * server's, is offered above the form. [data-draft-state] in the form, or anywhere with data-draft-state="<form id>", tells how it stands.
 * A field with data-draft="off" is left alone; so are hidden fields, files and passwords.
 */
export function draft(form) {
  const key = prefix + form.dataset.draftKey;
  const savedAt = form.dataset.savedAt ?? "";
  const state = form.querySelector("[data-draft-state]") ?? document.querySelector(`[data-draft-state="${form.id}"]`);
  let dirty = false;
  let leaving = false;
  let timer;

  forgetOldDrafts();
  const kept = readDraft(key);
  if (kept && differs(form, kept.fields) && (kept.base === savedAt || Date.parse(kept.when) > (Date.parse(savedAt) || 0))) offer(kept);
  else if (kept) localStorage.removeItem(key);

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    keep(); // a failed request must not cost the text; a successful one removes it on the next page
    leaving = true;
    setTimeout(() => (leaving = false), 5000); // still here: the request was stopped
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && dirty && keep());
  addEventListener("pagehide", () => dirty && keep());
  addEventListener("beforeunload", (event) => {
    if (!dirty || leaving) return;
    event.preventDefault();
    event.returnValue = true;
  });

  function changed(event) {
    if (event.target.form !== form || !isKept(event.target)) return;
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(keep, 800);
  }

  function keep() {
    clearTimeout(timer);
    if (!dirty) return;
    const when = new Date();
    try {
      localStorage.setItem(key, JSON.stringify({ when: when.toISOString(), base: savedAt, fields: valuesOf(form) }));
      tell(text("draftKept", form, { time: timeOf(when) }));
    } catch {
      tell(text("draftImpossible", form));
    }
  }

  /** Changes at most once a minute, so that a live region does not talk over the typing. */
  function tell(sentence) {
    if (state && state.textContent !== sentence) state.textContent = sentence;
  }

  function offer(found) {
    const when = new Date(found.when);
    const notice = document.createElement("div");
    notice.className = "notice notice--warn";
    notice.setAttribute("role", "status");
    const words = document.createElement("p");
    const restore = choice("draftRestore", "btn btn--ink btn--small");
    const forget = choice("draftForget", "btn btn--line btn--small");
    const row = document.createElement("p");
    row.className = "row";
    row.append(restore, forget);
    notice.append(words, row);
    form.before(notice);
    words.textContent = text("draftOffer", form, { time: timeOf(when), date: dateOf(when) });

    restore.addEventListener("click", () => {
      restoreFields(form, found.fields);
      done("draftRestored");
    });
    forget.addEventListener("click", () => {
      if (!dirty) localStorage.removeItem(key);
      done("draftForgotten");
    });

    function done(sentence) {
      notice.remove();
      say(text(sentence, form));
      [...form.elements].find((element) => isKept(element))?.focus();
    }
  }

  function choice(name, className) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = className;
    button.textContent = text(name, form);
    return button;
  }
}

const isCheck = (field) => field.type === "checkbox" || field.type === "radio";

function isKept(field) {
  return Boolean(field.name) && !field.name.startsWith("__") && field.dataset.draft !== "off" &&
    ["INPUT", "TEXTAREA", "SELECT"].includes(field.tagName) && !["hidden", "file", "password", "submit", "button", "image"].includes(field.type);
}

/** By name and place among its namesakes: { "Body#0": "…", "Tag#1": true } */
function fieldsOf(form) {
  const seen = new Map();
  return [...form.elements].filter(isKept).map((field) => {
    const nth = seen.get(field.name) ?? 0;
    seen.set(field.name, nth + 1);
    return [`${field.name}#${nth}`, field];
  });
}

function valueOf(field) {
  if (isCheck(field)) return field.checked;
  return field.multiple && field.options ? [...field.selectedOptions].map((option) => option.value) : field.value;
}

const valuesOf = (form) => Object.fromEntries(fieldsOf(form).map(([name, field]) => [name, valueOf(field)]));

const differs = (form, values) =>
  fieldsOf(form).some(([name, field]) => name in values && JSON.stringify(valueOf(field)) !== JSON.stringify(values[name]));

function restoreFields(form, values) {
  for (const [name, field] of fieldsOf(form)) {
    if (!(name in values) || JSON.stringify(valueOf(field)) === JSON.stringify(values[name])) continue;
    if (isCheck(field)) field.checked = values[name] === true;
    else if (field.multiple && field.options) for (const option of field.options) option.selected = values[name].includes(option.value);
    else field.value = String(values[name]);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function readDraft(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key));
    return found && typeof found.fields === "object" && found.fields && !Number.isNaN(Date.parse(found.when)) ? found : null;
  } catch {
    return null;
  }
}

/** Unpublished words do not stay for ever on a machine that others may use. */
function forgetOldDrafts() {
  try {
    const oldest = Date.now() - keepDays * 86400000;
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(prefix)) continue;
      const found = readDraft(key);
      if (!found || Date.parse(found.when) < oldest) localStorage.removeItem(key);
    }
  } catch {
    // storage is forbidden: there is nothing to forget
  }
}
