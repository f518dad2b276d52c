// The screen of the device: a page of its own in a closed frame, which draws the skill's documents and tells of touches.

const at = (id) => document.getElementById(id);
const BY_AMAZON = "Drawn by Amazon's own engine, as a device would.";
const PLAINLY = "Drawn plainly, from the same data: “make screens” installs Amazon's own engine.";
const WAIT = 8000;

export class Display {
  #frame = null;
  #ready = false;
  #waiting = null;
  #viewport = null;
  #shown = null; // what was handed over last
  #drawings = 0;
  #onTouch;

  constructor(onTouch) {
    this.#onTouch = onTouch;
    window.addEventListener("message", (event) => {
      if (this.#frame && event.source === this.#frame.contentWindow) this.#told(event.data);
    });
    new ResizeObserver(() => this.#fit()).observe(at("display"));
  }

  /** Become the device with this screen; none for a device without. */
  become(viewport) {
    this.#viewport = viewport;
    this.#ready = false;
    this.#waiting = null;
    this.#shown = null;
    this.#frame?.remove();
    this.#frame = null;
    at("display").hidden = !viewport;
    document.querySelector("main").classList.toggle("with-screen", Boolean(viewport));
    if (!viewport) return;
    document.querySelector(".bezel").classList.toggle("round", viewport.shape === "ROUND");
    at("engine").textContent = "";
    const frame = document.createElement("iframe");
    frame.title = "The device's screen";
    frame.sandbox = "allow-scripts";
    frame.src = "/screen";
    frame.width = viewport.width;
    frame.height = viewport.height;
    this.#frame = frame;
    document.querySelector(".glass").append(frame);
    this.#fit();
    setTimeout(() => {
      if (frame === this.#frame && !this.#ready) at("engine").textContent = "The screen does not answer. What it would show is in the response.";
    }, WAIT);
  }

  /** Draw what a response brings. A response without a document leaves the screen as it is. */
  show(response) {
    const directive = response.response?.directives?.find(({ type }) => type === "Alexa.Presentation.APL.RenderDocument");
    if (!directive || !this.#frame) return;
    this.#drawings += 1;
    this.#shown = this.#waiting = { type: "render", number: this.#drawings, directive, viewport: this.#viewport };
    at("display").ariaBusy = "true";
    if (this.#ready) this.#draw();
  }

  /** The words on the button that was touched, while there is such a button on the screen. */
  label(touched) {
    const [data] = Object.values(this.#shown?.directive.datasources || {});
    const same = ({ answer, kind, id }) => String(["answer", answer, kind, id]) === String(touched);
    return data?.buttons?.find(same)?.label;
  }

  #draw() {
    this.#frame.contentWindow.postMessage(this.#waiting, "*"); // the closed frame has no origin that could be named here
    this.#waiting = null;
  }

  #told(message) {
    if (message?.type === "ready") {
      this.#ready = true;
      if (this.#waiting) this.#draw();
    } else if (message?.type === "drawn" && message.number === this.#shown?.number) {
      at("display").ariaBusy = "false";
      const faults = message.warnings?.length ? ` It complains: ${message.warnings.join("; ")}` : "";
      at("engine").textContent = (message.engine ? BY_AMAZON : PLAINLY) + faults;
    } else if (message?.type === "touch" && Array.isArray(message.event?.arguments)) {
      this.#frame.blur(); // the touch took the keyboard into the frame: it belongs to the page
      window.focus();
      this.#onTouch(message.event);
    }
  }

  #fit() {
    if (!this.#viewport) return;
    const glass = document.querySelector(".glass");
    const scale = glass.clientWidth / this.#viewport.width;
    glass.style.height = `${this.#viewport.height * scale}px`;
    this.#frame.style.transform = `scale(${scale})`;
  }
}
