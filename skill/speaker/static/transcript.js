// The conversation on the page: what was said, what was answered, how urgent that is, and both envelopes.

import { copy, download } from "./files.js";

const at = (id) => document.getElementById(id);
const TIERS = {
  ambulance: "Ambulance, now",
  emergency_department: "Emergency department, now",
  same_day: "A doctor today",
  appointment: "An appointment",
  self_care: "Care at home",
};
export const isEmergency = (turn) => turn.tier === "ambulance" || turn.tier === "emergency_department";

function make(name, attributes = {}, ...inside) {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...inside.filter(Boolean));
  return element;
}

/** What a person said or did. `how` tells by what means. */
export function mine(text, how) {
  const item = make("li", { className: "mine" }, make("span", { className: "who", textContent: "You" }), make("p", { textContent: text }));
  item.append(make("div", { className: "meta" }, make("span", { textContent: how })));
  return added(item);
}

/** What the skill answered. */
export function its(turn) {
  const item = make("li", { className: isEmergency(turn) ? "its alarm" : "its" });
  item.append(make("span", { className: "who", textContent: "Spine Check" }), make("p", { textContent: turn.speech || "(says nothing)" }));
  const tier = TIERS[turn.tier] && make("span", { className: `tier ${turn.tier}`, textContent: TIERS[turn.tier] });
  const closed = !turn.open && make("span", { textContent: "The session is over." });
  item.append(make("div", { className: "meta" }, tier, make("span", { textContent: `heard as ${intent(turn.heard)}` }), closed));
  item.append(envelopes(turn));
  return added(item);
}

export function divider(text) {
  if (at("transcript").children.length) added(make("li", { className: "divider", textContent: text }));
}

/** Something that can be done with an entry, at its foot. */
export function offer(item, label, act) {
  const button = make("button", { type: "button", className: "small", textContent: label });
  button.addEventListener("click", act);
  item.querySelector(".meta").append(button);
  toEnd();
  return button;
}

export function unsent(item) {
  item.classList.add("unsent");
  item.querySelector(".meta").textContent = "Not sent.";
}

export function clear() {
  at("transcript").replaceChildren();
  at("empty").hidden = false;
}

function added(item) {
  at("empty").hidden = true;
  at("transcript").append(item);
  toEnd();
  return item;
}

function toEnd() {
  at("log").scrollTop = at("log").scrollHeight;
}

function intent(heard) {
  const slots = Object.entries(heard.slots).map(([name, value]) => `${name}: ${value}`);
  const name = heard.intent === "silence" ? "silence" : heard.intent.replace("Alexa.Presentation.APL.UserEvent", "a touch");
  return slots.length ? `${name} (${slots.join(", ")})` : name;
}

function envelopes(turn) {
  const panes = make("div", { className: "panes" });
  const details = make("details", { className: "envelopes" }, make("summary", { textContent: "Request and response" }), panes);
  // Written out on opening: a long conversation has a lot of them.
  details.addEventListener("toggle", () => {
    if (details.open && !panes.children.length) fill(panes, turn);
    if (details.open) details.scrollIntoView({ block: "nearest" });
  });
  return details;
}

function fill(panes, turn) {
  if (turn.request.request) panes.append(pane(turn, "request"), pane(turn, "response"));
  else panes.append(make("p", { className: "hint", textContent: "Nothing is sent for a first silence: the device itself says the reprompt." }));
}

function pane(turn, which) {
  const text = JSON.stringify(turn[which], null, 2);
  const title = `${which === "request" ? "Request" : "Response"} ${turn.turn}`;
  const copying = make("button", { type: "button", className: "small", textContent: "Copy", ariaLabel: `Copy ${title}` });
  copying.addEventListener("click", async () => {
    copying.textContent = (await copy(text)) ? "Copied" : "Not possible here";
  });
  const loading = make("button", { type: "button", className: "small", textContent: "Download", ariaLabel: `Download ${title}` });
  loading.addEventListener("click", () => download(`turn-${turn.turn}-${which}.json`, new Blob([text], { type: "application/json" })));
  const code = make("pre", { textContent: text, tabIndex: 0, ariaLabel: title });
  code.setAttribute("role", "region");
  return make("figure", { className: "pane" }, make("figcaption", {}, make("span", { textContent: title }), copying, loading), code);
}
