"use strict";

// Draws what the page around this frame hands over, and hands back what is touched.
const view = document.getElementById("view");
const hasEngine = Boolean(window.AplRenderer);
const home = location.origin;
const DEAF = 510; // milliseconds, a little more than the engine's own

function tell(message) {
  window.parent.postMessage(message, home);
}

// The engine complains on the console; what it says while drawing goes along with the picture.
let warnings = [];
for (const level of ["warn", "error"]) {
  const write = console[level].bind(console);
  console[level] = (...words) => {
    warnings.push(words.map(String).join(" "));
    write(...words);
  };
}

let awake = false;
const touched = (event) => awake && tell({ type: "touch", event });
const frame = () => new Promise((done) => requestAnimationFrame(done));
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function draw({ directive, viewport }) {
  awake = false;
  warnings = [];
  if (hasEngine) {
    try {
      await drawWithEngine(view, directive, viewport, touched);
      return true;
    } catch (error) {
      warnings.push(String(error));
    }
  }
  drawPlainly(view, directive, viewport, touched);
  return false;
}

// What came while another was being drawn replaces what waits: only the newest is shown. Out of sight a browser stops the frames
// that the engine lives on, so what is drawn there is told of, and takes touches, when it is seen.
let wanted = null;
let newest = 0;
let drawing = false;

async function drawNewest() {
  drawing = true;
  while (wanted) {
    const message = wanted;
    wanted = null;
    const engine = await draw(message);
    seen(message, engine);
  }
  drawing = false;
}

// A new screen passes over touches for a moment, as the engine does with a mouse: who presses twice answers one question.
async function seen({ number }, engine) {
  const rest = pause(DEAF);
  if (engine) await frame().then(frame);
  if (number === newest) tell({ type: "painted", number, engine, warnings });
  await rest;
  if (number !== newest) return;
  awake = true;
  tell({ type: "drawn", number, engine, warnings });
}

window.addEventListener("message", (event) => {
  const message = event.data;
  if (event.source !== window.parent || event.origin !== home || !message || message.type !== "render") return;
  wanted = message;
  newest = message.number;
  if (!drawing) drawNewest();
});

tell({ type: "ready", engine: hasEngine });
