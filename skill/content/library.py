"""Puts the content files together into what the other layers work with: material, texts, understanding, places."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from skill.content import HERE, LANGUAGE, ContentError, built_once, read
from skill.content import rulebook as rulebook
from skill.dialogue.material import Material
from skill.language.listen import Listener, Offers
from skill.language.numbers import NumberWords
from skill.language.requests import RequestBook
from skill.language.understand import Understanding
from skill.language.wording import Speaker, Texts

LOCALES = ("en-US", "en-GB", "en-AU", "en-CA", "en-IN")
DEFAULT_LOCALE = "en-US"
UNKNOWN_COUNTRY = "en"
"""The locale spoken where a request names none that we know: it gives no country's numbers."""


@built_once
def places() -> Mapping[str, Any]:
    """What differs by country, by locale."""
    return read(HERE / "places.toml")


def _language_file(name: str) -> dict[str, Any]:
    return read(LANGUAGE / name)


@built_once
def lines() -> Mapping[str, Any]:
    """Everything said that is not a question of the rulebook, advice, a tip or education."""
    return _language_file("lines.toml")


@built_once
def requests() -> Mapping[str, Any]:
    """What people say to steer the conversation."""
    return _language_file("requests.toml")


@built_once
def model_content() -> Mapping[str, Any]:
    """What the interaction model says beside requests, phrases and topics."""
    return _language_file("model.toml")


@built_once
def manifest() -> Mapping[str, Any]:
    """The skill's page in the store."""
    return _language_file("manifest.toml")


@built_once
def screens() -> Mapping[str, dict[str, Any]]:
    """Whole APL documents by name: each one's own part, and what all share. Raises ContentError when one is malformed."""
    parts = {path.stem: _document(path) for path in sorted((HERE / "screens").glob("*.json"))}
    common = parts.pop("common")
    return {name: {**common, **part} for name, part in parts.items()}


def _document(path: Path) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ContentError(f"screens/{path.name}: {error}") from error
    return document


def screen(name: str) -> dict[str, Any]:
    """An APL document. Raises ContentError when it is missing or malformed."""
    if name not in screens():
        raise ContentError(f"screens/{name}.json: is missing")
    return screens()[name]


@built_once
def tips() -> Mapping[str, Any]:
    """Tip topics and tips."""
    return _language_file("tips.toml")


@built_once
def surgery() -> Mapping[str, Any]:
    """Chapters about surgery and their pieces."""
    return _language_file("surgery.toml")


@built_once
def phrases() -> Mapping[str, Sequence[str]]:
    """For each finding, the ways of saying it."""
    spoken: dict[str, Sequence[str]] = {}
    for path in sorted((LANGUAGE / "vocabulary").glob("*.toml")):
        for finding, entry in read(path).items():
            if finding not in rulebook().findings:
                raise ContentError(f"{path.name}: {finding}: there is no such finding")
            if not isinstance(entry.get("phrases"), list) or not entry["phrases"]:
                raise ContentError(f"{path.name}: {finding}.phrases: must be a list and not empty")
            spoken[finding] = entry["phrases"]
    return {finding: spoken[finding] for finding in rulebook().findings if finding in spoken}


@cache
def overlaps() -> Sequence[Mapping[str, Any]]:
    """Phrases that may be claimed twice, each with its reason."""
    entries: Sequence[Mapping[str, Any]] = _language_file("overlaps.toml")["overlap"]
    return entries


@built_once
def material() -> Material:
    """What a conversation draws on."""
    by_topic = {
        topic["id"]: tuple(tip["id"] for tip in tips()["tip"] if tip["topic"] == topic["id"]) for topic in tips()["topic"]
    }
    chapters = {chapter["id"]: len(chapter["piece"]) for chapter in surgery()["chapter"]}
    groups = {name: tuple(questions) for name, questions in lines()["read-back"]["questions"].items()}
    return Material(rulebook(), by_topic, chapters, groups)


@built_once
def texts() -> Texts:
    """Everything that is said, in one language."""
    return Texts(
        questions=_language_file("questions.toml"),
        findings=_language_file("findings.toml"),
        lines=lines(),
        advice=_language_file("advice.toml"),
        tips={tip["id"]: tip["say"] for tip in tips()["tip"]},
        pieces={chapter["id"]: [piece["say"] for piece in chapter["piece"]] for chapter in surgery()["chapter"]},
        chapters={chapter["id"]: chapter["name"] for chapter in surgery()["chapter"]},
        tip_sources={tip["id"]: tip["sources"] for tip in tips()["tip"]},
        piece_sources={chapter["id"]: [piece["sources"] for piece in chapter["piece"]] for chapter in surgery()["chapter"]},
    )


@built_once
def number_words() -> NumberWords:
    """Numbers as English says them."""
    return NumberWords(_language_file("numbers.toml"))


@built_once
def answers() -> Mapping[str, Any]:
    """How people answer."""
    return _language_file("answers.toml")


def answer_ways(kind: str) -> list[str]:
    """The ways of saying yes, no or unsure."""
    return list(answers()[kind])


@built_once
def lexicon() -> Mapping[str, Any]:
    """How the words of a sentence are brought to a common form."""
    return _language_file("lexicon.toml")


@built_once
def understanding() -> Understanding:
    """The understanding of English."""
    topics = {
        "tip": {topic["id"]: topic["words"] for topic in tips()["topic"]},
        "surgery": {chapter["id"]: chapter["words"] for chapter in surgery()["chapter"]},
    }
    return Understanding(
        rulebook(),
        lexicon=lexicon(),
        answers=answers(),
        phrases=phrases(),
        requests=RequestBook(requests(), topics),
        numbers=_language_file("numbers.toml"),
        healthy=_language_file("healthy.toml"),
        circumstances=_language_file("circumstances.toml"),
    )


@built_once
def offers() -> Offers:
    """The words for what a question offers to choose from."""
    signs = {name: entry["which_words"] for name, entry in texts().questions.items() if "which_words" in entry}
    return Offers(signs, lines()["read-back"]["words"], answers()["choice"])


@cache
def listener() -> Listener:
    """The understanding of English, at any point of a conversation."""
    return Listener(rulebook(), understanding(), offers())


@cache
def speaker(locale: str) -> Speaker:
    """The words of one country. Raises ContentError for a locale that has none."""
    if locale not in places():
        raise ContentError(f"places.toml: there is no locale {locale}")
    return Speaker(rulebook(), texts(), places()[locale])


class Script(NamedTuple):
    """An advice script as it stands in content: its tier and its two forms."""

    tier: str
    you: str
    them: str


@built_once
def advice_scripts() -> Mapping[str, Script]:
    """The advice scripts by name."""
    entries = {name: entry for name, entry in texts().advice.items() if "tier" in entry}
    return {name: Script(entry["tier"], entry["you"], entry["them"]) for name, entry in entries.items()}
