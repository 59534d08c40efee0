"""Notices and parts list (SBOM) of a bundle, from the files that are really in it.

Each file that goes into the bundle is looked up: in the records of the installed distributions, in
Python's own folder, on Debian in the system's packages. What belongs to one of them makes it a
part, with its version, licence and licence texts; what belongs to none is named too.
"""

from __future__ import annotations

import hashlib
import importlib.metadata as metadata
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import bundle_parts
import embedded

NOTICES_NAME = "THIRD_PARTY_NOTICES.txt"
SBOM_NAME = "sbom.cdx.json"
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|copyright|authors)", re.IGNORECASE)
_RULE = "=" * 96
OURS = "synctalk-studio"
_BUILD_TOOLS = ("pyinstaller",)
"""Whose bootloader is the executable itself, though no file of theirs is listed."""


@dataclass(frozen=True)
class Part:
    """Something of somebody else's that is inside."""

    name: str
    version: str
    licence: str
    kind: str
    """pypi, deb, weights or generic."""
    homepage: str = ""
    texts: tuple[str, ...] = field(default=(), repr=False)
    """Licence texts, whole."""

    @property
    def purl(self) -> str:
        """Package URL; empty for weights."""
        kind = {"deb": "deb/debian", "pypi": "pypi", "generic": "generic"}.get(self.kind)
        name = normal(self.name) if self.kind == "pypi" else self.name
        return f"pkg:{kind}/{quote(name)}@{quote(self.version)}" if kind else ""


@dataclass(frozen=True)
class Inside:
    """All parts, and the files that belong to none."""

    parts: tuple[Part, ...]
    unknown: tuple[str, ...] = ()
    note: str = ""
    """What has to be said of the whole."""


def inside(sources: Iterable[str], weights: Iterable[str] = ()) -> Inside:
    """The parts that the files of a bundle come from.

    Args:
        sources: paths on this machine of the files that go in.
        weights: ids of the asset registry that go in.
    """
    sources = [str(Path(path).absolute()) for path in sources]
    owners = distribution_files()
    python_folders = [Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib")]
    python_folders.append(Path(sys.base_prefix).resolve() / "lib" / "libpython")
    names, system, unknown = set(_BUILD_TOOLS), set(), []
    for source in sorted(set(sources)):
        path = Path(source)
        resolved = path.resolve()
        owner = owners.get(os.path.normcase(source)) or owners.get(os.path.normcase(resolved))
        if owner:
            names.add(owner)
        elif path.is_relative_to(bundle_parts.ROOT) and ".venv" not in path.parts:
            continue  # ours
        elif any(str(resolved).startswith(str(folder)) for folder in python_folders):
            continue  # Python's, which is a part in any case
        elif package := debian_package(resolved):
            system.add(package)
        else:
            unknown.append(source)
    found = [_python(), *(_distribution(name) for name in sorted(names))]
    found += [_debian(name) for name in sorted(system)]
    found += [
        Part(name, version, licence, "generic")
        for name, version, licence in embedded.embedded_libraries(sources)
    ]
    found += [_weights(asset_id) for asset_id in weights]
    note = embedded.COPYLEFT_NOTE if embedded.has_copyleft(sources) else ""
    return Inside(tuple(found), tuple(unknown), note)


def distribution_files() -> dict[str, str]:
    """Normalised path -> name of the distribution that installed it."""
    owners = {}
    for distribution in metadata.distributions():
        name = normal(distribution.metadata["Name"])
        if name == OURS:
            continue
        for file in distribution.files or ():
            owners[os.path.normcase(os.path.abspath(str(distribution.locate_file(file))))] = name  # noqa: PTH100
    return owners


def write(found: Inside, folder: Path) -> None:
    """Write the notices and the parts list into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NOTICES_NAME).write_text(notices(found), encoding="utf-8")
    listed = json.dumps(sbom(found), indent=1, ensure_ascii=False)
    (folder / SBOM_NAME).write_text(listed + "\n", encoding="utf-8")


def notices(found: Inside) -> str:
    """A table of all parts, then every licence text once, with the parts that it goes for."""
    width = max(len(part.name) for part in found.parts)
    lines = [f"{bundle_parts.TITLE} {bundle_parts.version()} contains:", ""]
    lines += [f"{part.name:<{width}}  {part.version:<14}  {part.licence}" for part in found.parts]
    if found.note:
        lines += ["", found.note]
    if found.unknown:
        lines += ["", "Files that no package on the building machine lays claim to:"]
        lines += [f"  {Path(path).name}" for path in found.unknown]
    by_text: dict[str, list[str]] = {}
    for part in found.parts:
        for text in part.texts:
            by_text.setdefault(text, []).append(part.name)
    for text, names in by_text.items():
        lines += ["", _RULE, ", ".join(sorted(set(names))), _RULE, "", text.rstrip()]
    return "\n".join(lines) + "\n"


def sbom(found: Inside) -> dict:
    """CycloneDX 1.5. The same parts give the same serial number."""
    components = [_component(part) for part in found.parts]
    digest = hashlib.sha256(json.dumps(components, sort_keys=True).encode()).hexdigest()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.UUID(digest[:32], version=4)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": bundle_parts.TITLE,
                "version": bundle_parts.version(),
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            },
            "properties": [{"name": "platform", "value": bundle_parts.platform_tag()}],
        },
        "components": components,
    }


def _component(part: Part) -> dict:
    kind = "machine-learning-model" if part.kind == "weights" else "library"
    component: dict = {"type": kind, "name": part.name, "version": part.version}
    component["licenses"] = [{"license": {"name": part.licence}}]
    if part.purl:
        component |= {"purl": part.purl, "bom-ref": part.purl}
    if part.homepage:
        component["externalReferences"] = [{"type": "website", "url": part.homepage}]
    return component


def normal(name: str) -> str:
    """A distribution's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


# -- where parts come from -------------------------------------------------------------------------


def _distribution(name: str) -> Part:
    distribution = metadata.distribution(name)
    head = distribution.metadata
    texts = []
    for file in distribution.files or ():
        is_info = ".dist-info" in str(file) or len(file.parts) == 2
        path = Path(str(distribution.locate_file(file)))
        is_text = path.suffix.lower() in ("", ".txt", ".md", ".rst", ".apache", ".bsd")
        if is_info and is_text and _LICENCE_FILE.search(file.name) and path.is_file():
            texts.append(path.read_text(encoding="utf-8", errors="replace"))
    return Part(
        name=head["Name"],
        version=distribution.version,
        licence=licence_of(head),
        kind="pypi",
        homepage=_homepage(head),
        texts=tuple(texts),
    )


def licence_of(head) -> str:
    """A distribution's licence in a few words, from its metadata (a mapping with ``get_all``)."""
    expression = head.get("License-Expression")
    if expression:
        return expression
    classifiers = [
        line.rsplit(" :: ", 1)[-1]
        for line in head.get_all("Classifier") or ()
        if line.startswith("License :: ") and not line.endswith("OSI Approved")
    ]
    stated = (head.get("License") or "").strip()
    if stated and "\n" not in stated and len(stated) < 100:
        return stated
    return ", ".join(classifiers) or "see its text"


def _homepage(head) -> str:
    urls = [line.split(",", 1)[-1].strip() for line in head.get_all("Project-URL") or ()]
    return head.get("Home-page") or (urls[0] if urls else "")


def _python() -> Part:
    stdlib = Path(sysconfig.get_path("stdlib"))
    places = [stdlib / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
    text = next((path.read_text(encoding="utf-8") for path in places if path.is_file()), "")
    return Part(
        name="Python",
        version=platform.python_version(),
        licence="PSF-2.0",
        kind="generic",
        homepage="https://www.python.org",
        texts=(text,) if text else (),
    )


def debian_package(path: Path) -> str | None:
    """The Debian package that a file of the system belongs to; None elsewhere."""
    if shutil.which("dpkg-query") is None:
        return None
    tries = [str(path)]
    if str(path).startswith("/usr/"):  # the same folder by its older name
        tries.append(str(path).removeprefix("/usr"))
    for name in tries:
        done = subprocess.run(
            ["dpkg-query", "--search", name], capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return done.stdout.split(":", 1)[0]
    return None


def _debian(name: str) -> Part:
    shown = subprocess.run(
        ["dpkg-query", "--show", "--showformat", "${Version}\t${Homepage}\n", name],
        capture_output=True,
        text=True,
        check=True,
    )
    version, homepage = shown.stdout.splitlines()[0].split("\t")
    path = Path("/usr/share/doc") / name / "copyright"
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    named = sorted(set(re.findall(r"^License: *(\S.*)$", text, re.MULTILINE)))
    return Part(
        name=name,
        version=version,
        licence=", ".join(named)[:200] or "see its text",
        kind="deb",
        homepage=homepage,
        texts=(text,) if text else (),
    )


def _weights(asset_id: str) -> Part:
    from synctalk_engine.assets.registry import get_asset

    asset = get_asset(asset_id)
    version = (asset.sha256 or "")[:12]
    return Part(name=asset.title, version=version, licence=asset.licence, kind="weights")
