"""The project's own sentences: what people say, written by people who had not seen the vocabulary, and what each means.

Files of JSON lines: findings (volunteered), answers (to a question), requests, noise. `clear` sentences leave a careful listener
no doubt. `held_out` ones were not looked at while building; their figures are the honest ones.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FILES = ("findings", "answers", "requests", "noise")


@dataclass(frozen=True)
class Phrase:
    """A sentence and its meaning."""

    file: str
    row: Mapping[str, Any]

    @property
    def text(self) -> str:
        return str(self.row["text"])

    @property
    def asked(self) -> str | None:
        """The question that was asked, if any."""
        return self.row.get("asked")

    @property
    def held_out(self) -> bool:
        return bool(self.row.get("held_out"))

    @property
    def clear(self) -> bool:
        return bool(self.row.get("clear", True))

    @property
    def present(self) -> frozenset[str]:
        return frozenset(finding for finding, state in self.row.get("findings", {}).items() if state == "present")

    @property
    def absent(self) -> frozenset[str]:
        return frozenset(finding for finding, state in self.row.get("findings", {}).items() if state == "absent")

    @property
    def meaning(self) -> str:
        """What kind of thing it says, in a word."""
        if self.file in ("findings", "noise"):
            return {"findings": "a sign volunteered", "noise": "nothing of ours"}[self.file]
        if self.row.get("old"):
            return "answer: for a long time"
        if self.row.get("request"):
            return f"request: {self.row['request']}"
        if "number" in self.row:
            return "answer: a number"
        return f"answer: {self.row.get('answer') or 'something else'}"


def phrases() -> Iterator[Phrase]:
    for file in FILES:
        for line in (HERE / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
            yield Phrase(file, json.loads(line))
