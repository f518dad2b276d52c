// One thing said into the microphone: begins at once, ends by itself when it falls quiet, or when it is told to.

import { resampled, wav } from "./wav.js";

const SPEECH = 0.012; // as loud as a voice at arm's length
const QUIET = 0.25; // of the loudest heard so far
const PAUSE = 1.1; // seconds of quiet that end it
const NOTHING = 8; // seconds without a word, as long as a device waits
const LONGEST = 12; // seconds

export class NoMicrophone extends Error {}

async function opened() {
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new NoMicrophone("A browser gives its microphone only to a page of this machine or over https. Please type.");
  }
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } });
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
  const stream = await opened();
  const context = new AudioContext();
  try {
    await context.audioWorklet.addModule(new URL("./capture.js", import.meta.url));
    return await heard(stream, context, onLevel, ending);
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    await context.close();
  }
}

async function heard(stream, context, onLevel, ending) {
  const capture = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
  const chunks = [];
  let loudest = 0;
  let seconds = 0;
  let quiet = 0;
  await new Promise((done) => {
    ending.addEventListener("abort", done, { once: true });
    if (ending.aborted) done();
    capture.port.onmessage = ({ data }) => {
      const length = data.samples.length / context.sampleRate;
      chunks.push(data.samples);
      seconds += length;
      loudest = Math.max(loudest, data.loudness);
      quiet = data.loudness < Math.max(SPEECH / 2, loudest * QUIET) ? quiet + length : 0;
      onLevel(Math.min(1, data.loudness * 8));
      const spoke = loudest >= SPEECH;
      if ((spoke && quiet > PAUSE) || (!spoke && seconds > NOTHING) || seconds > LONGEST) done();
    };
    context.createMediaStreamSource(stream).connect(capture);
  });
  return { wav: wav(await resampled(chunks, context.sampleRate)), spoke: loudest >= SPEECH };
}
