"""The phrases that mean a finding, and where they are in a sentence.

A phrase is heard with every way of saying its words (the lexicon), in other orders where order carries no meaning, and
with other words in between. The longest phrase wins: "numb between my legs" is not also plain "numb".
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from skill.language.phrases import Phrase, Phrases, Stream, chosen_from, in_order
from skill.language.shelf import Box, Shelf
from skill.language.statements import Statements
from skill.language.words import Kind, Lexicon, Token, spoken

_PHRASE_KINDS = frozenset({Kind.CONTENT, Kind.NEGATION, Kind.SKIP, Kind.TURN})

NOT = "not"
"""The form that every negation inside a phrase counts as."""

NOT_ENOUGH = 3
"""A phrase with a negation in it and fewer forms than this is heard only in its own words: "no pee" is not "no, I pee"."""

TWO_THINGS = 3
"""The fewest words of a phrase that may tell two things, one of them denied: "breathing's not hard" is denied whole."""

REACH = 3
FAR = 6
"""How many other meanings may stand between the words of a phrase; far when each of them is one of the lexicon's own."""

BESIDE = 1
"""How many may stand between them when they come in another order than the phrase has them."""

HERE = 2
"""The rank of phrases that count only in answer to a question: those that say it of themselves go first."""

ACROSS = 3
"""The rank of what reaches over a turn or into a further statement ("i pee but nothing comes"): any other goes first."""

INSTEAD = 4
"""The rank of what is made of a denial and of what is told instead."""


class Match(NamedTuple):
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
    `beside`: by question, phrases that mean some other sign in answer to it: "it won't come out", of leaking.
    `words`: the lexicon's content, for what it says of order and of grammar.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        phrases: Mapping[str, Iterable[str]],
        here: Mapping[str, Iterable[str]],
        words: Mapping[str, Any],
        beside: Mapping[str, Mapping[str, Iterable[str]]] | None = None,
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
        self._listens_on = frozenset(words["grammar"]["listens_on"])
        self._breaks_off = self._listens_on.union(order["speaks_anew"])
        self._and_anew = tuple(f" {words} " for words in order["and_anew"])
        self._next_statement = tuple(f" {words} " for words in order["next_statement"])
        self._statements = Statements(order, words["grammar"]["finite"])
        self._of_one_statement = frozenset(order["of_one_statement"])
        self._of_two_statements = frozenset(order["of_two_statements"])
        self._of_pain_alone = frozenset(order["of_pain_alone"])
        self._pain, self._no_pain = frozenset(order["pain"]), frozenset(order["no_pain"])
        self._forms: Box[dict[str, set[str]]] = Box(defaultdict(set))
        self._forms_together: dict[tuple[str, ...], frozenset[str]] = {}
        everywhere = [each for finding, ways in phrases.items() for said in ways for each in self._ways(finding, said)]
        self._anywhere = Phrases(everywhere)
        meant = [(question, question, ways) for question, ways in here.items()]
        meant += [(question, finding, ways) for question, others in (beside or {}).items() for finding, ways in others.items()]
        kept: dict[str, list[Phrase]] = defaultdict(list)
        for question, finding, ways in meant:
            kept[question] += [each for said in ways for each in self._ways(finding, said, rank=HERE)]
        self._here = Shelf({question: Phrases(listed) for question, listed in kept.items()}, nothing=Phrases())

    def _ways(self, finding: str, said: str, rank: int = 0) -> Iterator[Phrase]:
        """A phrase, and what it becomes when it is said of more than one."""
        words = tuple(self._lexicon.words(spoken(said)))
        tokens = self._lexicon.tokens_of(words)
        forms = tuple(form for _, form in meaningful(tokens))
        literal = self._only_as_said(tokens, forms)
        self._forms.value[finding].update(forms)
        reach = FAR if self._lexicon.classes.issuperset(forms) else REACH
        said_in = words if literal else self._statements.joining(words)
        turns = any(token.kind is Kind.TURN for token in tokens)
        rank = ACROSS if turns and not literal and len(forms) < NOT_ENOUGH else rank
        yield Phrase(finding, said_in, forms, literal, rank, reach, turns and not literal)
        plural = tuple(self._plural.get(form, form) for form in forms)
        if plural != forms and not literal:
            yield Phrase(finding, said_in, plural, literal, rank + 1, reach, turns)

    def _only_as_said(self, tokens: Sequence[Token], forms: Sequence[str]) -> bool:
        """Whether too little is left of a phrase without its small words, or a word in it would be read as grammar elsewhere."""
        if any(token.kind not in _PHRASE_KINDS for token in tokens) or (self._faint | self._ordered).issuperset(forms):
            return True
        if NOT in forms and len(forms) < NOT_ENOUGH:
            return True
        return len(forms) < 2 and len(tokens) > 1

    def forms(self, findings: tuple[str, ...]) -> frozenset[str]:
        """Every form that the phrases of these findings or questions are made of. Put together once for each question."""
        if findings not in self._forms_together:
            self._forms_together[findings] = frozenset().union(*(self._forms.value.get(finding, ()) for finding in findings))
        return self._forms_together[findings]

    def matches(self, tokens: Sequence[Token], question: str | None = None) -> list[Match]:
        """The phrases in a sentence, in order; of phrases that compete for the same words the longest."""
        stream = meaningful(tokens)[self._answers_first(tokens) :]
        found = [match for phrase in self._candidates(tokens, stream, question) for match in self._find(phrase, tokens, stream)]
        if not found:
            return []
        telling = {place for place, _ in stream}
        found.sort(key=lambda match: (self._is_vague(match, telling), *_best_first(match, telling)))
        kept: list[Match] = []
        taken: set[int] = set()
        for match in found:
            content = telling.intersection(match.places) or set(match.places)
            free = not taken.issuperset(content) or _means_another_sign_too(match, kept)
            shared = taken & content
            if not free or self._gives_way(match, tokens, telling, shared) or self._borrows(match, tokens, shared):
                continue
            if match.finding in self._of_pain_alone and self._is_no_pain(tokens, match):
                continue
            kept.append(match)
            taken.update(match.places)
        return sorted(kept, key=lambda match: match.start)

    def _is_vague(self, match: Match, telling: set[int]) -> bool:
        """Whether any other phrase that uses its words says more. What also yields is vague only in a single word: "numb"."""
        more = match.finding in self._yields and len(telling.intersection(match.places)) > 1
        return match.rank >= ACROSS or (match.finding in self._vague and not more)

    def _gives_way(self, match: Match, tokens: Sequence[Token], telling: set[int], shared: set[int]) -> bool:
        """Whether a match is no sign of its own, as the words that tell it tell a better one; both may be of one leg."""
        if match.rank == ACROSS or (match.finding in self._vague and self._is_vague(match, telling)):
            return bool(shared)
        yields = match.finding in self._yields or match.rank == INSTEAD
        return yields and any(tokens[place].form not in self._bearers for place in shared)

    def _borrows(self, match: Match, tokens: Sequence[Token], shared: set[int]) -> bool:
        """Whether a match takes a word of a sign told before: in "weak and there's tingling in my foot" no foot is weak."""
        if match.start not in shared or match.end in shared:
            return False
        said = f" {' '.join(token.said for token in tokens[match.start : match.end])} "
        return any(words in said for words in self._next_statement) and " it " not in said

    def _is_no_pain(self, tokens: Sequence[Token], match: Match) -> bool:
        """Whether what goes down the leg was last called something else than pain: "numb right down to the foot"."""
        before = [token.form for token in reversed(tokens[: match.end + 1])]
        named = next((form for form in before if form in self._pain | self._no_pain), None)
        return named in self._no_pain

    def _answers_first(self, tokens: Sequence[Token]) -> bool:
        """Whether the first word is an answer and part of nothing after it: "no, my bladder works"."""
        said = [token.said for token in tokens[:2]]
        return len(said) > 1 and said[0] in self._answer_no and said[1] in self._before_clause

    def _candidates(self, tokens: Sequence[Token], stream: Stream, question: str | None) -> list[Phrase]:
        forms = frozenset([form for _, form in stream])
        words = frozenset(" ".join([token.said for token in tokens]).split())
        anywhere = self._anywhere.candidates(forms, words)
        return self._here.under(question).candidates(forms, words) + anywhere if question else anywhere

    def _find(self, phrase: Phrase, tokens: Sequence[Token], stream: Stream) -> list[Match]:
        """Where a phrase stands, each time it is said."""
        if phrase.literal:
            return _find_literal(phrase, tokens)
        found = []
        for places in in_order(phrase, stream) or self._in_any_order(phrase, stream):
            turned = any(tokens[place].kind is Kind.TURN for place in range(places[0], places[-1]))
            if turned is not phrase.turns or self._torn(phrase, tokens, places):
                continue
            rank = self._rank(phrase, tokens, places)
            if rank in (phrase.rank, INSTEAD) or phrase.finding not in self._of_one_statement:
                found.append(Match(phrase.finding, places, rank))
        return found

    def _torn(self, phrase: Phrase, tokens: Sequence[Token], places: Sequence[int]) -> bool:
        """Whether what stands between belongs elsewhere: "no loss of control", "no numbness and my bladder is fine"."""
        between = [tokens[place] for place in range(places[0], places[-1]) if place not in places]
        if not between:
            return False
        denied = _after_a_denial(tokens, places[0]) or tokens[places[0]].said in self._answer_no
        if denied and any(token.said in self._breaks_off for token in between):
            return True
        if NOT in phrase.forms and any(token.form in self._reverses for token in between):
            return True
        if len(places) >= TWO_THINGS and self._half_denied(tokens, places):
            return True
        said = f" {' '.join(token.said for token in between)} "
        denies = _after_a_denial(tokens, places[0]) or any(token.kind is Kind.NEGATION for token in between)
        return denies and any(words in said for words in self._and_anew)

    def _half_denied(self, tokens: Sequence[Token], places: Sequence[int]) -> bool:
        """Whether only the later words that tell are denied: "my leg's like jelly, not numb" is no numb leg like jelly."""
        telling = [place for place in places if tokens[place].form not in self._bearers]
        return any(tokens[place - 1].kind is Kind.NEGATION and place - 1 not in places for place in telling[1:])

    def _rank(self, phrase: Phrase, tokens: Sequence[Token], places: Sequence[int]) -> int:
        if phrase.finding in self._of_two_statements:
            return phrase.rank
        if self._statements.reach_over(phrase.words, tokens, places):
            return ACROSS
        return INSTEAD if self._told_instead(tokens, places) else phrase.rank

    def _told_instead(self, tokens: Sequence[Token], places: Sequence[int]) -> bool:
        """Whether part of it belongs to a denial and part to what is told instead: "no weakness in my legs, just a numb bum"."""
        answers = len(tokens) > 0 and tokens[0].said in self._answer_no and places[0] > 1
        denied = any(token.kind is Kind.NEGATION for token in tokens[int(answers) : places[0]])
        return denied and any(tokens[place].said in self._listens_on for place in range(places[0], places[-1]))

    def _in_any_order(self, phrase: Phrase, stream: Stream) -> list[tuple[int, ...]]:
        """The forms in any order, close together; a word such as "can't" still goes before the word that it goes with."""
        forms = phrase.forms
        width = len(forms) + BESIDE
        for start in range(len(stream)):
            if stream[start][1] not in forms:
                continue
            chosen = chosen_from(forms, stream, start, min(start + width, len(stream)))
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
    """Whole tokens in its own words: "it doesn't ease" is not in "it doesn't ease till eleven", which is one expression."""
    spread = [(place, word) for place, token in enumerate(tokens) for word in token.said.split()]
    words = tuple(word for _, word in spread)
    length = len(phrase.words)
    starts = [start for start in range(len(words) - length + 1) if words[start : start + length] == phrase.words]
    whole = [start for start in starts if _is_whole(spread, start, start + length)]
    spans = [sorted({place for place, _ in spread[start : start + length]}) for start in whole]
    return [Match(phrase.finding, tuple(places), phrase.rank) for places in spans]


def _is_whole(spread: Sequence[tuple[int, str]], start: int, end: int) -> bool:
    """Whether no token is cut in two between these words."""
    begins = start == 0 or spread[start - 1][0] != spread[start][0]
    return begins and (end == len(spread) or spread[end - 1][0] != spread[end][0])
