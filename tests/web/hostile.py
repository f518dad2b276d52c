"""Requests that are not from Alexa, or not for this skill, or not of now.

For each: what is sent, what the certificate host serves for it, and why it is refused.

Wherever a request can carry a word of its sender's, it carries MARK: that word must not come out anywhere.
"""

import json
import ssl
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler
from itertools import count
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier

from skill.web.fetch import MOST_BYTES
from skill.web.refusal import Reason
from tests.support import LAUNCH, intent
from tests.web.certificate_host import CertificateHost, Serve, answer
from tests.web.pki import ALEXA, DAY, Made, Recipe, authority, make, pki
from tests.web.world import ADDRESS, Sent, event, now, signed

MARK = "zebrafish"
SAID = intent("AnswerIntent", words=f"my {MARK} is numb")


@dataclass(frozen=True)
class Case:
    """A hostile request. `send` puts what it needs on the certificate host; what is refused before is never fetched."""

    reason: Reason
    send: Callable[[CertificateHost], Sent]

    @property
    def is_fetched(self) -> bool:
        before = {Reason.PATH, Reason.METHOD, Reason.CONTENT_TYPE, Reason.TOO_LARGE, Reason.HEADERS, Reason.CERTIFICATE_URL}
        return self.reason not in before


def said(**more: Any) -> dict[str, Any]:
    """What a person said, as Alexa would send it."""
    return event({**SAID, **more})


def cases() -> Iterator[tuple[str, Case]]:
    """Every hostile request by its name."""
    yield from _http()
    yield from _headers()
    yield from _addresses()
    yield from _hosts()
    yield from _chains()
    yield from _signatures()
    yield from _bodies()
    yield from _timestamps()
    yield from _applications()


def _plain(reason: Reason, sent: Sent) -> Case:
    return Case(reason, lambda _: sent)


def _timely(reason: Reason, what: Callable[[], Any]) -> Case:
    """A signed request made when it is sent, because its timestamp counts."""
    return Case(reason, lambda _: signed(what()))


# ---------------------------------------------------------------- HTTP


def _http() -> Iterator[tuple[str, Case]]:
    good = signed(said())
    for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"):
        yield f"method {method}", _plain(Reason.METHOD, replace(good, method=method))
    for kind in (
        None,
        "text/plain",
        "application/x-www-form-urlencoded",
        f"application/json{MARK}",
        "multipart/form-data",
        "*/*",
    ):
        yield f"content type {kind}", _plain(Reason.CONTENT_TYPE, good.but(Content_Type=kind))
    for path in ("/", "/Alexa", "/alexa/", f"/{MARK}", "/alexa%00", "/alexa;x"):
        yield f"path {path}", _plain(Reason.PATH, replace(good, path=path))
    for size in (65_537, 200_000):
        yield f"{size} bytes", _plain(Reason.TOO_LARGE, replace(good, body=MARK.encode() * (size // 9 + 1)))


def _headers() -> Iterator[tuple[str, Case]]:
    good = signed(said())
    signature = good.headers["Signature-256"]
    for name, sent in {
        "neither": good.but(Signature_256=None, SignatureCertChainUrl=None),
        "no signature": good.but(Signature_256=None),
        "no address": good.but(SignatureCertChainUrl=None),
        "empty signature": good.but(Signature_256=""),
        "empty address": good.but(SignatureCertChainUrl=""),
        "only the old signature header": good.but(Signature_256=None, Signature=signature),
        "a header that asks for no check": good.but(Signature_256=None, X_Verify="off", X_Forwarded_For="127.0.0.1"),
    }.items():
        yield f"headers: {name}", _plain(Reason.HEADERS, sent)
    unsigned = replace(good.but(Signature_256=None), path="/alexa?verify=false&debug=1")
    yield "headers: a query that asks for no check", _plain(Reason.HEADERS, unsigned)


ADDRESSES = (
    "http://s3.amazonaws.com/echo.api/x.pem",
    "ftp://s3.amazonaws.com/echo.api/x.pem",
    "file:///echo.api/x.pem",
    "//s3.amazonaws.com/echo.api/x.pem",
    "s3.amazonaws.com/echo.api/x.pem",
    "https:/s3.amazonaws.com/echo.api/x.pem",
    f"https://{MARK}.com/echo.api/x.pem",
    f"https://s3.amazonaws.com.{MARK}.com/echo.api/x.pem",
    f"https://{MARK}.s3.amazonaws.com/echo.api/x.pem",
    "https://s3.amazonaws.com./echo.api/x.pem",
    "https://s3-amazonaws.com/echo.api/x.pem",
    "https://s3xamazonaws.com/echo.api/x.pem",
    "https://127.0.0.1/echo.api/x.pem",
    "https://[::1/echo.api/x.pem",
    "https://s3.amazonaws.com:563/echo.api/x.pem",
    "https://s3.amazonaws.com:abc/echo.api/x.pem",
    "https://s3.amazonaws.com:/echo.api/x.pem",
    "https://s3.amazonaws.com:00443/echo.api/x.pem",
    f"https://{MARK}@s3.amazonaws.com/echo.api/x.pem",
    f"https://{MARK}:{MARK}@s3.amazonaws.com/echo.api/x.pem",
    f"https://s3.amazonaws.com@{MARK}.com/echo.api/x.pem",
    f"https://{MARK}.com\\@s3.amazonaws.com/echo.api/x.pem",
    f"https://s3.amazonaws.com/echo.api/x.pem?{MARK}",
    f"https://s3.amazonaws.com/echo.api/x.pem#{MARK}",
    "https://s3.amazonaws.com/EcHo.aPi/x.pem",
    "https://s3.amazonaws.com/invalid.path/x.pem",
    "https://s3.amazonaws.com/echo.apix/x.pem",
    "https://s3.amazonaws.com/echo.api",
    "https://s3.amazonaws.com/echo.api/",
    "https://s3.amazonaws.com//echo.api/x.pem",
    "https://s3.amazonaws.com/echo.api/../evil/x.pem",
    "https://s3.amazonaws.com/evil/echo.api/x.pem",
    "https://s3.amazonaws.com/echo.api/%2e%2e/evil/x.pem",
    "https://s3.amazonaws.com/echo.api/..%2fevil/x.pem",
    "https://s3.amazonaws.com/%65cho.api/x.pem",
    "https://s3.amazonaws.com/echo.api/x.pem%00",
    "https://s3.amazonaws.com/echo.api\\x.pem",
    "https://s3.amazonaws.com/echo.api/x .pem",
    "https://s3.amazonaws.com/echo.api/x\t.pem",
    "https://s3.amazonaws.com/echo.api/x.pem, https://s3.amazonaws.com/echo.api/y.pem",
    "https://s3.amazonaws.com/echo.api/\u00e9.pem",
    "https://s3.amazonaws.com/echo.api/" + "x" * 300,
    MARK,
)


def _addresses() -> Iterator[tuple[str, Case]]:
    for address in ADDRESSES:
        yield f"address {address[:70]!a}", _plain(Reason.CERTIFICATE_URL, signed(said(), address=address))


# ---------------------------------------------------------------- what the certificate host serves

_NUMBERS = count()


def _served(reason: Reason, served: bytes | Serve, by: Made | None = None) -> Case:
    """A request whose chain is this, at an address of its own."""

    def send(host: CertificateHost) -> Sent:
        path = f"/echo.api/{MARK}-{next(_NUMBERS)}.pem"
        host.files[path] = served
        return signed(said(), by, f"https://s3.amazonaws.com{path}")

    return Case(reason, send)


def _redirect(where: str) -> Serve:
    return lambda handler: answer(handler, 302, b"", Location=where)


def _with_status(status: int) -> Serve:
    return lambda handler: answer(handler, status, pki().chain)


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"\n" * 4096)


def _nonsense(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(f"{MARK}\r\n\r\n".encode())
    handler.close_connection = True


def _hangs_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


def _hosts() -> Iterator[tuple[str, Case]]:
    for name, served in {
        "403": _with_status(403),
        "404": _with_status(404),
        "500": _with_status(500),
        "206": _with_status(206),
        "a redirect to the good chain": _redirect(ADDRESS),
        "a redirect elsewhere": _redirect(f"https://{MARK}.com/echo.api/x.pem"),
        "a redirect to plain HTTP": _redirect(ADDRESS.replace("https", "http")),
        "more than a chain needs": pki().chain + b"\n" * MOST_BYTES,
        "no end": _endless,
        "no HTTP": _nonsense,
        "nothing": _hangs_up,
    }.items():
        yield f"host serves {name}", _served(Reason.CERTIFICATE_HOST, served)


def drops_of_a_head(handler: BaseHTTPRequestHandler) -> None:
    """Its head letter by letter."""
    for letter in b"HTTP/1.1 200 OK\r\nX-Slowly: " + b"x" * 30:
        handler.wfile.write(bytes([letter]))
        time.sleep(0.2)


def slow_hosts() -> Iterator[tuple[str, Case]]:
    """Hosts that take longer than a request can wait. They are apart because every one takes seconds."""

    def silent(_: BaseHTTPRequestHandler) -> None:
        time.sleep(8)

    def drops(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(30):
            handler.wfile.write(b"\n")
            time.sleep(0.2)

    for name, served in {"silent": silent, "dropping its body": drops, "dropping its head": drops_of_a_head}.items():
        yield f"host is {name}", _served(Reason.CERTIFICATE_HOST, served)


def _chains() -> Iterator[tuple[str, Case]]:
    made = pki()
    attacker = make(Recipe(name="attacker", key="attacker"))
    foreign = make(Recipe(key="attacker"), made.stranger)
    deep = make(authority("deep"), made.middle)
    weak = make(Recipe(key="1024"), made.middle)
    unlawful = make(Recipe(key="attacker"), made.leaf)
    namesake = replace(made.middle, key=made.stranger.key)
    limited = make(authority("limited", extra=(_only("example.com"),)), made.root)
    for name, served, by in (
        ("empty", b"", made.leaf),
        ("an error page", b"<html>zebrafish</html>", made.leaf),
        ("in DER", made.leaf.der, made.leaf),
        ("not base64", b"-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n", made.leaf),
        ("not a certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", made.leaf),
        ("cut off", made.chain[: len(made.leaf.pem) // 2], made.leaf),
        ("a private key", made.leaf.private_pem, made.leaf),
        ("a good chain in another armour, then the attacker", _armoured("FOO", made.chain) + attacker.pem, attacker),
        ("a good leaf in another armour, then the attacker", _armoured("FOO", made.leaf.pem) + attacker.pem, attacker),
        ("a trusted certificate, then the attacker", _armoured("TRUSTED CERTIFICATE", made.leaf.pem) + attacker.pem, attacker),
        ("the attacker, then a good chain", attacker.pem + made.chain, attacker),
        ("reversed", made.middle.pem + made.leaf.pem, made.leaf),
        ("reversed, signed by the authority", made.middle.pem + made.leaf.pem, made.middle),
        ("without its authority", made.leaf.pem, made.leaf),
        ("signed by itself", attacker.pem, attacker),
        ("under a root that nobody trusts", foreign.pem + made.stranger.pem, foreign),
        ("under a namesake of the authority", make(Recipe(key="attacker"), namesake).pem + made.middle.pem, attacker),
        ("under a leaf", unlawful.pem + made.leaf.pem + made.middle.pem, unlawful),
        ("deeper than its authority allows", make(Recipe(), deep).pem + deep.pem + made.middle.pem, made.leaf),
        ("under an authority for other names", make(Recipe(), limited).pem + limited.pem, made.leaf),
        ("of an authority that has expired", _under_expired(), made.leaf),
        ("with a key of 1024 bits", weak.pem + made.middle.pem, weak),
        ("of a version that there is not", _of_version(4) + made.middle.pem, made.leaf),
    ):
        yield f"chain {name}", _served(Reason.CERTIFICATE_CHAIN, served, by)
    for name, served in {
        "good, then the attacker": made.chain + attacker.pem,
        "in an old armour, then the attacker": _armoured("X509 CERTIFICATE", made.leaf.pem) + attacker.pem + made.middle.pem,
    }.items():
        yield f"chain {name}", _served(Reason.SIGNATURE, served, attacker)
    for name, recipe in {
        "expired": Recipe(begins=-9 * DAY, ends=-timedelta(minutes=1)),
        "not yet valid": Recipe(begins=timedelta(hours=5)),
        "for another name": Recipe(names=("api.amazon.com",)),
        "for a longer name": Recipe(names=(f"{ALEXA}.{MARK}.com",)),
        "for any name": Recipe(names=("*.amazon.com",)),
        "with its name in the subject alone": Recipe(name=ALEXA, names=()),
        "that may not sign": Recipe(usage=False),
        "that does not say what it may": Recipe(usage=None),
        "for clients": Recipe(purposes=(ExtendedKeyUsageOID.CLIENT_AUTH,)),
        "for signing code": Recipe(purposes=(ExtendedKeyUsageOID.CODE_SIGNING,)),
        "that is an authority": Recipe(is_authority=True),
        "with a name in bits": Recipe(names=(), encoded_names=_names(_tagged(0xA4, _name_in_bits()))),
        "with a name of a kind long forgotten": Recipe(names=(), encoded_names=_names(_tagged(0xA3, b"zebrafish"))),
        "with an unknown critical extension": Recipe(extra=(_unknown(),)),
    }.items():
        yield f"leaf {name}", _served(Reason.CERTIFICATE_CHAIN, made.under(recipe), made.leaf)
    yield "leaf with an elliptic key", _served(Reason.CERTIFICATE_CHAIN, made.under(Recipe(key="ec")), made.leaf)


def _of_version(version: int) -> bytes:
    """The good leaf with another number for its version."""
    before = bytes.fromhex("a0030201")
    der = pki().leaf.der.replace(before + b"\2", before + bytes([version]), 1)
    return ssl.DER_cert_to_PEM_cert(der).encode()


def _names(*further: bytes) -> bytes:
    """Alexa's name and further ones, encoded."""
    return _tagged(0x30, _tagged(0x82, ALEXA.encode()), *further)


def _name_in_bits() -> bytes:
    """A common name written as a string of bits, which no reader expects."""
    return _tagged(0x30, _tagged(0x31, _tagged(0x30, bytes.fromhex("0603550403"), _tagged(3, b"\0zebrafish"))))


def _tagged(tag: int, *content: bytes) -> bytes:
    """DER, for content of less than 128 bytes."""
    joined = b"".join(content)
    return bytes([tag, len(joined)]) + joined


def _armoured(label: str, pem: bytes) -> bytes:
    return pem.replace(b" CERTIFICATE-----", f" {label}-----".encode())


def _only(domain: str) -> x509.NameConstraints:
    return x509.NameConstraints(permitted_subtrees=[x509.DNSName(domain)], excluded_subtrees=None)


def _unknown() -> x509.UnrecognizedExtension:
    return x509.UnrecognizedExtension(ObjectIdentifier("1.3.6.1.4.1.99999.1"), b"\x05\x00")


def _under_expired() -> bytes:
    expired = make(authority("old", begins=-9 * DAY, ends=-timedelta(minutes=1)), pki().root)
    return make(Recipe(), expired).pem + expired.pem


# ---------------------------------------------------------------- signatures


def _signatures() -> Iterator[tuple[str, Case]]:
    leaf, good, other = pki().leaf, signed(said()), signed(event(LAUNCH))
    body, signature = good.body, good.headers["Signature-256"]
    raw = leaf.sign(body)
    padding = PSS(MGF1(hashes.SHA256()), PSS.MAX_LENGTH)
    for name, sent in {
        "not base64": good.but(Signature_256=f"{MARK}!"),
        "badly padded": good.but(Signature_256=signature.rstrip("=") + "A"),
        "outside ASCII": good.but(Signature_256="\u00e9" * 40),
        "in the other base64": good.but(Signature_256=urlsafe_b64encode(b"\xff\xfe" + raw[2:]).decode()),
        "with a space in it": good.but(Signature_256=f"{signature[:9]} {signature[9:]}"),
        "twice": good.but(Signature_256=f"{signature},{signature}"),
        "cut short": good.but(Signature_256=b64encode(raw[:-1]).decode()),
        "of nothing but zeros": good.but(Signature_256=b64encode(bytes(256)).decode()),
        "of nothing but ones": good.but(Signature_256=b64encode(b"\xff" * 256).decode()),
        "very long": good.but(Signature_256="A" * 4000),
        "by SHA-1": good.but(Signature_256=b64encode(leaf.sign(body, hashes.SHA1())).decode()),  # noqa: S303
        "by SHA-512": good.but(Signature_256=b64encode(leaf.sign(body, hashes.SHA512())).decode()),
        "in another padding": good.but(Signature_256=b64encode(leaf.key.sign(body, padding, hashes.SHA256())).decode()),
        "by another key": signed(said(), pki().stranger),
        "by the authority's key": signed(said(), pki().middle),
        "of another request": replace(good, headers=other.headers),
        "of the body without its last byte": replace(good, body=body + b" "),
        "of the body with other spaces": replace(good, body=json.dumps(json.loads(body), indent=1).encode()),
        "replayed with a fresh timestamp": replace(signed(said(timestamp=now(minutes=-10))), body=body),
        "replayed with other words": replace(good, body=body.replace(b"numb", b"dumb")),
        "replayed for another session": replace(good, body=body.replace(b"session.1", b"session.2")),
        "of a body that was left out": replace(good, body=b""),
    }.items():
        yield f"signature {name}", _plain(Reason.SIGNATURE, sent)


# ---------------------------------------------------------------- what is signed


def _bodies() -> Iterator[tuple[str, Case]]:
    for name, body in {
        "nothing": b"",
        "words": MARK.encode(),
        "half of it": json.dumps(said()).encode()[:200],
        "a list": b"[]",
        "a number": b"7",
        "null": b"null",
        "not UTF-8": b'{"\xff\xfe": 1}',
        "a thousand lists": b"[" * 30_000,
        "a thousand objects": b'{"a":' * 10_000,
    }.items():
        yield f"body {name}", _plain(Reason.NOT_JSON, signed(body))


def _timestamps() -> Iterator[tuple[str, Case]]:
    for name, shift in {
        "too old": {"seconds": -153},
        "too new": {"seconds": 153},
        "of yesterday": {"days": -1},
        "of three minutes ago, replayed": {"minutes": -3},
        "of the next hour": {"hours": 1},
    }.items():
        yield f"timestamp {name}", _timely(Reason.TIMESTAMP, partial(_at, shift))
    for name, written in {
        "without a zone": lambda: now().rstrip("Z"),
        "a date": lambda: now()[:10],
        "a number": lambda: int(time.time() * 1000),
        "null": lambda: None,
        "empty": lambda: "",
        "a word": lambda: MARK,
        "a list": lambda: [now()],
        "of the year one": lambda: "0001-01-01T00:00:00+14:00",
        "of the last year": lambda: "9999-12-31T23:59:59-14:00",
    }.items():
        yield f"timestamp {name}", _timely(Reason.TIMESTAMP, partial(_written, written))
    skill_event = {"type": "AlexaSkillEvent.SkillEnabled"}
    yield "skill event of twenty minutes ago", _timely(Reason.TIMESTAMP, partial(_at, {"minutes": -20}, skill_event))
    for name, request in {"null": None, "a list for a": [MARK], "a word for a": MARK, "an empty": {}}.items():
        yield f"{name} request", _timely(Reason.TIMESTAMP, partial(_with, request=request))
    yield "no request", _timely(Reason.TIMESTAMP, lambda: {"version": "1.0", "session": said()["session"]})


def _at(shift: Mapping[str, float], request: Mapping[str, Any] = SAID) -> Any:
    return event({**request, "timestamp": now(**shift)})


def _written(written: Callable[[], Any]) -> Any:
    return said(timestamp=written())


def _with(**parts: Any) -> Any:
    return {**said(), **parts}


def _applications() -> Iterator[tuple[str, Case]]:
    other: Any = {"application": {"applicationId": f"amzn1.ask.skill.{MARK}"}}
    capitals: Any = {"application": {"applicationId": "AMZN1.ASK.SKILL.TESTS"}}
    for name, parts in {
        "another": {"session": other, "context": {"System": other}},
        "another in the session": {"session": other},
        "another in the context": {"context": {"System": other}},
        "none": {"session": {}, "context": {}},
        "a list": {"session": {"application": [MARK]}, "context": [MARK]},
        "ours in capitals": {"session": capitals, "context": {}},
    }.items():
        yield f"application {name}", _timely(Reason.APPLICATION, partial(_with, **parts))


CASES = dict(cases())
SLOW = dict(slow_hosts())
