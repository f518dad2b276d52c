// Runs in the audio thread: hands on what the microphone hears, and how loud it is.

class Capture extends AudioWorkletProcessor {
  process([input]) {
    const samples = input[0];
    if (samples) {
      let power = 0;
      for (const sample of samples) power += sample * sample;
      this.port.postMessage({ samples: samples.slice(), loudness: Math.sqrt(power / samples.length) });
    }
    return true;
  }
}

registerProcessor("capture", Capture);
