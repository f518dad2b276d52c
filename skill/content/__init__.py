"""Reads the data that clinicians and translators edit. The only place that opens content files.

A deployed package carries no content files but what is built of them, checked and built when the package was made: a file for
each part, which names the other parts that it holds, so that only what a turn asks for is read.
"""

import pickle
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any, TypeVar

from skill.rules import Rulebook, load_rulebook

HERE = Path(__file__).parent
LANGUAGE = HERE / "en"
COMPILED = HERE / "compiled"

Built = TypeVar("Built")


class ContentError(ValueError):
    """A content file cannot be used. The message names the file and what is wrong."""


def read(path: Path) -> dict[str, Any]:
    """One TOML file. Raises ContentError when it is missing or malformed."""
    import tomllib  # a deployed package reads no TOML, and starts faster without

    name = path.relative_to(HERE)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ContentError(f"{name}: is missing") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{name}: {error}") from error


class _Unpickler(pickle.Unpickler):
    """Reads one part; the parts that it holds it names."""

    def persistent_load(self, pid: str) -> Any:
        from skill.content import library  # which is written in terms of this module

        return getattr(library, pid)()


def unpacked(name: str) -> Any:
    """What the giver of this name gives, as a deployed package carries it."""
    with file_of(name).open("rb") as file:
        return _Unpickler(file).load()


def file_of(name: str) -> Path:
    """Where a deployed package carries what the giver of this name gives."""
    return COMPILED / f"{name}.pickle"


def built_once(build: Callable[[], Built]) -> Callable[[], Built]:
    """Gives what `build` builds: the compiled one where there is one, otherwise built when it is first asked for."""

    @cache
    @wraps(build)
    def get() -> Built:
        there: Built = unpacked(build.__name__) if file_of(build.__name__).exists() else build()
        return there

    return get


@built_once
def rulebook() -> Rulebook:
    """The rulebook with its sources, read and checked once."""
    rows = [row for path in sorted((HERE / "sources").glob("*.toml")) for row in read(path).get("source", [])]
    return load_rulebook(read(HERE / "rulebook.toml"), rows)
