import { Upload } from "tus-js-client";
import { forget, keep, kept } from "./kept-files.js";
import { say } from "./say.js";
import { text } from "./text.js";

const atOnce = 3;
const chunkSize = 4 * 1024 * 1024;
const retryDelays = [500, 1000, 2000, 4000, 8000];
const tryAgainAfter = 15000;

/**
 * <form data-upload="/quan-tri/tu-lieu/tai-len" data-owner="7">: files that are chosen or dropped are sent at once, in pieces, three at a
 * time. A lost connection is waited for; an upload that a page left behind goes on by itself, or when the same file is chosen again.
 * The list stands in [data-uploads]; its lines may come from the server with data-upload-url.
 * @param {{ folder?: () => string, done?: (id: number) => void }} [more] done: called with each file that lies in the library
 */
export function uploader(form, { folder = () => form.querySelector('[name="Into"]')?.value ?? "", done } = {}) {
  const input = form.querySelector('input[type="file"]');
  const section = form.parentElement.querySelector("[data-uploads]");
  const list = section.querySelector("[data-uploads-list]");
  const sum = section.querySelector("[data-uploads-sum]");
  const token = (form.querySelector('[name="__RequestVerificationToken"]') ?? document.querySelector('[name="__RequestVerificationToken"]')).value;
  const owner = form.dataset.owner ?? "";
  const jobs = [];
  for (const plain of form.querySelectorAll("[data-without-script]")) plain.hidden = true;
  sum.setAttribute("role", "status");

  input.addEventListener("change", () => {
    for (const file of input.files) add({ file });
    input.value = "";
  });
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      form.classList.add("is-over");
    });
  }
  for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    for (const file of event.dataTransfer.files) add({ file });
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("online", () => {
    const lost = jobs.filter((job) => job.state === "lost");
    if (lost.length === 0) return;
    say(text("uploadAgain", form));
    for (const job of lost) job.go();
  });
  kept(owner).then((records) => records.forEach(add));

  function add({ file, id = crypto.randomUUID?.() ?? String(Math.random()), url, folder: into = folder() }) {
    const waiting = [...list.querySelectorAll("[data-upload-url]")]
      .find((line) => (url ? line.dataset.uploadUrl === url : line.dataset.name === file.name && Number(line.dataset.length) === file.size));
    const job = line({ file, id, into, url: url ?? waiting?.dataset.uploadUrl });
    waiting?.remove();
    if (!url) keep({ id, owner, folder: into, file });
    jobs.push(job);
    list.append(job.element);
    section.hidden = false;
    next();
    tell();
  }

  /** Starts what waits, as long as there is room. */
  function next() {
    let room = atOnce - jobs.filter((job) => job.state === "going").length;
    for (const job of jobs) if (room > 0 && job.state === "waiting") { job.go(); room--; }
  }

  function tell() {
    const [ready, bad] = ["done", "bad"].map((state) => jobs.filter((job) => job.state === state));
    sum.textContent = text(bad.length > 0 ? "uploadSumBad" : "uploadSum", form, { done: ready.length, all: jobs.length, bad: bad.length });
    if (done || ready.length < 2 || ready.length + bad.length < jobs.length) return;
    const link = document.createElement("a");
    link.className = "btn btn--line btn--small";
    link.href = `${form.dataset.library}?nguoi=toi&chon=${ready.map((job) => job.fileId).join(",")}`;
    link.textContent = text("uploadWords", form);
    sum.append(" ", link);
  }

  function line({ file, id, into, url }) {
    const element = document.createElement("li");
    element.className = "upload";
    const words = document.createElement("span");
    words.className = "upload__name";
    words.textContent = file.name;
    const meter = document.createElement("progress");
    meter.className = "meter";
    meter.max = Math.max(1, file.size);
    meter.value = 0;
    meter.setAttribute("aria-label", file.name);
    const state = document.createElement("span");
    state.className = "upload__state";
    state.textContent = text("uploadWaits", form);
    const buttons = document.createElement("span");
    buttons.className = "upload__acts";
    const [resume, drop] = ["uploadResume", "uploadDrop"].map((word) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn--line btn--small";
      button.textContent = text(word, form);
      button.setAttribute("aria-label", text("uploadOf", form, { word: text(word, form), name: file.name }));
      buttons.append(button);
      return button;
    });
    resume.hidden = true;
    element.append(words, meter, state, buttons);
    let again;

    const job = { element, state: "waiting", fileId: 0, go };
    const upload = new Upload(file, {
      endpoint: form.dataset.upload, uploadUrl: url ?? null, chunkSize, retryDelays,
      metadata: { filename: file.name, folder: into },
      headers: { RequestVerificationToken: token, "X-Requested-With": "XMLHttpRequest" },
      storeFingerprintForResuming: false,
      onShouldRetry: (error) => isPassing(error.originalResponse?.getStatus() ?? 0),
      onUploadUrlAvailable: () => keep({ id, owner, folder: into, file, url: upload.url }),
      onProgress: (sent) => {
        meter.value = sent;
        state.textContent = sent >= file.size ? text("uploadChecks", form) : text("uploadGoes", form, { percent: percent() });
      },
      onError: fail,
      onSuccess: settle,
    });
    const percent = () => Math.floor((meter.value / meter.max) * 100);

    function go() {
      clearTimeout(again);
      job.state = "going";
      resume.hidden = true;
      upload.start();
    }

    /** All bytes are there; what became of them is asked for, as often as it takes. */
    async function settle() {
      try {
        const response = await fetch(upload.url, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
        if (!response.ok) return lose(response.status);
        const result = await response.json();
        if (result.file) finish(result.file);
        else if (result.problem) refuse(result.problem);
        else setTimeout(settle, 1000);
      } catch {
        lose(0);
      }
    }

    function finish(file_) {
      [job.state, job.fileId] = ["done", file_];
      meter.value = meter.max;
      element.classList.add("is-done");
      state.textContent = text("uploadDone", form) + " ";
      if (!done) {
        const link = document.createElement("a");
        link.className = "textlink";
        link.href = `${form.dataset.library}/${file_}`;
        link.textContent = text("uploadOpen", form);
        link.setAttribute("aria-label", text("uploadOf", form, { word: link.textContent, name: file.name }));
        state.append(link);
      }
      end();
      done?.(file_);
    }

    function refuse(why) {
      job.state = "bad";
      element.classList.add("is-bad");
      state.textContent = text("uploadFailed", form, { why });
      say(`${file.name}: ${state.textContent}`, { quiet: true });
      end({ keepDrop: true });
    }

    function fail(error) {
      const status = error.originalResponse?.getStatus() ?? 0;
      if (isPassing(status) || status === 401) lose(status);
      else refuse(error.originalResponse?.getBody()?.slice(0, 300) ?? "");
    }

    function lose(status) {
      job.state = "lost";
      resume.hidden = false;
      state.textContent = status === 401 ? text("uploadSignIn", form) : text("uploadLost", form, { percent: percent() });
      say(`${file.name}: ${state.textContent}`, { quiet: true });
      if (status !== 401) again = setTimeout(go, tryAgainAfter);
      next();
    }

    function end({ keepDrop = false } = {}) {
      forget(id);
      resume.hidden = true;
      drop.hidden = !keepDrop;
      next();
      tell();
    }

    resume.addEventListener("click", go);
    drop.addEventListener("click", async () => {
      clearTimeout(again);
      const unfinished = job.state !== "bad" && job.state !== "done";
      jobs.splice(jobs.indexOf(job), 1);
      forget(id);
      element.remove();
      input.focus();
      section.hidden = list.children.length === 0;
      next();
      tell();
      if (unfinished) await upload.abort(Boolean(upload.url)).catch(() => {}); // the server forgets it in a few days anyway
    });
    return job;
  }
}

/** No answer, a server that is restarting, a piece that is still being written, too much at once: worth another try. */
const isPassing = (status) => status === 0 || status >= 500 || [409, 423, 429].includes(status);
