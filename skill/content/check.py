"""Checks on start-up that the content has all that the skill will ask of it. A fault names file, key and what is wrong."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from skill.content import COMPILED, ContentError, library, rulebook
from skill.dialogue.check import CAUTIOUS_ADVICE, NO_REASON_ADVICE
from skill.rules import Tier

TELLS = (
    "welcome okay noted not-caught another-way skip-matters again slower wait distress danger-signs going-back nothing-before "
    "starting starting-over once-more taken-back nothing-to-correct about-them about-you how-many last-question "
    "no-more-questions "
    "gate-check check-first no-tips-now doctor-first all-tips-told other-topic surgery-end crisis recording doctor why-check "
    "why-read-back why-self-care help help-check emergency first-now first-ambulance "
    "serious-ambulance serious-emergency_department serious-same_day serious-appointment serious-self_care"
).split()
BY_URGENCY = [
    f"{line}-{urgency}"
    for line in ("can-wait", "no-phone", "no-car", "wont-go")
    for urgency in ("ambulance", "now", "today", "later", "unknown")
]
CLOSES = "bye bye-tips bye-today bye-unfinished bye-now bye-ambulance crisis-bye sorry".split()
ASKS = "start menu again crisis offer-tip gate tip-more surgery-more new now doubt read-back fix".split()
LABELLED = "tip surgery welcome help answer crisis goodbye".split()
EXPLAINS = "question verdict verdict-plain unsure cite".split()
WORDS = "emergency_department an_emergency_department doctor urgent_line pharmacist physio poo tummy maternity".split()


@cache
def check() -> None:
    """Raises ContentError, or RulebookError, at the first thing that is missing or malformed."""
    if COMPILED.exists():
        return  # it was checked when it was compiled
    _questions()
    _findings()
    _lines()
    _advice()
    _places()
    _told()
    try:
        library.phrases()
        library.material()
        library.understanding()
    except (KeyError, TypeError, AttributeError) as error:
        raise ContentError(f"en: {error}: is missing or malformed") from error
    for locale in library.places():
        library.speaker(locale)


def _texts(file: str, where: str, table: Any, names: Iterable[str]) -> None:
    """Each name must be a text, or a list of texts, and not empty."""
    if not isinstance(table, Mapping):
        raise ContentError(f"{file}: {where}: is missing")
    for name in names:
        value = table.get(name)
        ways = value if isinstance(value, list) else [value]
        if not ways or not all(isinstance(way, str) and way.strip() for way in ways):
            raise ContentError(f"{file}: {where}.{name}: must be text and not empty")


def _questions() -> None:
    questions = library.texts().questions
    for question in rulebook().questions:
        names = ["ask", "again", "ask_them", "again_them", "why"]
        if question.asks_which:
            names += ["which", "which_again"]
            _texts(
                "questions.toml", f"{question.id}.which_words", questions.get(question.id, {}).get("which_words"), question.covers
            )
        _texts("questions.toml", question.id, questions.get(question.id), names)


def _findings() -> None:
    _texts("findings.toml", "findings", library.texts().findings, rulebook().findings)


def _lines() -> None:
    lines = library.lines()
    _texts("lines.toml", "tell", lines.get("tell"), [*TELLS, *BY_URGENCY])
    _texts("lines.toml", "close", lines.get("close"), CLOSES)
    _texts("lines.toml", "explain", lines.get("explain"), EXPLAINS)
    _texts("lines.toml", "reprompt", lines.get("reprompt"), ["check", "tips"])
    _screen(lines.get("screen"))
    _texts("lines.toml", "counts", lines.get("counts"), ["words"])
    for kind in ASKS:
        _texts("lines.toml", f"ask.{kind}", lines.get("ask", {}).get(kind), ["ask", "again"])
    read_back = lines.get("read-back")
    _texts("lines.toml", "read-back", read_back, ["say", "joined"])
    for group, questions in (read_back or {}).get("questions", {}).items():
        _texts("lines.toml", "read-back.groups", lines["read-back"].get("groups"), [group])
        for name in questions:
            if name not in rulebook().question:
                raise ContentError(f"lines.toml: read-back.questions.{group}: there is no question `{name}`")


def _screen(screen: Any) -> None:
    _texts("lines.toml", "screen", screen, ["title", "yes", "no", "unsure", "progress", "call", "menu"])
    _texts("lines.toml", "screen.tiers", screen.get("tiers"), [tier.slug for tier in Tier])
    _texts("lines.toml", "screen.labels", screen.get("labels"), LABELLED)
    _texts("lines.toml", "screen.ages", screen.get("ages"), ["below", "between", "beyond"])
    for kind, labels in screen.get("buttons", {}).items():
        _texts("lines.toml", f"screen.buttons.{kind}", labels, labels)


def _advice() -> None:
    advice = library.texts().advice
    wanted = {rule.advice for rule in rulebook().rules} | {CAUTIOUS_ADVICE, NO_REASON_ADVICE}
    for name in sorted(wanted):
        _texts("advice.toml", name, advice.get(name), ["tier", "you", "them"])
        if advice[name]["tier"] not in [tier.slug for tier in Tier]:
            raise ContentError(f"advice.toml: {name}.tier: there is no tier `{advice[name]['tier']}`")
    for name in ("because", "say"):
        _texts("advice.toml", name, advice.get(name), ["heard", "unsure"])
    _texts("advice.toml", "shared", advice.get("shared"), ["safety_net", "time_course", "not_a_doctor"])
    _texts("advice.toml", "card", advice.get("card"), ["title", "text"])


def _places() -> None:
    places = library.places()
    for locale in (*library.LOCALES, library.UNKNOWN_COUNTRY):
        _texts("places.toml", f"{locale}.words", places.get(locale, {}).get("words"), WORDS)
        _texts("places.toml", f"{locale}.emergency", places[locale].get("emergency"), ["number"])
        for name in ("health_line", "crisis"):
            _texts("places.toml", f"{locale}.{name}", places[locale].get(name), ["say"])
            if not isinstance(places[locale][name].get("number"), str):
                raise ContentError(f"places.toml: {locale}.{name}.number: must be text")
        if not isinstance(places[locale].get("emergency_also"), str):
            raise ContentError(f"places.toml: {locale}.emergency_also: must be text")


def _told() -> None:
    """Tips and pieces about surgery, with their sources."""
    for file, entries in (("tips.toml", library.tips().get("tip")), ("surgery.toml", _pieces())):
        for entry in entries or ():
            where = str(entry.get("id", "an entry without id"))
            _texts(file, where, entry, ["id", "say", "sources"])
            for source in entry["sources"]:
                if source not in rulebook().sources:
                    raise ContentError(f"{file}: {where}: there is no source `{source}`")
    for file, topics in (("tips.toml", library.tips().get("topic")), ("surgery.toml", library.surgery().get("chapter"))):
        for topic in topics or ():
            _texts(file, str(topic.get("id", "an entry without id")), topic, ["id", "name", "words"])


def _pieces() -> list[dict[str, Any]]:
    return [piece for chapter in library.surgery().get("chapter", []) for piece in chapter.get("piece", [])]
