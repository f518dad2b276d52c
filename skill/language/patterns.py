"""Regular expressions of which one sentence needs a few."""

import re
from functools import cached_property


class Pattern:
    """One that is compiled when it is first looked for: to compile them all would be a good part of a cold start."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._text)

    def search(self, said: str) -> re.Match[str] | None:
        """Where it is first met, or None."""
        return self._compiled.search(said)

    def sub(self, instead: str, said: str) -> str:
        """The text with something else in its place wherever it is met, the very same text where it is not."""
        return self._compiled.sub(instead, said) if self._compiled.search(said) else said

    def __getstate__(self) -> dict[str, str]:
        return {"_text": self._text}
