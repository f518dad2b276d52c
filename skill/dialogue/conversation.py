"""Where a conversation stands: small, and carried in the session alone. skill.dialogue.carried brings it there and back."""

from dataclasses import dataclass, field
from typing import Any

from skill.dialogue.acts import Ask
from skill.rules import State, Tier


@dataclass
class Conversation:
    """What is known of the person, what was asked last, and what has been told.

    `verdict` is the tier advised and not taken back. `answered` lists questions in the order they were settled, `last` the
    findings of the latest answer, `confirmed` those asked about again after "that's wrong"; they serve going back and
    corrections. `old` are signs told as long-standing, still to be asked about, `which` lists asked which sign it was.
    `hedged` is the question that was answered "not really" once, `pending` what the person wanted when the gate question
    came up, `paused` the question that a wish to die interrupted. `checked` once a check or the gate was passed,
    `read_back` when the noes were confirmed.
    """

    findings: dict[str, State] = field(default_factory=dict)
    asked: Ask | None = None
    about_other: bool = False
    checking: bool = False
    verdict: Tier | None = None
    read_back: bool = False
    checked: bool = False
    answered: list[str] = field(default_factory=list)
    which: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    old: list[str] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)
    paused: Ask | None = None
    hedged: str = ""
    pending: str = ""
    tips: list[str] = field(default_factory=list)
    tip_topic: str = ""
    tip: str = ""
    piece: str = ""
    slow: bool = False
    turn: int = 0

    def copied(self) -> "Conversation":
        """One that can be changed without changing this one."""
        own: dict[str, Any] = {
            name: value.copy() if isinstance(value, (list, dict)) else value for name, value in vars(self).items()
        }
        return Conversation(**own)
