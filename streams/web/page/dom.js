// Elements out of names, attributes and text. Text only ever becomes text nodes: there is no other way in.

const SVG = "http://www.w3.org/2000/svg";
const SVG_NAMES = new Set(["svg", "g", "path", "circle", "rect", "line", "title", "defs", "marker", "desc"]);

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "href") node.setAttribute("href", safeLink(value));
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** An HTML element; `el("a", {href: "#/"}, "text")`. Handlers are functions under `onclick` and the like. */
export const el = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);

/** An SVG element. `link` and `label` are SVG's `a` and `text`. */
export function svg(name, attributes = {}, ...children) {
  const tag = { link: "a", label: "text" }[name] ?? (SVG_NAMES.has(name) ? name : "g");
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** The link itself where it stays in this page or leads to http or https; else one that leads nowhere. */
export function safeLink(link) {
  const text = String(link);
  return text.startsWith("#") || /^(https?:\/\/[^\s]+|docs|(openapi|asyncapi)\.json)$/i.test(text) ? text : "#/";
}
