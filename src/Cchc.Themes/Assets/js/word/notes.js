/**
 * Notes at the foot, as Word, LibreOffice, Google Docs, Wikipedia and our own pages write them, have one thing in common: a link leads
 * from the text to the note, and one leads back.
 * @param {Element} body
 * @returns {{ references: Map<Element, number>, notes: Element[], back: Set<Element> }} the links in the text with the number of their
 *   note, the notes in the order in which the text comes to them, and the links back
 */
export function findNotes(body) {
  const [references, notes, back] = [new Map(), [], new Set()];
  const places = new Map();
  for (const element of body.querySelectorAll("[id], a[name]")) for (const name of [element.id, element.getAttribute("name")]) if (name && !places.has(name)) places.set(name, element);
  const targetOf = (link) => places.get(decode(link.getAttribute("href").slice(1)));
  const links = [...body.querySelectorAll('a[href^="#"]')];
  for (const link of links) {
    const target = back.has(link) ? null : targetOf(link);
    if (!target || !(link.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
    const note = noteAt(target);
    const returns = note && [...(note.matches('a[href^="#"]') ? [note] : []), ...note.querySelectorAll('a[href^="#"]')].filter((way) => {
      const place = targetOf(way);
      return place && (place === link || place.contains(link) || link.contains(place) || notes.includes(note));
    });
    if (!returns?.length || note.contains(link)) continue;
    if (!notes.includes(note)) notes.push(note);
    references.set(link, notes.indexOf(note) + 1);
    for (const way of returns) back.add(way);
  }
  return { references, notes, back };
}

/** The whole note: Word and LibreOffice name a link within its first paragraph. */
const noteAt = (target) => target.closest('li, div[id^="ftn"], div[id^="edn"], div[id^="sdfootnote"], div[id^="sdendnote"]') ?? target.closest("p, dd") ?? target;

function decode(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
