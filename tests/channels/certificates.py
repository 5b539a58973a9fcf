"""Certificates for servers on loopback: an authority that a test trusts, and one that nobody does."""

import ssl
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LONG_AGO, LATE = datetime(2000, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
TRUSTED, UNTRUSTED = "An authority of these tests", "Nobody's authority"
NAMES = ("localhost", "provider.test")


@cache
def _authority(name: str) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    built = _built(called, called, key).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    usage = x509.KeyUsage(
        key_cert_sign=True, crl_sign=True, digital_signature=False, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False,
        decipher_only=False,
    )  # fmt: skip
    known = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return built.add_extension(usage, critical=True).add_extension(known, critical=False).sign(
        key, hashes.SHA256()
    ), key


def _built(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(LONG_AGO)
        .not_valid_after(LATE)
    )


@cache
def server_pem(authority: str) -> bytes:
    """What a server on 127.0.0.1, `localhost` or `provider.test` shows, signed by an authority, and a key."""
    issuer, signing = _authority(authority)
    key = ec.generate_private_key(ec.SECP256R1())
    names = x509.SubjectAlternativeName([
        *map(x509.DNSName, NAMES), x509.IPAddress(IPv4Address("127.0.0.1")),
    ])  # fmt: skip
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key())
    built = _built(subject, issuer.subject, key).add_extension(names, critical=False)
    certificate = built.add_extension(signer, critical=False).sign(signing, hashes.SHA256())
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate.public_bytes(serialization.Encoding.PEM) + secret


@cache
def server_context(authority: str) -> ssl.SSLContext:
    """The same, ready for a server of our own."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile(suffix=".pem") as file:
        file.write(server_pem(authority))
        file.flush()
        context.load_cert_chain(file.name)
    return context


def trust(folder: Path, setenv: Callable[[str, str], None]) -> None:
    """Have every library trust the authority of these tests, as one does with a company's own."""
    path = folder / "authority.pem"
    path.write_bytes(_authority(TRUSTED)[0].public_bytes(serialization.Encoding.PEM))
    for variable in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
        setenv(variable, str(path))
