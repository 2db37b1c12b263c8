// Stands in for the package of this name, on which CodeMirror puts its styles. The package writes a <style> element, which the site's
// Content-Security-Policy refuses; a constructed sheet is allowed, and in a layer it stays below our own components.
import { StyleModule as Original } from "../../node_modules/style-mod/src/style-mod.js";

/** @type {WeakMap<Document | ShadowRoot, { sheet: CSSStyleSheet, modules: Original[] }>} */
const mounted = new WeakMap();

export class StyleModule extends Original {
  static mount(root, modules) {
    const wanted = Array.isArray(modules) ? modules : [modules];
    let there = mounted.get(root);
    if (!there) {
      mounted.set(root, (there = { sheet: new CSSStyleSheet(), modules: [] }));
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, there.sheet];
    }
    if (wanted.every((module) => there.modules.includes(module))) return;
    there.modules = [...there.modules.filter((module) => !wanted.includes(module)), ...wanted];
    there.sheet.replaceSync(`@layer vendor {${there.modules.map((module) => module.getRules()).join("\n")}}`);
  }
}
