"""What is used of ask-sdk-webservice-support, and the one way to import it.

Its module imports certvalidator, whose library oscrypto fails to load beside OpenSSL 3.0.10 or later: it cannot read a patch
number of two digits, and the mended version was never released. Only the SDK's own certificate check uses certvalidator, and
ours takes that check's place. So empty stand-ins are there while the SDK is imported, and gone afterwards.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ask_sdk_webservice_support.verifier import AbstractVerifier, TimestampVerifier, VerificationException
else:

    def _imported() -> ModuleType:
        validator, errors = ModuleType("certvalidator"), ModuleType("certvalidator.errors")
        validator.CertificateValidator = None
        errors.PathError = errors.ValidationError = ()
        stand_ins = {each.__name__: each for each in (validator, errors) if each.__name__ not in sys.modules}
        sys.modules.update(stand_ins)
        try:
            return import_module("ask_sdk_webservice_support.verifier")
        finally:
            for name in stand_ins:
                del sys.modules[name]

    _verifier = _imported()
    AbstractVerifier = _verifier.AbstractVerifier
    TimestampVerifier = _verifier.TimestampVerifier
    VerificationException = _verifier.VerificationException

__all__ = ["AbstractVerifier", "TimestampVerifier", "VerificationException"]
