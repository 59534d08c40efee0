"""German and Chinese are complete, in step with the program, and spoken at once when chosen."""

from __future__ import annotations

import importlib.util
import xml.etree.ElementTree as ET
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGraphicsScene,
    QLabel,
    QLineEdit,
)

from synctalk_engine.protocol.messages import ERRORS, LOGS, WARNINGS
from synctalk_gui import languages
from synctalk_gui.dialogs.about import AboutDialog
from synctalk_gui.dialogs.name import NameDialog
from synctalk_gui.dialogs.queue import QueueDialog
from synctalk_gui.dialogs.settings import SettingsDialog
from synctalk_gui.dialogs.trash import TrashDialog
from synctalk_gui.engine_texts import hint_text, sentence_text
from synctalk_gui.item_models.project_info import write_notes
from tests.helpers.window_actions import mark_preprocessed, until

ROOT = Path(__file__).parents[2]
OTHERS = ("de", "zh")


def load_tool():
    path = ROOT / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations_tool", path)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


TOOL = load_tool()
KEYS = TOOL.collect()


@pytest.fixture
def speak(qapp):
    """Speaks a language for one test."""
    default = QLocale()
    yield lambda choice: languages.use(qapp, choice)
    languages.use(qapp, "en")
    QLocale.setDefault(default)


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated(language):
    known = TOOL.read_ts(TOOL.FOLDER / f"studio_{language}.ts")
    missing = [text for key in KEYS if not known.get(key) for text in [key[1]]]
    assert not missing, "run python dev.py translations and translate what is unfinished"


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_unfinished_or_left_over(language):
    path = TOOL.FOLDER / f"studio_{language}.ts"
    kinds = {part.get("type") for part in ET.parse(path).getroot().iter("translation")}
    assert kinds == {None}
    assert path.read_text(encoding="utf-8") == TOOL.ts_text(language, KEYS, TOOL.read_ts(path))


@pytest.mark.parametrize("language", OTHERS)
def test_translations_have_the_same_placeholders_and_mnemonics(language):
    known = TOOL.read_ts(TOOL.FOLDER / f"studio_{language}.ts")
    wrong = [
        (text, translation)
        for (_context, text), translation in known.items()
        if TOOL.placeholders(text) != TOOL.placeholders(translation)
        or text.count("&") != translation.count("&")
    ]
    assert not wrong


@pytest.mark.parametrize("language", OTHERS)
def test_what_the_window_loads_is_compiled_from_what_is_written(language, speak):
    known = TOOL.read_ts(TOOL.FOLDER / f"studio_{language}.ts")
    speak(language)
    stale = [
        text
        for (context, text), translation in known.items()
        if QApplication.translate(context, text) != translation
    ]
    assert not stale, "run python dev.py translations"


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_of_the_engine_can_be_filled_in(language, speak):
    speak(language)
    for code in (*ERRORS, *WARNINGS, *LOGS):
        assert sentence_text(code, {})
        hint = hint_text(code, {})
        assert "--" not in hint and "synctalk " not in hint, "the window has no command line"


def test_parameters_of_an_engine_message_are_translated(speak):
    speak("de")
    text = sentence_text("import_unknown", {"path": "x.pth", "reason": "it is empty"})
    assert text == "x.pth kann nicht importiert werden: es ist leer."


@pytest.mark.parametrize(
    "wanted, language",
    [
        (["de-AT", "en"], "de"),
        (["zh-Hans-CN"], "zh"),
        (["zh_TW"], "zh"),
        (["fr-FR", "de"], "de"),
        (["fr-FR"], "en"),
        ([], "en"),
    ],
)
def test_the_system_language_is_used_if_supported(wanted, language):
    assert languages.resolve("system", wanted) == language


def shown_texts(widget) -> set[str]:
    """All that can be read in a window, its menus and its tool tips."""
    texts = set()
    for part in widget.findChildren(QLabel):
        texts |= {part.text(), part.toolTip(), part.accessibleName()}
    for part in widget.findChildren(QAbstractButton):
        texts |= {part.text(), part.toolTip(), part.accessibleName()}
    for part in widget.findChildren(QAction):
        # pyqtgraph's own context menu, which the charts do not show
        if not isinstance(part.parent(), QGraphicsScene):
            texts |= {part.text(), part.toolTip()}
    for part in widget.findChildren(QLineEdit):
        texts |= {part.placeholderText(), part.accessibleName()}
    for part in widget.findChildren(QComboBox):
        texts |= {part.itemText(row) for row in range(part.count())}
    return {text.removeprefix("✓ ") for text in texts if text}


@pytest.mark.parametrize("language", OTHERS)
def test_the_window_has_no_english_left(qtbot, open_window, workspace, speak, language):
    known = TOOL.read_ts(TOOL.FOLDER / f"studio_{language}.ts")
    english = {text for (_context, text), other in known.items() if text != other}
    # words that are the same in both, or names
    english -= set(known.values())
    mark_preprocessed(workspace, "May")
    write_notes(workspace, "Chen", source_video="/videos/Chen.mp4")
    window = open_window()
    window.choose_language(language)
    until(qtbot, lambda: window.session.devices.devices)
    left: dict[str, set[str]] = {}
    for name in ("Chen", "May"):
        window.select_project(name)
        for step in ("preprocess", "train", "preview", "render"):
            window.show_step(step)
            qtbot.wait(50)
            left[f"{name} {step}"] = shown_texts(window) & english
    dialogs = (
        SettingsDialog(window.settings, window.session, window),
        AboutDialog(window),
        QueueDialog(window.session, window),
        TrashDialog(workspace, window.session.background, window),
        NameDialog("t", "t", "t", "Chen", [], window),
    )
    for dialog in dialogs:
        dialog.open()
        qtbot.wait(50)
        left[type(dialog).__name__] = shown_texts(dialog) & english
        dialog.close()
    assert not any(left.values()), {place: texts for place, texts in left.items() if texts}


def shown_settings(window) -> SettingsDialog | None:
    """Returns the settings dialog that is open."""
    dialogs = window.findChildren(SettingsDialog)
    return next((dialog for dialog in dialogs if dialog.isVisible()), None)


def test_a_language_is_spoken_at_once_and_kept(qtbot, open_window, workspace, speak):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=4000)
    window.select_project("May")
    window.show_step("train")
    window.session.jobs.add("train", "May", {})
    until(qtbot, lambda: window.session.jobs.active())
    live = window.session.jobs.active()[0]
    by_role = {action.menuRole(): action for action in window.findChildren(QAction)}
    by_role[QAction.MenuRole.PreferencesRole].trigger()
    dialog = shown_settings(window)
    dialog.move(40, 60)
    place = dialog.pos()
    row = dialog.language.findData("de")
    dialog.language.setCurrentIndex(row)
    dialog.language.activated.emit(row)
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == ["&Datei", "&Projekt", "&Ansicht", "&Hilfe"]
    assert window.view.sidebar.selected() == "May"
    assert window.view.stack.currentWidget() is window.page("train")
    until(qtbot, lambda: "May · Training" in window.view.status_bar.text())
    assert live.is_active and window.session.jobs.active() == [live], "the job is not touched"
    assert window.settings.language == "de"
    until(qtbot, lambda: shown_settings(window) not in (None, dialog))
    again = shown_settings(window)
    assert again.windowTitle() == "Einstellungen", "the settings stay open, in the new language"
    assert again.language.currentData() == "de" and again.pos() == place
    again.close()
    window.choose_language("en")
    assert window.menuBar().actions()[0].text() == "&File"
    live.stop()
    until(qtbot, lambda: not window.session.jobs.active())


def test_qt_s_own_buttons_speak_the_language_too(speak):
    speak("de")
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    speak("zh")
    assert QApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_numbers_are_written_as_in_the_language(speak):
    from synctalk_gui.formats import number

    speak("de")
    assert number(1234.5, 1) == "1.234,5"
    speak("en")
    assert number(1234.5, 1) == "1,234.5"


@pytest.mark.parametrize(
    ("choice", "language", "system", "expected"),
    [
        ("system", "de", "C", "17,5"),
        ("system", "de", "en_US", "17,5"),
        ("system", "de", "de_CH", "17.5"),
        ("system", "zh", "C", "17.5"),
        ("de", "de", "en_US", "17,5"),
    ],
)
def test_numbers_follow_the_language_even_if_the_system_writes_others(
    choice, language, system, expected
):
    locale = languages.number_locale(choice, language, QLocale(system))
    assert locale.toString(17.5, "f", 1) == expected


@pytest.mark.parametrize("language", ("en", *OTHERS))
@pytest.mark.parametrize("width_px", (900, 1280))
def test_nothing_in_the_top_bar_overlaps(qtbot, open_window, workspace, speak, language, width_px):
    mark_preprocessed(workspace, "May")
    window = open_window(steps=4000)
    window.choose_language(language)
    window.resize(width_px, 700)
    window.select_project("May")
    window.show_step("train")
    window.session.jobs.add("train", "May", {})
    until(qtbot, lambda: window.view.header.action_button("stop") is not None)
    until(qtbot, lambda: window.session.jobs.active())
    bar = window.view.header
    steps = list(bar.steps._buttons.values())

    def is_apart() -> bool:
        """The bar is laid out again a moment after its buttons have changed."""
        parts = (bar.name, bar.steps, *bar._buttons())
        return (
            all(part.isVisible() and bar.rect().contains(part.geometry()) for part in parts)
            and all(part.width() >= part.minimumWidth() for part in steps)
            and all(a.geometry().right() < b.geometry().left() for a, b in pairwise(steps))
            and not any(a.geometry().intersects(b.geometry()) for a, b in combinations(parts, 2))
        )

    until(qtbot, is_apart)
    window.session.jobs.active()[0].stop()
    until(qtbot, lambda: not window.session.jobs.active())
