"""The working state of one turn: the conversation being changed and the acts said so far."""

from dataclasses import dataclass, field

from skill.dialogue.acts import Act, Ask, Close, Reply
from skill.dialogue.conversation import Conversation
from skill.dialogue.material import Material
from skill.rules import Assessment, Question, Rulebook, State, assess, next_question


@dataclass
class Stage:
    """Holds one turn together; a new one is made for every turn, so nothing outlives it."""

    talk: Conversation
    material: Material
    acts: list[Act] = field(default_factory=list)
    _assessed: tuple[tuple[tuple[str, State], ...], Assessment] | None = None

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook in force."""
        return self.material.rulebook

    @property
    def question(self) -> Question | None:
        """The rulebook question that was asked last, when it was one."""
        asked = self.talk.asked
        return self.rulebook.question.get(asked.id) if asked and asked.kind == "question" else None

    @property
    def in_emergency(self) -> bool:
        """Whether the person was sent for help now, and has not taken it back."""
        return self.talk.verdict is not None and self.talk.verdict.is_emergency

    def assessment(self) -> Assessment:
        """The verdict on what is known now, worked out anew only when that has changed."""
        known = tuple(self.talk.findings.items())
        if self._assessed is None or self._assessed[0] != known:
            self._assessed = known, assess(self.rulebook, self.talk.findings)
        return self._assessed[1]

    def next_question(self) -> Question | None:
        """The question most worth asking now."""
        return next_question(self.rulebook, self.talk.findings)

    def say(self, *acts: Act) -> None:
        """Add acts that neither ask nor close."""
        self.acts.extend(acts)

    def ask(self, kind: str, name: str = "", *, again: bool = False) -> None:
        """End the turn with a question."""
        ask = Ask(kind, name, again)
        self.talk.asked = ask
        self.acts.append(ask)

    def unask(self) -> None:
        """Leave the question of this turn unasked: another one takes its place."""
        self.talk.asked = None
        self.acts = [act for act in self.acts if not isinstance(act, Ask)]

    def close(self, line: str) -> None:
        """End the conversation."""
        self.talk.asked = None
        self.acts.append(Close(line))

    def answered(self, question: Question) -> None:
        """Remember that a question was settled, and last. None is listed twice: the session carries the list in every turn."""
        self.talk.answered = [*(each for each in self.talk.answered if each != question.id), question.id]

    def begin_anew(self) -> None:
        """Nothing told so far counts any more, and the check begins."""
        talk = self.talk
        self.talk = Conversation(turn=talk.turn, slow=talk.slow, about_other=talk.about_other, tips=talk.tips, checking=True)

    def forget(self, question: Question) -> None:
        """Take back everything a question settled."""
        for finding in question.touches:
            self.forget_finding(finding)
        self.talk.answered = [each for each in self.talk.answered if each != question.id]
        self.talk.which = [each for each in self.talk.which if each != question.id]
        self.unsettle()

    def forget_finding(self, finding: str) -> None:
        """Take back one finding, what it implied, and what implied it: no warning sign of pregnancy without a pregnancy."""
        implying = [name for name in self.talk.findings if finding in self.rulebook.findings[name].implies]
        for each in (*self.rulebook.told(finding), *implying):
            self.talk.findings.pop(each, None)

    def unsettle(self) -> None:
        """What was concluded no longer stands."""
        self.talk.verdict = None
        self.talk.read_back = False
        self.talk.checked = False

    def record(self, finding: str, state: State) -> None:
        """Set a finding, and what it implies when it is present."""
        names = self.rulebook.told(finding) if state is State.PRESENT else (finding,)
        self.talk.findings.update(dict.fromkeys(names, state))

    def reply(self) -> Reply:
        """The acts of the turn, checked."""
        return Reply(tuple(self.acts))
