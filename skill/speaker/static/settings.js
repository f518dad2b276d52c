// What is chosen on the page: country and device, voice and ears.

import * as hearing from "./hearing.js";
import * as server from "./server.js";

const at = (id) => document.getElementById(id);
const picked = (id) => at(id).selectedOptions[0];
let hearers = {};

export const locale = () => at("locale").value;
export const device = () => ({ locale: locale(), device: at("kind").value });
export const place = () => `${picked("kind").text}, ${picked("locale").text}`;
export const number = () => picked("locale").dataset.number;
export const viewport = () => JSON.parse(picked("kind").dataset.viewport ?? "null");
export const speaks = () => at("voice").checked && !at("voice").disabled;
export const hearer = () => hearers[at("hearing").value];

/** Where the voice of a person goes, or why nobody hears it. */
export function tell(otherwise = "") {
  at("hearing-line").textContent = hearer()?.line || otherwise;
}

/** A link can name country and device: /?locale=en-GB&device=show-8. What it names wrongly is told. */
export function named() {
  const faults = [];
  for (const [id, name] of [["locale", "locale"], ["kind", "device"]]) {
    const wanted = new URLSearchParams(location.search).get(name);
    if (wanted === null) continue;
    if ([...at(id).options].some((option) => option.value === wanted)) at(id).value = wanted;
    else faults.push(`There is no ${name} “${wanted.slice(0, 20)}”: ${picked(id).text} is used.`);
  }
  return faults.join(" ");
}

/** Offers what there is to speak and to hear with. */
export async function senses() {
  const can = await server.voices().catch((error) => ({ voice: false, hearing: false, why: error.message }));
  at("voice").disabled = !can.voice;
  at("voice").checked = can.voice;
  at("voice-line").textContent = can.voice ? "" : `No voice: ${can.why} The words are shown.`;
  hearers = hearing.available(can.hearing);
  const options = Object.entries(hearers).map(([name, each]) => new Option(each.name, name));
  at("hearing").replaceChildren(...(options.length ? options : [new Option("Nobody: please type", "")]));
  tell(`No hearing: ${can.why}`);
  at("review").disabled = at("handsfree").disabled = !hearer();
}
