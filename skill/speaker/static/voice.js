// Speaks in the page what the program has synthesized. One voice at a time; it can be hushed.

import * as server from "./server.js";

let playing = null;

export function hush() {
  playing?.end();
}

/** Speaks to the end, or until it is hushed. Throws with a sentence for a person when there is no sound. */
export async function speak(ssml, locale) {
  hush();
  const place = {};
  const ended = new Promise((resolve) => (place.end = resolve));
  playing = place;
  const sound = await server.say(ssml, locale);
  if (playing !== place) return;
  const audio = new Audio(URL.createObjectURL(sound));
  audio.onended = place.end;
  audio.onerror = place.end;
  try {
    await audio.play();
    await ended;
  } catch {
    throw new Error("The browser did not play the sound. The words are on the page.");
  } finally {
    audio.pause();
    URL.revokeObjectURL(audio.src);
    if (playing === place) playing = null;
  }
}
