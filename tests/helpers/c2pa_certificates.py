"""A root and a signer's certificate, made for a test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class CertificateFiles:
    certificate: Path
    """The signer's certificate, then the root."""
    key: Path


def make_certificates(folder: Path, days: int = 30, password: bytes | None = None):
    """A chain that C2PA accepts; it ends after ``days``."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = _certificate("Test root", root_key, "Test root", root_key, days)
    leaf = _certificate("Test signer", key, "Test root", root_key, days)
    pem = serialization.Encoding.PEM
    lock = serialization.NoEncryption()
    if password is not None:
        lock = serialization.BestAvailableEncryption(password)
    files = CertificateFiles(folder / "chain.pem", folder / "key.pem")
    folder.mkdir(parents=True, exist_ok=True)
    files.certificate.write_bytes(leaf.public_bytes(pem) + root.public_bytes(pem))
    files.key.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, lock))
    return files


def _certificate(name: str, key: Any, issuer: str, issuer_key: Any, days: int) -> Any:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    def named(common_name: str) -> x509.Name:
        organisation = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Test")
        return x509.Name([organisation, x509.NameAttribute(NameOID.COMMON_NAME, common_name)])

    is_root, now = name == issuer, datetime.now(UTC)
    usage = [not is_root, False, False, False, False, is_root, is_root, False, False]
    own_id = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    issuer_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    builder = x509.CertificateBuilder(named(issuer), named(name), key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=60))
    builder = builder.not_valid_after(now + timedelta(days=days))
    builder = builder.add_extension(x509.BasicConstraints(is_root, None), True)
    builder = builder.add_extension(x509.KeyUsage(*usage), True)
    builder = builder.add_extension(own_id, False).add_extension(issuer_id, False)
    if not is_root:
        purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        builder = builder.add_extension(purposes, False)
    return builder.sign(issuer_key, hashes.SHA256())
