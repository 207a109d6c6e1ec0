// Places for the actors of a network, and the curves between them. Pure figures: nothing of the page.

const TICKS = 300;
const MARGIN = 14;
const LETTER = 6.6; // width of a letter of a label, in pixels
const LABEL = 18; // height of a label and its distance

/** A circle's radius, in pixels, for an actor with so many events. */
export const radius = (node) => 7 + Math.min(15, Math.sqrt(node.weight) * 1.8);

/** An edge's width in pixels: the same number of events is as wide in every view. */
export const edgeWidth = (events) => Math.min(11, 1.3 + 1.2 * Math.log2(1 + events));

/**
 * Code → {id, x, y, weight, title}, inside `width` by `height` pixels with room for the labels below the circles.
 * The same dyads always lie in the same places, for d3-force begins without chance; `before` keeps those that were
 * there near where they were.
 */
export function layout(dyads, width, height, title = (code) => code, before = new Map()) {
  const nodes = nodesOf(dyads, title, before);
  const links = pairsOf(dyads);
  const room = Math.sqrt((width * height) / Math.max(nodes.length, 1));
  const { forceSimulation, forceLink, forceManyBody, forceX, forceY, forceCollide } = globalThis.d3;
  forceSimulation(nodes)
    .force("link", forceLink(links).id((node) => node.id).distance(room * 0.9).strength(0.25))
    .force("charge", forceManyBody().strength(-room * 5).distanceMax(room * 4))
    .force("x", forceX(0).strength(0.05 * Math.min(1.6, height / width)))
    .force("y", forceY(0).strength(0.05 * Math.min(1.6, width / height)))
    .force("apart", forceCollide((node) => Math.max(radius(node) + LABEL, node.half * 0.8)).iterations(2))
    .stop().tick(TICKS);
  fit(nodes, "x", width, (node) => Math.max(radius(node), node.half) + MARGIN, (node) => Math.max(radius(node), node.half) + MARGIN);
  fit(nodes, "y", height, (node) => radius(node) + 34, (node) => radius(node) + LABEL + MARGIN / 2);
  return new Map(nodes.map((node) => [node.id, node]));
}

function nodesOf(dyads, title, before) {
  const found = new Map();
  for (const { from, to, events } of dyads) {
    for (const id of new Set([from, to])) {
      const known = before.get(id);
      const node = found.get(id) ?? { id, weight: 0, title: title(id), ...(known && { x: known.x - known.width / 2, y: known.y - known.height / 2 }) };
      node.weight += events;
      node.half = (node.title.length * LETTER) / 2;
      found.set(id, node);
    }
  }
  return [...found.values()];
}

function pairsOf(dyads) {
  const found = new Map();
  for (const { from, to } of dyads) if (from !== to) found.set([from, to].sort().join(" "), { source: from, target: to });
  return [...found.values()];
}

/** Spreads the places over one axis, from rim to rim; a single one lies in the middle. */
function fit(nodes, axis, size, before, after) {
  const low = Math.min(...nodes.map((node) => node[axis]));
  const high = Math.max(...nodes.map((node) => node[axis]));
  for (const node of nodes) {
    const place = high > low ? (node[axis] - low) / (high - low) : 0.5;
    const [first, last] = [before(node), size - after(node)];
    node[axis === "x" ? "width" : "height"] = size;
    node[axis] = first + place * (last - first);
  }
}

/** From rim to rim, bent, so that the two directions do not cover each other; a loop from an actor to itself. */
export function curve(one, other) {
  if (one === other) {
    const top = one.y - radius(one) + 2;
    return `M${round(one.x - 6)} ${round(top)}C${round(one.x - 26)} ${round(top - 34)} ${round(one.x + 26)} ${round(top - 34)} ${round(one.x + 6)} ${round(top)}`;
  }
  const [dx, dy] = [other.x - one.x, other.y - one.y];
  const far = Math.hypot(dx, dy) || 1;
  const bend = Math.min(40, far * 0.14);
  const middle = [(one.x + other.x) / 2 - (dy / far) * bend, (one.y + other.y) / 2 + (dx / far) * bend];
  const start = towards(one, middle, radius(one));
  const end = towards(other, middle, radius(other) + 3);
  return `M${start.join(" ")}Q${middle.map(round).join(" ")} ${end.join(" ")}`;
}

function towards(node, [x, y], far) {
  const whole = Math.hypot(x - node.x, y - node.y) || 1;
  return [round(node.x + ((x - node.x) / whole) * far), round(node.y + ((y - node.y) / whole) * far)];
}

const round = (value) => Math.round(value * 10) / 10;
