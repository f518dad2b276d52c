"""Measures what is understood of the project's own phrases: what people say, and what each sentence means.

Files of JSON lines, written by people who had not seen the vocabulary: findings (volunteered), answers (to a question), requests,
noise. A third of each is `held_out`: nobody looked at those while building, and their figures are the honest ones.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skill.content import library
from skill.dialogue.heard import Answer, Heard
from skill.rules import State

HERE = Path(__file__).parent
FILES = ("findings", "answers", "requests", "noise")
RIGHT, ASKED_AGAIN, CAUTIOUS, WRONG, DANGEROUS = "right", "asked again", "cautious", "wrong", "dangerous"
VERDICTS = (RIGHT, ASKED_AGAIN, CAUTIOUS, WRONG, DANGEROUS)


@dataclass(frozen=True)
class Phrase:
    """A sentence and its meaning."""

    file: str
    row: Mapping[str, Any]

    @property
    def held_out(self) -> bool:
        return bool(self.row.get("held_out"))

    @property
    def present(self) -> frozenset[str]:
        return frozenset(finding for finding, state in self.row.get("findings", {}).items() if state == "present")

    def heard(self) -> Heard:
        question = library.rulebook().question.get(self.row.get("asked") or "")
        return library.understanding().hear(self.row["text"], question)


def phrases() -> Iterator[Phrase]:
    for file in FILES:
        for line in (HERE / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
            yield Phrase(file, json.loads(line))


def verdict(phrase: Phrase) -> str:
    """How well a sentence was understood. Dangerous: a danger sign that is there was heard as a no."""
    heard = phrase.heard()
    if _is_dangerous(phrase, heard):
        return DANGEROUS
    if phrase.file == "noise":
        return CAUTIOUS if any(state is not State.ABSENT for state in heard.findings.values()) else RIGHT
    judge = {"findings": _volunteered, "answers": _answered, "requests": _requested}
    return judge[phrase.file](phrase, heard)


def _is_dangerous(phrase: Phrase, heard: Heard) -> bool:
    danger = {each for question in library.rulebook().questions if question.danger_now for each in question.touches}
    if any(heard.findings.get(each) is State.ABSENT for each in phrase.present & danger):
        return True
    question = library.rulebook().question.get(phrase.row.get("asked") or "")
    asked = question is not None and question.danger_now
    return asked and heard.answer is Answer.NO and phrase.row.get("answer") in ("yes", "unsure")


def _volunteered(phrase: Phrase, heard: Heard) -> str:
    rulebook = library.rulebook()
    told = {**heard.findings, **(rulebook.told_by_age(heard.age) if heard.age is not None else {})}
    got = {name for each, state in told.items() if state is State.PRESENT for name in rulebook.told(each)}
    allowed = {name for each in phrase.present for name in rulebook.told(each)}
    missed = phrase.present - got - set(heard.old)
    if missed:
        doubted = {each for each, state in heard.findings.items() if state is State.UNSURE}
        return ASKED_AGAIN if missed <= doubted or _heard_nothing(heard) else WRONG
    return RIGHT if got <= allowed else CAUTIOUS


def _heard_nothing(heard: Heard) -> bool:
    return not (heard.findings or heard.answer or heard.request or heard.old or heard.about or heard.age is not None)


def _answered(phrase: Phrase, heard: Heard) -> str:
    if "number" in phrase.row and not phrase.row["findings"]:
        return RIGHT if heard.age == phrase.row["number"] else ASKED_AGAIN if heard.age is None else WRONG
    if phrase.row.get("old"):
        return RIGHT if heard.old else _CAUTION[heard.answer]
    wanted = phrase.row["answer"]
    got = {None: None, Answer.LEANING_NO: "unsure"}.get(heard.answer, heard.answer and heard.answer.value)
    if got == wanted or (wanted is None and phrase.present and phrase.present <= set(heard.findings)):
        return RIGHT
    return _CAUTION[heard.answer]


_CAUTION = {None: ASKED_AGAIN, Answer.UNSURE: ASKED_AGAIN, Answer.LEANING_NO: ASKED_AGAIN, Answer.YES: CAUTIOUS, Answer.NO: WRONG}


def _requested(phrase: Phrase, heard: Heard) -> str:
    if heard.request == phrase.row["request"]:
        return RIGHT
    return ASKED_AGAIN if _heard_nothing(heard) else WRONG


def table(*, held_out: bool) -> dict[str, Counter[str]]:
    """Counts of each verdict by file."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase in phrases():
        if phrase.held_out is held_out:
            counts[phrase.file][verdict(phrase)] += 1
    return counts


def main() -> None:
    for held_out in (False, True):
        print("held out" if held_out else "seen while building")
        for file, counts in table(held_out=held_out).items():
            total = counts.total()
            shares = "  ".join(f"{name} {counts[name]:>4} ({counts[name] / total:4.0%})" for name in VERDICTS)
            print(f"  {file:<9} {total:>4}   {shares}")
    print("by finding, volunteered")
    by_finding: dict[str, Counter[str]] = defaultdict(Counter)
    dangerous = []
    for phrase in phrases():
        outcome = verdict(phrase)
        if outcome == DANGEROUS:
            dangerous.append(phrase)
        for finding in phrase.present if phrase.file == "findings" else ():
            by_finding[finding][outcome] += 1
    for finding, counts in sorted(by_finding.items(), key=lambda entry: entry[1][RIGHT] / entry[1].total()):
        print(f"  {finding:<28} " + "  ".join(f"{name} {counts[name]:>3}" for name in VERDICTS))
    print(f"dangerous: {len(dangerous)}")
    for phrase in dangerous:
        print(f"  {phrase.row['text']!r}" if not phrase.held_out else "  (a held-out sentence)")


if __name__ == "__main__":
    main()
