"""What the signs that a sentence names come to: there, absent, in doubt, old, or somebody else's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from skill.dialogue.heard import Answer
from skill.language.answers import AnswerBook
from skill.language.changed import Changed
from skill.language.course import Course
from skill.language.explained import Explained
from skill.language.fine import FineWords
from skill.language.people import People
from skill.language.polarity import Polarity, more_cautious, within_clause
from skill.language.requests import RequestBook
from skill.language.times import Times
from skill.language.vocabulary import Match, Vocabulary
from skill.language.words import Kind, Lexicon, Token
from skill.rules import Question, Rulebook, State


@dataclass
class Told:
    """What the signs of one sentence come to."""

    findings: dict[str, State] = field(default_factory=dict)
    old: list[str] = field(default_factory=list)
    of_another: bool = False


class Signs:
    """The reading of signs in one language, over one rulebook."""

    def __init__(  # noqa: PLR0913 - each is one part of the language
        self,
        rulebook: Rulebook,
        data: Mapping[str, Any],
        *,
        lexicon: Lexicon,
        vocabulary: Vocabulary,
        answers: AnswerBook,
        fine_words: FineWords,
        times: Times,
        people: People,
        changed: Changed,
        requests: RequestBook,
    ) -> None:
        self._lexicon = lexicon
        self._vocabulary = vocabulary
        self._answers, self._fine_words = answers, fine_words
        self._times = times
        self._people = people
        self._requests = requests
        self._polarity = Polarity(data["grammar"])
        self._course = Course(times, data["order"])
        self._perhaps = Vocabulary(lexicon, data["perhaps"], {}, data)
        self._changed = changed
        self._explained = Explained(data["explained"], data["negation"]["words"])
        self._covered: Mapping[str, Sequence[str]] = data["covered"]
        self._danger = rulebook.dangers
        self._asked_when_old = frozenset(data["time"]["asked_when_old"])
        self._may_be_old = self._danger | self._asked_when_old

    def all_told(
        self, said: str, tokens: Sequence[Token], matches: Sequence[Match], asked: Question | None, *, about_other: bool
    ) -> Told:
        """What the whole sentence tells: its signs, what has changed, what may be a sign, temperatures and durations."""
        told = self.told(said, tokens, matches, asked, about_other=about_other)
        self._add_changed(said, asked, told, about_other=about_other)
        self._add_perhaps(tokens, matches, asked, told)
        if not told.old:
            self._add_measures(said, tokens, matches, asked, told.findings)
        return told

    def named(self, tokens: Sequence[Token], asked: Question | None) -> list[Match]:
        """The signs named. What only an answer to this question can mean counts for the sign it asks about."""
        found = self._vocabulary.matches(tokens, asked.id if asked else None)
        if asked is None:
            tells = self._requests.tells_of_oneself(" ".join(token.said for token in tokens))
            return [] if not tells and self._people.are_not_in_it(tokens, found) else found
        fine = self._fine_words.said(" ".join(token.said for token in tokens), asked.id)
        found = [each for each in found if each.finding != asked.id or not fine.issuperset(_words_of(tokens, each))]
        return [Match(asked.settles[0], each.places) if each.finding == asked.id else each for each in found]

    def told(
        self, said: str, tokens: Sequence[Token], matches: Sequence[Match], asked: Question | None, *, about_other: bool
    ) -> Told:
        """What the signs named come to, each by itself. `about_other`: the talk is of somebody else's back."""
        known = Told()
        worse = any(token.kind is Kind.WORSE for token in tokens)
        for place, match in enumerate(matches):
            state: State | None = self._polarity.state(tokens, matches, place)
            if state is not State.ABSENT:
                if not about_other and self._people.is_of_another(tokens, match):
                    state = self._anothers(said, match, state, asked)
                    known.of_another |= state is not None
                state = state and self._by_its_time(tokens, match, state, known, worse=worse)
            if state is not None:
                known.findings[match.finding] = more_cautious(known.findings.get(match.finding), state)
        self._drop_covered(known.findings, asked)
        self._add_old_answer(said, tokens, asked, known, worse=worse)
        self._settle_old(known)
        return known

    def _anothers(self, said: str, match: Match, state: State | None, asked: Question | None) -> State | None:
        """The state of a sign of somebody else, None where no help is asked for. Danger told in an unclear way is doubt.

        In answer to a question it is taken for a contrast ("my dad had that"), and is nothing of one's own.
        """
        danger = match.finding in self._danger
        if (asked is None or danger) and self._people.tells_of_another(said, danger=danger):
            return state
        unclear = danger and asked is None and not self._people.is_history(said)
        return State.UNSURE if unclear else None

    def _by_its_time(self, tokens: Sequence[Token], match: Match, state: State, known: Told, *, worse: bool) -> State | None:
        """The state of a sign that is not denied, or None where it is old, over, or explained by something harmless."""
        long_ago = self._times.happened_long_ago(tokens, match)
        asked_then = self._is_asked_when_old(match.finding, tokens)
        if long_ago or (asked_then and not worse and self._times.long_standing(tokens, match)):
            known.old += [match.finding] if asked_then else []
            return None
        if self._explained.is_explained(tokens, match):
            return None
        if self._times.planned(tokens, match) or self._explained.is_ruled_out(tokens, match):
            state = State.ABSENT
        elif self._times.over_and_gone(tokens, match):
            return None
        return State.UNSURE if within_clause(tokens, match, Kind.OVER) else state

    def _is_asked_when_old(self, finding: str, tokens: Sequence[Token]) -> bool:
        """Whether an old sign is asked about: one of danger always, a lesser one where it is said to be as it was."""
        if finding in self._danger:
            return True
        return finding in self._asked_when_old and self._times.stays_the_same(" ".join(token.said for token in tokens))

    def _settle_old(self, known: Told) -> None:
        """A sign told as old is asked about, unless it is told anew. "It's no different" beside it is no denial of anything."""
        known.old = [each for each in dict.fromkeys(known.old) if known.findings.get(each, State.ABSENT) is State.ABSENT]
        if known.old:
            known.findings = {
                each: state for each, state in known.findings.items() if each not in self._may_be_old or state is not State.ABSENT
            }

    def _drop_covered(self, findings: dict[str, State], asked: Question | None) -> None:
        """Takes out what only repeats a more certain sign of the sentence: "numb" beside "no feeling in my bum"."""
        for finding, better in self._covered.items():
            if findings.get(finding) is not State.PRESENT or (asked is not None and finding in asked.touches):
                continue
            if any(findings.get(each) is State.PRESENT for each in better):
                del findings[finding]

    def _add_changed(self, said: str, asked: Question | None, known: Told, *, about_other: bool) -> None:
        """The signs of a sentence such as "i never leaked before but now i do", where they are there now."""
        now = self._changed.as_it_is_now(said)
        if now is None:
            return
        tokens = self._lexicon.tokens(now)
        told = self.told(now, tokens, self.named(tokens, asked), asked, about_other=about_other)
        for finding, state in told.findings.items():
            if state is not State.ABSENT:
                known.findings[finding] = more_cautious(known.findings.get(finding), state)
        self._settle_old(known)

    def _add_perhaps(self, tokens: Sequence[Token], matches: Sequence[Match], asked: Question | None, known: Told) -> None:
        """Signs that the words may mean or not, where they mean nothing more certain: "my legs hurt" may be both."""
        taken = {place for match in matches for place in match.places}
        perhaps = self._perhaps.matches(tokens)
        for place, match in enumerate(perhaps):
            if taken.intersection(match.places) or (asked is not None and match.finding not in asked.touches):
                continue
            denied = self._polarity.state(tokens, perhaps, place) is State.ABSENT
            if denied or self._people.is_of_another(tokens, match):
                continue
            if match.finding not in known.old:
                known.findings.setdefault(match.finding, State.UNSURE)

    def _add_old_answer(self, said: str, tokens: Sequence[Token], asked: Question | None, known: Told, *, worse: bool) -> None:
        """The sign asked about, where something is told as old: "it's been like that for years, no change"."""
        if asked is None or worse or known.old or not self._is_asked_when_old(asked.settles[0], tokens):
            return
        if not self._times.speaks_of_long_ago(tokens):
            return
        own = set(asked.touches).intersection(known.findings)
        if own and (self._times.newer(said) or not self._times.stays_the_same(said)):
            return
        beside = self._times.without_unchanged(" ".join(token.said for token in tokens if token.kind is not Kind.OLD))
        if Answer.NO not in self._answers.read(beside).answers and not self._fine_words.says(beside, asked.id):
            known.findings = {each: state for each, state in known.findings.items() if each not in own}
            known.old += sorted(own) or [asked.settles[0]]

    def _add_measures(
        self,
        said: str,
        tokens: Sequence[Token],
        matches: Sequence[Match],
        asked: Question | None,
        findings: dict[str, State],
    ) -> None:
        """Temperatures and durations, turned into findings."""
        touches = asked.touches if asked else ()
        fever = self._times.fever(said, asked="fever" in touches)
        if fever is not None:
            findings["fever"] = State.PRESENT if fever else findings.get("fever", State.ABSENT)
        if self._course.is_long(tokens, matches, findings, asked="over-two-weeks" in touches):
            findings.setdefault("over-two-weeks", State.PRESENT)
            self._drop_covered(findings, asked)


def _words_of(tokens: Sequence[Token], match: Match) -> set[str]:
    return {word for place in match.places for word in tokens[place].said.split()}
