"""Where a signing certificate may be fetched from: Amazon's rules for SignatureCertChainUrl, and what is fetched by them."""

import re
from posixpath import normpath

from skill.web.refusal import Reason, Refused

HOST = "s3.amazonaws.com"
PORT = 443
FOLDER = "/echo.api/"
MOST_CHARACTERS = 256

# Scheme and host in any case, as Amazon says; the path in letters that need no decoding, so that nobody reads it in two ways.
_ADDRESS = re.compile(rf"https://{re.escape(HOST)}(?::{PORT})?(/[a-z0-9._~/-]+)", re.IGNORECASE | re.ASCII)


def certificate_path(url: str) -> str:
    """The path to fetch on HOST, without dots or doubled slashes. What is checked is what is fetched.

    Raises Refused for any other scheme, host, port or folder, and for userinfo, query, fragment, escapes and controls.
    """
    match = _ADDRESS.fullmatch(url) if len(url) <= MOST_CHARACTERS else None
    path = normpath(match[1]) if match else ""
    if not path.startswith(FOLDER):
        raise Refused(Reason.CERTIFICATE_URL)
    return path
