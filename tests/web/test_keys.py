"""Alexa's keys are fetched once, kept while they are valid, and never kept when they are not."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from threading import Barrier, Event

import pytest

from skill.web.chain import SigningKey
from skill.web.keys import MOST_FETCHES, MOST_KEPT, SigningKeys
from skill.web.refusal import Reason, Refused
from tests.web.certificate_host import answer
from tests.web.pki import DAY, Recipe, key, pki
from tests.web.world import PATH, World, event, signed

START = datetime(2026, 11, 22, tzinfo=UTC)
PUBLIC = key("leaf").public_key()
OTHER = "/echo.api/other.pem"


class Clock:
    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time


class Loader:
    """Counts what it is asked for, and does as it is told."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.refuses = False
        self.lasts = timedelta(days=1)

    def __call__(self, path: str, now: datetime) -> SigningKey:
        self.asked.append(path)
        if self.refuses:
            raise Refused(Reason.CERTIFICATE_CHAIN)
        return SigningKey(PUBLIC, now + self.lasts)


@pytest.fixture
def loader() -> Loader:
    return Loader()


def test_key_is_loaded_once(loader: Loader) -> None:
    """Every request after the first is verified without a fetch."""
    keys = SigningKeys(loader)
    assert all(keys.at(PATH) is PUBLIC for _ in range(9))
    assert loader.asked == [PATH]


@pytest.mark.parametrize(("passed", "fetches"), [(timedelta(hours=23, minutes=59), 1), (timedelta(days=1), 2), (3 * DAY, 2)])
def test_key_is_kept_until_its_chain_expires(passed: timedelta, fetches: int, loader: Loader) -> None:
    """From that moment on it is fetched and verified anew."""
    clock = Clock()
    keys = SigningKeys(loader, clock)
    keys.at(PATH)
    clock.time += passed
    keys.at(PATH)
    assert len(loader.asked) == fetches


def test_failure_is_never_kept(loader: Loader) -> None:
    """An error page served once does not break an address for ever, and a key that is refused anew is gone."""
    clock = Clock()
    keys = SigningKeys(loader, clock)
    loader.refuses = True
    for _ in range(3):
        with pytest.raises(Refused):
            keys.at(PATH)
    loader.refuses = False
    assert keys.at(PATH) is PUBLIC
    loader.refuses = True
    assert keys.at(PATH) is PUBLIC
    clock.time += DAY
    with pytest.raises(Refused):
        keys.at(PATH)
    assert len(loader.asked) == 5


def test_number_of_keys_is_bounded(loader: Loader) -> None:
    """The oldest goes when there are too many."""
    keys = SigningKeys(loader)
    paths = [f"/echo.api/{number}.pem" for number in range(MOST_KEPT + 5)]
    for path in paths:
        keys.at(path)
    for path in paths[-MOST_KEPT:]:
        keys.at(path)
    assert loader.asked == paths
    keys.at(paths[0])
    assert loader.asked == [*paths, paths[0]]


def waiting(keys: SigningKeys) -> list[object]:
    """Those that wait for the fetch of the one path."""
    coming = keys._coming.get(PATH)
    return coming._done_callbacks if coming else []


@pytest.mark.parametrize("refuses", [False, True], ids=["good", "bad"])
def test_requests_that_come_together_share_one_fetch(refuses: bool, loader: Loader) -> None:  # noqa: FBT001
    """Twenty first requests at once make one fetch, and all get its result."""
    together, fetched = Barrier(20), Event()
    loader.refuses = refuses

    def load(path: str, now: datetime) -> SigningKey:
        fetched.wait(60)
        return loader(path, now)

    keys = SigningKeys(load)

    def ask() -> str:
        together.wait(60)
        try:
            return "good" if keys.at(PATH) is PUBLIC else "other"
        except Refused:
            return "bad"

    with ThreadPoolExecutor(20) as people:
        asked = [people.submit(ask) for _ in range(20)]
        last = time.monotonic() + 60
        while len(waiting(keys)) < 20 and time.monotonic() < last:
            time.sleep(0.01)
        fetched.set()
        results = {each.result(60) for each in asked}
    assert results == {"bad" if refuses else "good"}
    assert loader.asked == [PATH]


def test_hanging_fetches_are_few_and_not_waited_for(loader: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many addresses of a host that hangs cost each request its patience and no more, and a key that is known nothing."""
    monkeypatch.setattr("skill.web.keys.PATIENCE", 0.2)
    hanging, begun = Event(), []

    def load(path: str, now: datetime) -> SigningKey:
        if path != PATH:
            begun.append(path)
            hanging.wait(20)
        return loader(path, now)

    keys = SigningKeys(load)
    keys.at(PATH)
    with ThreadPoolExecutor(12) as people:
        asked = [people.submit(keys.at, f"/echo.api/{number}.pem") for number in range(12)]
        assert keys.at(PATH) is PUBLIC
        refused = [each.exception(10) for each in asked]
    assert all(isinstance(each, Refused) and each.reason is Reason.CERTIFICATE_HOST for each in refused)
    assert 1 <= len(begun) <= MOST_FETCHES
    hanging.set()


# ---------------------------------------------------------------- through the service


def test_first_requests_together_ask_the_host_once(world: World) -> None:
    """The same, over TLS: twelve people open the skill while nothing is known yet."""
    world.reset()
    service, sent = world.service, signed(event())

    def slowly(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.3)
        answer(handler, 200, pki().chain)

    world.host.files[PATH] = slowly
    with ThreadPoolExecutor(12) as people:
        statuses = {each.status_code for each in people.map(lambda _: world.send(sent), range(12))}
    assert service is world.service
    assert statuses == {200}
    assert world.host.asked[PATH] == 1


POISONS = {
    "an error page": b"<html>busy</html>",
    "nothing": b"",
    "an expired leaf": lambda: pki().under(Recipe(begins=-9 * DAY, ends=-DAY)),
    "somebody else's leaf": lambda: pki().under(Recipe(names=("example.com",))),
}


@pytest.mark.parametrize("poison", POISONS.values(), ids=POISONS)
def test_poison_at_the_good_address_is_gone_with_the_next_fetch(poison: object, world: World) -> None:
    """What was served wrongly once has no effect on the next request."""
    world.reset()
    world.host.files[PATH] = poison() if callable(poison) else poison  # type: ignore[assignment]
    assert world.send(signed(event())).status_code == 400
    world.host.files[PATH] = pki().chain
    assert world.send(signed(event())).status_code == 200


def test_known_key_outlives_the_host(world: World) -> None:
    """While a key is known, the certificate host may be down or lie."""
    world.reset()
    assert world.send(signed(event())).status_code == 200
    world.host.files[PATH] = b"<html>busy</html>"
    world.host.files[OTHER] = b""
    assert world.send(signed(event(), address=f"https://s3.amazonaws.com{OTHER}")).status_code == 400
    assert world.send(signed(event())).status_code == 200
    assert world.host.asked[PATH] == 1
