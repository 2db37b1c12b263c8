import { text } from "./text.js";

/**
 * <button data-confirm="Bài sẽ chuyển vào thùng rác, giữ 30 ngày." data-confirm-title="…" data-confirm-yes="Chuyển vào thùng rác">:
 * asks before a form is sent or a link is followed. The safe answer has the focus; Escape means no.
 */
export function confirm(trigger) {
  let agreed = false;
  trigger.addEventListener("click", async (event) => {
    if (agreed || event.defaultPrevented) return;
    event.preventDefault();
    if (!(await ask(trigger))) return;
    agreed = true;
    trigger.click();
    agreed = false;
  });
}

function ask(trigger) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const title = document.createElement("h2");
  title.id = "confirm-title";
  title.textContent = trigger.dataset.confirmTitle || text("confirmTitle", trigger);
  const question = document.createElement("p");
  question.id = "confirm-question";
  question.textContent = trigger.dataset.confirm;
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.setAttribute("aria-describedby", question.id);

  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "actions";
  form.append(
    button("yes", trigger.dataset.confirmYes || text("confirmYes", trigger), "btn btn--ink"),
    button("no", trigger.dataset.confirmNo || text("confirmNo", trigger), "btn btn--line"),
  );
  dialog.append(title, question, form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
    form.lastElementChild.focus();
  });
}

function button(value, label, className) {
  const element = document.createElement("button");
  element.value = value;
  element.className = className;
  element.textContent = label;
  return element;
}
