"use strict";

// Amazon's engine, where it is installed. It must be started in the same breath as its script.
const engineStarted = window.AplRenderer ? AplRenderer.initEngine() : null;
const LANDSCAPE_DPI = 160;
let renderer = null;

// The engine brings style sheets that fetch Amazon's fonts from the network. Nothing leaves this machine: a font of its own stands in.
function useOwnFonts() {
  for (const sheet of document.querySelectorAll("style")) {
    const rules = sheet.sheet.cssRules;
    for (let place = rules.length - 1; place >= 0; place -= 1) if (rules[place] instanceof CSSFontFaceRule) sheet.sheet.deleteRule(place);
  }
  const faces = document.createElement("style");
  const local = (names) => names.map((name) => `local("${name}")`).join(", ");
  const plain = local(["Arial", "Liberation Sans", "Helvetica", "Roboto", "DejaVu Sans"]);
  const bold = local(["Arial Bold", "Liberation Sans Bold", "Helvetica Bold", "Roboto Bold", "DejaVu Sans Bold"]);
  faces.textContent = ["amazon-ember-display", "amazon-ember", "amazon ember", "amazon ember display"]
    .map((family) => `@font-face { font-family: "${family}"; font-weight: 100 500; src: ${plain}; } @font-face { font-family: "${family}"; font-weight: 600 900; src: ${bold}; }`)
    .join("\n");
  document.head.append(faces);
}
if (engineStarted) useOwnFonts();

// A page is drawn at the size of the device; the frame around it scales it.
async function drawWithEngine(view, directive, viewport, touched) {
  await engineStarted;
  if (renderer) renderer.destroy();
  view.replaceChildren();
  const round = viewport.shape === "ROUND";
  const content = AplRenderer.Content.create(JSON.stringify(directive.document));
  const payload = JSON.stringify(directive.datasources);
  for (const name of directive.document.mainTemplate.parameters) content.addData(name, payload);
  renderer = AplRenderer.default.create({
    content,
    view,
    environment: { agentName: "Spine Check desk", agentVersion: "1", allowOpenUrl: false, disallowVideo: true },
    viewport: { width: viewport.width, height: viewport.height, dpi: viewport.dpi || LANDSCAPE_DPI, shape: round ? "ROUND" : "RECTANGLE", isRound: round },
    mode: viewport.mode || "HUB",
    theme: "dark",
    notLoadFonts: true,
    utcTime: Date.now(),
    localTimeAdjustment: 0,
    onSendEvent: (event) => touched({ source: event.source, arguments: event.arguments, components: event.components || {} }),
  });
  await renderer.init();
}
