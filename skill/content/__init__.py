"""Reads the data that clinicians and translators edit. The only place that opens content files."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from skill.rules import Rulebook, load_rulebook

HERE = Path(__file__).parent
LANGUAGE = HERE / "en"


class ContentError(ValueError):
    """A content file cannot be used. The message names the file and what is wrong."""


def read(path: Path) -> dict[str, Any]:
    """One TOML file. Raises ContentError when it is missing or malformed."""
    name = path.relative_to(HERE)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ContentError(f"{name}: is missing") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{name}: {error}") from error


@cache
def rulebook() -> Rulebook:
    """The rulebook with its sources, read and checked once."""
    rows = [row for path in sorted((HERE / "sources").glob("*.toml")) for row in read(path).get("source", [])]
    return load_rulebook(read(HERE / "rulebook.toml"), rows)
