// Who turns a voice into words: this machine, or the browser's own service. Each gives {text, quiet, guess}.

import { record } from "./microphone.js";
import * as server from "./server.js";

const Recognition = globalThis.SpeechRecognition || globalThis.webkitSpeechRecognition;

/** Short answers, offline, by the program that serves this page. */
export const machine = {
  name: "This computer, offline",
  line: "Your voice stays on this computer. It understands short answers, and “yes I do” or “no I don’t” better than a bare yes or no. For the rest, type.",
  async listen({ locale, onLevel, onTaken, ending }) {
    const taken = await record(onLevel, ending);
    onTaken();
    if (!taken.spoke) return { text: null, quiet: true };
    const heard = await server.hear(taken.wav, locale);
    return { text: heard.text, quiet: false, guess: heard.heard.free };
  },
};

/** Whole sentences, by the service of the browser's maker. */
export const browser = {
  name: "Your browser",
  line: `Your voice goes to the speech service of your browser's maker${maker()}, not to this program. It understands whole sentences.`,
  listen({ locale, onWords, ending }) {
    return new Promise((resolve, reject) => {
      const recognition = new Recognition();
      recognition.lang = locale;
      recognition.interimResults = true;
      let text = null;
      recognition.onresult = ({ results }) => {
        const words = [...results].map((result) => result[0].transcript).join(" ").trim();
        onWords(words);
        if (results[results.length - 1].isFinal) text = words;
      };
      recognition.onerror = ({ error }) => {
        if (error !== "no-speech" && error !== "aborted") reject(new Error(REASONS[error] || `The browser could not listen (${error}).`));
      };
      recognition.onend = () => resolve({ text, quiet: text === null });
      ending.addEventListener("abort", () => recognition.stop(), { once: true });
      recognition.start();
    });
  },
};

const REASONS = {
  network: "The browser's speech service cannot be reached. Choose “This computer” under Sound and microphone, or type.",
  "not-allowed": "This page may not use the microphone. Allow it in the browser's address bar, or type.",
  "service-not-allowed": "The browser does not offer its speech service here. Choose “This computer”, or type.",
  "audio-capture": "There is no microphone here. Please type.",
  "language-not-supported": "The browser's speech service does not know this country's English. Please type.",
};

function maker() {
  const agent = navigator.userAgent;
  if (/Edg\//.test(agent)) return " (Microsoft)";
  if (/Chrome\//.test(agent)) return " (for Chrome, Google)";
  if (/Safari\//.test(agent)) return " (Apple)";
  return "";
}

/** Those that can hear at all, by the names the page uses. */
export const available = (machineHears) => ({ ...(machineHears && { machine }), ...(Recognition && { browser }) });
