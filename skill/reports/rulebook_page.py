"""The rule book as a page to read, print and sign: docs/rulebook.html, made from content alone."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from skill.content import library
from skill.reports import decisions, rulebook, rulebook_diagram, rulebook_rules
from skill.reports.tiers import TIER_NAMES
from skill.rules import Rule, Tier

HERE = Path(__file__).parent
FILE = HERE.parents[1] / "docs" / "rulebook.html"
SHARED = ("safety_net", "time_course", "not_a_doctor")
"""Sentences that several scripts hold: shown once, and by name in each script."""
PARTS = (
    ("glance", "The interview at a glance"),
    ("matrix", "Findings by tier"),
    ("questions", "Questions"),
    ("rules", "Rules"),
    ("advice", "Advice, by country"),
    ("lines", "Everything else that is said"),
    ("tips", "Tips"),
    ("surgery", "About surgery"),
    ("numbers", "Telephone numbers, and words that differ by country"),
    ("decisions", "Open decisions"),
    ("sources", "Sources"),
    ("sign", "To sign"),
)
"""The parts of the page, each with its heading; the page numbers them in this order."""


def write(locale: str) -> int:
    """Write the page; returns the exit status. Questions and tips are in the words of one country, advice in those of all."""
    FILE.write_text(html(locale), encoding="utf-8")
    print(f"{FILE.parent.name}/{FILE.name} is written.")
    return 0


def html(locale: str) -> str:
    """The whole page, with nothing to load from anywhere."""
    pages = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return pages.get_template("rulebook.html").render(_content(locale))


def _content(locale: str) -> dict[str, Any]:
    book = library.rulebook()
    drawing = rulebook_diagram.drawing(locale)
    told = decisions.FILE.read_text(encoding="utf-8")
    return {
        "book": rulebook.as_dict(locale),
        "parts": PARTS,
        "tiers": {tier.slug: TIER_NAMES[tier] for tier in sorted(Tier, reverse=True)},
        "country": library.places()[locale]["country"],
        "drawing": drawing,
        "matrix": rulebook_rules.matrix(book),
        "order": sorted(Tier, reverse=True),
        "findings": book.findings,
        "sources": book.sources,
        "question_of": {finding: question.id for finding, question in book.question_for.items()},
        "asked_after": {station.id: station.after for station in drawing.stations if station.after},
        "rule_number": {rule.id: f"R{place}" for place, rule in enumerate(book.rules, start=1)},
        "question_number": {each.id: f"Q{place}" for place, each in enumerate(book.questions, start=1)},
        "ways": {rule.id: rulebook_rules.parts(book, rule) for rule in book.rules},
        "scripts": [_script(name) for name in library.advice_scripts()],
        "shared": {name: _by_country(f"{{{name}}}") for name in SHARED},
        "card": _by_country(library.texts().advice["card"]["text"]),
        "words": {place: library.places()[place]["words"] for place in library.LOCALES},
        "countries": {place: library.places()[place]["country"] for place in library.LOCALES},
        "also": {place: library.places()[place]["emergency_also"] for place in library.LOCALES},
        "introduction": decisions.introduction(told),
        "decisions": decisions.decisions(told),
        "named_by": _named_by(book.rules),
    }


def _script(name: str) -> dict[str, Any]:
    """A script in every country, and the rules that speak it."""
    script = library.advice_scripts()[name]
    rules = [rule.id for rule in library.rulebook().rules if rule.advice == name]
    forms = [_without_shared(form) for form in (script.you, script.them)]
    return {"id": name, "tier": script.tier, "rules": rules, "words": _by_country(*forms)}


def _without_shared(script: str) -> str:
    """A script with each shared sentence as its name in brackets."""
    for name in SHARED:
        script = script.replace(f"{{{name}}}", f"[{name.replace('_', ' ')}]")
    return script


def _by_country(*texts: str) -> list[tuple[str, tuple[str, ...]]]:
    """Texts as they are heard, by country; countries that hear the same stand together."""
    heard: dict[tuple[str, ...], list[str]] = {}
    for locale in library.LOCALES:
        fill = library.speaker(locale).fill
        words = tuple(rulebook.as_heard(fill, text) for text in texts)
        heard.setdefault(words, []).append(library.places()[locale]["country"])
    if len(heard) == 1:
        return [("Every country", words) for words in heard]
    return [("; ".join(countries), words) for words, countries in heard.items()]


def _named_by(rules: tuple[Rule, ...]) -> dict[str, list[str]]:
    """For each decision, the rules that wait for it."""
    return {rule.decision: [each.id for each in rules if each.decision == rule.decision] for rule in rules if rule.decision}
