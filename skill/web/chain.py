"""Whether a certificate chain is Amazon's for Alexa. The path is built and checked by the cryptography library."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import certifi
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.verification import PolicyBuilder, Store

from skill.web.refusal import Reason, Refused

NAME = "echo-api.amazon.com"
LEAST_BITS = 2048
MOST_INTERMEDIATES = 4

_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)


@dataclass(frozen=True)
class SigningKey:
    """A key that Alexa signs with, and the moment from which it must be shown anew that it is."""

    key: RSAPublicKey
    until: datetime


def trusted_roots() -> Store:
    """The roots that certifi ships."""
    return Store(list(_readable(Path(certifi.where()).read_bytes())))


def _readable(bundle: bytes) -> Iterator[x509.Certificate]:
    """One by one: a root that the library warns of is used while it can be read, and does not stop the service after that."""
    for pem in _PEM.findall(bundle):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", CryptographyDeprecationWarning)
            try:
                yield x509.load_pem_x509_certificate(pem)
            except ValueError:
                continue


def signing_key(pem: bytes, roots: Store, now: datetime) -> SigningKey:
    """The key of the first certificate in the file, if the rest leads from it to one of the roots at this moment.

    The same parser reads the certificate that is checked and the key that is used. Raises Refused, and nothing else.
    """
    try:
        return _verified(pem, roots, now)
    # The library has no common class for what it finds wrong, and says of some malformed certificates only TypeError.
    except Exception as error:  # whatever it is, the chain is not trusted
        raise Refused(Reason.CERTIFICATE_CHAIN) from error


def _verified(pem: bytes, roots: Store, now: datetime) -> SigningKey:
    leaf, *rest = x509.load_pem_x509_certificates(pem)
    policy = PolicyBuilder().store(roots).time(now).max_chain_depth(MOST_INTERMEDIATES)
    chain = policy.build_server_verifier(x509.DNSName(NAME)).verify(leaf, rest)
    key = leaf.public_key()
    if not isinstance(key, RSAPublicKey) or key.key_size < LEAST_BITS or not _for_signing_by_alexa(leaf):
        raise ValueError("the leaf's key is not one that Alexa signs with")
    return SigningKey(key, min(each.not_valid_after_utc for each in chain))


def _for_signing_by_alexa(leaf: x509.Certificate) -> bool:
    """The library takes a wildcard for the name, and a leaf that does not say what its key is for. We do not."""
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value.get_values_for_type(x509.DNSName)
    return NAME in names and leaf.extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature
