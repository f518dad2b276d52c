"""What people say to steer the conversation, and the topics they ask for.

A request is heard as a whole sentence, as an expression inside a longer one, or, when nothing else was understood, as
the sentence it shares most of its weight with. Rare words weigh more: "slower" tells more than "can you".
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from skill.language.expressions import Expressions, Named
from skill.language.shelf import Shelf
from skill.language.words import bare, spaced, stem

URGENT = ("crisis",)
BESIDE_SYMPTOMS = ("no_phone", "no_car", "someone_else")
"""Requests that count also when the same sentence names a symptom."""

INSTEAD_OF_AN_ANSWER = ("help", "repeat", "rephrase", "slower", "back", "skip", "how_many", "wrong", "start_over", "stop")
"""Requests that hold words of an answer without giving one."""

ALIKE = 0.62
"""The least share of weight in common at which a sentence counts as a known one said differently."""
LONG_ENOUGH = 3
"""The fewest words that make a known sentence recognizable inside a longer one."""

Features = frozenset[str]


UNDOES = ("start_over", "wrong", "back", "stop", "cancel", "home")
"""Requests that take something away: never guessed from likeness to a known sentence."""


class RequestBook:
    """Requests and topics of a language, from content."""

    def __init__(self, requests: Mapping[str, Any], topics: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._exact = {bare(way): name for name, entry in requests.items() for way in entry["say"]}
        within = {name: [spaced(way) for way in entry.get("within", ())] for name, entry in requests.items()}
        self._within = {name: Expressions(ways) for name, ways in within.items()}
        self._anywhere = _longest_first((way, name) for name, ways in within.items() for way in ways)
        instead = sorted(INSTEAD_OF_AN_ANSWER, reverse=True)
        self._instead = _longest_first((way, name) for name in instead for way in within[name])
        self._mentions = _longest_first((spaced(way), name) for name, way in _listed(requests, "mentions"))
        self._inside = _longest_first((way, name) for way, name in self._exact.items() if len(way.split()) >= LONG_ENOUGH)
        self._starts = _longest_first((spaced(way), name) for name, way in _listed(requests, "starts"))
        self._serious = {name: tuple(spaced(way) for way in ways) for name, ways in requests["serious"]["question"].items()}
        counts = requests["rephrase"]["counts"]
        self._counts = tuple(f" {way} " for way in counts["starts"]), tuple(f"{way} " for way in counts["ends"])
        relates = requests["why"]["relates"]
        self._relates = tuple(spaced(way) for way in relates["starts"]), Expressions(relates["to"])
        self._learn = tuple(spaced(way) for way in requests["surgery"]["learn"])
        self._topics = {
            kind: _longest_first((spaced(way), name) for name, ways in named.items() for way in ways)
            for kind, named in topics.items()
        }
        known = [(_features(way), name) for way, name in self._exact.items() if name not in UNDOES]
        known += [(_features(way), name) for name, ways in within.items() if name not in UNDOES for way in ways]
        knowing: dict[str, list[int]] = defaultdict(list)
        for place, (features, _) in enumerate(known):
            for feature in features:
                knowing[feature].append(place)
        weighed = {feature: (math.log(1 + len(known) / len(places)), places) for feature, places in knowing.items()}
        self._names = [name for _, name in known]
        self._heavy = [sum(weighed[feature][0] for feature in features) for features, _ in known]
        self._knowing = Shelf[tuple[float, Sequence[int]]](weighed, nothing=(math.log(1 + len(known)), ()))

    def exact(self, text: str) -> str | None:
        """The request that the whole text is, or None."""
        return self._exact.get(bare(text))

    def anywhere_urgent(self, text: str) -> str | None:
        """A request that comes before everything else in the sentence, or None."""
        return next((name for name in URGENT if self._has(name, text) or self.exact(text) == name), None)

    def opens_with(self, text: str) -> str | None:
        """The request that the first words make, whatever symptom they go on to name ("what's an aneurysm"), or None."""
        said = spaced(text)
        starts, ends = self._counts
        if said.startswith(starts) and said.endswith(ends):
            return "rephrase"
        starts, to = self._relates
        if said.startswith(starts) and to.within(said):
            return "why"
        return self._starts.opening(said)

    def asks_to_learn(self, text: str) -> str | None:
        """The chapter about surgery that somebody wants to be told about ("what is spinal stenosis"), surgery itself, or None."""
        said = spaced(text)
        if not said.startswith(self._learn):
            return None
        chapter = self._topics["surgery"].first(said)
        return f"surgery:{chapter}" if chapter else ("surgery" if self._has("surgery", text) else None)

    def asks_whether_serious(self, text: str) -> bool:
        """Whether it asks how serious a thing is, in general and not of oneself: "is numbness dangerous"."""
        said = spaced(text)
        asks = said.startswith(self._serious["starts"]) and any(way in said for way in self._serious["worry"])
        return asks and not any(way in said for way in self._serious["of_me"]) and not self._has("can_wait", text)

    def beside_symptoms(self, text: str) -> str | None:
        """A request made in the same breath as a symptom or an answer, or None."""
        return next((name for name in BESIDE_SYMPTOMS if self._has(name, text)), None)

    def tells_of_oneself(self, text: str) -> bool:
        """Whether somebody says of themselves that they have no phone at hand, or no way to get anywhere."""
        return self._has("no_phone", text) or self._has("no_car", text)

    def instead_of_an_answer(self, text: str) -> str | None:
        """A request made in words that would else be read as an answer, or None. The longest expression counts."""
        return self._instead.first(spaced(text))

    def anywhere(self, text: str) -> str | None:
        """A request expressed somewhere in the text, or None."""
        said = spaced(text)
        found = self._anywhere.first(said) or self._inside.first(said)
        found = found or self._alike(text) or ("tip" if self._only_topic(text) else None)
        return found or self._mentions.first(said)

    def topic(self, text: str) -> str | None:
        """The tip topic or surgery chapter named in the text, as `tip:lifting` or `surgery:risks`, or None."""
        kinds = ("surgery", "tip") if self._has("surgery", text) else ("tip", "surgery")
        said = spaced(text)
        for kind in kinds:
            if name := self._topics[kind].first(said):
                return f"{kind}:{name}"
        return None

    def _only_topic(self, text: str) -> bool:
        """Whether the text is nothing but the name of a tip topic ("lifting")."""
        return self._topics["tip"].whole(spaced(text)) is not None

    def _has(self, name: str, text: str) -> bool:
        return bool(self._within[name].within(spaced(text)))

    def _alike(self, text: str) -> str | None:
        """The request whose known sentence shares most of its weight with the text, if that is enough."""
        shared: dict[int, float] = defaultdict(float)
        whole = 0.0
        for feature in _features(text):
            weight, places = self._knowing.under(feature)
            whole += weight
            for known in places:
                shared[known] += weight
        best, found = ALIKE, None
        for known, common in shared.items():
            alike = 2 * common / (whole + self._heavy[known])
            if alike > best:
                best, found = alike, self._names[known]
        return found


def _features(text: str) -> Features:
    """What a sentence is compared by: its words without their endings, and its pairs of words."""
    words = [stem(word) for word in bare(text).split()]
    return frozenset(words) | frozenset(f"{one} {two}" for one, two in pairwise(words))


def _listed(requests: Mapping[str, Any], key: str) -> Iterable[tuple[str, str]]:
    return ((name, way) for name, entry in requests.items() for way in entry.get(key, ()))


def _longest_first(ways: Iterable[tuple[str, str]]) -> Named:
    return Named(sorted(ways, key=lambda way: -len(way[0])))
