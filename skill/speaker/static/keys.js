// The space bar talks, held or pressed; Esc hushes. Where a key means something already, it keeps its meaning.

const HELD = 600; // milliseconds from which letting go ends what is being said
const takesKeys = (element) => Boolean(element.closest("input, select, textarea, button, summary, a, pre"));

/** Calls `press` and `release` for the space bar, and `hush` for Esc. */
export function listen({ press, release, hush }) {
  let since = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hush();
    if (event.code !== "Space" || takesKeys(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (event.repeat) return;
    since = event.timeStamp;
    press();
  });
  document.addEventListener("keyup", (event) => {
    if (event.code === "Space" && since && event.timeStamp - since > HELD) release();
    since = 0;
  });
  // A press with the mouse leaves no focus behind, so that the space bar talks and does not press again.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button, summary");
    if (button && event.detail > 0) button.blur();
  });
}
