"""What one turn told of the person."""

from typing import NamedTuple


class Noted(NamedTuple):
    """What a turn added: news by state, what contradicts an earlier statement, what was told with a maybe."""

    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()

    @property
    def a_sign(self) -> bool:
        """Whether a sign was told, surely or not."""
        return bool(self.present or self.doubted or self.contradicted)

    @property
    def anything(self) -> bool:
        """Whether anything about the person was told."""
        return bool(self.present or self.absent or self.contradicted or self.doubted)
