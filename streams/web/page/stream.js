// Server-sent events out of a fetch: unlike EventSource it can carry a token.

/** Takes text as it comes, gives {id, event, data} for each event that is whole. */
export class Frames {
  #left = "";

  push(text) {
    this.#left += text;
    const blocks = this.#left.split("\n\n");
    this.#left = blocks.pop();
    return blocks.map(read).filter((frame) => frame.data !== undefined);
  }
}

function read(block) {
  const frame = {};
  for (const line of block.split("\n")) {
    const at = line.indexOf(": ");
    if (at > 0) frame[line.slice(0, at)] = line.slice(at + 2);
  }
  return frame;
}

/** Calls `take` with each event until `signal` aborts; comes back by itself where the line breaks. */
export async function follow(open, take, tell, signal) {
  let last = null;
  while (!signal.aborted) {
    try {
      const response = await open(last, signal);
      tell(true);
      const frames = new Frames();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        for (const frame of frames.push(part.value)) {
          last = frame.id ?? last;
          take(frame.event, JSON.parse(frame.data));
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error.status === 401) throw error;
    }
    tell(false);
    await new Promise((go) => setTimeout(go, 2000));
  }
}
