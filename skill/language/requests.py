"""What people say to steer the conversation, and the topics they ask for.

A request is heard as a whole sentence, as an expression inside a longer one, or, when nothing else was understood, as
the sentence it shares most of its weight with. Rare words weigh more: "slower" tells more than "can you".
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from skill.language.expressions import Expressions, Named
from skill.language.likeness import Likeness
from skill.language.shelf import Box
from skill.language.words import bare, spaced

URGENT = ("crisis",)
BESIDE_SYMPTOMS = ("no_phone", "no_car", "someone_else")
"""Requests that count also when the same sentence names a symptom."""

OF_ONESELF = BESIDE_SYMPTOMS[:2]
"""Those in which somebody tells of themselves. They come first."""

INSTEAD_OF_AN_ANSWER = ("help", "repeat", "rephrase", "slower", "back", "skip", "how_many", "wrong", "start_over", "stop")
"""Requests that hold words of an answer without giving one."""

LONG_ENOUGH = 3
"""The fewest words that make a known sentence recognizable inside a longer one."""

UNDOES = ("start_over", "wrong", "back", "stop", "cancel", "home")
"""Requests that take something away: never guessed from likeness to a known sentence."""


class RequestBook:
    """Requests and topics of a language, from content. What not every sentence is looked through for is kept in boxes."""

    def __init__(self, requests: Mapping[str, Any], topics: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        exact = {bare(way): name for name, entry in requests.items() for way in entry["say"]}
        within = {name: [spaced(way) for way in entry.get("within", ())] for name, entry in requests.items()}
        self._exact = Box(exact)
        self._urgent = Box(Named((way, name) for name in URGENT for way in within[name]))
        self._beside = Box(Named((way, name) for name in BESIDE_SYMPTOMS for way in within[name]))
        self._can_wait, self._surgery = Box(Expressions(within["can_wait"])), Box(Expressions(within["surgery"]))
        self._anywhere = Box(_longest_first((way, name) for name, ways in within.items() for way in ways))
        instead = sorted(INSTEAD_OF_AN_ANSWER, reverse=True)
        self._instead = Box(_longest_first((way, name) for name in instead for way in within[name]))
        self._mentions = Box(_longest_first((spaced(way), name) for name, way in _listed(requests, "mentions")))
        self._inside = Box(_longest_first((way, name) for way, name in exact.items() if len(way.split()) >= LONG_ENOUGH))
        self._starts = Box(_longest_first((spaced(way), name) for name, way in _listed(requests, "starts")))
        self._serious = {name: tuple(spaced(way) for way in ways) for name, ways in requests["serious"]["question"].items()}
        counts = requests["rephrase"]["counts"]
        self._counts = tuple(f" {way} " for way in counts["starts"]), tuple(f"{way} " for way in counts["ends"])
        relates = requests["why"]["relates"]
        self._relates = tuple(spaced(way) for way in relates["starts"]), Expressions(relates["to"])
        self._learn = tuple(spaced(way) for way in requests["surgery"]["learn"])
        self._topics = {
            kind: Box(_longest_first((spaced(way), name) for name, ways in named.items() for way in ways))
            for kind, named in topics.items()
        }
        known = [(way, name) for way, name in exact.items() if name not in UNDOES]
        known += [(way, name) for name, ways in within.items() if name not in UNDOES for way in ways]
        self._alike = Box(Likeness(known))

    def exact(self, text: str) -> str | None:
        """The request that the whole text is, or None."""
        return self._exact.value.get(bare(text))

    def anywhere_urgent(self, text: str) -> str | None:
        """A request that comes before everything else in the sentence, or None."""
        exact = self.exact(text)
        return self._urgent.value.first(spaced(text)) or (exact if exact in URGENT else None)

    def opens_with(self, text: str) -> str | None:
        """The request that the first words make, whatever symptom they go on to name ("what's an aneurysm"), or None."""
        said = spaced(text)
        starts, ends = self._counts
        if said.startswith(starts) and said.endswith(ends):
            return "rephrase"
        starts, to = self._relates
        if said.startswith(starts) and to.within(said):
            return "why"
        return self._starts.value.opening(said)

    def asks_to_learn(self, text: str) -> str | None:
        """The chapter about surgery that somebody wants to be told about ("what is spinal stenosis"), surgery itself, or None."""
        said = spaced(text)
        if not said.startswith(self._learn):
            return None
        chapter = self._topics["surgery"].value.first(said)
        return f"surgery:{chapter}" if chapter else ("surgery" if self._surgery.value.within(said) else None)

    def asks_whether_serious(self, text: str) -> bool:
        """Whether it asks how serious a thing is, in general and not of oneself: "is numbness dangerous"."""
        said = spaced(text)
        asks = said.startswith(self._serious["starts"]) and any(way in said for way in self._serious["worry"])
        return asks and not any(way in said for way in self._serious["of_me"]) and not self._can_wait.value.within(said)

    def beside_symptoms(self, text: str) -> str | None:
        """A request made in the same breath as a symptom or an answer, or None."""
        return self._beside.value.first(spaced(text))

    def tells_of_oneself(self, text: str) -> bool:
        """Whether somebody says of themselves that they have no phone at hand, or no way to get anywhere."""
        return self.beside_symptoms(text) in OF_ONESELF

    def instead_of_an_answer(self, text: str) -> str | None:
        """A request made in words that would else be read as an answer, or None. The longest expression counts."""
        return self._instead.value.first(spaced(text))

    def anywhere(self, text: str) -> str | None:
        """A request expressed somewhere in the text, or None."""
        said = spaced(text)
        found = self._anywhere.value.first(said) or self._inside.value.first(said)
        found = found or self._alike.value.first(text) or ("tip" if self._only_topic(said) else None)
        return found or self._mentions.value.first(said)

    def topic(self, text: str) -> str | None:
        """The tip topic or surgery chapter named in the text, as `tip:lifting` or `surgery:risks`, or None."""
        said = spaced(text)
        kinds = ("surgery", "tip") if self._surgery.value.within(said) else ("tip", "surgery")
        for kind in kinds:
            if name := self._topics[kind].value.first(said):
                return f"{kind}:{name}"
        return None

    def _only_topic(self, said: str) -> bool:
        """Whether the text is nothing but the name of a tip topic ("lifting")."""
        return self._topics["tip"].value.whole(said) is not None


def _listed(requests: Mapping[str, Any], key: str) -> Iterable[tuple[str, str]]:
    return ((name, way) for name, entry in requests.items() for way in entry.get(key, ()))


def _longest_first(ways: Iterable[tuple[str, str]]) -> Named:
    return Named(sorted(ways, key=lambda way: -len(way[0])))
