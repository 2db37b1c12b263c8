import { Node } from "@tiptap/core";
import { text } from "../text.js";

/** A film or a recording: the container ":::embed" with one link in it (MarkdownText.cs says how readers get it). */
export const Embed = Node.create({
  name: "embed", group: "block", draggable: true,
  addAttributes: () => ({ href: { default: "" }, title: { default: "" } }),
  parseHTML: () => [{ tag: "div[data-embed]", getAttrs: (element) => ({ href: element.dataset.embed, title: element.textContent }) }],
  renderHTML: ({ node }) => ["div", { "data-embed": node.attrs.href }, node.attrs.title],
  addNodeView: () => ({ node }) => {
    const dom = document.createElement("div");
    dom.className = "editor__embed";
    const kind = document.createElement("strong");
    kind.textContent = text(kindOf(node.attrs.href) ?? "embedOther");
    const title = document.createElement("span");
    title.textContent = node.attrs.title;
    const address = document.createElement("span");
    address.className = "muted";
    address.textContent = node.attrs.href;
    dom.append(kind, title, address);
    return { dom };
  },
});

/** Which words name what lies at an address; null for what the site does not embed. The same rule as Embeds.cs. */
export function kindOf(href) {
  if (youtubeId(href)) return "embedYoutube";
  if (/^\/media\/[^?#]+\.(mp4|webm)$/i.test(href)) return "embedVideo";
  if (/^\/media\/[^?#]+\.(mp3|m4a|ogg)$/i.test(href)) return "embedAudio";
  if (/^\/chi-so\/[a-z0-9]+(?:-[a-z0-9]+)*\/(?:\d{4}|don-vi\/[a-z0-9]+(?:-[a-z0-9]+)*)$/.test(href)) return "embedFigures";
  return null;
}

export const youtubeId = (href) =>
  /^https:\/\/(?:(?:www\.|m\.)?youtube\.com\/(?:watch\?(?:[^#]*&)?v=|shorts\/|live\/|embed\/)|youtu\.be\/|www\.youtube-nocookie\.com\/embed\/)([\w-]{11})(?![\w-])/.exec(href)?.[1] ?? null;
