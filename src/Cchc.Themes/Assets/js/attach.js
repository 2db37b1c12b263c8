/**
 * <input type="file" data-attach data-most-bytes data-too-big data-most-files data-too-many>: says at once that a file is too large
 * or that there are too many. Sent, the whole form would be refused and what is written in it with it.
 */
export function attach(input) {
  input.addEventListener("change", () => {
    const { mostBytes, tooBig, mostFiles, tooMany } = input.dataset;
    const large = [...input.files].find((file) => file.size > Number(mostBytes));
    input.setCustomValidity(large ? `${large.name}: ${tooBig}` : input.files.length > Number(mostFiles) ? tooMany : "");
    input.reportValidity();
  });
  // Before all other listeners: the form need not be one that the browser checks.
  input.form.addEventListener("submit", (event) => {
    if (input.reportValidity()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });
}
