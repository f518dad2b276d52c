"""The open clinical decisions, read from docs/decisions/clinical.md."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

FILE = Path(__file__).parents[2] / "docs" / "decisions" / "clinical.md"


@dataclass(frozen=True)
class Decision:
    """One decision that waits for a clinician. `id` is what rules name it by, or made from its title; `html` its positions."""

    id: str
    title: str
    html: str


def decisions(text: str) -> list[Decision]:
    """Every section of the second level, in its order."""
    return list(_sections(text))


def introduction(text: str) -> str:
    """What stands before the first section, without the title, as HTML."""
    before = re.split(r"^#{1,2} ", text, flags=re.MULTILINE)[1]
    return _html(before.partition("\n")[2])


def _sections(text: str) -> Iterator[Decision]:
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        head, _, body = section.partition("\n")
        named = re.match(r"`([a-z-]+)`: (.*)", head)
        title = named[2] if named else head
        # A heading of the first level begins the next part: it belongs to no decision.
        yield Decision(
            named[1] if named else _slug(title),
            title[0].upper() + title[1:],
            _html(re.split(r"^# ", body, flags=re.MULTILINE)[0]),
        )


def _slug(title: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))


def _html(markdown: str) -> str:
    return str(MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown))
