"""Signed videos, verified by c2pa's own reader with a chain that the test makes."""

from __future__ import annotations

import importlib.util
import io
import json
from pathlib import Path

import av
import numpy as np
import pytest

from synctalk_engine.errors import MediaError
from synctalk_engine.media.ai_mark import DIGITAL_SOURCE_TYPE, xmp_packet
from synctalk_engine.media.content_credentials import ContentCredentials, credentials_of
from synctalk_engine.media.video_codecs import Encoding
from synctalk_engine.media.video_output import Marks, open_video_writer
from tests.helpers.c2pa_certificates import make_certificates

FRAMES = 5


@pytest.fixture
def c2pa():
    return pytest.importorskip("c2pa", reason="the extra c2pa is not installed (53 MB)")


def write_video(path: Path, format_name: str, marks: Marks) -> None:
    encoding = Encoding(format_name)
    with open_video_writer(path, 25, (64, 48), None, encoding, marks) as writer:
        for index in range(FRAMES):
            writer.write(np.full((48, 64, 3), 20 * index, np.uint8))


def state_of(c2pa, media_type: str, data: bytes, root: bytes) -> tuple[str, dict]:
    """What the reader says, with the test's root as the only trusted one."""
    settings = {
        "trust": {"trust_anchors": root.decode(), "trust_config": "1.3.6.1.5.5.7.3.4"},
        "verify": {"verify_trust": True},
    }
    context = c2pa.Context(c2pa.Settings.from_dict(settings))
    with c2pa.Reader(media_type, io.BytesIO(data), context=context) as reader:
        return reader.get_validation_state(), json.loads(reader.json())


@pytest.mark.parametrize("is_marked", [True, False])
@pytest.mark.parametrize(
    ("format_name", "suffix", "media_type"),
    [("h264", ".mp4", "video/mp4"), ("prores4444", ".mov", "video/quicktime")],
)
def test_a_signed_video_is_verified_and_keeps_the_ai_mark(
    c2pa, tmp_path: Path, format_name: str, suffix: str, media_type: str, is_marked: bool
) -> None:
    files = make_certificates(tmp_path / "Zertifikate 证书")
    path = tmp_path / f"Video{suffix}"
    credentials = credentials_of(files.certificate, files.key, suffix)
    write_video(path, format_name, Marks(is_marked, credentials))
    data, chain = path.read_bytes(), files.certificate.read_bytes()
    root = chain[chain.rindex(b"-----BEGIN") :]
    state, manifests = state_of(c2pa, media_type, data, root)
    assert state == "Trusted"
    manifest = manifests["manifests"][manifests["active_manifest"]]
    assert manifest["title"] == path.name
    assert DIGITAL_SOURCE_TYPE in json.dumps(manifest["assertions"])
    assert (xmp_packet() in data) == is_marked
    with av.open(str(path)) as container:
        assert len(list(container.decode(video=0))) == FRAMES
    assert [child.name for child in tmp_path.iterdir() if child.is_file()] == [path.name]
    changed = bytearray(data)
    changed[data.index(b"mdat") + 40] ^= 1
    assert state_of(c2pa, media_type, bytes(changed), root)[0] == "Invalid"


def test_a_video_is_kept_where_signing_fails(
    c2pa, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = make_certificates(tmp_path / "c")
    credentials = ContentCredentials(files.certificate, files.key)
    files.key.unlink()
    with pytest.raises(MediaError) as caught:
        write_video(tmp_path / "a.mp4", "h264", Marks(True, credentials))
    assert caught.value.code == "c2pa_not_signed"
    with av.open(str(tmp_path / "a.mp4")) as container:
        assert len(list(container.decode(video=0))) == FRAMES


def _bad(folder: Path, case: str) -> tuple[Path | None, Path | None, str]:
    files = make_certificates(folder / "c")
    certificate, key, suffix = files.certificate, files.key, ".mp4"
    if case == "no key":
        key = None
    elif case == "no certificate":
        certificate = None
    elif case == "another format":
        suffix = ".webm"
    elif case == "missing file":
        key = folder / "nothing.pem"
    elif case == "a folder":
        certificate = folder
    elif case == "not PEM":
        certificate.write_bytes(b"\x00\x01 not a certificate")
    elif case == "no private key":
        key = certificate
    elif case == "password":
        key = make_certificates(folder / "c", password=b"secret").key
    elif case == "another's key":
        key = make_certificates(folder / "d").key
    elif case == "expired":
        files = make_certificates(folder / "c", days=-3)
    elif case == "huge file":
        key.write_bytes(b"x" * (2 << 20))
    return certificate, key, suffix


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("no key", "c2pa_incomplete"),
        ("no certificate", "c2pa_incomplete"),
        ("another format", "c2pa_format"),
        ("missing file", "file_not_found"),
        ("a folder", "c2pa_unusable"),
        ("not PEM", "c2pa_unusable"),
        ("no private key", "c2pa_unusable"),
        ("password", "c2pa_unusable"),
        ("another's key", "c2pa_unusable"),
        ("expired", "c2pa_unusable"),
        ("huge file", "c2pa_unusable"),
    ],
)
def test_bad_certificates_are_told_before_rendering(
    c2pa, tmp_path: Path, case: str, code: str
) -> None:
    with pytest.raises(MediaError) as caught:
        credentials_of(*_bad(tmp_path, case))
    assert caught.value.code == code and caught.value.exit_code == 3


def test_without_the_package_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(MediaError) as caught:
        credentials_of(tmp_path / "a", tmp_path / "b", ".mp4")
    assert "synctalk-studio[c2pa]" in caught.value.hint
