"""The most similar of many short texts, by tf-idf over words, word pairs and pieces of words."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

STOP_WORDS = frozenset(
    "a an the i i'm i've im my me to of in on at is am are was it it's its that this have has had do does did so and or for with "
    "you your be been can what what's how when where who will would could should about from up down there if as we he she "
    "they".split()
)


def words_of(text: str) -> list[str]:
    """The words of a text that say something."""
    return [word for word in re.findall(r"[a-z0-9']+", text.lower()) if word not in STOP_WORDS]


def _features(text: str) -> Counter[str]:
    words = re.findall(r"[a-z0-9']+", text.lower())
    features = Counter(f"w:{word}" for word in words if word not in STOP_WORDS)
    features.update(f"p:{first} {second}" for first, second in pairwise(words))
    for word in words_of(text):
        padded = f" {word} "
        features.update(f"c:{padded[at : at + 4]}" for at in range(len(padded) - 3))
    return features


class Similarity:
    """Finds the label of the nearest known text."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        texts = list(texts)
        counted = [(_features(text), label) for text, label in texts]
        self._texts = [text for text, _ in texts]
        seen = Counter(feature for features, _ in counted for feature in features)
        self._rarest = math.log(1 + len(counted))
        self._weight = {feature: math.log(1 + len(counted) / times) for feature, times in seen.items()}
        self._labels = [label for _, label in counted]
        self._index: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, (features, _) in enumerate(counted):
            for feature, value in self._normal(features).items():
                self._index[feature].append((at, value))

    def _normal(self, features: Counter[str]) -> dict[str, float]:
        values = {feature: times * self._weight.get(feature, self._rarest) for feature, times in features.items()}
        length = math.sqrt(sum(value * value for value in values.values())) or 1.0
        return {feature: value / length for feature, value in values.items()}

    def nearest(self, text: str) -> tuple[str, str, float]:
        """The label of the most similar text, that text, and how similar it is, from 0 to 1."""
        scores: dict[int, float] = defaultdict(float)
        for feature, value in self._normal(_features(text)).items():
            for at, other in self._index.get(feature, ()):
                scores[at] += value * other
        if not scores:
            return "", "", 0.0
        best = max(scores, key=lambda at: (scores[at], -at))
        return self._labels[best], self._texts[best], scores[best]
