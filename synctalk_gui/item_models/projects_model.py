"""The list model of the projects: their state on disk, and their running jobs."""

from __future__ import annotations

from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QImage, QImageReader, QPixmap

from synctalk_gui.engine.background import Background
from synctalk_gui.formats import ago, listed
from synctalk_gui.item_models.model_index import ModelIndex
from synctalk_gui.item_models.project_info import ProjectInfo, Stage
from synctalk_gui.item_models.project_status import ProjectStatus, saved_status

THUMBNAIL_PX = 46
_THUMBNAIL_SOURCE_PX = THUMBNAIL_PX * 4
"""Large enough to be sharp at 300 % scaling."""


class ProjectRole(IntEnum):
    """Roles beyond Qt's own."""

    INFO = Qt.ItemDataRole.UserRole + 1
    STAGE = Qt.ItemDataRole.UserRole + 2
    """ProjectStatus"""
    THUMBNAIL = Qt.ItemDataRole.UserRole + 3
    """QPixmap or None"""
    ACTIVITY = Qt.ItemDataRole.UserRole + 4
    """Unix time in seconds of the last change"""
    FINDINGS = Qt.ItemDataRole.UserRole + 5
    """Number of warnings about its video"""


class ProjectsModel(QAbstractListModel):
    """One row per project, by name. ``data()`` never blocks: thumbnails are loaded later."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._infos: list[ProjectInfo] = []
        self._live: dict[str, ProjectStatus] = {}
        self._thumbnails: dict[Path, QPixmap | None] = {}

    # -- public -------------------------------------------------------------------------------

    def info(self, name: str) -> ProjectInfo | None:
        row = self.row_of(name)
        return None if row is None else self._infos[row]

    def names(self) -> list[str]:
        return [info.name for info in self._infos]

    def row_of(self, name: str) -> int | None:
        return next((i for i, info in enumerate(self._infos) if info.name == name), None)

    def set_projects(self, infos: list[ProjectInfo]) -> None:
        """Replace the list; rows that remain keep their position and selection."""
        if not self._infos:
            self._insert_all(infos)
            return
        wanted = {info.name for info in infos}
        for row in reversed(range(len(self._infos))):
            if self._infos[row].name not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._infos[row]
                self.endRemoveRows()
        for info in infos:
            self.put(info)

    def _insert_all(self, infos: list[ProjectInfo]) -> None:
        if infos:
            self.beginInsertRows(QModelIndex(), 0, len(infos) - 1)
            self._infos = sorted(infos, key=lambda info: info.name.casefold())
            self.endInsertRows()

    def put(self, info: ProjectInfo) -> None:
        """Add or update a project."""
        row = self.row_of(info.name)
        if info.first_frame is not None and self._thumbnails.get(info.first_frame) is None:
            self._thumbnails.pop(info.first_frame, None)  # read while it was being written
        if row is not None:
            self._infos[row] = info
            self._emit_changed(row)
            return
        key = info.name.casefold()
        row = sum(other.name.casefold() < key for other in self._infos)
        self.beginInsertRows(QModelIndex(), row, row)
        self._infos.insert(row, info)
        self.endInsertRows()

    def remove(self, name: str) -> None:
        """Remove a project, if it is listed."""
        row = self.row_of(name)
        if row is not None:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._infos[row]
            self._live.pop(name, None)
            self.endRemoveRows()

    def set_live(self, name: str, stage: ProjectStatus | None) -> None:
        """Set the status of a running job; None shows the state on disk again."""
        if self._live.get(name) == stage:
            return
        if stage is None:
            self._live.pop(name, None)
        else:
            self._live[name] = stage
        row = self.row_of(name)
        if row is not None:
            self._emit_changed(row)

    def forget_thumbnail(self, name: str) -> None:
        """Read the thumbnail again; the old one is shown meanwhile."""
        info = self.info(name)
        if info is not None and info.first_frame in self._thumbnails:
            self._read_thumbnail(name, info.first_frame)

    # -- overrides ----------------------------------------------------------------------------

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._infos)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._infos):
            return None
        info = self._infos[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return info.name
        if role == ProjectRole.INFO:
            return info
        if role == ProjectRole.STAGE:
            return self._stage(info)
        if role == ProjectRole.THUMBNAIL:
            return self._thumbnail(info)
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = (info.name, self._stage(info).text, self._findings(info), self._activity(info))
            return "\n".join(line for line in lines if line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (info.name, self._stage(info).text, self._findings(info), self._activity(info))
            return listed(part for part in parts if part)
        if role == ProjectRole.ACTIVITY:
            return info.last_activity
        if role == ProjectRole.FINDINGS:
            return findings_count(info)
        return None

    # -- inside -------------------------------------------------------------------------------

    def _stage(self, info: ProjectInfo) -> ProjectStatus:
        return self._live.get(info.name) or saved_status(info)

    def _findings(self, info: ProjectInfo) -> str:
        count = findings_count(info)
        if count == 0:
            return ""
        if count == 1:
            return self.tr("one video warning")
        return self.tr("{n} video warnings").format(n=count)

    def _activity(self, info: ProjectInfo) -> str:
        if not info.last_activity:
            return ""
        return self.tr("Last changed {when}").format(when=ago(info.last_activity))

    def _thumbnail(self, info: ProjectInfo) -> QPixmap | None:
        path = info.first_frame
        if path is None:
            return None
        if path not in self._thumbnails:
            self._thumbnails[path] = None  # requested once
            self._read_thumbnail(info.name, path)
        return self._thumbnails[path]

    def _read_thumbnail(self, name: str, path: Path) -> None:
        self._background.run(partial(read_thumbnail, path), partial(self._on_thumbnail, name, path))

    def _on_thumbnail(self, name: str, path: Path, image: QImage | None) -> None:
        row = self.row_of(name)
        if image is not None and not image.isNull():
            self._thumbnails[path] = QPixmap.fromImage(image)
            if row is not None:
                self._emit_changed(row)

    def _emit_changed(self, row: int) -> None:
        index = self.index(row)
        self.dataChanged.emit(index, index)


def findings_count(info: ProjectInfo) -> int:
    """Returns the number of warnings, of preprocessing or of the video check."""
    if info.stage != Stage.IMPORTED:
        return len(info.warnings)
    findings = (info.check or {}).get("findings") or []
    return sum(finding.get("severity") in ("warning", "error") for finding in findings)


def read_thumbnail(path: Path) -> QImage | None:
    """Returns a square of the image's upper middle, where the face is; may block."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        side = min(size.width(), size.height())
        scale = _THUMBNAIL_SOURCE_PX / side
        reader.setScaledSize(QSize(round(size.width() * scale), round(size.height() * scale)))
    image = reader.read()
    if image.isNull():
        return None
    side = min(image.width(), image.height())
    left = (image.width() - side) // 2
    return image.copy(QRect(left, (image.height() - side) // 4, side, side))
