/**
 * <ol data-calendar>: a [data-calendar-item] is dragged to another [data-calendar-day]. Its own form is sent with that day, the time of day
 * stays. Fingers and keyboard use the form itself.
 */
export function calendar(list) {
  let dragged = null;

  for (const item of list.querySelectorAll("[data-calendar-item]")) {
    item.draggable = true;
    item.addEventListener("dragstart", (event) => {
      dragged = item;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", item.textContent.trim());
    });
    item.addEventListener("dragend", () => (dragged = null));
  }
  for (const day of list.querySelectorAll("[data-calendar-day]")) {
    day.addEventListener("dragover", (event) => {
      if (!dragged || day.contains(dragged)) return;
      event.preventDefault();
      day.classList.add("is-target");
    });
    day.addEventListener("dragleave", (event) => {
      if (!day.contains(event.relatedTarget)) day.classList.remove("is-target");
    });
    day.addEventListener("drop", (event) => {
      if (!dragged || day.contains(dragged)) return;
      event.preventDefault();
      day.classList.remove("is-target");
      const form = dragged.querySelector("form");
      form.elements.Date.value = day.dataset.calendarDay;
      form.requestSubmit();
    });
  }
}
