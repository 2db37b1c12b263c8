import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { say } from "../say.js";
import { text } from "../text.js";
import { asPicture, Sending } from "./send.js";

/** Pictures that are on their way to the library stand in the text as lines that are no part of it: what is saved never waits for them. */
const key = new PluginKey("waitingPictures");

const plugin = () => new Plugin({
  key,
  state: {
    init: () => DecorationSet.empty,
    apply(transaction, set) {
      const now = set.map(transaction.mapping, transaction.doc);
      const { add, remove } = transaction.getMeta(key) ?? {};
      if (add) return now.add(transaction.doc, [Decoration.widget(add.at, add.dom, { id: add.id, side: -1, ignoreSelection: true, stopEvent: () => true })]);
      return remove ? now.remove(now.find(undefined, undefined, (spec) => spec.id === remove)) : now;
    },
  },
  props: { decorations: (state) => key.getState(state) },
});

const atOnce = 3;
const queue = [];
let going = 0;

/**
 * Puts a line for a picture at a place in the text and sends the picture; it takes the place of its line when it has come.
 * @param {import("../editor/index.js").Desk} desk
 * @param {Blob} blob
 * @param {{ at: number, alt?: string, name?: string }} more at: between two blocks
 */
export function wait(desk, blob, { at, alt = "", name = text("pictureName") }) {
  const { tiptap, textarea } = desk;
  if (!key.get(tiptap.state)) tiptap.registerPlugin(plugin());
  const id = {};
  const abort = new AbortController();
  const line = lineOf(blob.name ?? name);
  tiptap.view.dispatch(tiptap.state.tr.setMeta(key, { add: { at, dom: line.dom, id } }));
  let sending;
  let lost = false;
  line.again.addEventListener("click", () => {
    again();
    desk.focus();
  });
  line.drop.addEventListener("click", () => {
    abort.abort();
    sending?.end();
    tiptap.view.dispatch(tiptap.state.tr.setMeta(key, { remove: id }));
    desk.focus();
  });
  addEventListener("online", () => lost && again(), { signal: abort.signal });
  enqueue(go);

  function again() {
    lost = false;
    line.waits();
    enqueue(go);
  }

  async function go() {
    if (abort.signal.aborted) return;
    try {
      sending ??= new Sending(await asPicture(blob, name), textarea.form);
      put((await sending.go({ signal: abort.signal, progress: (part) => line.goes(part) })).path);
    } catch (error) {
      if (abort.signal.aborted) return;
      lost = error.isPassing === true;
      line.fails(error);
    }
  }

  function place() {
    return key.getState(tiptap.state).find(undefined, undefined, (spec) => spec.id === id)[0]?.from;
  }

  function put(path) {
    const { tr, schema, doc } = tiptap.state;
    const where = Math.min(place() ?? doc.content.size, doc.content.size);
    tr.setMeta(key, { remove: id }).insert(where, schema.nodes.picture.create({ src: `/media/${path}`, alt }));
    tiptap.view.dispatch(tr);
    abort.abort();
    desk.flush();
    say(text("pictureCame", textarea, { name: blob.name ?? name }), { quiet: true });
  }
}

function enqueue(job) {
  queue.push(job);
  next();
}

async function next() {
  if (going >= atOnce || queue.length === 0) return;
  going++;
  await queue.shift()();
  going--;
  next();
}

function lineOf(name) {
  const dom = document.createElement("div");
  dom.className = "upload editor__waiting";
  dom.contentEditable = "false";
  dom.setAttribute("role", "group");
  dom.setAttribute("aria-label", text("pictureGoing", null, { name }));
  const words = Object.assign(document.createElement("span"), { className: "upload__name", textContent: name });
  const meter = Object.assign(document.createElement("progress"), { className: "meter", max: 100, value: 0 });
  meter.setAttribute("aria-label", name);
  const state = Object.assign(document.createElement("span"), { className: "upload__state" });
  state.setAttribute("role", "status");
  const acts = Object.assign(document.createElement("span"), { className: "upload__acts" });
  const [again, drop] = ["pictureAgain", "uploadDrop"].map((word) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn--line btn--small", textContent: text(word) });
    button.setAttribute("aria-label", text("uploadOf", null, { word: text(word), name }));
    acts.append(button);
    return button;
  });
  dom.append(words, meter, state, acts);
  const made = {
    dom, again, drop,
    waits() {
      state.textContent = text("uploadWaits");
      again.hidden = true;
      dom.classList.remove("is-bad");
    },
    goes(part) {
      meter.value = Math.floor(part * 100);
      state.textContent = part >= 1 ? text("uploadChecks") : text("uploadGoes", null, { percent: meter.value });
    },
    fails(error) {
      again.hidden = false;
      dom.classList.add("is-bad");
      const why = error.status === 401 ? text("pictureSignIn") : error.isPassing ? text("pictureLost") : error.message;
      state.textContent = text("uploadFailed", null, { why });
    },
  };
  made.waits();
  return made;
}

/** The nearest place between two blocks of the text, after the one that holds the position. */
export function between(state, position) {
  const $at = state.doc.resolve(Math.min(position, state.doc.content.size));
  if ($at.depth === 0) return $at.pos;
  const block = $at.node(1);
  return block.type.name === "paragraph" && block.content.size === 0 ? $at.before(1) : $at.after(1);
}
