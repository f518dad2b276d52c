"""The phrases that mean a finding, and where they are in a sentence.

A phrase is heard with every way of saying its words (the lexicon), in other orders where order carries no meaning, and
with other words in between. The longest phrase wins: "numb between my legs" is not also plain "numb".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from skill.language.words import Kind, Lexicon, Token, spoken

_PLAIN_KINDS = frozenset({Kind.CONTENT, Kind.NEGATION, Kind.SKIP})

NOT = "not"
"""The form that every negation inside a phrase counts as."""

IDIOM = "idiom"
"""The form of sayings that mean no illness: no phrase is heard inside one."""

NOT_ENOUGH = 3
"""A phrase with a negation in it and fewer forms than this is heard only in its own words: "no pee" is not "no, I pee"."""

REACH = 3
FAR = 6
"""How many other meanings may stand between the words of a phrase; far when each of them is one of the lexicon's own."""

HERE = 2
"""The rank of phrases that count only in answer to a question: those that say it of themselves go first."""

Stream = Sequence[tuple[int, str]]
"""Places in the token list and forms, skip words left out."""


class Phrase(NamedTuple):
    """One way of saying a finding. `literal` when its words mean it only in this order, such as "can't get up"."""

    finding: str
    words: tuple[str, ...]
    forms: tuple[str, ...]
    literal: bool
    rank: int
    reach: int


@dataclass(frozen=True)
class Match:
    """A phrase found in a sentence, and the token places it takes up."""

    finding: str
    places: tuple[int, ...]
    rank: int = 0

    @property
    def start(self) -> int:
        """The first token of it."""
        return self.places[0]

    @property
    def end(self) -> int:
        """The last token of it."""
        return self.places[-1]


class Vocabulary:
    """All phrases of a language, ready to be looked for.

    `here`: by question, phrases that mean its sign only in answer to it ("nothing comes out"), kept under the question's id.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        phrases: Mapping[str, Iterable[str]],
        here: Mapping[str, Iterable[str]],
        order: Mapping[str, Any],
    ) -> None:
        self._lexicon = lexicon
        self._ordered = frozenset(order["before_the_rest"])
        self._faint = frozenset(lexicon.tokens(word)[0].form for word in order["too_faint_alone"])
        self._plural: Mapping[str, str] = order["plural"]
        self._vague = frozenset(order["vague"])
        self._answer_no = frozenset(order["answer_no"])
        self._before_clause = frozenset(order["before_clause"])
        self._reverses = frozenset(order["reverses"])
        self._and_anew = tuple(f" {words} " for words in order["and_anew"])
        self._by_key: dict[str, list[Phrase]] = defaultdict(list)
        self._here: dict[str, dict[str, list[Phrase]]] = defaultdict(partial(defaultdict, list))
        for finding, ways in phrases.items():
            for said in ways:
                self._add(self._by_key, finding, said)
        for question, ways in here.items():
            for said in ways:
                self._add(self._here[question], question, said, rank=HERE)

    def _add(self, shelf: dict[str, list[Phrase]], finding: str, said: str, rank: int = 0) -> None:
        words = tuple(self._lexicon.words(spoken(said)))
        tokens = self._lexicon.tokens_of(words)
        forms = tuple(form for _, form in meaningful(tokens))
        literal = self._only_as_said(tokens, forms)
        reach = FAR if self._lexicon.classes.issuperset(forms) else REACH
        if literal:
            shelf["=" + words[0]].append(Phrase(finding, words, forms, literal, rank, reach))
            return
        shelf[forms[0]].append(Phrase(finding, words, forms, literal, rank, reach))
        plural = tuple(self._plural.get(form, form) for form in forms)
        if plural != forms:
            shelf[plural[0]].append(Phrase(finding, words, plural, literal, rank + 1, reach))

    def _only_as_said(self, tokens: Sequence[Token], forms: Sequence[str]) -> bool:
        """Whether too little is left of a phrase without its small words, or a word in it would be read as grammar elsewhere."""
        if any(token.kind not in _PLAIN_KINDS for token in tokens) or (self._faint | self._ordered).issuperset(forms):
            return True
        if NOT in forms and len(forms) < NOT_ENOUGH:
            return True
        return len(forms) < 2 and len(tokens) > 1

    def matches(self, tokens: Sequence[Token], question: str | None = None) -> list[Match]:
        """The phrases in a sentence, in order; of phrases that compete for the same words the longest."""
        stream = meaningful(tokens)[self._answers_first(tokens) :]
        telling = {place for place, _ in stream}
        found = [match for phrase in self._candidates(tokens, stream, question) if (match := self._find(phrase, tokens, stream))]
        found.sort(key=lambda match: (match.finding in self._vague, *_best_first(match, telling)))
        kept: list[Match] = []
        taken: set[int] = set()
        for match in found:
            content = telling.intersection(match.places) or set(match.places)
            if taken.issuperset(content) or (match.finding in self._vague and taken & content):
                continue
            kept.append(match)
            taken.update(match.places)
        return sorted(kept, key=lambda match: match.start)

    def _answers_first(self, tokens: Sequence[Token]) -> bool:
        """Whether the first word is an answer and part of nothing after it: "no, my bladder works"."""
        said = [token.said for token in tokens[:2]]
        return len(said) > 1 and said[0] in self._answer_no and said[1] in self._before_clause

    def _candidates(self, tokens: Sequence[Token], stream: Stream, question: str | None) -> list[Phrase]:
        forms = {form for _, form in stream}
        words = {word for token in tokens for word in token.said.split()}
        found: list[Phrase] = []
        for shelf in (self._here.get(question or "", {}), self._by_key):
            found += [each for form in forms for each in shelf.get(form, ()) if forms.issuperset(each.forms)]
            found += [each for word in words for each in shelf.get("=" + word, ()) if words.issuperset(each.words)]
        return found

    def _find(self, phrase: Phrase, tokens: Sequence[Token], stream: Stream) -> Match | None:
        if phrase.literal:
            return _find_literal(phrase, tokens)
        places = _in_order(phrase, stream) or self._in_any_order(phrase, stream)
        if places is None or any(tokens[place].kind is Kind.TURN for place in range(places[0], places[-1])):
            return None
        return None if self._torn(phrase, tokens, places) else Match(phrase.finding, places, phrase.rank)

    def _torn(self, phrase: Phrase, tokens: Sequence[Token], places: Sequence[int]) -> bool:
        """Whether what stands between belongs elsewhere: "no loss of control", "no numbness and my bladder is fine"."""
        between = [tokens[place] for place in range(places[0], places[-1]) if place not in places]
        if NOT in phrase.forms and any(token.form in self._reverses for token in between):
            return True
        said = f" {' '.join(token.said for token in between)} "
        return any(token.kind is Kind.NEGATION for token in between) and any(words in said for words in self._and_anew)

    def _in_any_order(self, phrase: Phrase, stream: Stream) -> tuple[int, ...] | None:
        """The forms in any order, close together; a word such as "can't" still goes before the word that it goes with."""
        forms = phrase.forms
        width = len(forms) + phrase.reach - 1
        for start in range(len(stream)):
            if stream[start][1] not in forms:
                continue
            chosen = _chosen(forms, stream, start, min(start + width, len(stream)))
            if chosen is not None and self._keeps_order(forms, chosen):
                return tuple(sorted(stream[at][0] for at in chosen))
        return None

    def _keeps_order(self, forms: Sequence[str], chosen: Sequence[int]) -> bool:
        """Whether each ordered form stands just before the one it goes with: "my leg, i can't move it", not "move, i can't"."""
        pairs = zip(forms, chosen, chosen[1:], strict=False)
        return all(0 < after - at < REACH for form, at, after in pairs if form in self._ordered)


def meaningful(tokens: Sequence[Token]) -> Stream:
    """The tokens that carry meaning, with their places; every negation counts as the form "not"."""
    kept = {Kind.CONTENT: None, Kind.NEGATION: NOT}
    return [(place, kept[token.kind] or token.form) for place, token in enumerate(tokens) if token.kind in kept]


def _best_first(match: Match, telling: set[int]) -> tuple[int, int, int, int, int, str]:
    """The order in which matches take their words: more words, closer together; ties in an order that never varies."""
    span = match.end - match.start
    return -len(telling.intersection(match.places)), -len(match.places), span, match.rank, match.start, match.finding


def _find_literal(phrase: Phrase, tokens: Sequence[Token]) -> Match | None:
    spread = [(place, word) for place, token in enumerate(tokens) for word in _spoken(token)]
    words = tuple(word for _, word in spread)
    length = len(phrase.words)
    for start in range(len(words) - length + 1):
        if words[start : start + length] == phrase.words:
            places = sorted({place for place, _ in spread[start : start + length]})
            return Match(phrase.finding, tuple(places), phrase.rank)
    return None


def _spoken(token: Token) -> list[str]:
    return [IDIOM] if token.form == IDIOM else token.said.split()


def _in_order(phrase: Phrase, stream: Stream) -> tuple[int, ...] | None:
    """The last places where the forms stand in order, with no more in between than the phrase reaches over."""
    best, forms = None, phrase.forms
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
            best = chosen
    return tuple(stream[at][0] for at in best) if best else None


def _chosen(forms: Sequence[str], stream: Stream, start: int, end: int) -> list[int] | None:
    """The place of each form between two places of the stream, or None when one of them is not there."""
    chosen: list[int] = []
    for wanted in forms:
        free = (at for at in range(start, end) if stream[at][1] == wanted and at not in chosen)
        if (at := next(free, None)) is None:
            return None
        chosen.append(at)
    return chosen
