"""Phrases that mean a finding, and which of them a sentence can hold."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from skill.language.shelf import Shelf

Stream = Sequence[tuple[int, str]]
"""Places in the token list and forms, skip words left out."""


class Phrase(NamedTuple):
    """One way of saying a finding. `literal` when its words mean it only in this order, such as "can't get up".

    `words`: all of them where it is literal, else those that join statements: the rest of it is in its forms.
    """

    finding: str
    words: tuple[str, ...]
    forms: tuple[str, ...]
    literal: bool
    rank: int
    reach: int
    turns: bool = False
    """Whether it has a turn of its own: "i pee but nothing comes"."""


class Phrases:
    """Phrases, each under the rarest of its forms; of its words, where it is literal. So few are looked at in vain.

    Of those that come to the same, such as "leg has no power" and "leg getting weaker", one is kept.
    """

    def __init__(self, phrases: Sequence[Phrase] = ()) -> None:
        different = dict.fromkeys(phrases)
        self._by_form = _by_rarest((each for each in different if not each.literal), lambda phrase: phrase.forms)
        self._by_word = _by_rarest((each for each in different if each.literal), lambda phrase: phrase.words)

    def candidates(self, forms: frozenset[str], words: frozenset[str]) -> list[Phrase]:
        """The phrases of which a sentence of these forms, said in these words, has every part."""
        found = [each for kept in self._by_form.under_any(forms) for each in kept if forms.issuperset(each.forms)]
        found += [each for kept in self._by_word.under_any(words) for each in kept if words.issuperset(each.words)]
        return found


def _by_rarest(phrases: Iterable[Phrase], parts_of: Callable[[Phrase], tuple[str, ...]]) -> Shelf[Sequence[Phrase]]:
    phrases = list(phrases)
    times = Counter(part for phrase in phrases for part in parts_of(phrase))
    filed: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        filed[min(parts_of(phrase), key=times.__getitem__)].append(phrase)
    return Shelf[Sequence[Phrase]](filed, nothing=())


def in_order(phrase: Phrase, stream: Stream) -> list[tuple[int, ...]]:
    """The places where the forms stand in order, with no more in between than the phrase reaches over."""
    found: dict[int, tuple[int, ...]] = {}
    forms = phrase.forms
    for start, (_, form) in enumerate(stream):
        if form != forms[0]:
            continue
        chosen = [start]
        for wanted in forms[1:]:
            following = (at for at in range(chosen[-1] + 1, len(stream)) if stream[at][1] == wanted)
            if (at := next(following, None)) is None:
                break
            chosen.append(at)
        if len(chosen) == len(forms) and chosen[-1] - chosen[0] < len(forms) + phrase.reach:
            # Of starts with one end, the last is the closest.
            found[chosen[-1]] = tuple(stream[at][0] for at in chosen)
    return list(found.values())


def chosen_from(forms: Sequence[str], stream: Stream, start: int, end: int) -> list[int] | None:
    """The place of each form between two places of the stream, or None when one of them is not there."""
    chosen: list[int] = []
    for wanted in forms:
        free = (at for at in range(start, end) if stream[at][1] == wanted and at not in chosen)
        if (at := next(free, None)) is None:
            return None
        chosen.append(at)
    return chosen
