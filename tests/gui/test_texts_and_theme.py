"""Sentences, numbers and colours."""

from __future__ import annotations

import gc
import re
import shutil

import pytest
from PySide6.QtCore import QDate, QDateTime, QLocale, QTime
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from resources import FOLDER, read_text
from synctalk_engine.protocol import messages
from synctalk_gui import icons
from synctalk_gui.device_button import short_name
from synctalk_gui.engine.devices import Device
from synctalk_gui.engine_texts import hint_text, sentence_text
from synctalk_gui.formats import (
    ago,
    clip_duration,
    clock,
    duration,
    keep_units,
    megabytes,
    percent,
    signed,
    time_code,
)
from synctalk_gui.theme import DARK, LIGHT, color, restyle, style_sheet
from synctalk_gui.widgets.labels import label


@pytest.mark.parametrize("code", [*messages.ERRORS, *messages.WARNINGS, *messages.LOGS])
def test_every_code_of_the_engine_gives_a_sentence(code):
    assert sentence_text(code, {}) and sentence_text(code, {}) != code


@pytest.mark.parametrize("code", [*messages.ERRORS, *messages.WARNINGS])
def test_no_hint_in_the_window_names_a_command_line_flag(code):
    assert not re.search(r"--\w|“synctalk ", hint_text(code, {})), hint_text(code, {})


def test_parameters_are_filled_in_and_missing_ones_stay_visible():
    sentence = sentence_text("video_no_audio", {"path": "/x/May.mp4"})
    assert sentence.startswith("/x/May.mp4 has no audio")
    assert "{path}" in sentence_text("video_no_audio", {})


def test_an_unknown_code_comes_out_as_it_is():
    assert sentence_text("of_a_later_version", {"a": 1}) == "of_a_later_version"


def test_numbers_as_people_read_them(qapp):
    assert [duration(s) for s in (0, 8.6, 59.6, 725, 12_000)] == [
        "0 s",
        "9 s",
        "1 min",
        "12 min",
        "3 h 20 min",
    ]
    assert [clip_duration(s) for s in (8, 17.48, 59.6)] == ["8 s", "17.5 s", "1 min"]
    assert megabytes(640) == "640 MB" and megabytes(9113).endswith("GB")
    assert signed(1.46).startswith("+") and signed(-1.0).startswith("−")
    assert ago(1000, 1010) == "just now" and ago(1000, 1000 + 7200) == "2 h ago"


def test_numbers_follow_the_language(qapp):
    noon_s = QDateTime(QDate(2026, 11, 27), QTime(21, 5)).toSecsSinceEpoch()
    spaces = re.compile(r"[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]")
    before = QLocale()
    found = {}
    for language in ("en_US", "de_DE"):
        QLocale.setDefault(QLocale(language))
        saved = sentence_text("checkpoint_best", {"epoch": 8, "step": 12500})
        texts = [time_code(48.16), clock(noon_s), megabytes(0.25), saved]
        found[language] = [spaces.sub(" ", text) for text in texts]
    QLocale.setDefault(before)
    sizes = [texts[:3] for texts in found.values()]
    assert sizes == [["00:48.16", "9:05 PM", "0.3 MB"], ["00:48,16", "21:05", "0,3 MB"]]
    assert "12,500" in found["en_US"][3] and "12.500" in found["de_DE"][3]


def test_ports_and_process_numbers_have_no_thousands_separator():
    text = sentence_text("port_unusable", {"port": 12345, "host": "x", "reason": "y"})
    assert "12345" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about 250 px.", "about 250\N{NO-BREAK SPACE}px."),
        (
            "16 ms late, 25 fps; 4.3 s",
            "16\N{NO-BREAK SPACE}ms late, 25\N{NO-BREAK SPACE}fps; 4.3\N{NO-BREAK SPACE}s",
        ),
        ("3 seconds, 5 sheep, 2 minutes", "3 seconds, 5 sheep, 2 minutes"),
    ],
)
def test_no_line_ends_between_a_number_and_its_unit(qapp, text, expected):
    shown = label(text, wrap=True)
    assert keep_units(text) == expected == QLabel.text(shown)
    assert shown.text() == text


@pytest.mark.parametrize("code", [*messages.ERRORS, *messages.WARNINGS, *messages.LOGS])
def test_no_message_in_the_window_names_a_command_line_flag(code):
    text = sentence_text(code, {})
    assert not re.search(r"--\w|“synctalk ", text), text


def test_a_percentage_is_written_alike_everywhere(qapp):
    """In English without a space; other languages write theirs in the translation."""
    assert percent(0.999) == "99%"
    assert sentence_text("check_face", {"percent": 99}).count("99% of the checked frames") == 1
    texts = [text for code in messages._CATALOGUE for text in messages.sentence(code)]
    assert not [text for text in texts if "} %" in text]


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_the_style_sheet_has_no_name_without_a_colour(theme):
    sheet = style_sheet(theme, 10)
    assert "@" not in sheet
    paths = re.findall(r'url\("(.*?)"\)', sheet)
    assert len(paths) == sheet.count("url(") > 0
    for path in paths:
        assert path.startswith(FOLDER.as_posix())
        read_text(path.removeprefix(FOLDER.as_posix() + "/"))


@pytest.mark.parametrize("name", ["My Programs", "安装 ä", "it's (1), or; {2}"])
def test_the_style_sheet_is_read_from_any_folder(qtbot, tmp_path, monkeypatch, qtlog, name):
    box = QCheckBox("checked")
    box.setChecked(True)
    qtbot.addWidget(box)
    box.setStyleSheet(style_sheet(DARK, 10))
    expected = box.grab().toImage()
    shutil.copytree(FOLDER, tmp_path / name)
    monkeypatch.setattr("synctalk_gui.theme.FOLDER", tmp_path / name)
    box.setStyleSheet(style_sheet(DARK, 10))
    assert str(name) in box.styleSheet()
    assert box.grab().toImage() == expected
    assert not [entry.message for entry in qtlog.records if "stylesheet" in entry.message]


def contrast(first: str, second: str) -> float:
    """As WCAG 2 defines it."""

    def luminance(value: str) -> float:
        def linear(part: float) -> float:
            return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

        ink = QColor(value)
        red, green, blue = (linear(part) for part in (ink.redF(), ink.greenF(), ink.blueF()))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_text_can_be_read(theme):
    for back in (theme.bg, theme.card, theme.side, theme.raised):
        assert contrast(theme.text, back) >= 7
        assert contrast(theme.mute, back) >= 4.5
    assert contrast(theme.on_accent, theme.accent_fill) >= 4.5
    for tone in (theme.ok, theme.warn, theme.err):
        assert contrast(tone, theme.card) >= 4.2


def test_no_widget_is_collected_while_the_program_changes_its_colours(qapp, qtbot):
    """Qt's list of widgets is not to be trusted then: a freed one ended the program."""
    seen = []

    class Box(QWidget):
        def changeEvent(self, event):
            seen.append(gc.isenabled())

    box = Box()
    qtbot.addWidget(box)
    box.ensurePolished()
    box.show()
    seen.clear()
    restyle(qapp, QPalette(), "QWidget { color: red; }")
    restyle(qapp, QPalette(), "")
    assert seen and not any(seen) and gc.isenabled()


def test_see_through_colours_are_understood():
    assert color(DARK.accent_back).alpha() == 36


def test_every_icon_paints_something(qapp):
    for name in icons.NAMES:
        image = icons.icon(name, "#ff0000").pixmap(24, 24).toImage()
        alphas = {image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)}
        assert max(alphas) > 200, name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("NVIDIA GeForce RTX 4070", "RTX 4070"),
        ("Intel(R) Xeon(R) Processor @ 2.60GHz, 2 cores", "Intel Xeon @ 2.60GHz, 2 cores"),
        ("AMD Ryzen 7 5800X", "AMD Ryzen 7 5800X"),
    ],
)
def test_device_names_are_shortened(name, short):
    assert short_name(Device("x", name, 1, 1)) == short


@pytest.mark.parametrize(("seconds", "text"), [(9.4, "9.4 s"), (460.7, "8 min")])
def test_a_long_stage_is_told_in_minutes(qapp, seconds, text):
    sentence = sentence_text("stage_finished", {"stage": "generator", "seconds": seconds})
    assert sentence == f"Model finished in {text}."
