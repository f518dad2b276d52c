"use strict";

// The same data as plain HTML, for where Amazon's engine is not installed.
function drawPlainly(view, directive, viewport, touched) {
  const data = Object.values(directive.datasources)[0];
  const page = document.createElement("div");
  page.className = viewport.shape === "ROUND" ? "plain round" : "plain";
  const line = (name, text) => {
    if (!text) return;
    const paragraph = document.createElement("p");
    paragraph.className = name;
    paragraph.textContent = text;
    page.append(paragraph);
  };
  line("note", "A plain rendering: Amazon's engine is not installed. “make screens” installs it.");
  line("heading", data.label || data.title);
  line("number", data.number);
  line("beside", data.note);
  line("main", data.text);
  line("question", data.question);
  line("progress", data.progress);
  const answers = document.createElement("div");
  answers.className = "answers";
  for (const button of data.buttons) {
    const touch = document.createElement("button");
    touch.type = "button";
    touch.textContent = button.label;
    touch.addEventListener("click", () =>
      touched({
        source: { type: "TouchWrapper", handler: "Press", id: "" },
        arguments: ["answer", button.answer, button.kind, button.id],
        components: {},
      }),
    );
    answers.append(touch);
  }
  if (data.buttons.length) page.append(answers);
  view.replaceChildren(page);
}
