"""Measures what the recognizer makes of synthetic speech: kept, refused, or wrong.

Wrong is a text that means something else than what was said. All voices are synthetic: of people this says nothing for sure.
Run: python -m tests.speaker.measure [voice ...]
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from skill.content import library
from skill.speaker import listen
from skill.speaker.listen import Hearing
from tests.speaker.sounds import spoken, voices

UTTERANCES = Path(__file__).with_name("utterances.toml")
KEPT, REFUSED, WRONG = "kept", "refused", "wrong"


@dataclass(frozen=True)
class Utterance:
    """Something said, the kind of it, and the question that it answers."""

    kind: str
    say: str
    asked: str | None = None


def utterances() -> Iterator[Utterance]:
    data = tomllib.loads(UTTERANCES.read_text(encoding="utf-8"))
    yield from (Utterance("in_model", say) for say in data["in_model"])
    yield from (Utterance("held_out", **each) for each in data["held_out"])
    yield from (Utterance("out_of_domain", say) for say in data["out_of_domain"])


def judged(utterance: Utterance, heard: Hearing) -> str:
    """What it came to. Out of domain, whatever is heard is wrong."""
    if heard.text is None:
        return REFUSED
    if heard.text == utterance.say:
        return KEPT
    if utterance.kind == "out_of_domain":
        return WRONG
    question = library.rulebook().question.get(utterance.asked or "")
    understand = library.understanding().hear
    return KEPT if understand(heard.text, question) == understand(utterance.say, question) else WRONG


def main() -> None:
    for name in sys.argv[1:] or voices():
        counts: Counter[tuple[str, str]] = Counter()
        for utterance in utterances():
            heard = listen.hear(spoken(utterance.say, name), library.DEFAULT_LOCALE)
            counts[utterance.kind, (outcome := judged(utterance, heard))] += 1
            if outcome == WRONG:
                print(f"    {name}: {utterance.say!r} was heard as {heard}")
        for kind in dict.fromkeys(kind for kind, _ in counts):
            print(
                f"{name:14} {kind:14}",
                *(f"{outcome} {counts[kind, outcome]:3}" for outcome in (KEPT, REFUSED, WRONG)),
                flush=True,
            )


if __name__ == "__main__":
    main()
