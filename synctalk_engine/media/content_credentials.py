"""Content credentials: a signed C2PA manifest in a finished MP4 or QuickTime file.

It says that a trained model generated a part of the video, and proves that nothing was changed
since. The user brings the certificate and its key; nothing is sent anywhere, and there is no time
stamp, which would need a server.
"""

from __future__ import annotations

import importlib.util
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from synctalk_engine import __version__
from synctalk_engine.errors import MediaError
from synctalk_engine.media.ai_mark import DIGITAL_SOURCE_TYPE
from synctalk_engine.media.image_files import encode_jpeg
from synctalk_engine.workspace.atomic import PARTIAL_SUFFIX, replace

MEDIA_TYPES = {".mp4": "video/mp4", ".mov": "video/quicktime"}
MAX_PEM_BYTES = 1 << 20
TRIAL_SIDE_PX = 16
_CURVES = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}


@dataclass(frozen=True)
class ContentCredentials:
    """A certificate chain and its private key, both PEM files."""

    certificate: Path
    """The signer's certificate first, then those that lead to the root."""
    key: Path

    def check(self) -> None:
        """Sign a small image in memory, so that nothing is found out after a long render.

        Raises:
            MediaError: ``c2pa_packages_missing``, ``file_not_found``, ``c2pa_unusable``.
        """
        if importlib.util.find_spec("c2pa") is None:
            raise MediaError("c2pa_packages_missing")
        algorithm = self._algorithm()
        from c2pa import C2paError

        image = encode_jpeg(np.zeros((TRIAL_SIDE_PX, TRIAL_SIDE_PX, 3), np.uint8))
        try:
            self._sign_stream(algorithm, "image/jpeg", io.BytesIO(image), io.BytesIO(), "trial")
        except (C2paError, ValueError) as error:
            reason = f"it cannot sign ({_first_line(error)})"
            raise MediaError("c2pa_unusable", path=self.certificate, reason=reason) from error

    def sign(self, path: Path, suffix: str, title: str) -> None:
        """Put the manifest into a finished file; it stays as it was where that fails.

        Raises:
            MediaError: ``c2pa_not_signed``, with the reason.
        """
        signed = path.with_name(f"{path.name}.c2pa{PARTIAL_SUFFIX}")
        try:
            with path.open("rb") as source, signed.open("w+b") as target:
                media_type = MEDIA_TYPES[suffix]
                self._sign_stream(self._algorithm(), media_type, source, target, title)
            replace(signed, path)
        except Exception as error:  # the library has errors of many kinds
            signed.unlink(missing_ok=True)
            raise MediaError("c2pa_not_signed", reason=_first_line(error)) from error

    def _sign_stream(
        self, algorithm: str, media_type: str, source: BinaryIO, target: BinaryIO, title: str
    ) -> None:
        import c2pa

        info = c2pa.C2paSignerInfo(
            c2pa.C2paSigningAlg[algorithm], _read_pem(self.certificate), _read_pem(self.key), None
        )
        with c2pa.Signer.from_info(info) as signer, c2pa.Builder(_manifest(title)) as builder:
            builder.sign(signer, media_type, source, target)

    def _algorithm(self) -> str:
        """Name of the signature that the key makes, after a look at both files.

        Raises:
            MediaError: ``file_not_found``, ``c2pa_unusable``.
        """
        from cryptography import x509
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        certificate_data, key_data = _read_pem(self.certificate), _read_pem(self.key)
        try:
            leaf = x509.load_pem_x509_certificates(certificate_data)[0]
        except ValueError as error:
            raise _unusable(self.certificate, "it holds no certificate in PEM form") from error
        try:
            key = load_pem_private_key(key_data, password=None)
        except TypeError as error:
            raise _unusable(self.key, "the key is protected by a password") from error
        except Exception as error:  # ValueError, and one of its own for unknown kinds
            raise _unusable(self.key, "it holds no private key in PEM form") from error
        if key.public_key() != leaf.public_key():
            raise _unusable(self.key, "it is not the key of the certificate")
        if leaf.not_valid_after_utc < datetime.now(UTC):
            day = leaf.not_valid_after_utc.date()
            raise _unusable(self.certificate, f"the certificate ended on {day}")
        algorithm = _algorithm_of(key)
        if algorithm is None:
            raise _unusable(self.key, "keys of this kind cannot sign C2PA manifests")
        return algorithm


def credentials_of(
    certificate: Path | None, key: Path | None, suffix: str
) -> ContentCredentials | None:
    """Credentials that were asked for, tried out; None where none were.

    Raises:
        MediaError: ``c2pa_incomplete``, ``c2pa_format`` and those of ``check``.
    """
    if certificate is None and key is None:
        return None
    if certificate is None or key is None:
        raise MediaError("c2pa_incomplete")
    if suffix not in MEDIA_TYPES:
        raise MediaError("c2pa_format")
    credentials = ContentCredentials(certificate, key)
    credentials.check()
    return credentials


def _algorithm_of(key: Any) -> str | None:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    if isinstance(key, ec.EllipticCurvePrivateKey):
        return _CURVES.get(key.curve.name)
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ED25519"
    return "PS256" if isinstance(key, rsa.RSAPrivateKey) else None


def _manifest(title: str) -> str:
    action = {"action": "c2pa.created", "digitalSourceType": DIGITAL_SOURCE_TYPE}
    return json.dumps(
        {
            "claim_generator_info": [{"name": "SyncTalk Studio", "version": __version__}],
            "title": title,
            "assertions": [{"label": "c2pa.actions", "data": {"actions": [action]}}],
        }
    )


def _read_pem(path: Path) -> bytes:
    """A small file.

    Raises:
        MediaError: ``file_not_found``, ``c2pa_unusable``.
    """
    if not path.exists():
        raise MediaError("file_not_found", path=path)
    try:
        if path.stat().st_size > MAX_PEM_BYTES:
            raise _unusable(path, "it is too large for a PEM file")
        return path.read_bytes()
    except OSError as error:
        raise _unusable(path, "it is not a readable file") from error


def _unusable(path: Path, reason: str) -> MediaError:
    return MediaError("c2pa_unusable", path=path, reason=reason)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
