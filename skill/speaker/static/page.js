"use strict";

// Each tab is a conversation of its own.
const tab = crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2) + Date.now();
const at = (id) => document.getElementById(id);

function add(kind, text, note, turn) {
  const item = document.createElement("li");
  item.className = kind;
  item.append(text);
  if (note) {
    const small = document.createElement("small");
    small.textContent = note;
    item.append(small);
  }
  if (turn) {
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = "Request and response";
    const pre = document.createElement("pre");
    pre.textContent = JSON.stringify({ request: turn.request, response: turn.response }, null, 2);
    details.append(summary, pre);
    item.append(details);
  }
  at("transcript").append(item);
  item.scrollIntoView({ block: "nearest" });
}

function showScreen(screen) {
  const place = at("show");
  place.hidden = !screen;
  place.replaceChildren();
  if (!screen) return;
  for (const [name, text] of [["progress", screen.progress], ["number", screen.number], ["text", screen.text], ["question", screen.question]]) {
    if (!text) continue;
    const line = document.createElement("p");
    line.className = name;
    line.textContent = text;
    place.append(line);
  }
  for (const button of screen.buttons) {
    const touch = document.createElement("button");
    touch.type = "button";
    touch.textContent = button.label;
    touch.addEventListener("click", () => send({ act: "touch", arguments: ["answer", button.answer, button.kind, button.id] }, `(touches ${button.label})`));
    place.append(touch);
  }
}

function listen(isOpen) {

  at("silence").disabled = at("stop").disabled = !isOpen;
  at("state").textContent = isOpen ? "The microphone is open." : "The microphone is closed. Press “Open Spine Check” to begin again.";
}

async function send(body, said) {
  if (said) add("mine", said);
  try {
    const answer = await fetch("/turn", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ tab, ...body }),
    });
    const turn = await answer.json();
    if (!answer.ok) {
      at("state").textContent = turn.error || "That did not work. Please try again.";
      return;
    }
    const slots = Object.entries(turn.heard.slots).map(([name, value]) => `${name}: ${value}`).join(", ");
    const urgent = turn.tier === "ambulance" || turn.tier === "emergency_department";
    add(urgent ? "its alarm" : "its", turn.speech || "(nothing)", `heard ${turn.heard.intent}${slots ? ` (${slots})` : ""}`, turn);
    showScreen(turn.screen);
    listen(turn.open);
  } catch {
    at("state").textContent = "The desk speaker does not answer. Is `make run` still running?";
  }
}

at("device").addEventListener("submit", (event) => {
  event.preventDefault();
  at("transcript").replaceChildren();
  send({ act: "open", locale: at("locale").value, screen: at("screen").checked }, "Alexa, open Spine Check");
  at("said").focus();
});

at("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const said = at("said").value.trim();
  if (!said) return;
  at("said").value = "";
  send({ act: "say", said }, said);
});

at("silence").addEventListener("click", () => send({ act: "silence" }, "(silence)"));
at("stop").addEventListener("click", () => send({ act: "say", said: "Alexa, stop" }, "Alexa, stop"));
listen(false);
at("state").textContent = "Press “Open Spine Check” to begin.";
