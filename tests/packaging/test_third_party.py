"""Notices and parts list: what is named is what is inside."""

from __future__ import annotations

import email
import importlib.metadata
import json
from pathlib import Path

import pytest


@pytest.fixture
def third_party(script):
    return script("third_party")


def test_files_lead_to_their_packages(third_party, tmp_path):
    stray = tmp_path / "libstray.so"
    stray.write_bytes(b"")
    import filelock
    import psutil

    found = third_party.inside([filelock.__file__, psutil.__file__, json.__file__, str(stray)])
    names = {part.name.lower() for part in found.parts}
    assert {"filelock", "psutil", "python", "pyinstaller"} >= names >= {"filelock", "python"}
    assert found.unknown == (str(stray),)


@pytest.fixture(autouse=True)
def without_pyinstaller(third_party, monkeypatch):
    """The test environment does not have it."""
    monkeypatch.setattr(third_party, "_BUILD_TOOLS", ())


def test_our_own_files_are_no_third_party(third_party, parts):
    found = third_party.inside([str(parts.ROOT / "synctalk_engine" / "errors.py")])
    assert [part.name for part in found.parts] == ["Python"]
    assert found.unknown == ()


def test_weights_are_named_with_their_licence(third_party, parts):
    found = third_party.inside([], parts.WEIGHTS)
    licences = {part.name: part.licence for part in found.parts if part.kind == "weights"}
    assert len(licences) == len(parts.WEIGHTS)
    assert licences["Moonshine tiny, encoder"] == "MIT"


def test_the_notices_hold_each_text_once_with_all_it_goes_for(third_party):
    made = third_party.Part
    found = third_party.Inside(
        (
            made("one", "1.0", "MIT", "pypi", texts=("THE TEXT",)),
            made("two", "2.0", "MIT", "pypi", texts=("THE TEXT",)),
        ),
        ("/usr/lib/libodd.so",),
    )
    text = third_party.notices(found)
    assert text.count("THE TEXT") == 1
    assert "one, two" in text and "libodd.so" in text


def test_the_parts_list_is_cyclonedx(third_party, tmp_path):
    import psutil

    found = third_party.inside([psutil.__file__])
    third_party.write(found, tmp_path)
    listed = json.loads((tmp_path / third_party.SBOM_NAME).read_text(encoding="utf-8"))
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.5")
    version = importlib.metadata.version("psutil")
    component = next(part for part in listed["components"] if part["name"] == "psutil")
    assert component["purl"] == f"pkg:pypi/psutil@{version}"
    assert component["licenses"][0]["license"]["name"].startswith("BSD")
    assert listed == json.loads(json.dumps(third_party.sbom(found)))  # the same every time


def test_whole_licence_texts_are_taken(third_party):
    import psutil

    found = third_party.inside([psutil.__file__])
    part = next(part for part in found.parts if part.name == "psutil")
    assert any("Redistribution and use" in text for text in part.texts)


@pytest.mark.parametrize(
    ("head", "licence"),
    [
        ("License-Expression: Apache-2.0\nLicense: something", "Apache-2.0"),
        ("License: MIT\n", "MIT"),
        ("Classifier: License :: OSI Approved :: ISC License (ISCL)\n", "ISC License (ISCL)"),
        ("Name: bare\n", "see its text"),
    ],
)
def test_the_licence_is_read_from_any_generation_of_metadata(third_party, head, licence):
    assert third_party.licence_of(email.message_from_string(head)) == licence


@pytest.mark.skipif(not Path("/var/lib/dpkg/info").is_dir(), reason="a Debian system's records")
def test_system_libraries_are_named_by_their_package(third_party):
    shell = Path("/bin/sh").resolve()
    assert third_party.debian_package(shell)
    assert third_party.debian_package(Path("/no/such/library.so")) is None


def test_every_dependency_states_a_licence(third_party):
    """Otherwise the notices of a bundle would say nothing about it."""
    import tomllib

    root = Path(__file__).resolve().parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for line in project["dependencies"]:
        name = line.split(">")[0].split("=")[0].split("!")[0]
        part = third_party._distribution(name)
        assert part.licence != "see its text" or part.texts, name
