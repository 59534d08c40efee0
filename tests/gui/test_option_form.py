"""An option that is declared once shows in the command line, the JSON schema and the form."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import typer
from pydantic import Field
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QColorDialog,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)
from typer.testing import CliRunner

import synctalk_gui
from synctalk_engine.cli.generated import takes
from synctalk_engine.protocol.options.option import Option, Options, options_of
from synctalk_engine.protocol.options.preprocess import PreprocessOptions
from synctalk_engine.protocol.options.render import RenderOptions
from synctalk_engine.protocol.options.train import TrainOptions
from synctalk_engine.render.background import BackgroundKind
from synctalk_engine.workspace.layout import Workspace
from synctalk_gui.pages.option_form import OptionForm
from synctalk_gui.pages.preprocess_form import PreprocessForm
from synctalk_gui.pages.render_form import RenderForm
from synctalk_gui.pages.train_form import TrainForm
from synctalk_gui.theme import LIGHT, style_sheet


class NewOptions(PreprocessOptions):
    """The options of preprocessing, and one more in one place."""

    sharpness: Annotated[
        float,
        Field(ge=0.5, le=2),
        Option("S&harpness", "How sharp the frames are made.", is_basic=True),
    ] = 1.5


class AllTypes(Options):
    """One option of each type, and an advanced one."""

    text: Annotated[str | None, Option("&Text", "A text.", none_text="Empty", is_basic=True)] = None
    count: Annotated[int, Field(ge=2, lt=7), Option("&Count", "A number.", is_basic=True)] = 4
    limit: Annotated[int | None, Field(gt=0), Option("&Limit", "At most.", is_basic=True)] = None
    steps: Annotated[int | None, Option("&Steps", "So many.", suggested=8, is_basic=True)] = None
    is_on: Annotated[bool, Option("On", "Turn it on.", is_basic=True)] = True
    colour: Annotated[
        Literal["red", "blue"] | None,
        Option(
            "Colou&r",
            "The colour.",
            choices={"blue": "Blue · calm", "red": "Red"},
            none_text="Any",
            default_note="what fits",
            is_basic=True,
        ),
    ] = None
    secret: Annotated[int, Option("Secret", "For the command line.")] = 1


@pytest.fixture
def form(qtbot):
    form = OptionForm(AllTypes)
    qtbot.addWidget(form)
    form.add_others()
    return form


def labels_of(form: OptionForm) -> set[str]:
    return {label.text() for label in form.findChildren(QLabel)}


def test_an_option_declared_once_appears_in_all_three_places(qtbot) -> None:
    @takes(NewOptions)
    def command(options: dict[str, Any]) -> None:
        """A command."""
        print(options["sharpness"])

    app = typer.Typer()
    app.command()(command)
    runner = CliRunner(env={"COLUMNS": "200"})
    text = " ".join(runner.invoke(app, ["--help"]).stdout.split())
    assert "--sharpness" in text and "How sharp the frames are made. [default: 1.5]" in text
    arguments = ["--video_path", "v", "--name", "n", "--sharpness", "1.25"]
    assert runner.invoke(app, arguments).stdout == "1.25\n"

    schema = NewOptions.model_json_schema()["properties"]["sharpness"]
    assert schema == {
        "title": "Sharpness", "description": "How sharp the frames are made.", "type": "number",
        "minimum": 0.5, "maximum": 2, "default": 1.5, "group": "", "advanced": False,
    }  # fmt: skip

    form = OptionForm(NewOptions)
    qtbot.addWidget(form)
    form.add_others()
    editor = form.editors["sharpness"]
    assert isinstance(editor, QDoubleSpinBox)
    assert (editor.minimum(), editor.maximum(), editor.value()) == (0.5, 2, 1.5)
    assert editor.toolTip() == "How sharp the frames are made."
    assert "Sharpness" in labels_of(form)
    assert NewOptions(video_path="v", name="n", **form.values()).sharpness == 1.5


def test_each_type_has_its_editor_with_range_default_and_choices(form) -> None:
    editors = form.editors
    assert list(editors) == ["text", "count", "limit", "steps", "is_on", "colour"]
    assert isinstance(editors["text"], QLineEdit) and editors["text"].placeholderText() == "Empty"
    assert isinstance(editors["count"], QSpinBox)
    assert (editors["count"].minimum(), editors["count"].maximum()) == (2, 6)
    assert isinstance(editors["is_on"], QCheckBox) and editors["is_on"].text() == "On"
    combo = editors["colour"]
    assert isinstance(combo, QComboBox)
    items = [(combo.itemText(row), combo.itemData(row)) for row in range(combo.count())]
    assert items == [("Any", None), ("Blue · calm", "blue"), ("Red", "red")]
    assert combo.toolTip() == "The colour. Any: what fits."
    assert form.values() == {"count": 4, "steps": 8, "is_on": True}
    assert AllTypes(**form.values()).limit is None, "what is left open is left to the model"
    assert {"Text", "Count", "Limit", "Steps", "Colour"} == labels_of(form)


def test_values_are_shown_and_read_back(form) -> None:
    options = {"text": "a", "count": 5, "limit": 1, "steps": 9, "is_on": False, "colour": "red"}
    form.show_values({**options, "no such option": 1})
    assert form.values() == options
    form.show_values({"text": None, "limit": None, "colour": "unknown"})
    assert set(form.values()) == {"count", "steps", "is_on"}


def test_the_forms_show_every_basic_option_and_give_valid_ones(qtbot, tmp_path) -> None:
    own = {"face", "epochs", "time_budget_min", "force"}
    forms = (
        (PreprocessForm(), PreprocessOptions),
        (TrainForm(), TrainOptions),
        (RenderForm(Workspace(tmp_path)), RenderOptions),
    )
    for form, model in forms:
        qtbot.addWidget(form)
        basic = {option.name for option in options_of(model) if option.declared.is_basic}
        assert basic - own == set(form.editors)
        for editor in form.editors.values():
            assert form.isAncestorOf(editor) and editor.toolTip() and editor.accessibleName()
    for kind, name in enumerate(("time_budget_min", "epochs")):
        form = TrainForm()
        qtbot.addWidget(form)
        form.length_kind.setCurrentIndex(kind)
        form.length.setValue(33)
        checked = TrainOptions(name="May", **form.options())
        assert getattr(checked, name) == 33
        assert (checked.batchsize, checked.preset, checked.train_syncnet) == (8, None, True)


def text_begin_px(editor: QWidget) -> int:
    """The first column with text, in pixels from the editor's left edge; its border is skipped."""
    image = editor.grab().toImage()
    paper = image.pixelColor(image.width() // 2, image.height() // 2).lightness()
    rows = range(image.height() // 4, image.height() * 3 // 4)
    columns = range(2, image.width())
    return next(
        x
        for x in columns
        if any(abs(image.pixelColor(x, y).lightness() - paper) > 60 for y in rows)
    )


@pytest.mark.parametrize("model", [PreprocessForm, TrainForm, RenderForm, AllTypes])
def test_the_text_of_a_number_field_keeps_away_from_its_border(qtbot, workspace, model):
    if model is AllTypes:
        form: QWidget = OptionForm(AllTypes)
        form.add_others()
    else:
        form = RenderForm(workspace) if model is RenderForm else model()
    qtbot.addWidget(form)
    form.setStyleSheet(style_sheet(LIGHT, 10))
    form.show()
    if form.advanced is not None:
        form.advanced.click()
    boxes = [box for box in form.findChildren(QAbstractSpinBox) if box.isVisibleTo(form)]
    text_field = QLineEdit("0", form)
    text_field.show()
    assert boxes or model is PreprocessForm
    for box in boxes:
        assert abs(text_begin_px(box) - text_begin_px(text_field)) <= 4, box.accessibleName()


def test_a_render_shows_three_options_and_how_many_others_were_changed(qtbot, workspace):
    form = RenderForm(workspace)
    qtbot.addWidget(form)
    form.show()
    shown = {name for name, editor in form.editors.items() if editor.isVisible()}
    assert shown == {"output_path", "format", "label"}
    assert form.advanced.text() == "Advanced ▸"
    form.show_options({"start_frame": 3, "loop": "forward"})
    assert form.advanced.text() == "Advanced · 2 changed ▸"
    form.advanced.click()
    assert form.advanced.text() == "Advanced ▾"
    assert all(editor.isVisible() for editor in form.editors.values())


def test_every_number_field_of_the_window_is_made_with_that_distance():
    folder = Path(synctalk_gui.__file__).parent
    made = re.compile(r"(?<!padded\()\b(?:QSpinBox|QDoubleSpinBox|FrameSpinBox)\(\)")
    bare = [
        f"{path.name}: {line.strip()}"
        for path in folder.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if made.search(line)
    ]
    assert not bare


def test_a_background_is_a_colour_or_a_picture_of_the_project(qtbot, workspace, monkeypatch):
    form = RenderForm(workspace)
    qtbot.addWidget(form)
    box = form.editors["background"]
    assert [box.itemData(row) for row in range(box.count())] == [*_NAMED_BACKGROUNDS, None, None]
    assert form.values()["background"] == "keep"
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor("#203040"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/x/beach.png", ""))
    for text, value in (("Colour…", "#203040"), ("Picture…", "/x/beach.png")):
        box.activated.emit(box.findText(text))
        assert form.values()["background"] == value
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)
    assert box.currentText() == "beach.png", "a cancelled choice changes nothing"
    form.show_options({"background": "#ffffff"})
    assert (box.currentText(), form.values()["background"]) == ("#FFFFFF", "#ffffff")
    form.show_options({})
    assert form.values()["background"] == "keep"


_NAMED_BACKGROUNDS = [BackgroundKind.KEEP.value, BackgroundKind.TRANSPARENT.value]
