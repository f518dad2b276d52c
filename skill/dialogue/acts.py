"""What is said in a turn, as plain data. Words come later: the same acts become speech, screen and transcript."""

from dataclasses import dataclass

from skill.rules import Tier


@dataclass(frozen=True)
class Ask:
    """The one question of an open turn. `kind` says what it asks, `id` about what; `again` is its second wording."""

    kind: str
    id: str = ""
    again: bool = False


@dataclass(frozen=True)
class Tell:
    """A line of content, possibly about findings."""

    line: str
    findings: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True)
class Advise:
    """The advice for a verdict, with what it rests on. `cautious` when an unsure answer decided it."""

    advice: str
    tier: Tier
    findings: tuple[str, ...]
    cautious: bool


@dataclass(frozen=True)
class Explain:
    """Why a question is asked, or why a verdict was given, with the source it rests on. `cautious` as in Advise."""

    question: str
    findings: tuple[str, ...]
    source: str
    cautious: bool = False


@dataclass(frozen=True)
class ReadBack:
    """The noes that matter, read back before a verdict."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class TellTip:
    """One tip."""

    tip: str


@dataclass(frozen=True)
class TellPiece:
    """One piece of a chapter about surgery."""

    chapter: str
    index: int


@dataclass(frozen=True)
class Close:
    """The last words of a conversation."""

    line: str


@dataclass(frozen=True)
class Cite:
    """Where a tip, or a piece about surgery, comes from."""

    tip: str = ""
    chapter: str = ""
    index: int = 0


Act = Ask | Tell | Advise | Explain | Cite | ReadBack | TellTip | TellPiece | Close


@dataclass(frozen=True)
class Reply:
    """The acts of one turn. An open turn ends in its only Ask; a closed one ends in its only Close and asks nothing."""

    acts: tuple[Act, ...]

    def __post_init__(self) -> None:
        endings = [act for act in self.acts if isinstance(act, (Ask, Close))]
        if len(endings) != 1 or endings[0] is not self.acts[-1]:
            raise AssertionError(f"a turn ends in exactly one question or farewell, not {endings}")

    @property
    def ask(self) -> Ask | None:
        """The question of an open turn, None in a closed one."""
        last = self.acts[-1]
        return last if isinstance(last, Ask) else None

    @property
    def advice(self) -> Advise | None:
        """The advice given in this turn, if any."""
        return next((act for act in self.acts if isinstance(act, Advise)), None)
