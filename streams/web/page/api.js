// The worker's HTTP interface.

const KEY = "depesche-token";

export const UNREACHABLE = 0; // the status where no answer came

export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

const headers = (more = {}) => {
  const token = sessionStorage.getItem(KEY);
  return token ? { ...more, Authorization: `Bearer ${token}` } : more;
};

export const keepToken = (token) => sessionStorage.setItem(KEY, token);

async function ask(path, options) {
  const response = await fetch(path, options).catch((error) => {
    if (error.name === "AbortError") throw error;
    throw new Problem(UNREACHABLE, error.message);
  });
  if (response.ok) return response;
  const body = await response.json().catch(() => ({}));
  throw new Problem(response.status, body.detail ?? response.statusText);
}

/** An answer's JSON. Addresses are relative, so that the page also works behind a proxy's folder. */
export async function get(path, search = new URLSearchParams(), signal = undefined) {
  const text = search.toString();
  return (await ask(text ? `${path}?${text}` : path, { headers: headers(), signal })).json();
}

/** Opens the feed, after the event with id `last` where there is one. */
export const openFeed = (search) => (last, signal) =>
  ask(`feed?${search}`, { headers: headers(last ? { "Last-Event-ID": last } : {}), signal });

/** {status, text} of any answer; JSON is set in lines. */
export async function fetchText(path, signal) {
  const response = await fetch(path, { headers: headers(), signal });
  const text = await response.text();
  try {
    return { status: response.status, text: JSON.stringify(JSON.parse(text), null, 1) };
  } catch {
    return { status: response.status, text };
  }
}
