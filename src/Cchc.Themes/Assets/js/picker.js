import { say } from "./say.js";
import { text } from "./text.js";

/**
 * <form data-picker="/quan-tri/tu-lieu/chon">: pictures of the library in a dialog, with search and upload inside. It opens by a button
 * [data-pick-lead], which fills the fields that the button names, and by the editor's event "editor:image", which takes the picture.
 */
export function picker(form) {
  const address = form.dataset.picker;
  const token = () => form.querySelector('[name="__RequestVerificationToken"]')?.value ?? "";
  let dialog;
  let take;
  let opener;

  form.addEventListener("editor:image", (event) => {
    event.preventDefault();
    open(text("pickTitle", form), (picture) => {
      event.detail.picture(picture);
      say(text("pickedBody", form));
    });
  });
  for (const button of form.querySelectorAll("[data-pick-lead]")) {
    button.hidden = false;
    const plain = form.querySelector("[data-without-picker]");
    if (plain && !plain.querySelector(".field--bad")) plain.hidden = true;
    button.addEventListener("click", () => open(text("pickLead", form), (picture) => lead(button, picture), { asksCaption: false }));
  }

  function open(title, use, { asksCaption = true } = {}) {
    opener = document.activeElement;
    take = { use, asksCaption };
    dialog ??= build();
    dialog.querySelector("h2").textContent = title;
    dialog.querySelector(".pick").replaceChildren(); // what was found last time is no answer to this time
    dialog.showModal();
    show(address);
  }

  function build() {
    const made = element("dialog", "dialog dialog--wide");
    const head = element("div", "row row--between");
    const title = element("h2");
    title.id = "pick-title";
    made.setAttribute("aria-labelledby", title.id);
    const close = element("button", "btn btn--line btn--small", text("pickClose", form));
    close.type = "button";
    close.addEventListener("click", () => made.close());
    head.append(title, close);
    const upload = element("form", "drop drop--low");
    Object.assign(upload.dataset, { upload: form.dataset.pickUpload, owner: form.dataset.owner });
    const field = element("div", "field");
    const label = element("label", "", text("pickUpload", form));
    const input = element("input");
    Object.assign(input, { type: "file", multiple: true, accept: "image/*", id: "pick-upload" });
    label.htmlFor = input.id;
    field.append(label, input);
    upload.append(field);
    const going = element("section", "uploads");
    going.setAttribute("aria-label", text("pickUpload", form));
    going.dataset.uploads = "";
    going.hidden = true;
    const sum = element("p", "uploads__sum");
    sum.dataset.uploadsSum = "";
    const list = element("ul");
    list.dataset.uploadsList = "";
    going.append(sum, list);
    const body = element("div", "pick");
    made.append(head, upload, going, body);
    made.addEventListener("close", () => opener?.focus());
    document.body.append(made);
    // fetched when it is first needed; without it pictures can still be chosen
    import("./upload.js").then(({ uploader }) => uploader(upload, { folder: () => "", done: refresh })).catch(() => upload.remove());
    return made;
  }

  /** A new picture comes to the top of the list, unless one is just being described. */
  function refresh() {
    if (!dialog.querySelector(".pick > form")) show(address);
  }

  async function show(url) {
    const body = dialog.querySelector(".pick");
    dialog.querySelector(".drop")?.removeAttribute("hidden");
    body.setAttribute("aria-busy", "true");
    if (!body.firstChild) body.append(element("p", "loading", text("pickWait", form)));
    try {
      const response = await fetch(url, { headers: { Accept: "text/html", "X-Requested-With": "XMLHttpRequest" } });
      if (!response.ok || response.redirected) throw new Error(`${response.status} ${url}`);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const list = document.importNode(page.querySelector("[data-pick-list]"), true);
      wire(list);
      const wasIn = body.contains(document.activeElement);
      body.replaceChildren(list);
      if (wasIn || !dialog.contains(document.activeElement)) list.querySelector('input[type="search"]')?.focus();
      say(text("pickFound", form, { n: list.querySelectorAll("[data-pick]").length }), { quiet: true });
    } catch (error) {
      const again = element("button", "btn btn--line btn--small", text("pickRetry", form));
      again.type = "button";
      again.addEventListener("click", () => show(url));
      const wrong = element("div", "notice notice--error");
      wrong.setAttribute("role", "alert");
      wrong.append(element("p", "", text("pickFailed", form)), again);
      body.replaceChildren(wrong);
      console.warn("picker", error);
    } finally {
      body.removeAttribute("aria-busy");
    }
  }

  /** In the dialog the links choose instead of leading away. */
  function wire(list) {
    for (const link of list.querySelectorAll("a[data-pick]")) {
      const button = element("button", "shelf__button");
      button.type = "button";
      Object.assign(button.dataset, link.dataset);
      button.append(...link.childNodes);
      link.replaceWith(button);
      button.addEventListener("click", () => choose({ ...button.dataset }, button.querySelector("img")?.src));
    }
    const search = list.querySelector("form");
    search.addEventListener("submit", (event) => {
      event.preventDefault();
      show(`${address}?${new URLSearchParams(new FormData(search))}`);
    });
    for (const select of search.querySelectorAll("select")) select.addEventListener("change", () => search.requestSubmit());
    for (const link of list.querySelectorAll('a[rel="next"], a[rel="prev"]')) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        show(link.getAttribute("href"));
      });
    }
  }

  /** A picture with a description is used at once; one without is described first, for this text and for the library. */
  function choose(picture, src) {
    if (picture.alt) return finish(picture);
    const step = element("form", "stack stack--snug");
    step.method = "dialog";
    const shown = element("img", "pick__shown");
    Object.assign(shown, { src, alt: "" });
    const alt = labelled("textarea", "pick-alt", "pickAlt", "", "pickAltHint");
    const credit = labelled("input", "pick-credit", "pickCredit", picture.credit);
    const caption = labelled("input", "pick-caption", "pickCaption", picture.caption);
    const acts = element("p", "actions");
    const use = element("button", "btn", text("pickUse", form));
    const back = element("button", "btn btn--line", text("pickBack", form));
    back.type = "button";
    acts.append(use, back);
    alt.control.classList.add("input--low");
    step.append(shown, alt.field, ...(take.asksCaption ? [caption.field] : []), credit.field, acts);
    back.addEventListener("click", () => show(address));
    step.addEventListener("submit", async (event) => {
      event.preventDefault();
      const told = { ...picture, alt: alt.control.value.trim(), credit: credit.control.value.trim(), caption: caption.control.value.trim() };
      finish(told);
      if (picture.revision && (told.alt || told.credit !== picture.credit) && !(await writeDown(told))) say(text("pickNotKept", form));
    });
    dialog.querySelector(".pick").replaceChildren(step);
    dialog.querySelector(".drop")?.setAttribute("hidden", "");
    dialog.scrollTop = 0;
    alt.control.focus();
  }

  function finish(picture) {
    dialog.close();
    take.use(picture);
  }

  async function writeDown(picture) {
    const values = { "Lines[0].Id": picture.pick, "Lines[0].Revision": picture.revision, "Lines[0].Alt": picture.alt, "Lines[0].Credit": picture.credit, __RequestVerificationToken: token() };
    try {
      return (await fetch(form.dataset.pickWords, { method: "POST", body: new URLSearchParams(values), headers: { "X-Requested-With": "XMLHttpRequest" } })).ok;
    } catch {
      return false;
    }
  }

  /** The fields stand on the form in sight: what the picture brings can be changed for this text. */
  function lead(button, picture) {
    const fill = (name, value) => {
      const field = document.getElementById(button.dataset[name]);
      if (!field) return;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    fill("pickPath", picture.path);
    fill("pickAlt", picture.alt);
    fill("pickCaption", captionOf(picture));
    if (picture.x && picture.y) {
      fill("pickX", picture.x);
      fill("pickY", picture.y);
    }
    const shown = document.getElementById(button.dataset.pickShown);
    if (shown) Object.assign(shown, { src: `/media/${picture.path}`, alt: picture.alt, hidden: false });
    say(text("pickedLead", form));
    if (!picture.alt) document.getElementById(button.dataset.pickAlt)?.focus();
  }

  const captionOf = (picture) => [picture.caption, picture.credit && text("pickCreditIs", form, { credit: picture.credit })].filter(Boolean).join(" ");

  function labelled(tag, id, word, value, hint) {
    const field = element("div", "field");
    const label = element("label", "", text(word, form));
    const control = element(tag, "input");
    Object.assign(control, { id, value, maxLength: 500 });
    label.htmlFor = id;
    field.append(label);
    if (hint) {
      const line = element("p", "field__hint", text(hint, form));
      line.id = `${id}-hint`;
      control.setAttribute("aria-describedby", line.id);
      field.append(line);
    }
    field.append(control);
    return { field, control };
  }
}

function element(tag, className = "", words = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (words) made.textContent = words;
  return made;
}
