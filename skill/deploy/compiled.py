"""Writes the content as a deployed package carries it: everything the skill speaks from, checked, built and pickled part by part.

Run as a module, with the folder to write, in a process of its own: sets keep their order only under one PYTHONHASHSEED.
"""

import pickle
import pickletools
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from skill.content import check, file_of, library, rulebook

NEEDED: tuple[Callable[[], object], ...] = (
    rulebook,
    library.places,
    library.lines,
    library.requests,
    library.model_content,
    library.screens,
    library.offers,
    library.texts,
    library.tips,
    library.material,
    library.understanding,
)


def write(folder: Path) -> None:
    """Write the compiled content into `folder`. Raises ContentError, or RulebookError, where content is faulty."""
    check.check()
    parts = {build.__name__: build() for build in NEEDED}
    names = {id(part): name for name, part in parts.items()}
    folder.mkdir(parents=True)
    for name, part in parts.items():
        out = BytesIO()
        _Pickler(out, part, names).dump(part)
        (folder / file_of(name).name).write_bytes(pickletools.optimize(out.getvalue()))


class _Pickler(pickle.Pickler):
    """Writes one part, with the names of the others in their place."""

    def __init__(self, out: BytesIO, part: object, names: Mapping[int, str]) -> None:
        super().__init__(out, protocol=5)
        self._others = {identity: name for identity, name in names.items() if identity != id(part)}

    def persistent_id(self, obj: Any) -> str | None:
        return self._others.get(id(obj))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
