"""What a conversation draws on: the rulebook, and the order of tips and of education. Ids only, no words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from skill.rules import Rulebook


@dataclass(frozen=True)
class Material:
    """`tips` lists tip ids by topic, `chapters` the number of pieces by chapter, both in the order they are told.

    `read_back` names the groups of questions whose noes are read back before a verdict.
    """

    rulebook: Rulebook
    tips: Mapping[str, tuple[str, ...]]
    chapters: Mapping[str, int]
    read_back: Mapping[str, tuple[str, ...]]

    @cached_property
    def all_tips(self) -> frozenset[str]:
        """Every tip, of whatever topic."""
        return frozenset(tip for tips in self.tips.values() for tip in tips)

    def tip_after(self, told: list[str], topic: str) -> str | None:
        """The next tip not yet told, of the topic first and then of the others; None when all are told."""
        topics = [topic, *(each for each in self.tips if each != topic)] if topic in self.tips else list(self.tips)
        return next((tip for each in topics for tip in self.tips[each] if tip not in told), None)

    def topic_of(self, tip: str) -> str:
        """The topic a tip belongs to."""
        return next(topic for topic, tips in self.tips.items() if tip in tips)

    def piece_before(self, chapter: str, index: int) -> tuple[str, int] | None:
        """The piece before, in this chapter or the one before it; None before the first."""
        if index:
            return chapter, index - 1
        names = list(self.chapters)
        place = names.index(chapter)
        return (names[place - 1], self.chapters[names[place - 1]] - 1) if place else None

    def piece_after(self, chapter: str, index: int) -> tuple[str, int] | None:
        """The piece that follows, in this chapter or the next one; None after the last."""
        if index + 1 < self.chapters[chapter]:
            return chapter, index + 1
        names = list(self.chapters)
        following = names[names.index(chapter) + 1 :]
        return (following[0], 0) if following else None
