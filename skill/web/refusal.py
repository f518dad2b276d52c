"""Why a request is refused. The reason is logged; nothing of the request is."""

from enum import StrEnum

from skill.web.sdk import VerificationException


class Reason(StrEnum):
    """Every reason there is, as it stands in the log."""

    PATH = "no such path"
    METHOD = "method"
    CONTENT_TYPE = "content type"
    LENGTH = "no length"
    TOO_LARGE = "too large"
    INCOMPLETE = "incomplete"
    HEADERS = "signature headers"
    CERTIFICATE_URL = "certificate address"
    CERTIFICATE_HOST = "certificate host"
    CROWDED = "too many new certificates"
    CERTIFICATE_CHAIN = "certificate chain"
    SIGNATURE = "signature"
    NOT_JSON = "not a request"
    TIMESTAMP = "timestamp"
    APPLICATION = "application"
    HTTP = "http"


STATUS = {Reason.PATH: 404, Reason.METHOD: 405, Reason.TOO_LARGE: 413, Reason.CONTENT_TYPE: 415}
"""The HTTP status where it is not 400, which is what Amazon wants for everything that is not from Alexa."""


class Refused(VerificationException):
    """A request that is not answered, in the SDK's own kind of exception."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
