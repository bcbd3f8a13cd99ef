// Talking to the sandbox.

const HOME = "/_sandbox";

/** A refusal, worded for the person in front of the page. */
export class Refused extends Error {}

/** Ask for something. */
export async function get(path, query = {}) {
  return answered(await reached(fetch(`${HOME}/${path}?${new URLSearchParams(query)}`)));
}

/** Do something. */
export async function post(path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  return answered(await reached(fetch(`${HOME}/${path}`, { method: "POST", headers, body: JSON.stringify(body) })));
}

/** Open the stream of events that follow a mark. */
export function stream(user, mark) {
  return new EventSource(`${HOME}/events?${new URLSearchParams({ user, after: mark })}`);
}

async function reached(request) {
  try {
    return await request;
  } catch {
    throw new Refused("The sandbox does not answer. Is it still running?");
  }
}

async function answered(response) {
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const body = isJson ? await response.json() : { error: await response.text() };
  if (!response.ok) throw new Refused(body.error);
  return body;
}
