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

_PHRASE_KINDS = frozenset({Kind.CONTENT, Kind.NEGATION, Kind.SKIP, Kind.TURN})

NOT = "not"
"""The form that every negation inside a phrase counts as."""

IDIOM = "idiom"
"""The form of sayings that mean no illness: no phrase is heard inside one."""

NOT_ENOUGH = 3
"""A phrase with a negation in it and fewer forms than this is heard only in its own words: "no pee" is not "no, I pee"."""

REACH = 3
FAR = 6
"""How many other meanings may stand between the words of a phrase; far when each of them is one of the lexicon's own."""

BESIDE = 1
"""How many may stand between them when they come in another order than the phrase has them."""

HERE = 2
"""The rank of phrases that count only in answer to a question: those that say it of themselves go first."""

ACROSS = 3
"""The rank of short phrases that reach over a turn of the sentence ("i pee but nothing comes"): any other goes first."""

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
    turns: bool = False
    """Whether it has a turn of its own: "i pee but nothing comes"."""


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
    `words`: the lexicon's content, for what it says of order and of grammar.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        phrases: Mapping[str, Iterable[str]],
        here: Mapping[str, Iterable[str]],
        words: Mapping[str, Any],
    ) -> None:
        order = words["order"]
        self._lexicon = lexicon
        self._ordered = frozenset(order["before_the_rest"])
        self._faint = frozenset(lexicon.tokens(word)[0].form for word in order["too_faint_alone"])
        self._plural: Mapping[str, str] = order["plural"]
        self._vague = frozenset(order["vague"])
        self._yields = frozenset(order["yields"])
        self._bearers = frozenset(order["bearers"])
        self._answer_no = frozenset(order["answer_no"])
        self._before_clause = frozenset(order["before_clause"])
        self._reverses = frozenset(order["reverses"])
        self._breaks_off = frozenset((*words["grammar"]["listens_on"], *order["speaks_anew"]))
        self._and_anew = tuple(f" {words} " for words in order["and_anew"])
        self._next_statement = tuple(f" {words} " for words in order["next_statement"])
        self._forms: dict[str, set[str]] = defaultdict(set)
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
        self._forms[finding].update(forms)
        reach = FAR if self._lexicon.classes.issuperset(forms) else REACH
        turns = any(token.kind is Kind.TURN for token in tokens)
        rank = ACROSS if turns and not literal and len(forms) < NOT_ENOUGH else rank
        if literal:
            shelf["=" + words[0]].append(Phrase(finding, words, forms, literal, rank, reach))
            return
        shelf[forms[0]].append(Phrase(finding, words, forms, literal, rank, reach, turns))
        plural = tuple(self._plural.get(form, form) for form in forms)
        if plural != forms:
            shelf[plural[0]].append(Phrase(finding, words, plural, literal, rank + 1, reach, turns))

    def _only_as_said(self, tokens: Sequence[Token], forms: Sequence[str]) -> bool:
        """Whether too little is left of a phrase without its small words, or a word in it would be read as grammar elsewhere."""
        if any(token.kind not in _PHRASE_KINDS for token in tokens) or (self._faint | self._ordered).issuperset(forms):
            return True
        if NOT in forms and len(forms) < NOT_ENOUGH:
            return True
        return len(forms) < 2 and len(tokens) > 1

    def forms(self, findings: Iterable[str]) -> frozenset[str]:
        """Every form that the phrases of these findings or questions are made of."""
        return frozenset(form for finding in findings for form in self._forms[finding])

    def matches(self, tokens: Sequence[Token], question: str | None = None) -> list[Match]:
        """The phrases in a sentence, in order; of phrases that compete for the same words the longest."""
        stream = meaningful(tokens)[self._answers_first(tokens) :]
        telling = {place for place, _ in stream}
        found = [match for phrase in self._candidates(tokens, stream, question) for match in self._find(phrase, tokens, stream)]
        found.sort(key=lambda match: (self._is_vague(match, telling), *_best_first(match, telling)))
        kept: list[Match] = []
        taken: set[int] = set()
        for match in found:
            content = telling.intersection(match.places) or set(match.places)
            free = not taken.issuperset(content) or _means_another_sign_too(match, kept)
            shared = taken & content
            if not free or self._gives_way(match, tokens, telling, shared) or self._borrows(match, tokens, shared):
                continue
            kept.append(match)
            taken.update(match.places)
        return sorted(kept, key=lambda match: match.start)

    def _is_vague(self, match: Match, telling: set[int]) -> bool:
        """Whether any other phrase that uses its words says more. What also yields is vague only in a single word: "numb"."""
        more = match.finding in self._yields and len(telling.intersection(match.places)) > 1
        return match.rank == ACROSS or (match.finding in self._vague and not more)

    def _gives_way(self, match: Match, tokens: Sequence[Token], telling: set[int], shared: set[int]) -> bool:
        """Whether a match is no sign of its own, as the words that tell it tell a better one; both may be of one leg."""
        if self._is_vague(match, telling):
            return bool(shared)
        return match.finding in self._yields and any(tokens[place].form not in self._bearers for place in shared)

    def _borrows(self, match: Match, tokens: Sequence[Token], shared: set[int]) -> bool:
        """Whether a match takes a word of a sign told before: in "weak and there's tingling in my foot" no foot is weak."""
        said = f" {' '.join(token.said for token in tokens[match.start : match.end])} "
        return match.start in shared and match.end not in shared and any(words in said for words in self._next_statement)

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

    def _find(self, phrase: Phrase, tokens: Sequence[Token], stream: Stream) -> list[Match]:
        """Where a phrase stands, each time it is said."""
        if phrase.literal:
            return _find_literal(phrase, tokens)
        found = []
        for places in _in_order(phrase, stream) or self._in_any_order(phrase, stream):
            turned = any(tokens[place].kind is Kind.TURN for place in range(places[0], places[-1]))
            if turned is phrase.turns and not self._torn(phrase, tokens, places):
                found.append(Match(phrase.finding, places, phrase.rank))
        return found

    def _torn(self, phrase: Phrase, tokens: Sequence[Token], places: Sequence[int]) -> bool:
        """Whether what stands between belongs elsewhere: "no loss of control", "no numbness and my bladder is fine"."""
        between = [tokens[place] for place in range(places[0], places[-1]) if place not in places]
        denied = _after_a_denial(tokens, places[0]) or tokens[places[0]].said in self._answer_no
        if denied and any(token.said in self._breaks_off for token in between):
            return True
        if NOT in phrase.forms and any(token.form in self._reverses for token in between):
            return True
        said = f" {' '.join(token.said for token in between)} "
        return any(token.kind is Kind.NEGATION for token in between) and any(words in said for words in self._and_anew)

    def _in_any_order(self, phrase: Phrase, stream: Stream) -> list[tuple[int, ...]]:
        """The forms in any order, close together; a word such as "can't" still goes before the word that it goes with."""
        forms = phrase.forms
        width = len(forms) + BESIDE
        for start in range(len(stream)):
            if stream[start][1] not in forms:
                continue
            chosen = _chosen(forms, stream, start, min(start + width, len(stream)))
            if chosen is not None and self._keeps_order(forms, chosen):
                return [tuple(sorted(stream[at][0] for at in chosen))]
        return []

    def _keeps_order(self, forms: Sequence[str], chosen: Sequence[int]) -> bool:
        """Whether each ordered form stands just before the one it goes with: "my leg, i can't move it", not "move, i can't"."""
        pairs = zip(forms, chosen, chosen[1:], strict=False)
        return all(0 < after - at < REACH for form, at, after in pairs if form in self._ordered)


def meaningful(tokens: Sequence[Token]) -> Stream:
    """The tokens that carry meaning, with their places; every negation counts as the form "not"."""
    kept = {Kind.CONTENT: None, Kind.NEGATION: NOT}
    return [(place, kept[token.kind] or token.form) for place, token in enumerate(tokens) if token.kind in kept]


def _means_another_sign_too(match: Match, kept: Sequence[Match]) -> bool:
    """Whether the very words that mean one sign mean this one as well: "weak legs" is a weakness, and it is in both legs."""
    same = [each for each in kept if each.places == match.places]
    return bool(same) and all(each.finding != match.finding and each.rank == match.rank for each in same)


def _after_a_denial(tokens: Sequence[Token], place: int) -> bool:
    return place > 0 and tokens[place - 1].kind is Kind.NEGATION


def _best_first(match: Match, telling: set[int]) -> tuple[int, int, int, int, int, str]:
    """The order in which matches take their words: more words, closer together; ties in an order that never varies."""
    span = match.end - match.start
    return -len(telling.intersection(match.places)), -len(match.places), span, match.rank, match.start, match.finding


def _find_literal(phrase: Phrase, tokens: Sequence[Token]) -> list[Match]:
    spread = [(place, word) for place, token in enumerate(tokens) for word in _spoken(token)]
    words = tuple(word for _, word in spread)
    length = len(phrase.words)
    starts = [start for start in range(len(words) - length + 1) if words[start : start + length] == phrase.words]
    spans = [sorted({place for place, _ in spread[start : start + length]}) for start in starts]
    return [Match(phrase.finding, tuple(places), phrase.rank) for places in spans]


def _spoken(token: Token) -> list[str]:
    return [IDIOM] if token.form == IDIOM else token.said.split()


def _in_order(phrase: Phrase, stream: Stream) -> list[tuple[int, ...]]:
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


def _chosen(forms: Sequence[str], stream: Stream, start: int, end: int) -> list[int] | None:
    """The place of each form between two places of the stream, or None when one of them is not there."""
    chosen: list[int] = []
    for wanted in forms:
        free = (at for at in range(start, end) if stream[at][1] == wanted and at not in chosen)
        if (at := next(free, None)) is None:
            return None
        chosen.append(at)
    return chosen
