import { text } from "./text.js";

const again = 3000;

/**
 * <form data-exam data-exam-save="…" data-exam-over="…">: saves the answer at each change, one request after the other, and says
 * when in [data-exam-saved]. Without a connection it keeps trying; the form's own buttons work as without script. When the
 * server says that the time is over, or the clock does, it goes to data-exam-over.
 */
export function exam(form) {
  const told = form.querySelector("[data-exam-saved]");
  let changed = false;
  let running = false;
  let timer = 0;

  const over = () => location.assign(form.dataset.examOver);
  const say = (sentence, good) => {
    told.textContent = sentence;
    told.classList.toggle("saved--not", !good);
  };

  /** How far one is, as the server counts it. */
  const count = (done) => {
    document.querySelector("progress[data-exam-done]").value = done;
    const here = document.querySelector(".qmap [aria-current]");
    if (here) here.classList.add("is-done");
  };

  async function save() {
    clearTimeout(timer);
    if (running) return;
    running = true;
    while (changed) {
      changed = false;
      try {
        const response = await fetch(form.dataset.examSave, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } });
        const answer = await response.json();
        if (answer.over) return over();
        if (response.ok) {
          say(text("examSaved", form, { time: answer.saved }), true);
          count(answer.done);
        }
        else say(answer.message, false);
      } catch {
        changed = true;
        say(text("examOffline", form), false);
        timer = setTimeout(save, again);
        break;
      }
    }
    running = false;
  }

  form.addEventListener("change", () => {
    changed = true;
    save();
  });
  form.addEventListener("input", (event) => {
    if (!event.target.matches("input:not([type=radio],[type=checkbox]), textarea")) return;
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  });
  addEventListener("online", save);
  document.addEventListener("countdown:over", async () => {
    await save();
    over();
  });
}
