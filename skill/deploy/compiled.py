"""Writes the content as a deployed package carries it: everything the skill speaks from, checked, built and pickled.

Run as a module, with the path to write to, in a process of its own: sets keep their order only under one PYTHONHASHSEED.
"""

import pickle
import sys
from collections.abc import Callable
from pathlib import Path

from skill.content import check, library, rulebook

NEEDED: tuple[Callable[[], object], ...] = (
    rulebook,
    library.places,
    library.lines,
    library.requests,
    library.model_content,
    library.screens,
    library.answers,
    library.number_words,
    library.texts,
    library.material,
    library.understanding,
)


def write(path: Path) -> None:
    """Write the compiled content to `path`. Raises ContentError, or RulebookError, where content is faulty."""
    check.check()
    path.write_bytes(pickle.dumps({build.__name__: build() for build in NEEDED}, protocol=5))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
