/** @returns {HTMLElement} */
export function element(tag, className = "", words = "", more = {}) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (words) made.textContent = words;
  Object.assign(made, more);
  return made;
}

export function button(words, act, className = "btn btn--line btn--small") {
  const made = element("button", className, words, { type: "button" });
  made.addEventListener("click", act);
  return made;
}

/** A labelled field; nothing of it is sent with the form or kept as a draft. */
export function field(id, words, more = {}, hint = "") {
  const whole = element("div", "field");
  const control = element("input", "input", "", { id, autocomplete: "off", ...more });
  control.dataset.draft = "off";
  whole.append(element("label", "", words, { htmlFor: id }));
  if (hint) {
    whole.append(element("p", "field__hint", hint, { id: `${id}-hint` }));
    control.setAttribute("aria-describedby", `${id}-hint`);
  }
  whole.append(control);
  return { whole, control };
}

/** A question in a dialog of its own; outside the form, so that Enter in it does not save the article. */
export function dialog(title, content, { done, close, buttons }) {
  const made = element("dialog", "dialog editor__dialog");
  const head = element("h2", "", title, { id: `dialog-${Math.random().toString(36).slice(2)}` });
  made.setAttribute("aria-labelledby", head.id);
  const form = element("form", "stack stack--snug", "", { method: "dialog", noValidate: true });
  const acts = element("p", "actions");
  acts.append(...buttons(made));
  form.append(...content, acts);
  made.append(head, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (done() !== false) made.close();
  });
  made.addEventListener("close", () => {
    made.remove();
    close?.();
  });
  document.body.append(made);
  made.showModal();
  return made;
}
