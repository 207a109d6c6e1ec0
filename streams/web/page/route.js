// Addresses of views: `#/dyad/BLR/RUS?by=month`. All that a view shows stands in its address.

/** {view, parts, query} of a location's hash. */
export function parseRoute(hash) {
  const [path, search = ""] = splitOnce(hash.replace(/^#?\/?/, ""), "?");
  const [view = "", ...parts] = path.split("/").map(decode);
  return { view, parts, query: new URLSearchParams(search) };
}

/** The hash for a view; parameters that are empty are left out. */
export function route(view, parts = [], query = {}) {
  const search = params(query).toString();
  return `#/${[view, ...parts].map(encodeURIComponent).join("/")}${search ? `?${search}` : ""}`;
}

/** Search parameters of an object; a list gives its name several times. */
export function params(query) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") search.append(name, one);
    }
  }
  return search;
}

function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
