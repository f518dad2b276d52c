"""Picks an intent for what was said, from the interaction model alone: no more is known here than Alexa is told.

Exact samples first, then samples with slots, then the most similar sample or symptom, and below a threshold FallbackIntent.
Real Alexa matches by statistics that nobody outside Amazon can see; this is a stand-in, not a copy.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from skill.language.numbers import NumberWords
from skill.speaker.similarity import Similarity, words_of

FALLBACK = "AMAZON.FallbackIntent"
SEARCH_QUERY = "AMAZON.SearchQuery"
NUMBER = "AMAZON.NUMBER"
PLAIN_ANSWERS = ("AMAZON.YesIntent", "AMAZON.NoIntent", "NotSureIntent")
THRESHOLD = 0.45
"""Below this similarity FallbackIntent is sent. Chosen on the project's own phrases: docs/decisions/engineering.md."""


@dataclass(frozen=True)
class Slot:
    """A filled slot: what was said, and the value of the slot type it resolved to, if any."""

    value: str
    type: str
    id: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Intent:
    """What the speaker believes was meant."""

    name: str
    slots: Mapping[str, Slot] = field(default_factory=dict)


@dataclass(frozen=True)
class _Template:
    """A sample with slots."""

    intent: str
    pattern: re.Pattern[str]
    types: Mapping[str, str]
    carrier: int


class Matcher:
    """The matching for one interaction model."""

    def __init__(self, model: Mapping[str, Any], numbers: NumberWords) -> None:
        self._numbers = numbers
        language = model["interactionModel"]["languageModel"]
        self.name: str = language["invocationName"]
        self._exact: dict[str, str] = {}
        self._templates: list[_Template] = []
        self._values = {kind["name"]: dict(_values(kind)) for kind in language["types"]}
        for intent in language["intents"]:
            self._add(intent)
        self._templates.sort(key=lambda template: -template.carrier)
        self._similar = Similarity(self._sayings())
        sayings = [*self._exact, *(way for values in self._values.values() for way in values)]
        self._known = {word for saying in sayings for word in words_of(saying)}

    def _add(self, intent: Mapping[str, Any]) -> None:
        types = {slot["name"]: slot["type"] for slot in intent.get("slots", [])}
        for sample in intent["samples"]:
            if "{" not in sample:
                self._exact.setdefault(sample, intent["name"])
                continue
            named = re.sub(r"\\\{(\w+)\\\}", lambda slot: f"(?P<{slot[1]}>.+)", re.escape(sample))
            used = {name: kind for name, kind in types.items() if "{" + name + "}" in sample}
            self._templates.append(_Template(intent["name"], re.compile(named), used, len(re.sub(r"\{\w+\}", "", sample))))

    def _sayings(self) -> Iterable[tuple[str, str]]:
        """What can be recognized by likeness. A yes or a no never is: one word more can turn it into its opposite."""
        yield from ((said, intent) for said, intent in self._exact.items() if intent not in PLAIN_ANSWERS)
        for kind, values in self._values.items():
            yield from ((way, f"{kind}/") for way in values)

    def match(self, said: str, eliciting: tuple[str, str] | None = None) -> Intent:
        """The intent for plain spoken text. While a slot is elicited, words of the model's world fill it."""
        if said in self._exact:
            return Intent(self._exact[said])
        if eliciting is not None:
            intent, slot = eliciting
            return Intent(intent, {slot: Slot(said, SEARCH_QUERY)}) if self._in_domain(said) else Intent(FALLBACK)
        return self._by_template(said) or self._by_similarity(said) or Intent(FALLBACK)

    def fits(self, said: str) -> bool:
        """Whether it is a sample, word for word, with its slots filled."""
        return said in self._exact or self._by_template(said) is not None

    def _in_domain(self, said: str) -> bool:
        """Whether anything in it belongs to this skill's world: Alexa turns the rest away as out of domain."""
        return any(word in self._known or word.isdigit() for word in words_of(self._numbers.spoken(said)))

    def _by_template(self, said: str) -> Intent | None:
        fits = [(template, match) for template in self._templates if (match := template.pattern.fullmatch(said))]
        resolved = [self._resolved(template, match) for template, match in fits]
        known = [intent for intent in resolved if intent is not None]
        free = [intent for intent in known if all(slot.type == SEARCH_QUERY for slot in intent.slots.values())]
        typed = [intent for intent in known if intent not in free]
        return next(iter(typed or free), None)

    def _resolved(self, template: _Template, match: re.Match[str]) -> Intent | None:
        """The intent with its slots, or None when a slot's words are not of its type."""
        slots = {}
        for name, kind in template.types.items():
            value = match[name]
            if kind == NUMBER:
                value = self._numbers.spoken(value)
                if not value.isdigit():
                    return None
                slots[name] = Slot(value, kind)
            elif kind == SEARCH_QUERY:
                slots[name] = Slot(value, kind)
            elif value in self._values[kind]:
                slots[name] = Slot(value, kind, *self._values[kind][value])
            else:
                return None
        return Intent(template.intent, slots)

    def _by_similarity(self, said: str) -> Intent | None:
        label, known, score = self._similar.nearest(said)
        if score < THRESHOLD:
            return None
        kind, is_type, _ = label.partition("/")
        if not is_type:
            return Intent(label)
        intent, slot = next(
            (each.intent, slot) for each in self._templates for slot, type_ in each.types.items() if type_ == kind
        )
        return Intent(intent, {slot: Slot(_span(said, known), kind)})


def _span(said: str, known: str) -> str:
    """What Alexa would put into a slot: from the first to the last word that a sentence shares with a known value."""
    words, wanted = said.split(), set(words_of(known))
    shared = [place for place, word in enumerate(words) if word in wanted]
    return " ".join(words[shared[0] : shared[-1] + 1]) if shared else said


def _values(kind: Mapping[str, Any]) -> Iterable[tuple[str, tuple[str, str]]]:
    for entry in kind["values"]:
        name = entry["name"]["value"]
        for way in (name, *entry["name"]["synonyms"]):
            yield way, (entry["id"], name)
