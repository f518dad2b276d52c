"""Sets up a speaker on the desk: the committed interaction model, the skill itself, one device."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from skill.alexa import interaction_model
from skill.alexa.skill import Handler, create_handler
from skill.content import library
from skill.speaker.devices import DEFAULT, KINDS, WITH_SCREEN, Device
from skill.speaker.matcher import Matcher
from skill.speaker.requests import DESK_APPLICATION_ID
from skill.speaker.session import DeskSpeaker

PACKAGE = Path(__file__).parents[2] / "interaction_model"


def speaker(locale: str, *, has_screen: bool = False) -> DeskSpeaker:
    """A speaker with nobody in front of it yet."""
    return of_kind(WITH_SCREEN if has_screen else DEFAULT, locale)


def of_kind(kind: str, locale: str) -> DeskSpeaker:
    """The same, of one of the kinds of device that there are."""
    return DeskSpeaker(_handler(), _matcher(locale), Device(locale, KINDS[kind].viewport))


@cache
def _handler() -> Handler:
    return create_handler(DESK_APPLICATION_ID)


@cache
def _matcher(locale: str) -> Matcher:
    return Matcher(model(locale), library.number_words())


def model(locale: str) -> Any:
    """The interaction model that was committed; built afresh where there is none, as in an installed package."""
    path = PACKAGE / "interactionModels" / "custom" / f"{locale}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else interaction_model.build()
