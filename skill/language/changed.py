"""What was so before and is otherwise now: "i could pee until this morning", "i never leaked before but now i do".

Such a sentence tells what it was. It is put as what it is now, to be read once more: "i can't pee", "i leaked". An
exception is put the same way: "no numbness except in my bum" as "numbness in my bum"; and so is a wish: "i wish i could
pee" as "i can't pee".
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from skill.language.patterns import Pattern


class Changed:
    """The words of change in one language, from content."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._cannot: str = data["cannot"]
        self._could = _between(data["could"], data["no_more"])
        unable, to_do = _either(data["unable"]), _either(data["to_do"])
        self._either_of_two = Pattern(rf"\b({unable}) \w+(?: \w+)? or ((?:{to_do})\b.*)$")
        self._never = _between(data["never"], data["until"])
        self._except = _between(data["denied"], data["but_for"])
        self._wish_could = Pattern(rf"^(.*?)\b(?:{_either(data['wish_could'])}) (.+)$")
        self._wish_not = Pattern(rf"^(.*?)\b(?:{_either(data['wish_not'])}) (.+)$")
        self._wish_was = Pattern(rf"\b(?:{_either(data['wish_was'])}) \w+")

    def without_wishes(self, said: str) -> str:
        """The text without what is wished for in it: "it's pain, i wish it was numb" speaks of pain alone."""
        return self._wish_was.sub("", said)

    def as_it_is_now(self, said: str) -> str | None:
        """The text put as it is now, or None where it tells of no such change."""
        if could := self._could.search(said):
            return f"{could[1]} {self._cannot} {could[2]}".strip()
        if never := self._never.search(said):
            return f"{never[1]} {never[2]}".strip()
        if wish := self._wish_could.search(said):
            return f"{wish[1]} {self._cannot} {wish[2]}".strip()
        if wish := self._wish_not.search(said):
            return f"{wish[1]} {wish[2]}".strip()
        if both := self._either_of_two.search(said):
            return f"{both[1]} {both[2]}".strip()
        if left := self._except.search(said):
            return f"{left[1]} {left[2]} {left[3]}".strip()
        return None


def _between(before: Sequence[str], after: Sequence[str]) -> Pattern:
    """What stands before, between and after two expressions."""
    return Pattern(rf"^(.*?)\b(?:{_either(before)}) (.+?) (?:{_either(after)})\b ?(.*)$")


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
