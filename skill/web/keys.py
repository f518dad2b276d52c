"""Alexa's signing keys by address: fetched once, kept while they are valid, never kept when they are not."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Lock

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
    """The keys of this process. `load` fetches and verifies; it raises Refused, and what it refused is tried anew next time."""

    def __init__(self, load: Load, clock: Clock = utc_now) -> None:
        self._load = load
        self._clock = clock
        self._kept: OrderedDict[str, SigningKey] = OrderedDict()
        self._coming: dict[str, Future[SigningKey]] = {}
        self._lock = Lock()
        self._fetches = ThreadPoolExecutor(MOST_FETCHES, thread_name_prefix="certificate")

    def at(self, path: str) -> RSAPublicKey:
        """The key at a path of the certificate host. Requests that come together for one path wait for one fetch."""
        with self._lock:
            kept = self._kept.get(path)
            if kept is not None and self._clock() < kept.until:
                return kept.key
            coming = self._coming.get(path)
            if coming is None:
                coming = self._coming[path] = self._fetches.submit(self._fetch, path)
        coming.add_done_callback(lambda done: self._done(path, done))
        try:
            return coming.result(PATIENCE).key
        except (TimeoutError, CancelledError) as error:
            coming.cancel()
            raise Refused(Reason.CERTIFICATE_HOST) from error

    def _fetch(self, path: str) -> SigningKey:
        fetched = self._load(path, self._clock())
        with self._lock:
            self._kept[path] = fetched
            self._kept.move_to_end(path)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return fetched

    def _done(self, path: str, done: Future[SigningKey]) -> None:
        """Forget a fetch that has ended, unless the next one for its path has begun already."""
        with self._lock:
            if self._coming.get(path) is done:
                del self._coming[path]
