"""Reads an older rule book back: a rulebook.toml, or what `rulebook --json` printed."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skill.content import library
from skill.rules import Rulebook, RulebookError, load_rulebook


class OldBookError(ValueError):
    """The file is no rule book that can be read. The message names it and the fault."""


@dataclass(frozen=True)
class OldBook:
    """A rule book of another day. A rulebook.toml holds no words: then `advice`, script id to its two forms, is empty."""

    rulebook: Rulebook
    advice: Mapping[str, tuple[str, str]]
    locale: str


def read(path: Path) -> OldBook:
    """The rule book in a file. Raises OldBookError."""
    try:
        text = path.read_text(encoding="utf-8")
        if text.lstrip().startswith("{"):
            return _from_json(json.loads(text))
        return OldBook(_load(tomllib.loads(text)), {}, library.DEFAULT_LOCALE)
    except (OSError, ValueError, RulebookError, KeyError, TypeError, AttributeError) as error:
        raise OldBookError(f"{path}: {type(error).__name__}: {error}") from error


def _load(data: Mapping[str, Any]) -> Rulebook:
    """What decides. Its sources may be gone by now, and decide nothing: each gets a stand-in."""
    rows = [*data.get("question", ()), *data.get("rule", ())]
    ids = dict.fromkeys(source for row in rows for source in row["sources"])
    stand_in = {"title": "-", "publisher": "-", "mark": "UNVERIFIED", "says": "-"}
    return load_rulebook(data, [{"id": each, **stand_in} for each in ids])


def _from_json(book: Mapping[str, Any]) -> OldBook:
    data = {
        "version": book["version"],
        "reviewed": book["reviewed"] or "",
        "finding": {each["id"]: _finding(each) for each in book["findings"]},
        "question": [_question(each) for each in book["questions"]],
        "rule": [_rule(each) for each in book["rules"]],
    }
    advice = {each["id"]: (each["you"], each["them"]) for each in book["advice"]}
    return OldBook(_load(data), advice, book["locale"])


def _finding(entry: Mapping[str, Any]) -> dict[str, Any]:
    data = {name: entry[name] for name in ("means", "implies", "reopens")}
    if entry["from_age"]:
        data["from_age"] = {bound: age for bound, age in entry["from_age"].items() if age is not None}
    return data


def _question(entry: Mapping[str, Any]) -> dict[str, Any]:
    same = {name: entry[name] for name in ("id", "covers", "after", "unsure", "danger_now", "sources")}
    number = {"number": "age"} if entry["asks_age"] else {}
    return {**same, **number, "settles": entry["findings"], "which": entry["which_sign"]}


def _rule(entry: Mapping[str, Any]) -> dict[str, Any]:
    same = {name: entry[name] for name in ("id", "row", "tier", "advice", "sources", "ends_triage")}
    when = {"any": [{"all": combination} for combination in entry["any_of"]]}
    return {**same, "when": when, "decision": entry["decision"] or ""}
