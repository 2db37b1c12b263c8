/** What the style sheet of a pasted text, the style of an element and the element itself say that matters here. */
const wanted = new Set(["font-family", "font-weight", "font-style", "vertical-align", "text-decoration", "text-decoration-line", "text-align", "display", "list-style-type",
  "mso-list", "mso-outline-level", "mso-element", "mso-hide", "mso-special-character", "mso-footnote-id"]);

/**
 * The policy of the site allows neither styles nor handlers in a page, and browsers complain of each one even in a document that is never
 * shown. So both are parsed under other names.
 * @param {string} html
 */
export const undressed = (html) => html.replace(/<style\b/gi, '<script type="text/x-style"').replace(/<\/style\b/gi, "</script")
  .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'])(style|on[a-z]+)(?=\s*=)/gi, "$1data-$2"));

function declarations(css) {
  const found = {};
  for (const declaration of css.replace(/\/\*[\s\S]*?\*\//g, "").split(";")) {
    const colon = declaration.indexOf(":");
    const name = declaration.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && wanted.has(name)) found[name] = declaration.slice(colon + 1).replace(/!important/i, "").trim();
  }
  return found;
}

/**
 * Only the selectors that word processors write: a tag, a class, both. Later rules win.
 * @returns {(element: Element) => Record<string, string>} the declarations for an element, its own style included
 */
export function readLooks(page) {
  const rules = new Map();
  for (const sheet of page.querySelectorAll('script[type="text/x-style"]')) {
    for (const [, selectors, body] of sheet.textContent.replace(/<!--|-->|\/\*[\s\S]*?\*\//g, "").matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      const said = declarations(body);
      if (Object.keys(said).length === 0) continue;
      for (const selector of selectors.split(",").map((one) => one.trim())) {
        if (/^[\w-]*(?:\.[\w-]+)?$/.test(selector)) rules.set(selector.toLowerCase(), { ...rules.get(selector.toLowerCase()), ...said });
      }
    }
  }
  return (element) => {
    const tag = element.localName;
    const classes = [...element.classList].map((name) => name.toLowerCase());
    const said = [tag, ...classes.map((name) => `.${name}`), ...classes.map((name) => `${tag}.${name}`)].map((selector) => rules.get(selector));
    return Object.assign({}, ...said, declarations(element.getAttribute("data-style") ?? ""));
  };
}

/** How the words of an element look, given how those around it do. */
export function lookOf(element, said, around) {
  const look = { ...around };
  const tag = element.localName;
  if (tag === "b" || tag === "strong") look.strong = true;
  if (tag === "i" || tag === "em") look.em = true;
  if (tag === "s" || tag === "strike" || tag === "del") look.del = true;
  if (tag === "sup") [look.sup, look.sub] = [true, false];
  if (tag === "sub") [look.sub, look.sup] = [true, false];
  if (tag === "font" && element.hasAttribute("face")) look.font = element.getAttribute("face");
  const weight = said["font-weight"];
  if (weight) look.strong = /^bold/.test(weight) || parseInt(weight, 10) >= 600;
  if (said["font-style"]) look.em = /italic|oblique/.test(said["font-style"]);
  if (/line-through/.test(`${said["text-decoration"] ?? ""} ${said["text-decoration-line"] ?? ""}`)) look.del = true;
  if (said["vertical-align"] === "super") [look.sup, look.sub] = [true, false];
  if (said["vertical-align"] === "sub") [look.sub, look.sup] = [true, false];
  if (said["font-family"]) look.font = said["font-family"];
  return look;
}
