"""The SDK's own verifier, with the import that fails beside OpenSSL 3.0.10 or later mended: for the benchmark alone.

Its library oscrypto looks for a patch number of one digit in OpenSSL's version. Here it is shown one of any length.
"""

import re
import warnings
from functools import partial
from importlib import import_module
from typing import Any
from unittest.mock import patch

ONE_DIGIT, ANY_NUMBER = r"\d\.\d\.\d[a-z]*", r"\d\.\d\.\d+[a-z]*"


def webservice_handler(skill: Any, url: str, chain: bytes) -> Any:
    """The SDK's handler for web services, with its verifiers as they come, and this chain fetched already."""
    warnings.simplefilter("ignore")  # it uses what Python and cryptography have deprecated
    with patch.object(re, "search", partial(_search, re.search)):
        certvalidator = import_module("certvalidator")
    verifier = import_module("ask_sdk_webservice_support.verifier")
    # The service imports the same module, with stand-ins in place of these.
    verifier.CertificateValidator = certvalidator.CertificateValidator  # type: ignore[attr-defined]
    errors = import_module("certvalidator.errors")
    verifier.PathError, verifier.ValidationError = errors.PathError, errors.ValidationError  # type: ignore[attr-defined]
    handler = import_module("ask_sdk_webservice_support.webservice_handler").WebserviceSkillHandler(skill)
    signatures = next(each for each in handler._verifiers if isinstance(each, verifier.RequestVerifier))
    signatures._cert_cache[url] = chain
    return handler


def _search(search: Any, pattern: Any, *more: Any, **named: Any) -> Any:
    return search(pattern.replace(ONE_DIGIT, ANY_NUMBER) if isinstance(pattern, str) else pattern, *more, **named)
