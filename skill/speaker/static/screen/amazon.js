"use strict";

const LANDSCAPE_DPI = 160;
let renderer = null;

// Amazon's engine, where it is installed; its script has started it. It measures each text once, so the fonts must be there first.
// A page is drawn at the size of the device; the frame around it scales it.
async function drawWithEngine(view, directive, viewport, touched) {
  await engineStarted;
  await Promise.allSettled([...document.fonts].map((face) => face.load()));
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
