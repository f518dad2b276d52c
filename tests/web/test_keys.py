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
from tests.web.hostile import drops_of_a_head
from tests.web.pki import DAY, Recipe, key, pki
from tests.web.world import PATH, World, event, signed

START = datetime(2026, 11, 22, tzinfo=UTC)
PUBLIC = key("leaf").public_key()
OTHER = "/echo.api/other.pem"
MOST_WAITING = 3


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
    keys = SigningKeys(loader, MOST_WAITING)
    assert all(keys.at(PATH) is PUBLIC for _ in range(9))
    assert loader.asked == [PATH]


@pytest.mark.parametrize(("passed", "fetches"), [(timedelta(hours=23, minutes=59), 1), (timedelta(days=1), 2), (3 * DAY, 2)])
def test_key_is_kept_until_its_chain_expires(passed: timedelta, fetches: int, loader: Loader) -> None:
    """From that moment on it is fetched and verified anew."""
    clock = Clock()
    keys = SigningKeys(loader, MOST_WAITING, clock)
    keys.at(PATH)
    clock.time += passed
    keys.at(PATH)
    assert len(loader.asked) == fetches


def test_failure_is_never_kept(loader: Loader) -> None:
    """An error page served once does not break an address for ever, and a key that is refused anew is gone."""
    clock = Clock()
    keys = SigningKeys(loader, MOST_WAITING, clock)
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
    keys = SigningKeys(loader, MOST_WAITING)
    paths = [f"/echo.api/{number}.pem" for number in range(MOST_KEPT + 5)]
    for path in paths:
        keys.at(path)
    for path in paths[-MOST_KEPT:]:
        keys.at(path)
    assert loader.asked == paths
    keys.at(paths[0])
    assert loader.asked == [*paths, paths[0]]


def wait_for(keys: SigningKeys, waiting: int) -> None:
    """Until so many requests wait for a key."""
    last = time.monotonic() + 60
    while keys.waiting != waiting and time.monotonic() < last:
        time.sleep(0.01)
    assert keys.waiting == waiting


@pytest.mark.parametrize("refuses", [False, True], ids=["good", "bad"])
def test_requests_that_come_together_share_one_fetch(refuses: bool, loader: Loader) -> None:  # noqa: FBT001
    """Twenty first requests at once make one fetch, and all get its result: before any key is known everybody may wait."""
    together, fetched = Barrier(20), Event()
    loader.refuses = refuses

    def load(path: str, now: datetime) -> SigningKey:
        fetched.wait(60)
        return loader(path, now)

    keys = SigningKeys(load, MOST_WAITING)

    def ask() -> str:
        together.wait(60)
        try:
            return "good" if keys.at(PATH) is PUBLIC else "other"
        except Refused:
            return "bad"

    with ThreadPoolExecutor(20) as people:
        asked = [people.submit(ask) for _ in range(20)]
        wait_for(keys, 20)
        fetched.set()
        results = {each.result(60) for each in asked}
    assert results == {"bad" if refuses else "good"}
    assert loader.asked == [PATH]
    assert keys.waiting == 0


def test_whoever_invents_addresses_does_not_take_every_thread(loader: Loader) -> None:
    """A few requests may wait for keys that are not known; the rest are refused at once, and known keys are at hand meanwhile."""
    hanging = Event()

    def load(path: str, now: datetime) -> SigningKey:
        if path.startswith("/echo.api/made-up"):
            hanging.wait(60)
            raise Refused(Reason.CERTIFICATE_HOST)
        return loader(path, now)

    keys = SigningKeys(load, MOST_WAITING)
    keys.at(PATH)
    with ThreadPoolExecutor(MOST_WAITING) as people:
        asked = [people.submit(keys.at, f"/echo.api/made-up-{number}.pem") for number in range(MOST_WAITING)]
        wait_for(keys, MOST_WAITING)
        for path in ("/echo.api/made-up-0.pem", OTHER):
            with pytest.raises(Refused) as refused:
                keys.at(path)
            assert refused.value.reason is Reason.CROWDED
        assert keys.at(PATH) is PUBLIC
        hanging.set()
        assert all(isinstance(each.exception(60), Refused) for each in asked)
    assert keys.waiting == 0
    assert keys.at(OTHER) is PUBLIC


def test_fetch_that_takes_too_long_is_not_joined(loader: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The request after one that gave up begins a fetch of its own, and what the first fetch ends with does no harm."""
    monkeypatch.setattr("skill.web.keys.PATIENCE", 0.2)
    hanging = Event()

    def load(path: str, now: datetime) -> SigningKey:
        if not loader.asked:
            loader.asked.append("the first")
            hanging.wait(60)
            raise Refused(Reason.CERTIFICATE_HOST)
        return loader(path, now)

    keys = SigningKeys(load, MOST_WAITING)
    with pytest.raises(Refused):
        keys.at(PATH)
    assert keys.at(PATH) is PUBLIC
    hanging.set()
    assert keys.at(PATH) is PUBLIC
    assert loader.asked == ["the first", PATH]


def test_hanging_fetches_are_few_and_not_waited_for(loader: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many addresses of a host that hangs cost each request its patience and no more, and a key that is known nothing."""
    monkeypatch.setattr("skill.web.keys.PATIENCE", 0.2)
    hanging, begun = Event(), []

    def load(path: str, now: datetime) -> SigningKey:
        if path != PATH:
            begun.append(path)
            hanging.wait(20)
        return loader(path, now)

    keys = SigningKeys(load, 12)
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


def test_host_that_recovers_is_believed_at_once(world: World) -> None:
    """A head that comes letter by letter is given up whole: the next request finds no trace of it."""
    world.reset()
    world.host.files[PATH] = drops_of_a_head
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
