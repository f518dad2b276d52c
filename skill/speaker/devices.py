"""The devices that can be played: what each tells the skill about its screen."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Viewport:
    """A screen, in pixels, as a request's `Viewport` names it."""

    width: int
    height: int
    dpi: int = 160
    shape: str = "RECTANGLE"
    mode: str = "HUB"

    def as_json(self) -> dict[str, Any]:
        """For the page that draws it."""
        return asdict(self)


@dataclass(frozen=True)
class Kind:
    """A kind of device; without a viewport it has no screen."""

    name: str
    viewport: Viewport | None = None


@dataclass(frozen=True)
class Device:
    """The device that is played: where its owner lives, and its screen if it has one."""

    locale: str
    viewport: Viewport | None = None

    @property
    def has_screen(self) -> bool:
        """Whether there is a screen to draw on."""
        return self.viewport is not None


KINDS = {
    "echo": Kind("Echo"),
    "show-5": Kind("Echo Show 5", Viewport(960, 480)),
    "show-8": Kind("Echo Show 8", Viewport(1280, 800)),
    "show-15": Kind("Echo Show 15", Viewport(1920, 1080)),
    "spot": Kind("Echo Spot, round", Viewport(480, 480, shape="ROUND")),
}
DEFAULT = "echo"
WITH_SCREEN = "show-8"
