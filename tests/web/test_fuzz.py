"""The signed endpoint given what Alexa signed but nobody expected: 200 with a valid answer or 400, and never a fault of ours."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.alexa import limits
from tests.support import JSON, REMOVED, changed, intent, places, scene
from tests.web.world import World, event, signed

EVENT = event(intent("AnswerIntent", words="no but i can't empty my bladder"), scene("question").talk, has_screen=True)
PLACES = list(places(EVENT))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PLACES), JSON | st.just(REMOVED))
def test_signed_envelope_with_any_part_replaced_is_answered_or_refused(world: World, path: tuple[Any, ...], value: Any) -> None:
    """Sent through the whole service."""
    fresh = changed(EVENT, ("request", "timestamp"), event()["request"]["timestamp"])
    _is_answered_or_refused(world, changed(fresh, path, value))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JSON | st.binary(max_size=60))
def test_any_signed_body_is_answered_or_refused(world: World, body: Any) -> None:
    """JSON of any shape, and bytes that are none."""
    _is_answered_or_refused(world, body)


def _is_answered_or_refused(world: World, body: Any) -> None:
    answer = world.send(signed(body))
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        limits.check(json.loads(answer.data))
