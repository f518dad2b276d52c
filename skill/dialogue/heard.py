"""What was heard in one thing that a person said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from skill.rules import State


class Answer(StrEnum):
    """What a person answered. LEANING_NO is a hedge ("not really"): asked once more where danger is at stake."""

    YES = "yes"
    NO = "no"
    LEANING_NO = "leaning_no"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Heard:
    """The meaning of an utterance: findings with their polarity, an answer, a request.

    `old`: signs told as long-standing or long past, to be asked "is that new, or getting worse?".
    `about`: findings that a question such as "is numbness serious?" is about, which nobody said to have.
    `worse`: it says that something is new or getting worse.
    `topic`: the tip topic or surgery chapter asked for. `about_other`: it is said of somebody else.
    """

    findings: Mapping[str, State] = field(default_factory=dict)
    answer: Answer | None = None
    request: str | None = None
    topic: str | None = None
    age: int | None = None
    old: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    about_other: bool = False
    worse: bool = False
