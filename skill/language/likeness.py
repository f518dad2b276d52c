"""Which of many known sentences a text is most like: the one that it shares most of its weight with. Rare words weigh more."""

import math
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from skill.language.shelf import Shelf
from skill.language.words import bare, stem

ALIKE = 0.62
"""The least share of weight in common at which a sentence counts as a known one said differently."""


class Likeness:
    """Known sentences, each with the name of what it says."""

    def __init__(self, sentences: Sequence[tuple[str, str]]) -> None:
        known = [_features(way) for way, _ in sentences]
        knowing: dict[str, list[int]] = defaultdict(list)
        for place, features in enumerate(known):
            for feature in features:
                knowing[feature].append(place)
        weighed = {feature: (math.log(1 + len(known) / len(places)), places) for feature, places in knowing.items()}
        self._names = [name for _, name in sentences]
        self._heavy = [sum(weighed[feature][0] for feature in features) for features in known]
        self._knowing = Shelf[tuple[float, Sequence[int]]](weighed, nothing=(math.log(1 + len(known)), ()))

    def first(self, text: str) -> str | None:
        """What the most similar sentence says, if it is similar enough."""
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


def _features(text: str) -> frozenset[str]:
    """What a sentence is compared by: its words without their endings, and its pairs of words."""
    words = [stem(word) for word in bare(text).split()]
    return frozenset(words) | frozenset(f"{one} {two}" for one, two in pairwise(words))
