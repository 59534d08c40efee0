"""Every text has a contrast of at least 4.5 : 1 on each background it appears on (WCAG 2, AA)."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from resources import read_text
from synctalk_gui import theme
from synctalk_gui.theme import DARK, LIGHT, Theme, Tokens, blend, color, contrast, restyle
from synctalk_gui.widgets.loss_items import PlotCurve
from synctalk_gui.widgets.loss_plot import LossPlot

TEXT, GRAPHIC = 4.5, 3.0
SURFACES = ("bg", "side", "card", "raised", "hover")
TEXTS = ("text", "mute", "accent", "ok", "warn", "err")
SELECTED_ON = ("bg", "side", "card")


def surface(tokens: Tokens, name: str) -> QColor:
    """Returns a background; ``selected/side`` is a selected row of the list."""
    if not name.startswith("selected/"):
        return color(getattr(tokens, name))
    back = color(tokens.accent_back)
    return blend(back, back.alphaF(), color(getattr(tokens, name.split("/")[1])))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#abcdef", "#abcdef", 1.0)],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    assert contrast(QColor(one), QColor(other)) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", TEXTS)
def test_texts_can_be_read_on_every_surface_and_selection(tokens, ink):
    surfaces = [*SURFACES, *(f"selected/{name}" for name in SELECTED_ON)]
    found = {
        name: contrast(color(getattr(tokens, ink)), surface(tokens, name)) for name in surfaces
    }
    assert min(found.values()) >= TEXT, found


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_that_cannot_be_used_now_can_be_read_too(tokens):
    ink = color(tokens.disabled)
    found = {
        name: contrast(ink, surface(tokens, name)) for name in ("bg", "side", "card", "raised")
    }
    assert min(found.values()) >= TEXT, found


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_primary_buttons_and_values_in_the_chart_can_be_read(tokens):
    on = color(tokens.on_accent)
    assert contrast(on, color(tokens.accent_fill)) >= TEXT
    assert contrast(on, color(tokens.accent_hover)) >= TEXT
    for series in tokens.series:  # the values beside the cursor have their colours
        assert min(contrast(color(series), surface(tokens, n)) for n in ("card", "raised")) >= TEXT


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_focus_ring_is_seen_on_every_surface_and_on_primary_buttons(tokens):
    surfaces = [*SURFACES, "accent_fill", *(f"selected/{name}" for name in SELECTED_ON)]
    found = {name: contrast(color(tokens.focus), surface(tokens, name)) for name in surfaces}
    assert min(found.values()) >= GRAPHIC, found


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_raw_curves_and_compared_runs_are_seen(tokens, monkeypatch, qtbot):
    monkeypatch.setattr(theme, "_active", tokens)
    plot = LossPlot()
    qtbot.addWidget(plot)
    canvas = plot.canvas
    card = color(tokens.card)
    for index in range(len(tokens.series)):
        own = PlotCurve("l1", "Train", "", index, True, True)
        compared = PlotCurve("l1", "Train", "other run", index, True, True)
        for curve, item in ((own, "raw_item"), (compared, "line_item")):
            canvas.add_curve(curve)
            ink = getattr(curve, item).opts["pen"].color()
            seen = contrast(blend(ink, ink.alphaF(), card), card)
            assert seen >= GRAPHIC - 0.02, (index, item, seen)


def test_no_rule_of_the_style_sheet_paints_text_in_a_colour_of_decoration():
    sheet = read_text("styles/window.qss")
    inks = set(re.findall(r"(?<![-\w])color: @(\w+)", sheet))
    assert inks <= {*TEXTS, "disabled", "on_accent"}, inks


@pytest.fixture(params=["light", "dark"])
def applied(qapp: QApplication, request):
    """The program with a theme; the plain look is restored afterwards."""
    shown = Theme(qapp, request.param)
    yield theme.tokens()
    shown.setParent(None)
    restyle(qapp, QPalette(), "")


def test_placeholders_are_as_clear_as_other_secondary_texts(applied, qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    field.ensurePolished()
    ink = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert ink.alpha() == 255
    assert contrast(ink, color(applied.card)) >= TEXT


def test_the_axes_of_the_chart_are_labelled_and_can_be_read(applied, qtbot):
    plot = LossPlot()
    qtbot.addWidget(plot)
    canvas = plot.canvas
    canvas.set_value_name("Loss")
    assert canvas.axis_names() == {"left": "Loss", "bottom": "Step"}
    for side in ("left", "bottom"):
        axis = canvas.getAxis(side)
        for ink in (axis.textPen().color(), QColor(axis.labelStyle["color"])):
            assert contrast(ink, color(applied.card)) >= TEXT


def test_a_label_on_a_card_is_painted_with_that_contrast(applied, qtbot):
    """What is measured in pixels, as a check of the tokens above."""
    box = QWidget()
    qtbot.addWidget(box)
    box.setStyleSheet(f"background: {applied.card};")
    label = QLabel("████")
    label.setProperty("role", "mute")
    QVBoxLayout(box).addWidget(label)
    box.show()
    image = label.grab().toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    measured = max(contrast(QColor(c), color(applied.card)) for c in colours)
    assert measured >= TEXT
