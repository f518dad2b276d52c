"""Hears short answers offline: pocketsphinx, from its wheel, which brings an American English acoustic and language model.

A grammar alone turns everything said into one of its sentences. So each recording is heard twice, with the sentences of the
interaction model and with a free model of English, and counts as heard only where the free hearing is one of those sentences by
itself and none that is doubtful, the two agree, and there is not more speech in it than the words account for.
Otherwise nothing was heard. Noise takes as long to hear as it lasts, or longer; so what is decided already is not heard again.
Audio stays in memory; nothing is written and nothing is logged.
"""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from skill.content import library
from skill.speaker import desk, grammar, sound

AGREEMENT = 70
"""How alike both hearings must be, of 100. Measured: docs/decisions/engineering.md."""
LONGEST_SOUND = 0.15
"""Seconds of speech for each sound of the words heard, beyond LEAD. More means that words were missed."""
LEAD = 0.3
"""Seconds that the beginning and end of an utterance may take by themselves."""
_MODEL = "en-us"
_GRAMMAR, _FREE = "grammar", "free"


class NoHearing(RuntimeError):
    """There is nothing to listen with. The message says what is missing."""


@dataclass(frozen=True)
class Hearing:
    """What was heard: the text, or None where there is doubt, both hearings, and how alike they are, from 0 to 100.

    A hearing that would have decided nothing more is empty.
    """

    text: str | None
    grammar: str
    free: str
    agreement: int


class Ear:
    """A recognizer of some sentences, for one thread at a time. Raises NoHearing when the wheel is not installed."""

    def __init__(self, sentences: frozenset[str]) -> None:
        self._engine = engine()
        self._lock = Lock()
        model = Path(self._engine.get_model_path(_MODEL))
        # The best path through what noise brings forth takes minutes to find, in which nothing else runs.
        self._decoder = self._engine.Decoder(
            hmm=str(model / _MODEL),
            dict=str(model / f"cmudict-{_MODEL}.dict"),
            lm=None,
            cmn="batch",
            bestpath=False,
            loglevel="FATAL",
        )
        self._sentences = frozenset(each for each in sentences if all(map(self._decoder.lookup_word, each.split())))
        self._certain = self._sentences - grammar.doubtful(self._sentences)
        self._most_speech = max(map(self._explained, self._sentences), default=0.0)
        words = grammar.transitions(self._sentences)
        self._decoder.add_fsg(_GRAMMAR, self._decoder.create_fsg(_GRAMMAR, grammar.FIRST, grammar.LAST, words))
        self._decoder.add_lm_file(_FREE, str(model / f"{_MODEL}.lm.bin"))

    def hear(self, samples: bytes) -> Hearing:
        """What these 16 bit, 16 kHz mono samples say."""
        with self._lock:
            speech = self._seconds_of_speech(samples)
            if speech > self._most_speech:
                return Hearing(None, "", "", 0)
            free = self._heard(_FREE, samples)
            if free not in self._certain or speech > self._explained(free):
                return Hearing(None, "", free, 0)
            expected = self._whole(self._heard(_GRAMMAR, samples))
        agreement = round(100 * SequenceMatcher(None, expected, free, autojunk=False).ratio())
        return Hearing(free if agreement >= AGREEMENT else None, expected, free, agreement)

    def _heard(self, search: str, samples: bytes) -> str:
        self._decoder.activate_search(search)
        self._decoder.start_stream()  # what it took for noise in one recording it would take away from the next
        self._decoder.start_utt()
        self._decoder.process_raw(samples, full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return found.hypstr if found else ""

    def _whole(self, expected: str) -> str:
        """The grammar's hearing may break off inside a sentence ("yes to"): it counts up to the last whole one in it."""
        words = expected.split()
        parts = (" ".join(words[:length]) for length in range(len(words), 0, -1))
        return next((part for part in parts if part in self._sentences), expected)

    def _explained(self, text: str) -> float:
        """For how many seconds of speech the words account: "both" is too short to be all of a second's "none of those"."""
        return LEAD + LONGEST_SOUND * sum(len(self._decoder.lookup_word(word).split()) for word in text.split())

    def _seconds_of_speech(self, samples: bytes) -> float:
        detector = self._engine.Vad(self._engine.Vad.STRICT, sound.RATE, 0.03)
        frames = _frames(samples, detector.frame_bytes)
        return float(sum(detector.is_speech(frame) for frame in frames) * detector.frame_length)


def _frames(samples: bytes, size: int) -> Iterator[bytes]:
    return (samples[at : at + size] for at in range(0, len(samples) - size + 1, size))


def engine() -> Any:
    """The wheel. Raises NoHearing when it is not installed."""
    try:
        return importlib.import_module("pocketsphinx")
    except ImportError:
        raise NoHearing("Speech cannot be heard here: the package pocketsphinx is not installed.") from None


_ear = cache(Ear)


@cache
def _sentences(locale: str) -> frozenset[str]:
    return grammar.sentences(desk.model(locale), library.number_words())


def ear(locale: str) -> Ear:
    """The recognizer of a locale's answers: one for all locales whose interaction models are equal. Raises NoHearing."""
    return _ear(_sentences(locale))


def hear(upload: bytes, locale: str) -> Hearing:
    """What is said in a WAV file. Raises BadAudio, and NoHearing."""
    return ear(locale).hear(sound.samples(upload))
