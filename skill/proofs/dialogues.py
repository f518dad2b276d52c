"""Theorems about the dialogue: claims that every turn must keep, held against every turn of the exploration.

What a claim demands is taken from the findings that are present and from the evidence, not from the dialogue's own judgement.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from skill.dialogue import turn
from skill.dialogue.acts import Advise, Ask, Close, Reply, Tell, TellPiece, TellTip
from skill.dialogue.carried import from_json, to_json
from skill.dialogue.conversation import Conversation
from skill.dialogue.heard import Answer
from skill.dialogue.resume import OF_THE_CHECK
from skill.language.wording import Speaker
from skill.proofs.evidence import Evidence
from skill.proofs.exploration import ABSENT, PRESENT, UNSURE, Exploration, Step, goes_on
from skill.proofs.theorem import SHOWN, Outcome
from skill.rules import State, Tier

STOPS = ("stop", "cancel", "home")
TAKES_BACK = ("wrong", "back")
MOST_TURNS_TO_THE_END = 70
MOST_BYTES = 12 * 1024
"""A conversation travels in every response, whose limit is ten times that."""


@dataclass
class Dialogues:
    """An exploration with the words of each country, and what is remembered from turn to turn of the search."""

    exploration: Exploration
    speakers: Mapping[str, Speaker]
    _demands: dict[Hashable, Tier] = field(default_factory=dict)
    _ends: set[Hashable] = field(default_factory=set)
    _reprompted: dict[tuple[Ask, bool, Tier | None], str] = field(default_factory=dict)

    @property
    def evidence(self) -> Evidence:
        """What verdicts are held against."""
        return self.exploration.evidence

    def demanded(self, talk: Conversation) -> Tier:
        """What the evidence demands for what is known."""
        key = present, doubtful = _with(talk, PRESENT), _with(talk, UNSURE)
        if key not in self._demands:
            self._demands[key] = self.evidence.demanded(present, doubtful)
        return self._demands[key]

    def news(self, step: Step) -> bool:
        """Whether a finding became present in the turn, or so doubtful that it counts as present."""
        before, after = ({*_with(talk, PRESENT), *self._feared(talk)} for talk in (step.before, step.after))
        return bool(after - before)

    def _feared(self, talk: Conversation) -> frozenset[str]:
        return _with(talk, UNSURE) & self.evidence.unsure_is_yes

    def ends(self, talk: Conversation) -> bool:
        """Whether somebody who goes on answering gets to a verdict or a farewell."""
        met: list[Hashable] = []
        for _ in range(MOST_TURNS_TO_THE_END):
            key = (frozenset(talk.findings.items()), talk.asked, talk.read_back, tuple(talk.which), tuple(talk.old))
            if talk.verdict is not None or key in self._ends:
                self._ends.update(met)
                return True
            met.append(key)
            talk, reply = turn.take(talk, goes_on(talk.asked), self.exploration.material)
            if reply.ask is None:
                return True
        return False

    def unsafe_reprompt(self, ask: Ask, talk: Conversation) -> str:
        """What is wrong with the words that may be the last ones heard, in any country; nothing when they are safe."""
        key = ask, talk.about_other, talk.verdict
        if key not in self._reprompted:
            self._reprompted[key] = "; ".join(self._faults(ask, talk))
        return self._reprompted[key]

    def unsafe_after_advice(self) -> list[str]:
        """The same of every advice, in both persons: which of them is given depends on findings that situations forget."""
        found = []
        for rule in self.exploration.rulebook.rules:
            kind = "again" if rule.tier >= Tier.SAME_DAY else "offer-tip"
            for other in (False, True):
                talk = Conversation(verdict=rule.tier, about_other=other)
                if fault := self.unsafe_reprompt(Ask(kind, rule.advice), talk):
                    found.append(f"after {rule.advice}: {fault}")
        return found

    def _faults(self, ask: Ask, talk: Conversation) -> Iterator[str]:
        reply = Reply((ask,))
        for locale, speaker in self.speakers.items():
            words = speaker.word(reply, about_other=talk.about_other, turn=talk.turn).reprompt
            number, department = speaker.number in words, speaker.fill("{department}") in words
            if not words.rstrip().endswith("?"):
                yield f"{locale}: no question"
            if not (number or department):
                yield f"{locale}: no way to help"
            if talk.verdict is Tier.AMBULANCE and not number:
                yield f"{locale}: an ambulance is needed and no number is said"

    @cached_property
    def most_bytes(self) -> int:
        """The size of a conversation in which every list is full."""
        book, material = self.exploration.rulebook, self.exploration.material
        names, questions = list(book.findings), [each.id for each in book.questions]
        longest = Ask("question", max((*names, *questions), key=len))
        tips = [tip for told in material.tips.values() for tip in told]
        full = Conversation(dict.fromkeys(names, PRESENT), longest, paused=longest, pending="x" * 40, tip_topic="x" * 40)
        full.answered, full.which, full.tips = questions, questions, tips
        full.last, full.old, full.confirmed = names, names, names
        full.tip, full.piece, full.turn = "x" * 40, "x" * 40, 10**6
        return len(json.dumps(to_json(full)))


def _with(talk: Conversation, state: State) -> frozenset[str]:
    return frozenset(each for each, known in talk.findings.items() if known is state)


# ---------------------------------------------------------------- claims: True when the turn breaks them


def _one_question(_: Dialogues, step: Step) -> bool:
    asks = [act for act in step.reply.acts if isinstance(act, Ask)]
    closes = [act for act in step.reply.acts if isinstance(act, Close)]
    ending = step.reply.acts[-1]
    return len(asks) + len(closes) != 1 or ending not in (*asks, *closes) or step.after.asked != (asks[0] if asks else None)


def _at_once(given: Dialogues, step: Step) -> bool:
    demanded = given.demanded(step.after)
    if not demanded.is_emergency or not given.news(step):
        return False
    first = step.reply.acts[0]
    enough = ("ambulance",) if demanded is Tier.AMBULANCE else ("ambulance", "now")
    if step.heard.request in (*STOPS, "crisis"):
        return first not in {act for how in enough for act in (Tell(f"first-{how}"), Close(f"bye-{how}"))}
    return not (isinstance(first, Advise) and first.tier >= demanded)


def _no_tip(given: Dialogues, step: Step) -> bool:
    told = any(isinstance(act, TellTip | TellPiece) for act in step.reply.acts)
    return told and (_stood(step.after) or given.demanded(step.after).is_emergency)


def _stops(_: Dialogues, step: Step) -> bool:
    return step.heard.request in STOPS and step.reply.ask is not None


def _correctable(given: Dialogues, step: Step) -> bool:
    """After a verdict on signs that were told, "that's wrong" takes one of them back and asks for it, or asks which."""
    if step.heard.request != "wrong" or step.before.verdict is None or not given.demanded(step.before):
        return False
    told_again = _told(step.before).intersection(step.heard.findings)
    stays = not told_again and not _told(step.before) - _told(step.after)
    return stays or step.reply.ask is None


def _told(talk: Conversation) -> frozenset[str]:
    return _with(talk, PRESENT) | _with(talk, UNSURE)


def _not_lowered(given: Dialogues, step: Step) -> bool:
    before, after = given.demanded(step.before), given.demanded(step.after)
    fell = _stood(step.before) and step.after.verdict is None and step.reply.ask is not None
    return (after < before or fell) and not _corrects(step)


def _corrects(step: Step) -> bool:
    """Wishes that take back, a check begun anew below an emergency, a no to a question whether something told is there now."""
    if _begins_anew(step):
        return not _stood(step.before)
    asked = step.before.asked
    denied = step.heard.answer in (Answer.NO, Answer.LEANING_NO) or ABSENT in step.heard.findings.values()
    fixing = bool(step.heard.topic) and asked is not None and asked.kind in ("read-back", "fix")
    asked_again = asked is not None and asked.kind in ("doubt", "now", "new", "question")
    return step.heard.request in TAKES_BACK or fixing or (asked_again and denied)


def _begins_anew(step: Step) -> bool:
    another = step.before.about_other != step.after.about_other and step.before.verdict is not None
    return another or Tell("starting-over") in step.reply.acts


def _stood(talk: Conversation) -> bool:
    return talk.verdict is not None and talk.verdict.is_emergency


def _doubt_is_no_no(_: Dialogues, step: Step) -> bool:
    """A finding becomes absent by a no, a denial, an age, or a "not really" told twice to the same question alone."""
    asked = step.before.asked
    hedged_twice = step.heard.answer is Answer.LEANING_NO and asked is not None and step.before.hedged == asked.id
    denied = step.heard.answer is Answer.NO or hedged_twice or ABSENT in step.heard.findings.values()
    became = _with(step.after, ABSENT) - _with(step.before, ABSENT)
    return bool(became) and not denied and step.heard.age is None


def _present_stays(given: Dialogues, step: Step) -> bool:
    """A finding that is present is lost only to a correction, whatever else is told."""
    lost = _with(step.before, PRESENT) - _with(step.after, PRESENT)
    aged = {each for each in lost if given.exploration.rulebook.findings[each].follows_from_age}
    return bool(lost - (aged if step.heard.age is not None else set())) and not _corrects(step)


def _concluded_late(given: Dialogues, step: Step) -> bool:
    """A verdict below an emergency is first told when nothing more is to be asked, and is what the evidence demands or more."""
    advice = step.reply.advice
    if advice is None:
        return False
    if advice.tier < given.demanded(step.after):
        return True
    first = step.before.verdict is None and not advice.tier.is_emergency
    return first and given.exploration.judged(step.after)[1] is False


def _sign_goes_on(given: Dialogues, step: Step) -> bool:
    """Somebody who tells of a sign is asked on or advised, whatever they wish for beside it."""
    if step.reply.ask is None or not given.news(step) or given.demanded(step.after).is_emergency:
        return False
    return step.reply.ask.kind not in (*OF_THE_CHECK, "crisis") and step.reply.advice is None


def _noes_of_another(_: Dialogues, step: Step) -> bool:
    """No no of one person counts for another; an emergency stands anyhow."""
    if step.before.about_other == step.after.about_other or _stood(step.after):
        return False
    return bool(_with(step.before, ABSENT) & _with(step.after, ABSENT) - set(step.heard.findings))


def _dead_end(given: Dialogues, step: Step) -> bool:
    return step.reply.ask is not None and not given.ends(step.after)


def _silence(given: Dialogues, step: Step) -> bool:
    return step.reply.ask is not None and bool(given.unsafe_reprompt(step.reply.ask, step.after))


def _too_large(given: Dialogues, step: Step) -> bool:
    talk = step.after
    lists = (talk.answered, talk.which, talk.last, talk.old, talk.confirmed, talk.tips)
    twice = any(len(each) != len(set(each)) for each in lists)
    return twice or given.most_bytes > MOST_BYTES or from_json(to_json(talk), given.exploration.material) != talk


@dataclass(frozen=True)
class Claim:
    """What every turn keeps; `broken` finds a turn that does not."""

    id: str
    says: str
    broken: Callable[[Dialogues, Step], bool]


CLAIMS = (
    Claim("one-question", "An open turn asks exactly one question, last; a closed one none.", _one_question),
    Claim("at-once", "An emergency is answered first of all in the very turn in which its sign becomes present.", _at_once),
    Claim("no-tip", "After an emergency verdict no tip and no education is told.", _no_tip),
    Claim("stop", "Stop always stops.", _stops),
    Claim("correctable", "What a verdict rests on can always be taken back.", _correctable),
    Claim("not-lowered", "Nothing is lowered without a correction.", _not_lowered),
    Claim("present-stays", "A sign once told is lost to a correction alone.", _present_stays),
    Claim("doubt-is-no-no", "Doubt, silence and nonsense are never a no.", _doubt_is_no_no),
    Claim(
        "concluded-late",
        "A verdict is what the evidence demands, and below an emergency comes when all is answered.",
        _concluded_late,
    ),
    Claim(
        "sign-goes-on", "A sign told beside a wish, below an emergency, leads to the next question or to advice.", _sign_goes_on
    ),
    Claim("own-noes", "What one person denied is no denial of another's.", _noes_of_another),
    Claim("no-dead-end", "From every turn, going on answering leads to a verdict.", _dead_end),
    Claim("silence", "Every reprompt is safe to be the last thing heard.", _silence),
    Claim("size", "What the session carries stays within its size, and comes back as it was.", _too_large),
)


def prove(given: Dialogues) -> Mapping[str, Outcome]:
    """Every claim held against every turn: one exploration for all of them."""
    broken: dict[str, list[str]] = {claim.id: [] for claim in CLAIMS}
    turns = 0
    for step in given.exploration.steps():
        turns += 1
        for claim in CLAIMS:
            if len(broken[claim.id]) < SHOWN and claim.broken(given, step):
                broken[claim.id].append(str(step))
    broken["silence"] += given.unsafe_after_advice()
    covered = f"{len(given.exploration.situations)} situations, {turns} turns"
    return {claim.id: Outcome(covered, tuple(broken[claim.id])) for claim in CLAIMS}


def first_broken(given: Dialogues, claims: Iterable[Claim] = CLAIMS, most_turns: int | None = None) -> str:
    """The first of some claims that a turn breaks, with the turn; nothing when none of the first turns does."""
    for step in islice(given.exploration.steps(), most_turns):
        for claim in claims:
            if claim.broken(given, step):
                return f"{claim.id}: {step}"
    return ""
