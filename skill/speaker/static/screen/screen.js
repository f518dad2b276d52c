"use strict";

// Draws what the page around this frame hands over, and hands back what is touched.
const view = document.getElementById("view");
const hasEngine = Boolean(window.AplRenderer);
const home = location.origin;

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

const touched = (event) => tell({ type: "touch", event });

async function draw(message) {
  warnings = [];
  let engine = hasEngine;
  if (engine) {
    try {
      await drawWithEngine(view, message.directive, message.viewport, touched);
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); // before that, touches are lost
    } catch (error) {
      engine = false;
      warnings.push(String(error));
    }
  }
  if (!engine) drawPlainly(view, message.directive, message.viewport, touched);
  tell({ type: "drawn", engine, warnings });
}

let drawing = Promise.resolve();
window.addEventListener("message", (event) => {
  const message = event.data;
  if (event.source !== window.parent || event.origin !== home || !message || message.type !== "render") return;
  drawing = drawing.then(() => draw(message));
});

tell({ type: "ready", engine: hasEngine });
