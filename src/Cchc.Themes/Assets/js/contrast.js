import { text } from "./text.js";

const forText = 4.5; // WCAG 2.2, success criterion 1.4.3

/**
 * <input data-contrast="#ffffff #f3f5f2">: says while a colour is typed how well it can be told from these grounds, with a patch of it.
 * The server looks again when the form comes in.
 */
export function contrast(input) {
  const grounds = input.dataset.contrast.split(" ");
  const line = document.createElement("p");
  line.className = "swatch";
  const patch = document.createElement("span");
  patch.className = "swatch__patch";
  patch.setAttribute("aria-hidden", "true");
  const words = document.createElement("span");
  words.setAttribute("role", "status");
  line.append(patch, words);
  input.after(line);
  const look = () => {
    const colour = input.value.trim();
    line.hidden = !/^#[0-9a-f]{6}$/i.test(colour);
    if (line.hidden) return;
    const worst = Math.min(...grounds.map((ground) => ratio(colour, ground)));
    patch.style.backgroundColor = colour;
    words.textContent = text(worst >= forText ? "contrastGood" : "contrastBad", input, { ratio: worst.toFixed(1).replace(".", ",") });
  };
  input.addEventListener("input", look);
  look();
}

function ratio(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
