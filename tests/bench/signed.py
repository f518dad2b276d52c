"""What a signed turn costs: ours beside hello-world with the SDK's own verifier, the certificate known to both."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from cryptography.x509.verification import Store
from werkzeug.datastructures import Headers

from skill.web.chain import signing_key
from skill.web.keys import SigningKeys
from skill.web.verifier import RequestVerifier
from tests.bench import hello, mended
from tests.bench.timing import Bar, Report, side_by_side, table
from tests.bench.turns import event
from tests.support import APPLICATION, handler
from tests.web.pki import pki
from tests.web.world import ADDRESS, Sent, now, signed

TURNS = {
    "first danger question, no": ("question", "no"),
    "a danger sign in the middle": ("question-late", "no but i can't empty my bladder"),
}
ROUNDS, TIMES = 21, 5
TIMES_FASTER = 15


def report() -> Report:
    rows: list[tuple[object, ...]] = []
    ratios = []
    with TemporaryDirectory() as name:
        roots = Path(name) / "roots.pem"
        roots.write_bytes(pki().root.pem)
        with patch.dict(os.environ, {"SSL_CERT_FILE": str(roots)}):
            for turn, (place, said) in TURNS.items():
                cells, ratio = _row(request(place, said))
                ratios.append(ratio)
                rows.append((turn, *cells))
    told = (
        "Headers and body in, the answer's JSON out; the certificate was fetched before. The SDK's verifier, which cannot be "
        "imported beside today's OpenSSL, is mended for this table (`tests/bench/mended.py`). It checks the whole chain at every "
        "request, ours once for each certificate. The last columns are what verifying alone takes, our reading of the JSON "
        "included, the SDK's not."
    )
    head = (
        "turn",
        "Spine Check, ms",
        "hello-world, ms",
        f"hello-world takes times as long (bar {TIMES_FASTER})",
        "our verifier, ms",
        "the SDK's, ms",
    )
    bar = Bar("signed turn, in hello-world's with the SDK's verifier: the slower", 1 / TIMES_FASTER, max(ratios))
    return Report(f"## A turn, signed\n\n{told}\n\n{table(head, rows)}", (bar,))


def request(place: str, said: str) -> Sent:
    """A signed request of this moment."""
    asked = event("yes", place, said)
    asked["request"]["timestamp"] = now()
    return signed(asked)


def _row(sent: Sent) -> tuple[tuple[str, ...], float]:
    ours, our_verifier = _ours(sent)
    theirs = mended.webservice_handler(hello.builder.create(), ADDRESS, pki().chain)
    headers, text = dict(sent.headers), sent.body.decode()
    taken = side_by_side(
        {
            "ours": ours,
            "hello": lambda: json.dumps(theirs.verify_request_and_dispatch(headers, text)),
            "our verifier": our_verifier,
            "their verifier": lambda: [each.verify(headers, text, None) for each in theirs._verifiers[:1]],
        },
        rounds=ROUNDS,
        times=TIMES,
    )
    ours_ms, hello_ms, *verifiers = (f"{each * 1e3:.2f}" for each in taken.values())
    return (ours_ms, hello_ms, f"{taken['hello'] / taken['ours']:.1f}", *verifiers), taken["ours"] / taken["hello"]


def _ours(sent: Sent) -> tuple[Callable[[], object], Callable[[], object]]:
    roots = Store([pki().root.certificate])
    verifier = RequestVerifier(APPLICATION, SigningKeys(lambda _, moment: signing_key(pki().chain, roots, moment), 1))
    skill, headers = handler(), Headers(dict(sent.headers))
    return (
        lambda: json.dumps(skill(verifier.event(headers, sent.body), None)),
        lambda: verifier.event(headers, sent.body),
    )
