/**
 * <a class="embed__link" href="https://www.youtube.com/watch?v=…">: a click brings the player in its place, from the address of YouTube
 * that keeps no track of who only looks. Until then nothing is asked of it.
 */
export function youtube(link) {
  const id = new URL(link.href).searchParams.get("v");
  if (!/^[\w-]{11}$/.test(id ?? "")) return;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return; // to a tab of its own, as any link
    event.preventDefault();
    const player = document.createElement("iframe");
    player.src = `https://www.youtube-nocookie.com/embed/${id}?autoplay=1`;
    player.title = link.textContent;
    player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    player.tabIndex = 0;
    const frame = link.closest(".embed");
    frame.classList.remove("embed--card");
    frame.replaceChildren(player);
    player.focus();
  });
}
