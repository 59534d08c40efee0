"""``synctalk addons``: large optional parts of a bundle, such as torch with CUDA."""

from __future__ import annotations

from pathlib import Path

import typer

from synctalk_engine import addons
from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import guarded, print_json
from synctalk_engine.errors import AddonError

app = typer.Typer(
    name="addons",
    help="Large optional parts of a bundle, such as torch with CUDA.",
    no_args_is_help=True,
)


@app.command("list")
def list_addons(as_json: bool = JSON) -> None:
    """Show what is installed, and whether it fits this program."""
    rows = [
        {"type": "addon", "id": manifest.id, "title": manifest.title, "torch": manifest.torch}
        | {"problem": addons.incompatibility(manifest)}
        for manifest in addons.installed().values()
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        print(f"{row['id']}: {row['title']}, torch {row['torch']} {row['problem']}".rstrip())
    if not rows:
        print("No add-on is installed.")


@app.command("install")
def install(
    archive_path: Path = typer.Argument(..., help="The add-on's .zip."),
    sha256: str | None = typer.Option(
        None, "--sha256", help="Its published checksum; else FILE.zip.sha256 beside it is read."
    ),
    as_json: bool = JSON,
) -> None:
    """Check an add-on and unpack it into the user data folder."""
    addon_id = guarded(
        lambda: addons.install(archive_path, sha256 or _published(archive_path)), as_json
    )
    if as_json:
        print_json({"type": "result", "installed": addon_id})
    else:
        print(f"{addon_id} is installed in {addons.addon_root() / addon_id}.")


@app.command("remove")
def remove(
    addon_id: str = typer.Argument(..., help="Id of the add-on."), as_json: bool = JSON
) -> None:
    """Delete an add-on."""
    guarded(lambda: addons.remove(addon_id), as_json)
    if as_json:
        print_json({"type": "result", "removed": addon_id})
    else:
        print(f"{addon_id} is removed.")


def _published(archive_path: Path) -> str:
    """The checksum in the file that is published beside an add-on.

    Raises:
        AddonError: ``addon_bad``: there is no such file, or nothing in it.
    """
    path = archive_path.with_name(archive_path.name + ".sha256")
    try:
        words = path.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        words = []
    if not words:
        reason = f"its checksum is not known: {path.name} is not beside it"
        raise AddonError("addon_bad", path=archive_path, reason=reason)
    return words[0]
