"""Chooses the person of the model among those in the video."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from synctalk_gui.formats import duration
from synctalk_gui.widgets.flow_layout import FlowLayout

THUMBNAIL_PX = 64
FIRST_PERSON = "1"
"""The person that is used unless the user chooses another."""


class FaceChooser(QWidget):
    """One button per person, with a thumbnail and the time on screen.

    ``set_people`` shows ``face.people`` of a video check; ``face`` is the preprocessing option.
    """

    face_chosen = Signal(str)
    """Number of the person whom the user chose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = QButtonGroup(self)
        self._buttons.setExclusive(True)
        self._buttons.idClicked.connect(self._on_clicked)
        self._shown: list[tuple[int, float, Path]] = []
        self._row = FlowLayout(self)
        self.setAccessibleName(self.tr("Choose the face"))

    @property
    def face(self) -> str | None:
        """The option ``face``; None for the default person."""
        chosen = self._buttons.checkedId()
        return str(chosen) if chosen > int(FIRST_PERSON) else None

    def count(self) -> int:
        """Returns the number of people."""
        return len(self._shown)

    def set_people(self, people: list[dict[str, Any]], folder: Path, face: str | None) -> None:
        """Show people; ``folder`` has their thumbnails, ``face`` is the current option."""
        shown = [
            (int(person["index"]), float(person["seconds"]), folder / f"person_{index}.jpg")
            for person in people
            if (index := person.get("index")) and "seconds" in person
        ]
        if shown != self._shown:
            self._rebuild(shown)
        wanted = self._buttons.button(int(face)) if face and face.isdigit() else None
        wanted = wanted or self._buttons.button(int(FIRST_PERSON))
        if wanted is not None:
            wanted.setChecked(True)

    def _rebuild(self, shown: list[tuple[int, float, Path]]) -> None:
        self._shown = shown
        for button in self._buttons.buttons():
            self._buttons.removeButton(button)
            button.hide()
            button.deleteLater()
        while self._row.count():
            self._row.takeAt(0)
        for index, seconds, path in shown:
            button = _person_button(index, duration(seconds), path)
            button.setToolTip(
                self.tr("Person {index}: {duration} on screen").format(
                    index=index, duration=duration(seconds)
                )
            )
            button.setAccessibleName(button.toolTip())
            self._buttons.addButton(button, index)
            self._row.addWidget(button)
        self.setMinimumHeight(self._row.sizeHint().height())  # a full column cuts off no frame
        self.updateGeometry()

    def _on_clicked(self, index: int) -> None:
        self.face_chosen.emit(str(index))


def _person_button(index: int, text: str, path: Path) -> QToolButton:
    button = QToolButton()
    button.setProperty("role", "person")
    button.setCheckable(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setIconSize(QSize(THUMBNAIL_PX, THUMBNAIL_PX))
    button.setText(text)
    pixmap = QPixmap(str(path))
    if pixmap.isNull():
        button.setText(f"{index} · {text}")
    else:
        button.setIcon(QIcon(pixmap))
    return button
