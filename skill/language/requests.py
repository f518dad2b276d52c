"""What people say to steer the conversation, and the topics they ask for.

A request is heard as a whole sentence, as an expression inside a longer one, or, when nothing else was understood, as
the sentence it shares most of its weight with. Rare words weigh more: "slower" tells more than "can you".
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from skill.language.words import plain, stem

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


class RequestBook:
    """Requests and topics of a language, from content."""

    def __init__(self, requests: Mapping[str, Any], topics: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._exact = {_bare(way): name for name, entry in requests.items() for way in entry["say"]}
        self._within = {name: tuple(_padded(way) for way in entry.get("within", ())) for name, entry in requests.items()}
        self._mentions = _longest_first((_padded(way), name) for name, way in _listed(requests, "mentions"))
        self._inside = _longest_first(
            (_padded(way), name) for way, name in self._exact.items() if len(way.split()) >= LONG_ENOUGH
        )
        self._starts = _longest_first((f"{plain(way)} ", name) for name, way in _listed(requests, "starts"))
        self._serious = {name: tuple(_padded(way) for way in ways) for name, ways in requests["serious"]["question"].items()}
        self._counts = {name: tuple(f"{way} " for way in ways) for name, ways in requests["rephrase"]["counts"].items()}
        self._learn = tuple(f"{plain(way)} " for way in requests["surgery"]["learn"])
        self._topics = {
            kind: _longest_first((_padded(plain(way)), name) for name, ways in named.items() for way in ways)
            for kind, named in topics.items()
        }
        self._known = [(_features(way), name) for way, name in self._exact.items()]
        self._known += [(_features(way), name) for name, ways in self._within.items() for way in ways]
        counts = Counter(feature for features, _ in self._known for feature in features)
        self._rarest = math.log(1 + len(self._known))
        self._weight = {feature: math.log(1 + len(self._known) / count) for feature, count in counts.items()}
        self._heavy = [self._sum(features) for features, _ in self._known]
        self._knowing: dict[str, list[int]] = defaultdict(list)
        for place, (features, _) in enumerate(self._known):
            for feature in features:
                self._knowing[feature].append(place)

    def exact(self, text: str) -> str | None:
        """The request that the whole text is, or None."""
        return self._exact.get(_bare(text))

    def anywhere_urgent(self, text: str) -> str | None:
        """A request that comes before everything else in the sentence, or None."""
        return next((name for name in URGENT if self._has(name, text) or self.exact(text) == name), None)

    def opens_with(self, text: str) -> str | None:
        """The request that the first words make, whatever symptom they go on to name ("what's an aneurysm"), or None."""
        said = f"{_bare(text)} "
        if said.startswith(self._counts["starts"]) and said.endswith(self._counts["ends"]):
            return "rephrase"
        return next((name for way, name in self._starts if said.startswith(way)), None)

    def asks_to_learn(self, text: str) -> str | None:
        """The chapter about surgery that somebody wants to be told about ("what is spinal stenosis"), surgery itself, or None."""
        said = f"{_bare(text)} "
        if not said.startswith(self._learn):
            return None
        chapter = next((f"surgery:{name}" for way, name in self._topics.get("surgery", ()) if way in f" {said}"), None)
        return chapter or ("surgery" if self._has("surgery", text) else None)

    def asks_whether_serious(self, text: str) -> bool:
        """Whether it asks how serious a thing is, in general and not of oneself: "is numbness dangerous"."""
        said = _padded(_bare(text))
        asks = said.startswith(self._serious["starts"]) and any(way in said for way in self._serious["worry"])
        return asks and not any(way in said for way in self._serious["of_me"])

    def beside_symptoms(self, text: str) -> str | None:
        """A request made in the same breath as a symptom or an answer, or None."""
        return next((name for name in BESIDE_SYMPTOMS if self._has(name, text)), None)

    def instead_of_an_answer(self, text: str) -> str | None:
        """A request made in words that would else be read as an answer, or None. The longest expression counts."""
        said = _padded(_bare(text))
        ways = ((len(way), name) for name in INSTEAD_OF_AN_ANSWER for way in self._within[name] if way in said)
        return max(ways, default=(0, None))[1]

    def anywhere(self, text: str) -> str | None:
        """A request expressed somewhere in the text, or None."""
        said = _padded(_bare(text))
        held = [(len(way), name) for name, ways in self._within.items() for way in ways if way in said]
        found = max(held, key=lambda each: each[0])[1] if held else None
        found = found or next((name for way, name in self._inside if way in said), None)
        found = found or self._alike(text) or ("tip" if self._only_topic(text) else None)
        return found or next((name for way, name in self._mentions if way in said), None)

    def topic(self, text: str) -> str | None:
        """The tip topic or surgery chapter named in the text, as `tip:lifting` or `surgery:risks`, or None."""
        kinds = ("surgery", "tip") if self._has("surgery", text) else ("tip", "surgery")
        said = _padded(plain(text))
        for kind in kinds:
            for way, name in self._topics.get(kind, ()):
                if way in said:
                    return f"{kind}:{name}"
        return None

    def _only_topic(self, text: str) -> bool:
        """Whether the text is nothing but the name of a tip topic ("lifting")."""
        said = _padded(plain(text))
        return any(way == said for way, _ in self._topics.get("tip", ()))

    def _has(self, name: str, text: str) -> bool:
        said = _padded(plain(text))
        return any(way in said for way in self._within.get(name, ()))

    def _alike(self, text: str) -> str | None:
        """The request whose known sentence shares most of its weight with the text, if that is enough."""
        said = _features(text)
        shared: dict[int, float] = defaultdict(float)
        for feature in said:
            for known in self._knowing.get(feature, ()):
                shared[known] += self._weight[feature]
        whole = self._sum(said)
        best, found = ALIKE, None
        for known, common in shared.items():
            alike = 2 * common / (whole + self._heavy[known])
            if alike > best:
                best, found = alike, self._known[known][1]
        return found

    def _sum(self, features: Iterable[str]) -> float:
        return sum(self._weight.get(feature, self._rarest) for feature in features)


def _features(text: str) -> Features:
    """What a sentence is compared by: its words without their endings, and its pairs of words."""
    words = [stem(word) for word in _bare(text).split()]
    return frozenset(words) | frozenset(f"{one} {two}" for one, two in pairwise(words))


def _listed(requests: Mapping[str, Any], key: str) -> Iterable[tuple[str, str]]:
    return ((name, way) for name, entry in requests.items() for way in entry.get(key, ()))


def _bare(text: str) -> str:
    return " ".join(word for word in plain(text).split() if word != ",")


def _padded(text: str) -> str:
    return f" {' '.join(word for word in text.split() if word != ',')} "


def _longest_first(ways: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(ways, key=lambda way: -len(way[0])))
