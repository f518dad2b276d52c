// One turn after the other: what a person says, types or touches goes to the skill; what it answers is shown and spoken.

import { Display } from "./display.js";
import { download } from "./files.js";
import * as keys from "./keys.js";
import * as server from "./server.js";
import * as settings from "./settings.js";
import * as transcript from "./transcript.js";
import * as voice from "./voice.js";

const at = (id) => document.getElementById(id);
const tab = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const display = new Display(touch);
const STATES = {
  asleep: "Press Start, or the space bar, to open Spine Check.",
  ended: "The session is over. Press Start to begin again.",
  listening: "Listening. Speak now; press again when you are done.",
  thinking: "One moment.",
  speaking: "Speaking. Esc hushes it.",
};

let inSession = false;
let busy = false;
let turning = Promise.resolve(); // the turn under way
let choices = 0; // how often country or device was chosen
let listening = null; // ends the listening under way
let correcting = null; // the entry that is being corrected
let last = {}; // the last exchange: what was said, and what came of it

// ---------------------------------------------------------------- what the speaker does

function become(state, text) {
  document.querySelector(".speaker").dataset.state = state === "ended" ? "asleep" : state;
  at("state").textContent = text || STATES[state] || "";
  at("talk-label").textContent = label(state);
  at("silence").disabled = at("stop").disabled = !inSession;
}

function label(state) {
  if (state === "listening") return "Done";
  if (!inSession) return "Start";
  return settings.hearer() ? "Talk" : "Type";
}

function rest(text) {
  const how = settings.hearer() ? "Press the button or the space bar and speak, or type." : "Type your answer.";
  if (inSession) become("ready", text || `Your turn. ${how}`);
  else become(last.turn ? "ended" : "asleep", text);
}

const wrong = (text) => become("wrong", text);

function engaged(now) {
  busy = now;
  for (const button of document.querySelectorAll("[data-say]")) button.ariaDisabled = String(now); // a disabled one would lose the focus
}

/** What stands between two sessions. A device holds only its own conversation. */
function session() {
  const saved = last.place && last.place !== settings.place() ? " What is saved as a file begins here." : "";
  return `A new session: ${settings.place()}.${saved}`;
}

/** One turn. `replaced` is the exchange that it takes the place of, when something is corrected. */
async function exchange(body, said, how, replaced) {
  if (busy) return;
  engaged(true);
  let over;
  turning = new Promise((resolve) => (over = resolve));
  quiet();
  if (body.act === "open" || !inSession) transcript.divider(session());
  const entry = transcript.mine(said, how);
  become("thinking");
  try {
    const turn = await server.turn({ tab, ...settings.device(), ...body });
    replaced?.entry.remove();
    replaced?.answer.remove();
    answered(turn, entry, said);
  } catch (error) {
    transcript.unsent(entry);
    if (body.act === "say" || body.act === "correct") at("said").value = body.said;
    inSession = inSession && !/has ended/.test(error.message);
    wrong(error.message);
    return;
  } finally {
    engaged(false);
    over();
  }
  speak(last.turn);
}

function answered(turn, entry, said) {
  last.correct?.remove();
  last = { turn, entry, answer: transcript.its(turn), said, place: settings.place() };
  inSession = turn.open;
  if (turn.said && !turn.request.session?.new) last.correct = transcript.offer(entry, "Correct", () => correct(last));
  at("caption").hidden = !turn.speech;
  at("caption").textContent = turn.speech;
  at("caption").classList.toggle("alarm", transcript.isEmergency(turn));
  for (const id of ["save-case", "save-replay", "clear"]) at(id).disabled = false;
  if (turn.heard.intent !== "silence") display.show(turn.response); // a reprompt is only said
}

async function speak(turn) {
  let trouble = "";
  if (settings.speaks() && turn.ssml) {
    become("speaking");
    await voice.speak(turn.ssml, settings.locale()).catch((error) => (trouble = error.message));
  }
  if (turn !== last.turn || busy || listening) return;
  const isTold = document.querySelector(".speaker").dataset.state === "wrong"; // what went wrong meanwhile stays to be read
  if (!isTold) rest(trouble && `${trouble} ${inSession ? "Your turn." : "The session is over."}`);
  if (inSession && at("handsfree").checked && settings.hearer() && !correcting) await listen();
}

/** No voice, and nothing more is listened to: what was being said is dropped. */
function quiet() {
  voice.hush();
  const ending = listening;
  listening = null;
  ending?.abort();
}

// ---------------------------------------------------------------- listening

async function listen() {
  voice.hush();
  const ending = (listening = new AbortController());
  become("listening");
  const level = (loudness) => at("level").style.setProperty("--level", loudness.toFixed(2));
  const words = (text) => become("listening", `“${text}”`);
  const taken = () => listening === ending && become("thinking");
  try {
    const heard = await settings.hearer().listen({ locale: settings.locale(), onLevel: level, onWords: words, onTaken: taken, ending: ending.signal });
    if (listening !== ending) return;
    listening = null;
    await take(heard);
  } catch (error) {
    if (listening !== ending) return;
    listening = null;
    wrong(error.message);
  }
}

async function take(heard) {
  if (heard.text && at("review").checked) {
    at("said").value = heard.text;
    at("said").select();
    rest("This was heard. Change it if it is wrong, then press Enter.");
  } else if (heard.text) {
    await exchange({ act: "say", said: heard.text }, heard.text, "spoken, as it was heard");
  } else if (heard.quiet && at("handsfree").checked) {
    await exchange({ act: "silence" }, "(silence)", "said nothing");
  } else {
    wrong(heard.quiet ? "Nothing was heard, and nothing was sent." : unclear(heard.guess));
  }
}

function unclear(guess) {
  const sounded = guess ? ` It sounded like “${guess}”.` : "";
  return `That was not heard clearly, so nothing was sent.${sounded} Say it again, or type it.`;
}

async function talk() {
  if (listening) listening.abort();
  else if (busy) return;
  else if (!inSession) await exchange({ act: "open" }, "Alexa, open Spine Check", "pressed Start");
  else if (settings.hearer()) await listen();
  else at("said").focus();
}

// ---------------------------------------------------------------- correcting what was heard

function correct({ entry, answer, said }) {
  quiet();
  correcting = { entry, answer, said };
  at("say").classList.add("correcting");
  at("said").value = said;
  at("said").select();
  become("ready", "Change what was heard, then press Enter. Esc leaves it as it was.");
}

function leaveCorrecting() {
  correcting = null;
  at("say").classList.remove("correcting");
}

async function say(said, how) {
  const mended = correcting;
  leaveCorrecting();
  if (!mended) return exchange({ act: "say", said }, said, how);
  return exchange({ act: "correct", said }, said, `corrected; it was “${mended.said}”`, mended);
}

// ---------------------------------------------------------------- what is pressed

at("talk").addEventListener("click", talk);
at("silence").addEventListener("click", async () => {
  while (busy) await turning;
  if (inSession) await exchange({ act: "silence" }, "(silence)", "said nothing");
});
at("stop").addEventListener("click", async () => {
  while (busy) await turning;
  if (inSession) await exchange({ act: "say", said: "Alexa, stop" }, "Alexa, stop", "pressed");
});

for (const button of document.querySelectorAll("[data-say]")) {
  button.addEventListener("click", async () => {
    if (busy) return;
    if (!inSession) await exchange({ act: "open" }, "Alexa, open Spine Check", "pressed");
    leaveCorrecting();
    if (inSession) await exchange({ act: "say", said: button.dataset.say }, button.textContent, "pressed");
  });
}

at("say").addEventListener("submit", async (event) => {
  event.preventDefault();
  const said = at("said").value.trim();
  if (!said) return;
  at("said").value = "";
  while (busy) await turning;
  say(said, "typed");
});

keys.listen({
  press: talk,
  release: () => listening?.abort(),
  hush() {
    leaveCorrecting();
    quiet();
    if (!busy) rest();
  },
});

/** Counts unless the turn under way takes the button that was touched away. */
async function touch(event) {
  while (busy) await turning;
  const label = display.label(event.arguments);
  if (label) await exchange({ act: "touch", event }, `(touches “${label}”)`, "touched");
  else wrong("The screen changed before that touch, so nothing was sent. Touch what it shows now.");
}

// ---------------------------------------------------------------- choosing, saving, clearing

function chosen() {
  at("emergency").textContent = settings.number();
  display.become(settings.viewport());
}

/** Acts for the newest choice only, after the turn under way. */
async function changed() {
  const newest = ++choices;
  quiet();
  while (busy) await turning;
  if (newest !== choices) return;
  quiet();
  leaveCorrecting();
  const wasOpen = inSession;
  inSession = false;
  chosen();
  if (wasOpen) await exchange({ act: "open" }, "Alexa, open Spine Check", "on another device");
  else rest();
}

async function save(kind) {
  try {
    const file = await server.saved(tab, kind);
    download(file.name, file.blob);
  } catch (error) {
    wrong(error.message);
  }
}

at("locale").addEventListener("change", changed);
at("kind").addEventListener("change", changed);
at("save-case").addEventListener("click", () => save("case"));
at("save-replay").addEventListener("click", () => save("replay"));
at("clear").addEventListener("click", async () => {
  quiet();
  leaveCorrecting();
  await server.forget(tab).catch(() => {});
  transcript.clear();
  display.become(settings.viewport());
  last = {};
  inSession = false;
  at("caption").hidden = true;
  for (const id of ["save-case", "save-replay", "clear"]) at(id).disabled = true;
  rest();
});
// A page that may come back keeps its conversation.
window.addEventListener("pagehide", ({ persisted }) => persisted || server.forget(tab).catch(() => {}));
at("voice").addEventListener("change", () => at("voice").checked || voice.hush());
at("hearing").addEventListener("change", () => {
  settings.tell();
  rest();
});

// ---------------------------------------------------------------- beginning

become("asleep");
const fault = settings.named();
chosen();
await settings.senses();
if (fault) wrong(fault);
else rest();
document.documentElement.dataset.ready = "yes";
