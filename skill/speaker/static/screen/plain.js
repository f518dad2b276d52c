"use strict";

// The same data as plain HTML, for where Amazon's engine is not installed.
const LARGEST = 10;
const SMALLEST = 4;
const STEP = 0.25; // all in hundredths of the height

function drawPlainly(view, directive, viewport, touched) {
  const [data] = Object.values(directive.datasources);
  const number = data.number && [piece("number", data.number), piece("beside", data.note)];
  const page = made("div", viewport.shape === "ROUND" ? "plain round" : "plain", [
    made("div", `heading ${data.tier || data.kind}`, [piece("label", data.label || data.title), piece("note", "A plain rendering")]),
    piece("progress", data.progress),
    made("div", "body", [number && made("div", "call", number), made("div", "words", [piece("main", data.text)])]),
    piece("question", data.question),
    data.buttons.length && made("div", "answers", data.buttons.map((button) => answer(button, touched))),
  ]);
  page.style.setProperty("--figures", data.number.length);
  view.replaceChildren(page);
  fit(page, page.querySelector(".words"));
}

function made(name, kind, inside) {
  const element = document.createElement(name);
  element.className = kind;
  element.append(...inside.filter(Boolean));
  return element;
}

const piece = (kind, text) => text && made("p", kind, [text]);

function answer(button, touched) {
  const touch = made("button", "", [button.label]);
  touch.type = "button";
  touch.addEventListener("click", () =>
    touched({
      source: { type: "TouchWrapper", handler: "Press", id: "" },
      arguments: ["answer", button.answer, button.kind, button.id],
      components: {},
    }),
  );
  return touch;
}

// As large as the room allows. What does not fit even in the smallest type can be scrolled; the answers stay where they are.
function fit(page, words) {
  for (let size = LARGEST; size >= SMALLEST; size -= STEP) {
    page.style.setProperty("--type", `${size}vh`);
    if (words.scrollHeight <= words.clientHeight && words.scrollWidth <= words.clientWidth) return;
  }
  words.tabIndex = 0;
}
