"""The log of a run can be read whole, with and without a scroll bar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QTextLayout, QTextOption

from synctalk_gui.engine.run_record import LogLine
from synctalk_gui.pages.log_view import LogView
from tests.helpers.layout_walk import settle

LONG = (
    "runs/demo/20261127-085039-222-train-07d3/best.pth, the best checkpoint so far, was measured "
    "again on these validation frames: mouth PSNR 16.42 dB"
)


def line(text: str) -> LogLine:
    return LogLine(0.0, "info", "", {}, text)


def needed_px(view: LogView, index: QModelIndex) -> float:
    """Height of a line's text, wrapped at the width that it has."""
    layout, option = QTextLayout(index.data(), view.font()), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (row := layout.createLine()).isValid():
        row.setLineWidth(view.visualRect(index).width() - 6)
        height += row.height()
    layout.endLayout()
    return height


@pytest.mark.parametrize("width_px", range(200, 280, 20))
def test_a_long_line_keeps_its_height_when_the_scroll_bar_appears(qtbot, width_px):
    view = LogView()
    qtbot.addWidget(view)
    view.resize(width_px, 160)
    view.show()
    model = view.model()
    model.set_lines([line(LONG)])
    settle()
    assert view.verticalScrollBar().maximum() == 0
    model.append([line(f"Saved epoch {number}.") for number in range(9)])
    settle()
    assert view.verticalScrollBar().maximum() > 0
    index = model.index(0, 0)
    assert view.visualRect(index).height() >= needed_px(view, index)
