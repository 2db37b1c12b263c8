/** <details class="pop"> or <details data-menu>: closes on Escape, on a press elsewhere, and when the focus leaves it. */
export function menu(details) {
  const close = () => (details.open = false);
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    event.stopPropagation();
    close();
    details.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (details.open && !details.contains(event.target)) close();
  });
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) close();
  });
}
