import { Upload } from "tus-js-client";
import { forget, holding, keep } from "../kept-files.js";

const chunkSize = 4 * 1024 * 1024;
const retryDelays = [500, 1000, 2000, 4000, 8000];

/** Why a file does not lie in the library. isPassing: a lost connection or an ended session, worth another try. */
export class SendProblem extends Error {
  constructor(words, isPassing, status = 0) {
    super(words);
    Object.assign(this, { isPassing, status });
  }
}

/** A file on its way to the library. Until it is there this browser keeps it, and no other page of it sends the file as well. */
export class Sending {
  #over = () => {};
  #url;

  /** @param {HTMLFormElement} form data-pick-upload says where to, data-owner who sends */
  constructor(file, form) {
    Object.assign(this, { file, form, id: crypto.randomUUID?.() ?? String(Math.random()) });
    holding(this.id, () => new Promise((done) => (this.#over = done)));
  }

  /**
   * Begins, or goes on where it was. What has come lies in the library, whatever becomes of the text.
   * @param {{ progress?: (part: number) => void, signal?: AbortSignal }} [more] progress: from 0 to 1
   * @returns {Promise<{ id: number, path: string }>}
   */
  async go({ progress = () => {}, signal } = {}) {
    const { pickUpload: endpoint, owner = "" } = this.form.dataset;
    const note = () => keep({ id: this.id, owner, folder: "", file: this.file, url: this.#url });
    await note();
    try {
      this.#url = await carry(this.file, { endpoint, url: this.#url, token: tokenOf(this.form), progress, signal, known: (url) => (this.#url = url) && note() });
      const come = await settle(this.#url, signal);
      this.end();
      return come;
    } catch (error) {
      if (error instanceof SendProblem && !error.isPassing) this.#url = undefined;
      throw error;
    }
  }

  end() {
    forget(this.id);
    this.#over();
  }
}

const tokenOf = (form) => (form.querySelector('[name="__RequestVerificationToken"]') ?? document.querySelector('[name="__RequestVerificationToken"]'))?.value ?? "";

function carry(file, { endpoint, url, token, progress, signal, known }) {
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint, uploadUrl: url ?? null, chunkSize, retryDelays,
      metadata: { filename: file.name, folder: "" },
      headers: { RequestVerificationToken: token, "X-Requested-With": "XMLHttpRequest" },
      storeFingerprintForResuming: false,
      onShouldRetry: (error) => isPassing(statusOf(error)),
      onUploadUrlAvailable: () => known(upload.url),
      onProgress: (sent, all) => progress(all > 0 ? sent / all : 0),
      onError: (error) => reject(new SendProblem(error.originalResponse?.getBody()?.slice(0, 300) ?? "", isPassing(statusOf(error)) || statusOf(error) === 401, statusOf(error))),
      onSuccess: () => resolve(upload.url),
    });
    signal?.addEventListener("abort", () => {
      upload.abort(true).catch(() => {});
      reject(signal.reason);
    });
    upload.start();
  });
}

const statusOf = (error) => error.originalResponse?.getStatus() ?? 0;
const isPassing = (status) => status === 0 || status >= 500 || [409, 423, 429].includes(status);

/** All bytes are there; what became of them is asked for, as often as it takes. */
async function settle(url, signal) {
  for (;;) {
    let response;
    try {
      response = await fetch(url, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" }, signal });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new SendProblem("", true);
    }
    if (!response.ok) throw new SendProblem("", isPassing(response.status) || response.status === 401, response.status);
    const { file, path, problem } = await response.json();
    if (file) return { id: file, path };
    if (problem) throw new SendProblem(problem, false);
    await new Promise((done) => setTimeout(done, 700));
  }
}

/** The library takes no GIF and no BMP: their first picture is sent as PNG. @param {Blob} blob */
export async function asPicture(blob, name) {
  const type = blob.type.toLowerCase();
  if (!/^image\/(gif|bmp|x-ms-bmp)$/.test(type)) return blob instanceof File && blob.name ? blob : new File([blob], `${name}.${type.split("/")[1]?.replace("jpeg", "jpg") ?? "png"}`, { type });
  const picture = await createImageBitmap(blob);
  const canvas = Object.assign(document.createElement("canvas"), { width: picture.width, height: picture.height });
  canvas.getContext("2d").drawImage(picture, 0, 0);
  const made = await new Promise((done) => canvas.toBlob(done, "image/png"));
  return new File([made], `${(blob.name ?? name).replace(/\.\w+$/, "")}.png`, { type: "image/png" });
}
