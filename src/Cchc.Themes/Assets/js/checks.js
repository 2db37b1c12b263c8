const after = 2500; // ms without a change

/** <section data-checks> in a form: what an editor would mend, asked again after each change without saving anything. */
export function checks(section) {
  const form = section.closest("form");
  let timer;
  let asked = 0;
  form.addEventListener("input", later);
  form.addEventListener("change", later);

  function later() {
    clearTimeout(timer);
    timer = setTimeout(ask, after);
  }

  async function ask() {
    const mine = ++asked;
    const fields = new FormData(form);
    for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
    try {
      const answer = await fetch(`${location.pathname}?handler=Check`, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
      if (!answer.ok || mine !== asked) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-checks]");
      if (fresh && fresh.innerHTML !== section.innerHTML) section.replaceChildren(...fresh.childNodes);
    } catch {
      // no connection: the next change asks again
    }
  }
}
