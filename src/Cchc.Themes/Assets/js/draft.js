import { say } from "./say.js";
import { dateOf, text, timeOf } from "./text.js";

const prefix = "cchc.draft.";
const keepDays = 30;
const keepHereAfter = 800; // ms after the last key
const keepThereEvery = 5000;
const beatEvery = 15000;
const answerWithin = 8000;

/**
 * <form data-draft-key="Article:4abc" data-draft-url="/quan-tri/dang-viet" data-saved-at="2026-11-22T01:42:10Z" data-base="7">: what is typed
 * is kept in this browser at once and on the server every few seconds, until it is saved. On the next visit it is put back; when the item
 * was saved since, it is offered instead. Before the form is sent the server is asked whether it is there and still knows the person: a lost
 * connection or an ended session costs no word. [data-draft-state] tells how it stands, [data-who] who else has the item open.
 * A field with data-draft="off" is left alone; so are hidden fields, files and passwords.
 */
export function draft(form) {
  const { draftKey, draftUrl, type, item } = form.dataset;
  const key = prefix + draftKey;
  const savedAt = form.dataset.savedAt ?? "";
  const base = Number(form.dataset.base ?? 0);
  const state = form.querySelector("[data-draft-state]");
  const who = form.querySelector("[data-who]");
  const tokens = () => document.querySelectorAll('[name="__RequestVerificationToken"]');
  const token = () => tokens()[0]?.value ?? "";
  let dirty = form.dataset.merged === "1"; // the server put words here that nobody has saved
  let sent = !dirty; // whether the server has what is typed
  let leaving = false;
  let hereTimer;
  let thereTimer;
  let lost = false;
  let notice;

  forgetOldDrafts();
  const ready = dirty ? Promise.resolve() : bringBack();
  if (draftUrl) {
    ready.then(() => beat());
    setInterval(() => document.visibilityState === "visible" && beat(), beatEvery);
    addEventListener("online", () => beat());
  }
  for (const link of form.querySelectorAll("[data-draft-drop]")) link.addEventListener("click", () => { forget(); leaving = true; });

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    keepHere();
    if (!draftUrl || leaving) {
      noteSent(key, base);
      leaving = true;
      setTimeout(() => (leaving = false), 5000); // still here: the request was stopped
      return;
    }
    event.preventDefault();
    submitWhenHeard(event.submitter);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepAll());
  addEventListener("pagehide", keepHere);
  addEventListener("beforeunload", (event) => {
    if (!dirty || leaving || sent) return;
    event.preventDefault();
    event.returnValue = true;
  });

  /** The newer of what this browser and the server kept: put back when nobody saved since, offered otherwise. */
  async function bringBack() {
    const before = takeSent();
    if (before && (before.key !== key || before.base < base)) localStorage.removeItem(before.key); // it was saved: this page shows it
    const here = readDraft(key);
    const there = draftUrl ? await fetchKept() : null;
    const kept = [here, there].filter((found) => found && differs(form, found.fields)).sort((a, b) => Date.parse(b.when) - Date.parse(a.when))[0];
    if (!kept) {
      if (here) localStorage.removeItem(key);
      if (!item) offerAnother();
      return;
    }
    const when = new Date(kept.when);
    if (kept.basedOn === base || kept.base === savedAt) {
      restoreFields(form, kept.fields);
      show("draftRestored", when, [["draftForget", () => { forget(); leaving = true; location.reload(); }]]);
      say(text("draftRestored", form, { time: timeOf(when), date: dateOf(when) }), { quiet: true });
    } else {
      show("draftOffer", when, [
        ["draftRestore", () => { restoreFields(form, kept.fields); say(text("draftRestored", form, { time: timeOf(when), date: dateOf(when) })); focusFirst(); }],
        ["draftForget", () => { if (!dirty) forget(); say(text("draftForgotten", form)); focusFirst(); }],
      ]);
    }
  }

  /** A new item that was begun here while the server was away is known to this browser only. */
  function offerAnother() {
    const start = `${prefix}${type}:moi:`;
    const others = Object.keys(localStorage).filter((name) => name.startsWith(start) && name !== key).map((name) => ({ name, ...readDraft(name) })).filter((found) => found.when);
    const newest = others.sort((a, b) => Date.parse(b.when) - Date.parse(a.when))[0];
    if (!newest || !draftUrl || form.querySelector("[data-unsaved]")) return;
    show("draftUnfinished", new Date(newest.when), [
      ["draftRestore", () => { leaving = true; location.search = `?dang-do=${encodeURIComponent(newest.name.slice(prefix.length))}`; }],
      ["draftForget", () => localStorage.removeItem(newest.name)],
    ]);
  }

  async function fetchKept() {
    try {
      const answer = await fetch(`${draftUrl}?key=${encodeURIComponent(draftKey)}`, { redirect: "manual", signal: AbortSignal.timeout(answerWithin) });
      return answer.status === 200 ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  function forget() {
    localStorage.removeItem(key);
    dirty = false;
    sent = true;
    if (draftUrl) fetch(`${draftUrl}?key=${encodeURIComponent(draftKey)}`, { method: "DELETE", headers: { RequestVerificationToken: token() }, keepalive: true }).catch(() => {});
  }

  function changed(event) {
    if (event.target.form !== form || !isKept(event.target)) return;
    // Reloading the page must come back to this new item, not begin another.
    if (!dirty && draftUrl && !item && !location.search) history.replaceState(null, "", `?dang-do=${encodeURIComponent(draftKey)}`);
    dirty = true;
    sent = false;
    clearTimeout(hereTimer);
    hereTimer = setTimeout(keepHere, keepHereAfter);
    if (draftUrl) thereTimer ??= setTimeout(() => beat(), keepThereEvery);
  }

  function keepAll() {
    keepHere();
    if (draftUrl && dirty && !sent) beat();
  }

  function keepHere() {
    clearTimeout(hereTimer);
    if (!dirty) return;
    const when = new Date();
    try {
      localStorage.setItem(key, JSON.stringify({ when: when.toISOString(), base: savedAt, basedOn: base, fields: valuesOf(form) }));
      if (!sent) tell("draftKept", { time: timeOf(when) });
    } catch {
      if (!sent) tell("draftImpossible");
    }
  }

  /** Tells the server that the form is open, with what it does not have yet. @returns {Promise<"ok" | "lost" | "out">} */
  async function beat({ again = false } = {}) {
    clearTimeout(thereTimer);
    thereTimer = undefined;
    const fields = dirty && !sent ? valuesOf(form) : null;
    const body = JSON.stringify({ key: draftKey, basedOn: base, type, item: item || null, typed: fields !== null, fields });
    let answer;
    try {
      answer = await fetch(draftUrl, {
        method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(answerWithin), keepalive: body.length < 60000,
        headers: { "Content-Type": "application/json", RequestVerificationToken: token() },
      });
    } catch {
      return fail("draftOffline", "lost");
    }
    // Who signed in anew has another token: the page is asked for it once, since the form that stands here must not be loaded anew.
    if (answer.status === 400 && !again && (await renewToken())) return beat({ again: true });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 400) return fail("draftSignedOut", "out");
    if (!answer.ok) return answer.status >= 500 ? fail("draftOffline", "lost") : "ok";
    if (lost) {
      lost = false;
      notice?.remove();
      say(text("draftBack", form));
    }
    const heard = await answer.json();
    if (fields) {
      sent = JSON.stringify(fields) === JSON.stringify(valuesOf(form));
      if (!sent) thereTimer ??= setTimeout(() => beat(), keepThereEvery);
      if (heard.kept) tell("draftKeptThere", { time: heard.kept });
    }
    showOthers(heard);
    return "ok";
  }

  async function renewToken() {
    try {
      const answer = await fetch(location.href, { redirect: "manual", signal: AbortSignal.timeout(answerWithin) });
      const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector('[name="__RequestVerificationToken"]')?.value;
      if (fresh) for (const field of tokens()) field.value = fresh;
      return Boolean(fresh);
    } catch {
      return false;
    }
  }

  function fail(sentence, kind) {
    if (!lost) show(sentence, new Date(), [], kind === "out");
    lost = true;
    keepHere();
    return kind;
  }

  async function submitWhenHeard(submitter) {
    submitter?.setAttribute("aria-busy", "true");
    const heard = await beat();
    submitter?.removeAttribute("aria-busy");
    if (heard === "ok") {
      leaving = true;
      form.requestSubmit(submitter);
      return;
    }
    show(heard === "out" ? "draftSignedOut" : "draftNotSent", new Date(), [], heard === "out");
    notice.setAttribute("role", "alert");
    notice.scrollIntoView({ block: "center" });
  }

  function showOthers({ others, latest, latestBy, unread }) {
    for (const badge of document.querySelectorAll("[data-unread]")) badge.textContent = unread > 0 ? String(unread) : "";
    if (who) {
      const typing = others.filter((other) => other.typing);
      const names = (people) => people.map((person) => person.name).join(", ");
      const sentence = typing.length > 0 ? text("alsoTyping", form, { names: names(typing) }) : others.length > 0 ? text("alsoHere", form, { names: names(others) }) : "";
      if (who.dataset.said !== sentence) {
        who.dataset.said = sentence;
        const marks = others.slice(0, 3).map((other, index) => {
          const mark = document.createElement("i");
          mark.className = "abc"[index];
          mark.textContent = other.initials;
          mark.setAttribute("aria-hidden", "true");
          return mark;
        });
        const words = document.createElement("span");
        words.textContent = sentence;
        who.replaceChildren(...marks, ...(sentence ? [words] : []));
      }
    }
    if (latest && form.dataset.told !== String(latest)) {
      form.dataset.told = String(latest);
      show("draftNewer", new Date(), [], false, { name: latestBy, n: latest });
    }
  }

  /** One sentence at a time stands here, or it would read like a log. */
  function tell(name, words = {}) {
    const sentence = text(name, form, words);
    if (state && state.textContent !== sentence) state.textContent = sentence;
  }

  function show(name, when, choices, withSignIn = false, words = {}) {
    notice?.remove();
    notice = document.createElement("div");
    notice.className = name === "draftRestored" ? "notice" : "notice notice--warn";
    notice.setAttribute("role", "status");
    const line = document.createElement("p");
    line.textContent = text(name, form, { time: timeOf(when), date: dateOf(when), ...words });
    if (withSignIn) {
      const link = document.createElement("a");
      link.className = "textlink";
      link.href = "/quan-tri/dang-nhap";
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = text("draftSignIn", form);
      line.append(" ", link, text("draftThenAgain", form));
    }
    notice.append(line);
    if (choices.length > 0) {
      const row = document.createElement("p");
      row.className = "row";
      for (const [label, act] of choices) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn btn--line btn--small";
        button.textContent = text(label, form);
        button.addEventListener("click", () => {
          notice.remove();
          act();
        });
        row.append(button);
      }
      notice.append(row);
    }
    (form.querySelector(".sheet__in") ?? form).prepend(notice);
  }

  function focusFirst() {
    [...form.elements].find((element) => isKept(element))?.focus();
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
    field.dispatchEvent(new Event("draft:restored", { bubbles: true }));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

const sentMark = "cchc.draft-sent";

function noteSent(key, base) {
  try {
    sessionStorage.setItem(sentMark, JSON.stringify({ key, base }));
  } catch {
    // the copy on this machine is offered once more, that is all
  }
}

function takeSent() {
  try {
    const found = JSON.parse(sessionStorage.getItem(sentMark));
    sessionStorage.removeItem(sentMark);
    return found;
  } catch {
    return null;
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
