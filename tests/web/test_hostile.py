"""Hostile requests: each is refused with the right status and one line that says why and nothing else."""

import gc
import json
import logging
import re
from collections.abc import Callable
from typing import Any

import pytest

from skill.web.keys import MOST_KEPT
from skill.web.refusal import STATUS
from tests.web.hostile import CASES, MARK, SLOW, Case
from tests.web.pki import HOST, pki
from tests.web.world import PATH, World, event, signed

Log = Callable[[], list[str]]


@pytest.fixture(scope="module", autouse=True)
def fresh(world: World) -> None:
    world.reset()


def check(case: Case, world: World, log: Log) -> None:
    """Refused as it should be, in silence."""
    sent = case.send(world.host)
    world.looked_up.clear()
    answer = world.send(sent)
    assert answer.status_code == STATUS.get(case.reason, 400)
    assert answer.data == b""
    [line] = log()
    said = json.loads(line)
    assert {key: said[key] for key in ("outcome", "reason", "status")} == {
        "outcome": "refused",
        "reason": case.reason.value,
        "status": answer.status_code,
    }
    assert set(said) == {"time", "level", "outcome", "reason", "status", "ms"}
    assert MARK not in line
    assert set(world.looked_up) <= ({HOST} if case.is_fetched else set())


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_hostile_request_is_refused(case: Case, world: World, log: Log) -> None:
    """400, or what HTTP has for it; one line in the log without a word of the request; no request to any other host."""
    check(case, world, log)


@pytest.mark.parametrize("case", SLOW.values(), ids=SLOW)
def test_slow_certificate_host_is_not_waited_for(case: Case, world: World, log: Log) -> None:
    """A host that hangs or drops its answer is given up."""
    check(case, world, log)


def test_there_are_many() -> None:
    """The table is what this endpoint is judged by; it holds every hole known of the SDK's own verifier."""
    assert len(CASES) >= 150


def test_genuine_request_is_answered_among_hostile_ones(world: World) -> None:
    """Nothing that was refused stays behind to harm a person's turn."""
    hostile = [case for case in CASES.values() if case.is_fetched][::3]
    for case in hostile:
        world.send(case.send(world.host))
        assert world.send(signed(event())).status_code == 200


def test_refused_requests_leave_nothing_behind(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a round of all of them as many objects live as after the round before, but for the few keys that are kept."""
    monkeypatch.setattr(logging.getLogger("skill.web"), "disabled", True)  # or the test runner would keep every line

    def living() -> int:
        for case in CASES.values():
            world.send(case.send(world.host))
            world.host.files = {PATH: pki().chain}
        world.host.asked.clear()
        gc.collect()
        return len(gc.get_objects())

    living()
    before = living()
    assert living() - before <= MOST_KEPT


def test_fault_of_ours_is_logged_without_its_message(world: World, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception may quote what a person said: only its kind and its place are written."""

    def broken(_event: Any, _context: Any) -> Any:
        raise KeyError(MARK)

    monkeypatch.setattr(world.service, "handle", broken)
    answer = world.send(signed(event()))
    assert answer.status_code == 500
    assert answer.data == b""
    [line] = log()
    told = json.loads(line)
    assert (told["outcome"], told["error"]) == ("failed", "KeyError")
    assert re.fullmatch(r"skill\.web\.app:\d+", told["place"])
    assert MARK not in line
