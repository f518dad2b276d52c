"""Certificates of the tests' own making: authorities, leaves, and everything that can be wrong with them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, NameOID

ALEXA = "echo-api.amazon.com"
HOST = "s3.amazonaws.com"
DAY = timedelta(days=1)


@cache
def key(name: str) -> Any:
    """A key for each name, made once: RSA of 2048 bits, or what the name says."""
    if name.startswith("ec"):
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(65537, 1024 if name.startswith("1024") else 2048)


@dataclass(frozen=True)
class Made:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: Any

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def private_pem(self) -> bytes:
        return self.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())

    def sign(self, body: bytes, algorithm: Any = None) -> bytes:
        return self.key.sign(body, PKCS1v15(), algorithm or hashes.SHA256())


@dataclass(frozen=True)
class Recipe:
    """What goes into a certificate; as it stands, a good leaf for Alexa."""

    name: str = "leaf"
    key: str = "leaf"
    names: tuple[str, ...] = (ALEXA,)
    begins: timedelta = -DAY
    ends: timedelta = 90 * DAY
    is_authority: bool = False
    path_length: int | None = None
    usage: bool | None = True
    """Whether it may sign; None leaves the extension out."""
    purposes: tuple[x509.ObjectIdentifier, ...] = (ExtendedKeyUsageOID.SERVER_AUTH,)
    extra: tuple[x509.ExtensionType, ...] = field(default=())
    encoded_names: bytes = b""
    """The names as they are to stand in the certificate, in DER, where the library would not write them so."""


def authority(name: str, **more: Any) -> Recipe:
    return Recipe(name=name, key=more.pop("key", name), names=(), is_authority=True, purposes=(), **more)


def make(recipe: Recipe, issuer: Made | None = None) -> Made:
    """A certificate by a recipe, issued by another or by itself."""
    own = key(recipe.key)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, recipe.name)])
    issued_by = issuer.certificate.subject if issuer else subject
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issued_by)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + recipe.begins)
        .not_valid_after(now + recipe.ends)
        .add_extension(x509.BasicConstraints(ca=recipe.is_authority, path_length=recipe.path_length), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
    )
    signer = issuer.key if issuer else own
    builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    if recipe.names:
        names = x509.SubjectAlternativeName([x509.DNSName(each) for each in recipe.names])
        builder = builder.add_extension(names, critical=False)
    if recipe.encoded_names:
        encoded = x509.UnrecognizedExtension(ExtensionOID.SUBJECT_ALTERNATIVE_NAME, recipe.encoded_names)
        builder = builder.add_extension(encoded, critical=False)
    if recipe.usage is not None:
        builder = builder.add_extension(_usage(may_sign=recipe.usage, is_authority=recipe.is_authority), critical=True)
    if recipe.purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(recipe.purposes), critical=False)
    for each in recipe.extra:
        builder = builder.add_extension(each, critical=True)
    return Made(builder.sign(signer, hashes.SHA256()), own)


def _usage(*, may_sign: bool, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=may_sign and not is_authority,
        content_commitment=False,
        key_encipherment=not is_authority,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


class Pki:
    """A root that is trusted, an authority under it, a leaf for Alexa, and the certificate host's own certificate."""

    def __init__(self) -> None:
        self.root = make(authority("root"))
        self.middle = make(authority("middle", path_length=0), self.root)
        self.leaf = make(Recipe(), self.middle)
        self.host = make(Recipe(name="host", key="host", names=(HOST,)), self.root)
        self.stranger = make(authority("stranger"))
        """A root that nobody trusts."""

    @property
    def chain(self) -> bytes:
        """What Amazon would serve."""
        return self.leaf.pem + self.middle.pem

    def under(self, recipe: Recipe, issuer: Made | None = None) -> bytes:
        """A chain whose leaf is made by a recipe."""
        return make(recipe, issuer or self.middle).pem + self.middle.pem


@cache
def pki() -> Pki:
    """One for each process of the tests: keys take time to make."""
    return Pki()
