// Microphone samples as the program wants them: 16,000 a second, 16 bit, one channel, with a WAV header.

export const RATE = 16_000;
const HEADER = 44;

/** Brings samples to 16,000 a second with the browser's own filter. */
export async function resampled(chunks, rate) {
  const length = chunks.reduce((total, chunk) => total + chunk.length, 0);
  const target = Math.max(1, Math.round((length * RATE) / rate));
  const studio = new OfflineAudioContext(1, target, RATE);
  const buffer = studio.createBuffer(1, Math.max(1, length), rate);
  let at = 0;
  for (const chunk of chunks) {
    buffer.copyToChannel(chunk, 0, at);
    at += chunk.length;
  }
  const source = studio.createBufferSource();
  source.buffer = buffer;
  source.connect(studio.destination);
  source.start();
  return (await studio.startRendering()).getChannelData(0);
}

export function wav(samples) {
  const view = new DataView(new ArrayBuffer(HEADER + samples.length * 2));
  const text = (at, letters) => [...letters].forEach((letter, place) => view.setUint8(at + place, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, HEADER - 8 + samples.length * 2, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // plain samples
  view.setUint16(22, 1, true); // one channel
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, place) => view.setInt16(HEADER + place * 2, Math.max(-1, Math.min(1, sample)) * 0x7fff, true));
  return new Blob([view], { type: "audio/wav" });
}
