"""A voice for the desk: espeak-ng from the wheel `espeakng-loader`, which brings the library and its voices."""

import ctypes
import importlib
import io
import wave
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from skill.speaker.ssml import BadSpeech, prepared

VOICES = {"en-US": "gmw/en-US", "en-GB": "gmw/en", "en-AU": "gmw/en", "en-CA": "gmw/en-US", "en-IN": "gmw/en-GB-x-rp"}
"""The nearest voice that espeak-ng has for each locale."""
MOST_SECONDS = 600
"""Longer than anything Alexa would be allowed to say."""
_SAMPLE_BYTES = 2

# From espeak-ng's speak_lib.h.
_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000
_FROM_CHARACTER = 1
_UTF8_SSML = 0x01 | 0x10
_GO_ON, _ABORT = 0, 1
_FRAMES = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class NoVoice(RuntimeError):
    """There is nothing to speak with. The message says what is missing."""


class Engine:
    """The library. Its state is global, so one thread at a time speaks.

    Raises NoVoice when the wheel is not installed or does not fit this machine.
    """

    def __init__(self) -> None:
        self._library, data = _loaded()
        self._lock = Lock()
        self._frames = bytearray()
        self.rate: int = self._library.espeak_Initialize(_SYNCHRONOUS, 0, str(data.parent).encode(), _DO_NOT_EXIT)
        if self.rate <= 0:
            raise NoVoice("There is no voice: espeak-ng does not find its voices.")
        self._most_bytes = MOST_SECONDS * self.rate * _SAMPLE_BYTES
        # The library keeps only the address: it must not be collected.
        self._callback = _FRAMES(self._take)
        self._library.espeak_SetSynthCallback(self._callback)

    def speak(self, markup: str, voice: str) -> bytes:
        """16 bit mono samples at `rate` for SSML that was prepared. Raises BadSpeech when they would be too many."""
        text = markup.encode()
        with self._lock:
            self._frames.clear()
            if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
                raise NoVoice(f"There is no voice: espeak-ng has none named {voice}.")
            self._library.espeak_Synth(text, len(text) + 1, 0, _FROM_CHARACTER, 0, _UTF8_SSML, None, None)
            self._library.espeak_Synchronize()
            frames = bytes(self._frames)
            self._frames.clear()
        if len(frames) > self._most_bytes:
            raise BadSpeech(f"This would be more than {MOST_SECONDS // 60} minutes of speech.")
        return frames

    def _take(self, samples: Any, count: int, _events: object) -> int:
        if samples and count:
            self._frames += ctypes.string_at(samples, count * _SAMPLE_BYTES)
        return _ABORT if len(self._frames) > self._most_bytes else _GO_ON


def _loaded() -> tuple[Any, Path]:
    try:
        loader = importlib.import_module("espeakng_loader")
    except ImportError:
        raise NoVoice("There is no voice: the package espeakng-loader is not installed.") from None
    try:
        return ctypes.CDLL(loader.get_library_path()), Path(loader.get_data_path())
    except (OSError, RuntimeError) as error:
        raise NoVoice(f"There is no voice: espeak-ng does not load here ({error}).") from None


@cache
def engine() -> Engine:
    """The one engine of this process."""
    return Engine()


def say(markup: str, locale: str) -> bytes:
    """SSML, spoken: a WAV file. Raises NoVoice, and BadSpeech for what is not SSML or for a locale without a voice."""
    if locale not in VOICES:
        raise BadSpeech(f"There is no voice for {locale!s:.20}.")
    text = prepared(markup)
    return wav(engine().speak(text, VOICES[locale]), engine().rate)


def wav(samples: bytes, rate: int) -> bytes:
    """A WAV file of 16 bit mono samples."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(_SAMPLE_BYTES)
        file.setframerate(rate)
        file.writeframes(samples)
    return out.getvalue()
