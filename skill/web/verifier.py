"""Is this request from Alexa, for this skill, and of now? Nothing of it is parsed before its signature is verified."""

import json
from base64 import b64decode
from typing import Any

from ask_sdk_model import LaunchRequest, RequestEnvelope
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from dateutil.parser import isoparse
from werkzeug.datastructures import Headers

from skill.alexa.skill import application_id_of
from skill.web.certificate_url import certificate_path
from skill.web.keys import SigningKeys
from skill.web.refusal import Reason, Refused
from skill.web.sdk import AbstractVerifier, TimestampVerifier, VerificationException

CHAIN_HEADER = "SignatureCertChainUrl"
SIGNATURE_HEADER = "Signature-256"


class SignatureVerifier(AbstractVerifier):
    """The SDK's seam for verifying a request, in the place of its own RequestVerifier."""

    def __init__(self, keys: SigningKeys) -> None:
        self._keys = keys

    # The SDK would have decoded and parsed the body by now; here nothing has touched it.
    def verify(  # type: ignore[override]
        self, headers: Headers, serialized_request_env: bytes, deserialized_request_env: None = None
    ) -> None:
        """Raise Refused unless the bytes of the body were signed by Alexa."""
        address, signature = headers.get(CHAIN_HEADER), headers.get(SIGNATURE_HEADER)
        if not address or not signature:
            raise Refused(Reason.HEADERS)
        key = self._keys.at(certificate_path(address))
        try:
            key.verify(b64decode(signature, validate=True), serialized_request_env, PKCS1v15(), SHA256())
        except (ValueError, InvalidSignature) as error:
            raise Refused(Reason.SIGNATURE) from error


class RequestVerifier:
    """Every check of a request, in order. Raises ValueError for an empty application id; there is no way to leave a check out."""

    def __init__(self, application_id: str, keys: SigningKeys) -> None:
        if not application_id:
            raise ValueError("an application id is needed: without it anybody could use this endpoint")
        self._application_id = application_id
        self._signature = SignatureVerifier(keys)
        self._timestamp = TimestampVerifier()

    def event(self, headers: Headers, body: bytes) -> dict[str, Any]:
        """The event that Alexa sent. Raises Refused."""
        self._signature.verify(headers, body)
        event = _parsed(body)
        self._check_timestamp(event)
        if application_id_of(event) != self._application_id:
            raise Refused(Reason.APPLICATION)
        return event

    def _check_timestamp(self, event: dict[str, Any]) -> None:
        """The SDK's own check, given the timestamp alone: skill events, which are not for this skill, it would allow an hour."""
        request = event.get("request")
        written = request.get("timestamp") if isinstance(request, dict) else None
        if not isinstance(written, str):
            raise Refused(Reason.TIMESTAMP)
        try:
            self._timestamp.verify({}, "", RequestEnvelope(request=LaunchRequest(timestamp=isoparse(written))))
        except (TypeError, ValueError, OverflowError, VerificationException) as error:
            raise Refused(Reason.TIMESTAMP) from error


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        event = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused(Reason.NOT_JSON) from error
    if not isinstance(event, dict):
        raise Refused(Reason.NOT_JSON)
    return event
