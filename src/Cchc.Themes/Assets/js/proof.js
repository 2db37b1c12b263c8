import { text } from "./text.js";

/**
 * <form data-proof="/thu-thach">: works out the form's puzzle in a worker as soon as somebody begins to fill the form, instead of showing
 * pictures to pick from. Sending waits for it, and says so. Without it the server takes the form all the same, only fewer from one network.
 */
export function proof(form) {
  if (!form.dataset.proof) return; // this site asks for none
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "altcha";
  form.append(field);
  let working;

  const start = () => (working ??= solve(form.dataset.proof).then((solved) => {
    field.value = solved.value;
    // filling in may take longer than the puzzle is good for
    setTimeout(() => { working = undefined; field.value = ""; }, Math.max(0, solved.until - Date.now() - 60_000));
  }, () => {}));

  form.addEventListener("focusin", start, { once: true });
  form.addEventListener("submit", (event) => {
    if (field.value || form.dataset.proofTried) return;
    event.preventDefault();
    const { submitter } = event;
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    form.append(status);
    status.textContent = text("proofWorks", form);
    start().finally(() => {
      status.remove();
      form.dataset.proofTried = "true";
      form.requestSubmit(submitter);
      delete form.dataset.proofTried;
    });
  });
}

async function solve(address) {
  const answer = await fetch(address, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const challenge = await answer.json();
  const worker = new Worker(new URL("./proof-worker.js", import.meta.url));
  try {
    const solution = await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => (data?.derivedKey ? resolve(data) : reject(data?.error));
      worker.onerror = reject;
      worker.postMessage({ type: "work", challenge, counterStart: 0, counterStep: 1, timeout: 120_000 });
    });
    return { value: btoa(JSON.stringify({ challenge, solution })), until: challenge.parameters.expiresAt * 1000 };
  } finally {
    worker.terminate();
  }
}
