"""Alexa's signing keys by address: fetched once, kept while they are valid, never kept when they are not."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from threading import RLock

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from skill.web.chain import SigningKey
from skill.web.refusal import Reason, Refused

MOST_KEPT = 16
MOST_FETCHES = 4
"""At a time: whoever sends many made-up addresses makes no more requests to the certificate host than this."""
PATIENCE = 3.0
"""Seconds that a request waits for its key, whatever the host does; Alexa itself waits for about eight."""

Clock = Callable[[], datetime]
Load = Callable[[str, datetime], SigningKey]


def utc_now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


class SigningKeys:
    """The keys of this process. `load` fetches and verifies; it raises Refused, and what it refused is tried anew next time.

    Once a key is known, at most so many requests wait for others at a time, so that whoever invents addresses does not take
    every thread. Before that everybody waits, for there is nobody to be kept from an answer.
    """

    def __init__(self, load: Load, most_waiting: int, clock: Clock = utc_now) -> None:
        self._load = load
        self._most_waiting = most_waiting
        self._clock = clock
        self._kept: OrderedDict[str, SigningKey] = OrderedDict()
        self._coming: dict[str, Future[SigningKey]] = {}
        self._lock = RLock()
        self._fetches = ThreadPoolExecutor(MOST_FETCHES, thread_name_prefix="certificate")
        self.waiting = 0
        """Requests that wait for a key just now."""

    def at(self, path: str) -> RSAPublicKey:
        """The key at a path of the certificate host. Requests that come together for one path wait for one fetch.

        Whoever has waited longest gives up for all who wait for the same fetch: the next request begins another.
        """
        with self._lock:
            kept = self._kept.get(path)
            if kept is not None and self._clock() < kept.until:
                return kept.key
            if self._kept and self.waiting >= self._most_waiting:
                raise Refused(Reason.CROWDED)
            coming = self._coming.get(path) or self._begun(path)
            self.waiting += 1
        try:
            return coming.result(PATIENCE).key
        except (TimeoutError, CancelledError) as error:
            coming.cancel()
            self._forget(path, coming)
            raise Refused(Reason.CERTIFICATE_HOST) from error
        finally:
            with self._lock:
                self.waiting -= 1

    def _begun(self, path: str) -> Future[SigningKey]:
        coming = self._coming[path] = self._fetches.submit(self._fetch, path)
        coming.add_done_callback(partial(self._forget, path))
        return coming

    def _fetch(self, path: str) -> SigningKey:
        fetched = self._load(path, self._clock())
        with self._lock:
            self._kept[path] = fetched
            self._kept.move_to_end(path)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return fetched

    def _forget(self, path: str, fetch: Future[SigningKey]) -> None:
        """Let a fetch be, unless the next one for its path has begun already."""
        with self._lock:
            if self._coming.get(path) is fetch:
                del self._coming[path]
