/**
 * What matters here of word/styles.xml: the font of each style, its level in the outline, bold and italic of styles of words; with what
 * it takes from the style it is based on.
 * @param {string} xml
 */
export function readStyles(xml) {
  const page = new DOMParser().parseFromString(xml, "application/xml");
  const [styles, seen] = [new Map(), new Map()];
  const fontOf = (element) => valueOf(element.getElementsByTagName("w:rFonts")[0], "w:ascii");
  let normal = "";
  for (const style of page.getElementsByTagName("w:style")) {
    const id = style.getAttribute("w:styleId");
    styles.set(id, style);
    if (style.getAttribute("w:type") === "paragraph" && style.getAttribute("w:default") === "1") normal = id;
  }
  const defaults = page.getElementsByTagName("w:docDefaults")[0];
  return { font: (defaults && fontOf(defaults)) || undefined, of: (id) => read(id ?? normal, 0) };

  function read(id, depth) {
    if (seen.has(id)) return seen.get(id);
    const style = styles.get(id);
    if (!style || depth > 20) return {};
    const base = read(valueOf(style.getElementsByTagName("w:basedOn")[0]), depth + 1);
    const words = style.getAttribute("w:type") === "character";
    const outline = valueOf(style.getElementsByTagName("w:outlineLvl")[0]);
    const level = /^[0-5]$/.test(outline ?? "") ? Number(outline) + 1 : outline ? 0 : base.level;
    const found = {
      font: fontOf(style) ?? base.font, level,
      bold: words ? on(style.getElementsByTagName("w:b")[0]) ?? base.bold : undefined,
      italic: words ? on(style.getElementsByTagName("w:i")[0]) ?? base.italic : undefined,
    };
    seen.set(id, found);
    return found;
  }
}

const valueOf = (element, name = "w:val") => element?.getAttribute(name) || undefined;
const on = (element) => (element ? !/^(0|false|off)$/.test(element.getAttribute("w:val") ?? "") : undefined);
