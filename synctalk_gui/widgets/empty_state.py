"""What a page shows while it has no content."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from synctalk_gui.widgets.flow_layout import flow_widget
from synctalk_gui.widgets.labels import IconLabel, label

_MAX_TEXT_WIDTH_PX = 460


class EmptyState(QWidget):
    """An icon, a heading, a text and buttons in the middle of an empty page."""

    def __init__(self, icon_name: str, heading: str, text: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addStretch(1)
        layout.addWidget(IconLabel(icon_name, "faint", 44), 0, Qt.AlignmentFlag.AlignHCenter)
        self.heading = label(heading, "title", wrap=True)
        self.text = label(text, "mute", wrap=True)
        for part in (self.heading, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            part.setMaximumWidth(_MAX_TEXT_WIDTH_PX)
            row = QHBoxLayout()  # an alignment flag would cut off wrapped lines
            row.addStretch(1)
            row.addWidget(part, 100)
            row.addStretch(1)
            layout.addLayout(row)
        buttons, self.buttons = flow_widget(8)
        self.buttons.is_centred = True
        layout.addSpacing(6)
        layout.addWidget(buttons)
        layout.addStretch(2)

    def set_texts(self, heading: str, text: str) -> None:
        self.heading.setText(heading)
        self.text.setText(text)

    def add_button(self, widget: QPushButton) -> None:
        self.buttons.addWidget(widget)
