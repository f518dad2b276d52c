"""One service and everything it meets: what a genuine request looks like, and how one is sent."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from skill.web.app import Service, create_app
from skill.web.settings import Settings
from tests.support import APPLICATION, LAUNCH, envelope
from tests.web.certificate_host import CertificateHost
from tests.web.pki import Made, pki

PATH = "/echo.api/echo-api-cert-12.pem"
ADDRESS = f"https://s3.amazonaws.com{PATH}"


@dataclass(frozen=True)
class Sent:
    """One HTTP request."""

    body: bytes
    headers: Mapping[str, str]
    method: str = "POST"
    path: str = "/alexa"

    def but(self, **headers: str | None) -> "Sent":
        """The same with other headers; None takes one out."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        kept = {name: value for name, value in self.headers.items() if name.lower() not in {each.lower() for each in named}}
        return replace(self, headers={**kept, **{name: value for name, value in named.items() if value is not None}})


def now(**shift: float) -> str:
    """The time as Alexa writes it."""
    return (datetime.now(UTC) + timedelta(**shift)).strftime("%Y-%m-%dT%H:%M:%SZ")


def event(request: Mapping[str, Any] = LAUNCH, talk: Any = None, **more: Any) -> dict[str, Any]:
    """A request as Alexa sends it, of this moment."""
    return envelope({"timestamp": now(), **request}, talk, **more)


def signed(what: Any, by: Made | None = None, address: str = ADDRESS) -> Sent:
    """A request with its signature."""
    body = what if isinstance(what, bytes) else json.dumps(what).encode()
    signature = b64encode((by or pki().leaf).sign(body)).decode()
    headers = {"Content-Type": "application/json; charset=utf-8", "SignatureCertChainUrl": address, "Signature-256": signature}
    return Sent(body, headers)


class World:
    """The service, the certificate host, and the names that were looked up."""

    def __init__(self, host: CertificateHost, looked_up: list[str]) -> None:
        self.host = host
        self.looked_up = looked_up
        self.reset()

    @cached_property
    def service(self) -> Service:
        return create_app(Settings(APPLICATION))

    def reset(self) -> None:
        """As at the start: only the good chain is served, and nothing is known to the service."""
        self.host.files = {PATH: pki().chain}
        self.host.asked.clear()
        self.looked_up.clear()
        self.__dict__.pop("service", None)

    def send(self, sent: Sent) -> Any:
        """The answer of the service."""
        length = {"CONTENT_LENGTH": str(len(sent.body))}
        client = self.service.test_client()
        return client.open(sent.path, method=sent.method, data=sent.body, headers=dict(sent.headers), environ_overrides=length)
