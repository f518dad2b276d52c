// One thing said into the microphone: begins at once, ends by itself when it falls quiet, or when it is told to.

import { resampled, wav } from "./wav.js";

const SPEECH = 0.01; // as loud as a voice at arm's length
const QUIET = 0.25; // of the loudest heard so far
const FAINT = 0.04; // of the loudest: a consonant at the end of a word
const MARGIN = 0.25; // seconds kept before and after
const PAUSE = 1.1; // seconds of quiet that end it
const NOTHING = 8; // seconds without a word, as long as a device waits
const LONGEST = 5; // seconds from the first word, within what the program listens to

// What makes a voice pleasant for people on a call takes the beginnings of words away from a recognizer.
const PLAIN = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false };

export class NoMicrophone extends Error {}

async function opened() {
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new NoMicrophone("A browser gives its microphone only to a page of this machine or over https. Please type.");
  }
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: PLAIN });
  } catch (error) {
    throw new NoMicrophone(
      error.name === "NotAllowedError"
        ? "This page may not use the microphone. Allow it in the browser's address bar, or type."
        : "There is no microphone here. Please type.",
    );
  }
}

/** Listens once. Gives {wav, spoke}; `onLevel` gets the loudness from 0 to 1; `ending` is an AbortSignal that ends it early. */
export async function record(onLevel, ending) {
  const context = new AudioContext();
  let stream = null;
  try {
    // The microphone comes last, so that nothing is said before it is heard.
    await context.audioWorklet.addModule(new URL("./capture.js", import.meta.url));
    stream = await opened();
    return await heard(stream, context, onLevel, ending);
  } finally {
    stream?.getTracks().forEach((track) => track.stop());
    await context.close();
  }
}

async function heard(stream, context, onLevel, ending) {
  const capture = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
  const chunks = [];
  let loudest = 0;
  await new Promise((done) => {
    ending.addEventListener("abort", done, { once: true });
    if (ending.aborted) done();
    let seconds = 0;
    let quiet = 0;
    let speaking = 0;
    capture.port.onmessage = ({ data }) => {
      const length = data.samples.length / context.sampleRate;
      chunks.push(data);
      seconds += length;
      loudest = Math.max(loudest, data.loudness);
      quiet = data.loudness < Math.max(SPEECH, loudest * QUIET) ? quiet + length : 0;
      if (loudest >= SPEECH) speaking += length;
      onLevel(Math.min(1, data.loudness * 8));
      const spoke = loudest >= SPEECH;
      if ((spoke && quiet > PAUSE) || (!spoke && seconds > NOTHING) || speaking > LONGEST) done();
    };
    context.createMediaStreamSource(stream).connect(capture);
  });
  const said = trimmed(chunks, loudest, context.sampleRate);
  return { wav: wav(await resampled(said, context.sampleRate)), spoke: loudest >= SPEECH };
}

/** Without the quiet before and after, in which a recognizer hears words of its own. */
function trimmed(chunks, loudest, rate) {
  const isLoud = ({ loudness }) => loudness >= Math.max(SPEECH / 2, loudest * FAINT);
  const margin = Math.ceil((MARGIN * rate) / (chunks[0]?.samples.length || 1));
  const from = Math.max(0, chunks.findIndex(isLoud) - margin);
  return chunks.slice(from, chunks.findLastIndex(isLoud) + margin + 1).map(({ samples }) => samples);
}
