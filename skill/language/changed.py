"""What was so before and is otherwise now: "i could pee until this morning", "i never leaked before but now i do".

Such a sentence tells what it was. It is put as what it is now, to be read once more: "i can't pee", "i leaked". An
exception is put the same way: "no numbness except in my bum" as "numbness in my bum".
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any


class Changed:
    """The words of change in one language, from content."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._cannot: str = data["cannot"]
        self._could = _between(data["could"], data["no_more"])
        self._never = _between(data["never"], data["until"])
        self._except = _between(data["denied"], data["but_for"])

    def as_it_is_now(self, said: str) -> str | None:
        """The text put as it is now, or None where it tells of no such change."""
        if could := self._could.search(said):
            return f"{could[1]} {self._cannot} {could[2]}".strip()
        if never := self._never.search(said):
            return f"{never[1]} {never[2]}".strip()
        if left := self._except.search(said):
            return f"{left[1]} {left[2]} {left[3]}".strip()
        return None


def _between(before: Sequence[str], after: Sequence[str]) -> re.Pattern[str]:
    """What stands before, between and after two expressions."""
    return re.compile(rf"^(.*?)\b(?:{_either(before)}) (.+?) (?:{_either(after)})\b ?(.*)$")


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
