"""Reads the data that clinicians and translators edit. The only place that opens content files.

A deployed package carries no content files but one: what is built of them, checked and built when the package was made.
"""

import gc
import pickle
from collections.abc import Callable, Mapping
from functools import cache, wraps
from pathlib import Path
from typing import Any, TypeVar

from skill.rules import Rulebook, load_rulebook

HERE = Path(__file__).parent
LANGUAGE = HERE / "en"
COMPILED = HERE / "compiled.pickle"


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


@cache
def compiled() -> Mapping[str, Any]:
    """What a deployed package carries instead of content files, by the name of what gives it. Nothing elsewhere."""
    if not COMPILED.exists():
        return {}
    gc.disable()  # so many objects at once would be searched for rubbish again and again
    try:
        built: Mapping[str, Any] = pickle.loads(COMPILED.read_bytes())
    finally:
        gc.enable()
    return built


def built_once(build: Callable[[], Built]) -> Callable[[], Built]:
    """Gives what `build` builds: the compiled one where there is one, otherwise built when it is first asked for."""

    @cache
    @wraps(build)
    def get() -> Built:
        there: Built | None = compiled().get(build.__name__)
        return build() if there is None else there

    return get


@built_once
def rulebook() -> Rulebook:
    """The rulebook with its sources, read and checked once."""
    rows = [row for path in sorted((HERE / "sources").glob("*.toml")) for row in read(path).get("source", [])]
    return load_rulebook(read(HERE / "rulebook.toml"), rows)
