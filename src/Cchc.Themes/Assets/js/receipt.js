import { text } from "./text.js";

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const bytes = (digits) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const sha256 = async (...parts) => hex(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));

/** <div data-receipt …>: computes hash and path of a contest's receipt here, so that nobody has to believe the server. */
export async function receipt(element) {
  if (!globalThis.crypto?.subtle) return; // only over https: without it the page's own steps remain
  const { receiptHash, receiptRoot, receiptProof } = element.dataset;
  const mine = await sha256(element.querySelector("[data-receipt-text]").textContent);
  let node = await sha256(Uint8Array.of(0), bytes(mine));
  for (const step of receiptProof.split(" ").filter(Boolean)) {
    const other = bytes(step.slice(1));
    node = step[0] === "T" ? await sha256(Uint8Array.of(1), other, bytes(node)) : await sha256(Uint8Array.of(1), bytes(node), other);
  }
  element.querySelector("[data-receipt-said]").textContent = text(mine === receiptHash && node === receiptRoot ? "receiptRight" : "receiptWrong", element);
}
