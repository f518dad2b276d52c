"""The whole rulebook for a reader: findings, questions, rules, tiers, advice, tips, surgery, sources."""

import json
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

from skill.content import library
from skill.rules import Tier

WIDTH = 110


def as_dict(locale: str) -> dict[str, Any]:
    """Everything that decides and everything that is said, as data."""
    rulebook = library.rulebook()
    fill = library.speaker(locale).fill
    texts = library.texts()
    return {
        "version": rulebook.version,
        "reviewed": rulebook.reviewed or None,
        "locale": locale,
        "tiers": [tier.slug for tier in sorted(Tier, reverse=True)],
        "findings": [
            {
                "id": each.id,
                "means": each.means,
                "spoken": library.speaker(locale).name(each.id),
                "implies": list(each.implies),
                "reopens": list(each.reopens),
                "from_age": {"from": each.at_least, "below": each.below} if each.follows_from_age else None,
            }
            for each in rulebook.findings.values()
        ],
        "questions": [
            {
                "id": each.id,
                "findings": list(each.settles),
                "covers": list(each.covers),
                "after": list(each.after),
                "danger_now": each.danger_now,
                "which_sign": each.asks_which,
                "asks_age": each.asks_age,
                "unsure": "present" if each.unsure_counts_as_present else "caution",
                **{name: fill(words) for name, words in texts.questions[each.id].items() if isinstance(words, str)},
                "sources": list(each.sources),
            }
            for each in rulebook.questions
        ],
        "rules": [
            {
                "id": each.id,
                "row": each.row,
                "tier": each.tier.slug,
                "any_of": [sorted(combination) for combination in each.combinations],
                "advice": each.advice,
                "decision": each.decision or None,
                "ends_triage": each.ends_triage,
                "sources": list(each.sources),
            }
            for each in rulebook.rules
        ],
        "advice": [
            {"id": name, "tier": script.tier, "you": as_heard(fill, script.you), "them": as_heard(fill, script.them)}
            for name, script in library.advice_scripts().items()
        ],
        "tips": [{**tip, "say": fill(tip["say"])} for tip in library.tips()["tip"]],
        "surgery": [
            {
                "id": chapter["id"],
                "name": chapter["name"],
                "pieces": [{**piece, "say": fill(piece["say"])} for piece in chapter["piece"]],
            }
            for chapter in library.surgery()["chapter"]
        ],
        "lines": lines(fill),
        "numbers": numbers(),
        "sources": [
            {
                "id": each.id,
                "title": each.title,
                "publisher": each.publisher,
                "url": each.url,
                "mark": each.mark,
                "says": each.says,
            }
            for each in rulebook.sources.values()
        ],
    }


def as_heard(fill: Callable[..., str], script: str) -> str:
    """A script as it is heard, with square brackets where a person's own reason is named."""
    because = library.texts().advice["because"]["heard"]
    said = library.texts().advice["say"]["heard"]
    return fill(script.replace("{because}", because).replace("{with_reason}", said), reason="[what was told]")


def numbers() -> list[dict[str, str]]:
    """Every telephone number that can be spoken, with how it was checked."""
    found = []
    for locale, place in library.places().items():
        for purpose, line in place.items():
            if isinstance(line, Mapping) and line.get("mark"):
                found.append({"locale": locale, "purpose": purpose, "number": line["number"], "mark": line["mark"]})
    return found


def as_json(locale: str) -> str:
    """For programs."""
    return json.dumps(as_dict(locale), indent=2, ensure_ascii=False)


def text(locale: str) -> str:
    """For a clinician to read."""
    book = as_dict(locale)
    reviewed = f"reviewed: {book['reviewed']}" if book["reviewed"] else "NO CLINICIAN HAS REVIEWED THIS YET"
    parts = [f"SPINE CHECK RULE BOOK, version {book['version']}, {locale}", reviewed]
    parts += ["", "TIERS, most urgent first: " + ", ".join(book["tiers"])]
    parts += ["", "FINDINGS"] + [f"  {each['id']}: {each['means']}" for each in book["findings"]]
    parts += ["", "QUESTIONS, in order of danger"] + [line for each in book["questions"] for line in _question(each)]
    parts += ["", "RULES, most urgent first"] + [line for each in book["rules"] for line in _rule(each)]
    parts += ["", "ADVICE, to the person and about somebody else"] + [line for each in book["advice"] for line in _advice(each)]
    parts += ["", "OTHER WORDS"] + [line for each in book["lines"] for line in _wrapped(each["id"], each["say"])]
    parts += ["", "TIPS"] + [line for each in book["tips"] for line in _wrapped(f"{each['id']} [{each['grade']}]", _cited(each))]
    parts += ["", "SURGERY"]
    parts += [
        line
        for each in book["surgery"]
        for piece in each["pieces"]
        for line in _wrapped(f"{each['name']}: {piece['id']}", _cited(piece))
    ]
    parts += ["", "NUMBERS (check each within 30 days of release)"]
    parts += [f"  {each['locale']} {each['purpose']}: {each['number']} [{each['mark']}]" for each in book["numbers"]]
    parts += ["", "SOURCES (V read, S read second hand, UNVERIFIED)"] + [
        line for each in book["sources"] for line in _source(each)
    ]
    return "\n".join(parts)


def _question(question: Mapping[str, Any]) -> list[str]:
    settles = ", ".join(question["findings"] + question["covers"])
    lines = _wrapped(question["id"], question["ask"])
    lines += _wrapped("  again", question["again"]) + _wrapped("  why", question["why"])
    return [*lines, f"    settles: {settles}; unsure counts as: {question['unsure']}; sources: {', '.join(question['sources'])}"]


def _rule(rule: Mapping[str, Any]) -> list[str]:
    ways = _in_words(rule["any_of"])
    decision = f"; open decision: {rule['decision']}" if rule["decision"] else ""
    lines = _wrapped(f"{rule['tier']}: {rule['id']} (row {rule['row']})", ways)
    return [*lines, f"    advice: {rule['advice']}; sources: {', '.join(rule['sources'])}{decision}"]


def _in_words(combinations: list[list[str]]) -> str:
    """A rule's ways of being met, what they share named once: "fever AND one of (a, b)"."""
    shared = set.intersection(*map(set, combinations))
    rest = [" AND ".join(sorted(set(each) - shared)) for each in combinations]
    choice = rest[0] if len(rest) == 1 else f"one of ({', '.join(rest)})"
    return " AND ".join([*sorted(shared), choice] if choice else sorted(shared))


def lines(fill: Callable[..., str]) -> list[dict[str, str]]:
    """Everything else that is said: answers to requests, farewells, the questions that are not the rulebook's."""
    content = library.lines()
    spoken = [
        (f"{table}.{name}", text)
        for table in ("tell", "close", "serious", "explain", "reprompt")
        for name, text in content[table].items()
    ]
    spoken += [(f"ask.{kind}.{form}", text) for kind, forms in content["ask"].items() for form, text in forms.items()]
    return [{"id": name, "say": " / ".join(map(fill, [text] if isinstance(text, str) else text))} for name, text in spoken]


def _advice(advice: Mapping[str, Any]) -> list[str]:
    return [*_wrapped(f"{advice['id']} ({advice['tier']})", advice["you"]), *_wrapped("  about somebody else", advice["them"])]


def _cited(entry: Mapping[str, Any]) -> str:
    return f"{entry['say']} (sources: {', '.join(entry['sources'])})"


def _source(source: Mapping[str, Any]) -> list[str]:
    url = f" {source['url']}" if source["url"] else ""
    return _wrapped(f"{source['id']} [{source['mark']}]", f"{source['title']}. {source['says']}{url}")


def _wrapped(head: str, body: str) -> list[str]:
    return textwrap.wrap(f"{head}: {body}", WIDTH, initial_indent="  ", subsequent_indent="      ", break_long_words=False)
