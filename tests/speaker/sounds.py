"""Synthetic speech as a microphone would send it: 16 kHz, mono, with silence around it. A text sounds the same every time.

Run as a program, it writes what espeak-ng makes of one text: python -m tests.speaker.sounds voice text
"""

import array
import ctypes
import math
import shutil
import subprocess
import sys
import wave
from functools import cache
from io import BytesIO

from skill.speaker import sound, voice
from skill.speaker.ssml import prepared
from tests.support import ROOT

CLEAR = "gmw/en-US+f5"
"""The voice of espeak-ng that the recognizer hears best."""
PLAIN = "gmw/en-US"
PAUSE = bytes(sound.RATE)
"""Half a second of silence."""
_REACH = 16
"""Input samples on each side that an output sample is made of."""


def spoken(text: str, voice_name: str = CLEAR) -> bytes:
    """The text as a WAV file of what the microphone hears."""
    engine, _, name = voice_name.rpartition(":")
    command = _flite(text, name) if engine == "flite" else _espeak(text, name)
    done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
    with wave.open(BytesIO(done.stdout)) as file:
        samples, rate = file.readframes(file.getnframes()), file.getframerate()
    return recorded(samples if rate == sound.RATE else _resampled(samples, rate))


def recorded(samples: bytes) -> bytes:
    """Samples with silence around them, as a WAV file."""
    return voice.wav(PAUSE + samples + PAUSE, sound.RATE)


def voices() -> list[str]:
    """What there is to measure with: two voices of espeak-ng, and where it is installed four of flite."""
    flite = ["flite:slt", "flite:rms", "flite:awb", "flite:kal16"] if shutil.which("flite") else []
    return [CLEAR, PLAIN, *flite]


def _espeak(text: str, name: str) -> list[str]:
    return [sys.executable, "-m", "tests.speaker.sounds", name, text]


def _flite(text: str, name: str) -> list[str]:
    return ["flite", "-voice", name, "-t", text, "-o", "/dev/stdout"]


def _resampled(samples: bytes, rate: int) -> bytes:
    """At the microphone's rate, by a windowed sinc: without one, what is above 8 kHz would be folded into the speech."""
    common = math.gcd(rate, sound.RATE)
    steps, stride = sound.RATE // common, rate // common
    source = array.array("h", bytes(2 * _REACH) + samples + bytes(4 * _REACH))
    wanted = len(samples) // 2 * sound.RATE // rate
    out = array.array("h")
    for at in range(wanted):
        first, phase = divmod(at * stride, steps)
        taps = _taps(phase, steps, 0.95 * sound.RATE / rate)
        value = sum(map(float.__mul__, taps, map(float, source[first + 1 : first + 1 + len(taps)])))
        out.append(max(-32768, min(32767, round(value))))
    return out.tobytes()


@cache
def _taps(phase: int, steps: int, cut: float) -> tuple[float, ...]:
    distances = [place - phase / steps for place in range(1 - _REACH, _REACH + 1)]
    return tuple(_sinc(cut, each) * (0.5 + 0.5 * math.cos(math.pi * each / _REACH)) for each in distances)


def _sinc(cut: float, distance: float) -> float:
    return cut if distance == 0 else math.sin(math.pi * cut * distance) / (math.pi * distance)


def main() -> None:
    """Say one text and no other: espeak-ng's pitch wavers on from text to text, and the clock seeds its breath."""
    name, text = sys.argv[1:]
    engine = voice.engine()
    engine._library.espeak_ng_SetRandSeed(ctypes.c_long(1))
    sys.stdout.buffer.write(voice.wav(engine.speak(prepared(f"<speak>{text}</speak>"), name), engine.rate))


if __name__ == "__main__":
    main()
