"""Each widget follows the theme while it is on the screen, and can be used without a mouse."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QSlider, QWidget

from synctalk_gui.theme import DARK, LIGHT, Theme, color
from synctalk_gui.widgets.compare_view import CompareView
from synctalk_gui.widgets.frame_player import FramePlayer
from synctalk_gui.widgets.loss_plot import LossPlot
from synctalk_gui.widgets.sample_strip import SampleStrip
from synctalk_gui.widgets.timeline import Timeline
from synctalk_gui.widgets.timeline_tracks import WARN, Track


@pytest.fixture
def theme(qapp):
    sheet, palette, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    theme = Theme(qapp, "dark")
    yield theme
    theme.choose("dark")
    qapp.styleHints().colorSchemeChanged.disconnect(theme._on_system_scheme_changed)
    theme.deleteLater()
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


def loss_plot() -> LossPlot:
    plot = LossPlot(title="Losses")
    plot.add_series("train")
    plot.append("train", np.arange(50), np.linspace(1, 0, 50))
    return plot


def timeline() -> Timeline:
    timeline = Timeline()
    timeline.set_tracks([Track("face", "face", np.full(100, WARN, np.uint8), {WARN: "blurred"})])
    return timeline


MAKERS = [loss_plot, timeline, FramePlayer, CompareView, SampleStrip]


@pytest.fixture(params=MAKERS, ids=lambda maker: maker.__name__)
def widget(request, qtbot, theme) -> QWidget:
    widget = request.param()
    qtbot.addWidget(widget)
    widget.resize(700, 320)
    widget.show()
    qtbot.waitExposed(widget)
    qtbot.wait(120)
    return widget


def has_ink(widget: QWidget, value: str) -> bool:
    """Whether some pixel of an image of the widget is near a colour."""
    image = widget.grab().toImage()
    wanted = color(value)
    for x in range(0, image.width(), 1):
        for y in range(0, image.height(), 2):
            ink = image.pixelColor(x, y)
            if all(
                abs(a - b) < 12 for a, b in zip(ink.getRgb()[:3], wanted.getRgb()[:3], strict=True)
            ):
                return True
    return False


def test_a_widget_changes_its_colours_with_the_theme(widget, theme, qtbot):
    dark = widget.grab().toImage()
    theme.choose("light")
    qtbot.wait(120)
    light = widget.grab().toImage()
    theme.choose("dark")
    qtbot.wait(120)
    assert light != dark
    assert widget.grab().toImage() == dark


def test_curves_and_tracks_use_the_themes_colours(qtbot, theme):
    for maker, ink in ((loss_plot, "series"), (timeline, "warn")):
        widget = maker()
        qtbot.addWidget(widget)
        widget.resize(500, 200)
        widget.show()
        for choice, tokens in (("dark", DARK), ("light", LIGHT)):
            theme.choose(choice)
            qtbot.wait(120)
            value = tokens.series[0] if ink == "series" else tokens.warn
            assert has_ink(widget, value), f"{maker.__name__} in {choice}"


def test_all_controls_have_names_and_can_be_reached_by_keyboard(widget):
    for control in widget.findChildren(QWidget):
        if isinstance(control, (QAbstractButton, QSlider)):
            name = control.accessibleName() or getattr(control, "text", str)()
            assert name, f"a nameless {type(control).__name__}"
            group = control.group() if isinstance(control, QAbstractButton) else None
            members = [control] if group is None else group.buttons()  # arrows move in a group
            assert any(m.focusPolicy() & Qt.FocusPolicy.TabFocus for m in members), name
