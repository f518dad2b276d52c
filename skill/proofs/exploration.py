"""Every kind of situation a conversation can get into, by breadth from the start, over the reducer that runs.

Situations are far too many to visit one by one, mostly because any set of findings can be known. Two are taken as one when
they agree in what `situation` names. What that forgets, and why it may:

* which findings led to the verdict. The dialogue names no finding (but `old-sign`, which it sets itself); it asks of them
  only how urgent they are, what to ask next, and the state of those that the event or the open question is about. These are
  kept, or vary with the events. That the rules weigh every set of findings rightly is proved apart (`verdicts`, `interviews`).
* how many turns there were, which tips were told, in which person and how slowly it is spoken: these choose words, not acts.

Of the situations taken as one the first reached is explored, with every event. Findings that the rulebook treats alike take
turns as events; in every situation of a new sort (its question and its verdict) each finding of the rulebook is told.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from skill.dialogue import education, resume, steer, turn
from skill.dialogue.acts import Ask, Reply
from skill.dialogue.conversation import Conversation
from skill.dialogue.heard import Answer, Heard
from skill.dialogue.material import Material
from skill.proofs.evidence import Evidence
from skill.rules import Rulebook, State, Tier, assess, next_question

PRESENT, ABSENT, UNSURE = State.PRESENT, State.ABSENT, State.UNSURE
ABOUT_A_SIGN = ("new", "now", "doubt")
SOON_A_VERDICT = ("question", "which", "read-back", "fix")
"""Questions after whose answer a verdict may be told: which one, depends on the tier so far."""
AGES = (12, 30, 55, 72)
OPENED = "the skill is opened"

Take = Callable[[Conversation, Heard, Material], tuple[Conversation, Reply]]


@dataclass(frozen=True)
class Step:
    """One turn: a conversation, what happened, and what came of it."""

    before: Conversation
    event: str
    heard: Heard
    after: Conversation
    reply: Reply
    path: tuple[str, ...]

    def __str__(self) -> str:
        return " / ".join((*self.path, self.event))


@dataclass
class Exploration:
    """All situations of a material, and every turn taken from them."""

    material: Material
    evidence: Evidence
    situations: dict[Hashable, Conversation] = field(default_factory=dict)
    _judgements: dict[Hashable, tuple[Tier, bool]] = field(default_factory=dict)

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook in force."""
        return self.material.rulebook

    def steps(self) -> Iterator[Step]:
        """Every turn from every situation, as it is found."""
        opened, reply = turn.start(Conversation(), self.material)
        yield Step(Conversation(), OPENED, Heard(), opened, reply, ())
        waiting: deque[tuple[Conversation, tuple[str, ...]]] = deque()
        for talk in (Conversation(), opened):
            self.situations[self.situation(talk)] = talk
            waiting.append((talk, (OPENED,) if talk.asked else ()))
        sorts: set[Hashable] = set()
        while waiting:
            talk, path = waiting.popleft()
            for name, heard in self._events(talk, sorts):
                after, reply = turn.take(talk, heard, self.material)
                yield Step(talk, name, heard, after, reply, path)
                key = self.situation(after)
                if reply.ask is not None and key not in self.situations:
                    self.situations[key] = after
                    waiting.append((after, (*path, name)))

    # ---------------------------------------------------------------- what tells situations apart

    def situation(self, talk: Conversation) -> Hashable:
        """What a situation is known by."""
        tier, settled = self.judged(talk)
        concluded = talk.read_back if talk.checking else talk.checked
        kind = talk.asked.kind if talk.asked else ""
        so_far = tier if kind in SOON_A_VERDICT else tier.is_emergency
        progress = (talk.checking, concluded, talk.verdict, so_far, settled and talk.checking)
        behind = (bool(talk.answered), any(each in talk.findings for each in talk.last))
        return self._asked(talk), progress, behind, bool(talk.old), _waiting(talk)

    def judged(self, talk: Conversation) -> tuple[Tier, bool]:
        """The verdict on what is known, and whether nothing more is to be asked."""
        key = frozenset(talk.findings.items())
        if key not in self._judgements:
            verdict = assess(self.rulebook, talk.findings)
            self._judgements[key] = verdict.tier, next_question(self.rulebook, talk.findings) is None
        return self._judgements[key]

    def _asked(self, talk: Conversation) -> Hashable:
        asked = talk.asked
        if asked is None:
            return None
        if asked.kind in ABOUT_A_SIGN:
            sort = self.tier(asked.id).is_emergency, asked.id in self.rulebook.question_for
            return asked.kind, sort, talk.findings.get(asked.id), asked.again
        if asked.kind not in ("question", "which"):
            return asked.kind, asked.again
        touched = self.rulebook.question[asked.id].touches
        return asked.kind, asked.id, asked.again, frozenset(talk.findings.get(each) for each in touched)

    @cached_property
    def alike(self) -> Mapping[str, Hashable]:
        """For each finding, how the rulebook treats it: findings with the same are told apart by their words alone."""
        return {name: self._treated(name) for name in self.rulebook.findings}

    def _treated(self, name: str) -> Hashable:
        finding = self.rulebook.findings[name]
        question = self.rulebook.question_for.get(name)
        return self.tier(name), question and question.danger_now, bool(finding.implies), bool(finding.reopens)

    def tier(self, *present: str) -> Tier:
        """What these signs demand, by the evidence."""
        return self.evidence.demanded(frozenset(present))

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """One finding of each sort."""
        return tuple({sort: name for name, sort in reversed(list(self.alike.items()))}.values())

    # ---------------------------------------------------------------- what can happen

    def _events(self, talk: Conversation, sorts: set[Hashable]) -> Iterator[tuple[str, Heard]]:
        yield from self._always.items()
        asked = talk.asked
        sort = (asked.kind if asked else "", talk.verdict is not None and talk.verdict.is_emergency)
        told = self.examples if sort in sorts else tuple(self.rulebook.findings)
        yield from self._about(dict.fromkeys((*told, *self._at_hand(talk))))
        if sort not in sorts:
            sorts.add(sort)
            yield from self._in_one_breath()

    def _at_hand(self, talk: Conversation) -> Iterator[str]:
        """The findings that the open question, or the verdict, is about."""
        asked = talk.asked
        if asked is not None and asked.id in self.rulebook.findings:
            yield asked.id
        if asked is not None and asked.kind in ("question", "which"):
            yield from self.rulebook.question[asked.id].touches
        for reason in assess(self.rulebook, talk.findings).reasons[:1]:
            yield from reason.findings

    def _about(self, findings: Mapping[str, None]) -> Iterator[tuple[str, Heard]]:
        for name in findings:
            if self.rulebook.findings[name].follows_from_age:
                continue
            yield f"tells {name}", Heard({name: PRESENT})
            yield f"denies {name}", Heard({name: ABSENT})
            yield f"perhaps {name}", Heard({name: UNSURE}, Answer.UNSURE)
            yield f"says no, but {name}", Heard({name: PRESENT}, Answer.NO)
            yield f"{name} of another", Heard({name: PRESENT}, about_other=True)
            yield f"that's wrong, {name}", Heard({name: PRESENT}, request="wrong")
            yield f"no car, and {name}", Heard({name: PRESENT}, request="no_car")
            if self.tier(name).is_emergency:
                yield f"has long had {name}", Heard(old=(name,))
                yield f"stop, with {name}", Heard({name: PRESENT}, request="stop")
                yield f"wants a tip, with {name}", Heard({name: PRESENT}, request="tip")
                yield f"wants to die, with {name}", Heard({name: PRESENT}, request="crisis")
                yield f"is {name} serious", Heard(request="serious", about=(name,))

    def _in_one_breath(self) -> Iterator[tuple[str, Heard]]:
        """Every wish with a sign of each sort, surely or perhaps, and signs of two sorts together."""
        for request in self._requests:
            for name in self.examples:
                yield f"request {request}, with {name}", Heard({name: PRESENT}, request=request)
                yield f"request {request}, perhaps {name}", Heard({name: UNSURE}, request=request)
        for one, other in combinations(self.examples, 2):
            yield f"tells {one} and {other}", Heard({one: PRESENT, other: PRESENT})
            yield f"tells {one}, not {other}", Heard({one: PRESENT, other: ABSENT})

    @cached_property
    def _requests(self) -> tuple[str, ...]:
        return (*steer.CORRECTIONS, *steer.BEFORE_EVERYTHING, *steer.REQUESTS, *education.REQUESTS, "serious")

    @cached_property
    def _always(self) -> Mapping[str, Heard]:
        """What can happen in any situation."""
        return {
            "yes": Heard(answer=Answer.YES),
            "no": Heard(answer=Answer.NO),
            "not really": Heard(answer=Answer.LEANING_NO),
            "not sure": Heard(answer=Answer.UNSURE),
            "nonsense": Heard(),
            "an unknown wish": Heard(request="dance"),
            **{f"age {age}": Heard(age=age) for age in AGES},
            **{f"request {request}": Heard(request=request) for request in self._requests},
            **{f"fixes {group}": Heard(topic=group) for group in self.material.read_back},
        }


def goes_on(asked: Ask | None) -> Heard:
    """What somebody says who wants to get to the end: no to every sign, an age, yes to what was understood."""
    if asked is None or asked.kind == "start":
        return Heard(request="check")
    if asked.kind == "question" and asked.id == "age":
        return Heard(age=30)
    return Heard(answer=Answer.YES if asked.kind == "read-back" else Answer.NO)


def _waiting(talk: Conversation) -> Hashable:
    """What the open question holds back: what a wish to die interrupted, what is wanted behind the gate, what was being told."""
    kind = talk.asked.kind if talk.asked else ""
    if kind == "crisis":
        paused = talk.paused.kind if talk.paused else ""
        return "check" if paused in resume.OF_THE_CHECK else paused
    if kind == "gate":
        return talk.pending.partition(":")[0]
    return kind not in resume.OF_THE_CHECK and bool(talk.piece)
