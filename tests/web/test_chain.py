"""What certificates are judged by: the bundle of roots as it is installed. All that is refused is in the hostile requests."""

import ssl
from datetime import UTC, datetime
from pathlib import Path

import certifi
import pytest
from cryptography.x509.verification import Store
from hypothesis import assume, example, given
from hypothesis import strategies as st

from skill.web.chain import _readable, signing_key, trusted_roots
from skill.web.refusal import Refused
from tests.web.pki import pki

NOW = datetime.now(UTC)


def test_roots_of_certifi_are_read_without_a_warning() -> None:
    """Those that Amazon's certificates end in among them, the old one with the serial number nought included."""
    names = [each.subject.rfc4514_string() for each in _readable(Path(certifi.where()).read_bytes())]
    assert sum("CN=Amazon Root CA" in name for name in names) == 4
    assert sum("CN=Starfield Services Root" in name for name in names) == 1


def test_unreadable_root_does_not_stop_the_service() -> None:
    """The rest of the bundle is used."""
    broken = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    assert list(_readable(pki().root.pem + broken + pki().stranger.pem)) == [pki().root.certificate, pki().stranger.certificate]


def test_nobody_else_is_trusted() -> None:
    """A chain that is right in everything but its root is refused under the roots as they are installed."""
    with pytest.raises(Refused):
        signing_key(pki().chain, trusted_roots(), NOW)


CHAIN = (pki().leaf.der, pki().middle.der)
VERSION = pki().leaf.der.index(bytes.fromhex("a003020102")) + 4


@example(0, VERSION, b"\x04")
@given(st.sampled_from([0, 1]), st.integers(0, min(map(len, CHAIN)) - 1) | st.integers(0, 60), st.binary(max_size=3))
def test_spoilt_certificate_is_refused_and_nothing_worse(which: int, place: int, put: bytes) -> None:
    """A byte of a certificate replaced anywhere: the chain is not trusted, whatever the library thinks of it."""
    spoilt = list(CHAIN)
    spoilt[which] = spoilt[which][:place] + put + spoilt[which][place + 1 :]
    assume(spoilt[which] != CHAIN[which])
    with pytest.raises(Refused):
        signing_key("".join(map(ssl.DER_cert_to_PEM_cert, spoilt)).encode(), Store([pki().root.certificate]), NOW)


def test_key_is_good_until_the_first_of_its_chain_expires() -> None:
    """A leaf that outlives its authority is not trusted longer than it."""
    store = Store([pki().root.certificate])
    until = signing_key(pki().chain, store, NOW).until
    assert until == min(each.certificate.not_valid_after_utc for each in (pki().leaf, pki().middle, pki().root))
