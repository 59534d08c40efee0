"""The window's settings: workspace, theme, geometry and others."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from synctalk_gui.engine.job_slots import MAX_WORKERS
from synctalk_gui.languages import LANGUAGE_CHOICES
from synctalk_gui.theme import THEME_CHOICES, ThemeChoice

_MAX_RECENT = 8

ProjectOrder = Literal["name", "activity"]


class Settings:
    """Typed access to QSettings; invalid values count as missing."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings()

    @property
    def theme(self) -> ThemeChoice:
        value = str(self._store.value("theme", "system"))
        return value if value in THEME_CHOICES else "system"  # type: ignore[return-value]

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._store.setValue("theme", choice)

    @property
    def recent_workspaces(self) -> list[Path]:
        """Newest first."""
        value = self._store.value("recent_workspaces", [])
        items = value if isinstance(value, list) else [value]
        return [Path(item) for item in items if isinstance(item, str)]

    def remember_workspace(self, root: Path) -> None:
        """Add a workspace to the recent ones; it is opened at the next start."""
        others = [path for path in self.recent_workspaces if path != root]
        paths = [str(path) for path in [root, *others][:_MAX_RECENT]]
        self._store.setValue("recent_workspaces", paths)

    @property
    def last_project(self) -> str:
        return str(self._store.value("last_project", ""))

    @last_project.setter
    def last_project(self, name: str) -> None:
        self._store.setValue("last_project", name)

    @property
    def language(self) -> str:
        """One of ``languages.LANGUAGE_CHOICES``."""
        value = str(self._store.value("language", "system"))
        return value if value in LANGUAGE_CHOICES else "system"

    @language.setter
    def language(self, choice: str) -> None:
        self._store.setValue("language", choice)

    @property
    def notify(self) -> bool:
        """Whether to show a notification when a job ends."""
        return self._flag("notify", True)

    @notify.setter
    def notify(self, is_wanted: bool) -> None:
        self._store.setValue("notify", is_wanted)

    @property
    def keep_awake(self) -> bool:
        """Whether the computer is kept awake while a job runs."""
        return self._flag("keep_awake", True)

    @keep_awake.setter
    def keep_awake(self, is_wanted: bool) -> None:
        self._store.setValue("keep_awake", is_wanted)

    @property
    def default_device(self) -> str:
        """Device of new projects."""
        return str(self._store.value("default_device", "auto"))

    @default_device.setter
    def default_device(self, device_id: str) -> None:
        self._store.setValue("default_device", device_id)

    @property
    def workers(self) -> int | None:
        """How many jobs may run at the same time; None: one on each device."""
        value = str(self._store.value("workers", ""))
        return int(value) if value.isdecimal() and 1 <= int(value) <= MAX_WORKERS else None

    @workers.setter
    def workers(self, count: int | None) -> None:
        self._store.setValue("workers", "" if count is None else count)

    def _flag(self, key: str, default: bool) -> bool:
        value = self._store.value(key, default)
        return value if isinstance(value, bool) else str(value).lower() in ("true", "1")

    @property
    def project_order(self) -> ProjectOrder:
        """How the list of projects is sorted."""
        return "activity" if self._store.value("project_order") == "activity" else "name"

    @project_order.setter
    def project_order(self, order: ProjectOrder) -> None:
        self._store.setValue("project_order", order)

    @property
    def geometry(self) -> QByteArray:
        value = self._store.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("geometry", value)

    def pane_px(self, key: str) -> int | None:
        """Returns the size that the user gave a pane, 0 if it is hidden, None if none was given."""
        value = self._store.value(f"panes/{key}")
        return int(value) if isinstance(value, int | str) and str(value).isdecimal() else None

    def set_pane_px(self, key: str, size_px: int | None) -> None:
        """Keep the size of a pane; None forgets it."""
        if size_px is None:
            self._store.remove(f"panes/{key}")
        else:
            self._store.setValue(f"panes/{key}", size_px)

    @property
    def video_dir(self) -> str:
        """Folder where videos were last chosen."""
        return str(self._store.value("video_dir", ""))

    @video_dir.setter
    def video_dir(self, value: str) -> None:
        self._store.setValue("video_dir", value)


def default_workspace() -> Path:
    """Returns ``SyncTalk Studio`` in the user's documents."""
    location = QStandardPaths.StandardLocation.DocumentsLocation
    documents = QStandardPaths.writableLocation(location)
    return Path(documents or Path.home()) / "SyncTalk Studio"
