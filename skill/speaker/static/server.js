// What the page asks of the program that serves it. Whatever goes wrong arrives as a Refusal with a sentence for a person.

export class Refusal extends Error {}

const GONE = "The program behind this page does not answer. Is “make run” still running?";

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refusal(GONE);
  }
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => ({}));
  throw new Refusal(told.error || "That did not work. Please try again.");
}

const sent = (body) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const turn = async (body) => (await ask("/turn", sent(body))).json();

export const say = async (ssml, locale) => (await ask("/say", sent({ ssml, locale }))).blob();

export const hear = async (wav, locale) =>
  (await ask(`/hear?locale=${encodeURIComponent(locale)}`, { method: "POST", headers: { "Content-Type": "audio/wav" }, body: wav })).json();

/** What this program can do without the browser's help: {voice, hearing, why}. */
export const voices = async () => (await ask("/voices")).json();

export const forget = (tab) => ask(`/conversation/${encodeURIComponent(tab)}`, { method: "DELETE", keepalive: true });

/** The conversation as a file, with the name that the program gives it. */
export async function saved(tab, kind) {
  const answer = await ask(`/conversation/${encodeURIComponent(tab)}/${kind}`);
  const name = /filename="?([^";]+)/.exec(answer.headers.get("Content-Disposition") || "");
  return { name: name ? name[1] : kind, blob: await answer.blob() };
}
