"""The command line is made from the models of options; no option is lost, and none does nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import typer
from pydantic import Field
from typer.testing import CliRunner

import synctalk_engine
from synctalk_engine.cli.app import app
from synctalk_engine.cli.generated import takes
from synctalk_engine.protocol.options.batch import JobsOptions
from synctalk_engine.protocol.options.exchange import ExportOptions, ImportOptions
from synctalk_engine.protocol.options.live import RenderCommandOptions
from synctalk_engine.protocol.options.option import GROUPS, Option, Options, option_of, options_of
from synctalk_engine.protocol.options.preprocess import (
    BatchOptions,
    DoctorOptions,
    PreprocessSettings,
)
from synctalk_engine.protocol.options.train import RunOptions, TrainOptions
from synctalk_engine.protocol.run_spec import OPTIONS

ENGINE = Path(synctalk_engine.__file__).parent
COMMANDS: dict[str, type[Options]] = {
    **{kind: model for kind, model in OPTIONS.items() if kind not in ("trial", "live")},
    "render": RenderCommandOptions,
    "batch-preprocess": BatchOptions,
    "batch": JobsOptions,
    "doctor": DoctorOptions,
    "import": ImportOptions,
    "export": ExportOptions,
}
OF_THE_COMMAND_LINE = {"yes", "as_json", "trial", "help", "ctx", "list_voices"}
"""Parameters that no run depends on."""
READERS = {
    "preprocess": ("preprocess",),
    "train": ("training",),
    "trial": ("training",),
    "run": ("run_all.py",),
    "render": ("render",),
    "live": ("live", "render/render.py"),
    "evaluate": ("training/evaluation", "training/options.py"),
    "demo": ("demo",),
    "batch-preprocess": ("cli/batch.py",),
    "batch": ("cli/batch_steps.py",),
    "import": ("cli/exchange.py",),
    "export": ("cli/exchange.py",),
}
"""Where the options of a job are read, in the engine's package."""


class SmallOptions(Options):
    """A model of its own, with one option of each type."""

    name: Annotated[str, Option("Name", "Who it is.")]
    size: Annotated[int | None, Field(ge=1, le=9), Option("Size", "How large.", suggested=3)] = None
    weight: Annotated[float, Field(gt=0), Option("Weight", "How heavy.")] = 0.5
    is_fast: Annotated[bool, Option("Fast", "Be fast.", flags=("--fast/--slow",))] = True
    more: Annotated[list[str], Option("More", "May be repeated.")] = Field(default_factory=list)


def run(model: type[Options], *arguments: str) -> tuple[Any, list[dict[str, Any]]]:
    """What a command made from the model prints, and the options that its function gets."""
    got: list[dict[str, Any]] = []

    @takes(model)
    def command(options: dict[str, Any], loud: bool = typer.Option(False, "--loud")) -> None:
        """A command."""
        got.append({**options, "loud": loud} if loud else options)

    small = typer.Typer()
    small.command()(command)
    return CliRunner().invoke(small, arguments, env={"COLUMNS": "200"}), got


# -- what is made ---------------------------------------------------------------------------------


def test_a_function_gets_what_stands_on_the_command_line_and_nothing_else() -> None:
    assert run(SmallOptions, "--name", "May")[1] == [{"name": "May"}]
    _, (got,) = run(
        SmallOptions,
        *("--name", "May", "--size", "4", "--weight", "0.5", "--slow", "--more", "a"),
        *("--more", "b", "--loud"),
    )  # fmt: skip
    assert got == {
        "name": "May", "size": 4, "weight": 0.5, "is_fast": False, "more": ["a", "b"], "loud": True,
    }  # fmt: skip


def test_numbers_and_required_options_are_checked_by_the_parser() -> None:
    for arguments in ((), ("--name", "May", "--size", "many")):
        result, got = run(SmallOptions, *arguments)
        assert result.exit_code == 2 and not got


def test_a_field_without_a_declaration_is_refused() -> None:
    class Undeclared(SmallOptions):
        forgotten: int = 1

    with pytest.raises(TypeError, match="'forgotten'"):
        options_of(Undeclared)


def test_texts_are_of_the_choices_that_there_are() -> None:
    class Misspelt(Options):
        colour: Annotated[Literal["red"], Option("Colour", "One.", choices={"rde": "Red"})] = "red"

    with pytest.raises(TypeError, match="'colour'"):
        options_of(Misspelt)


def test_help_has_default_and_choices() -> None:
    text = " ".join(run(SmallOptions, "--help")[0].stdout.split())
    assert "How heavy. [default: 0.5]" in text and "--slow" in text
    help_ = option_of(TrainOptions, "preset").cli_help
    assert all(preset in help_ for preset in ("328", "160", "lite-160", "lite-320"))


# -- no option is lost ----------------------------------------------------------------------------


def parameters(command: str) -> dict[str, Any]:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    return {parameter.name: parameter for parameter in commands[command].params}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_model_is_on_the_command_line(command: str) -> None:
    given, options = parameters(command), options_of(COMMANDS[command])
    assert set(given) - OF_THE_COMMAND_LINE == {option.name for option in options}
    for option in options:
        parameter = given[option.name]
        assert parameter.help == option.cli_help and len(option.declared.help) > 5
        if option.declared.argument:
            assert parameter.metavar == option.declared.argument
        else:
            flags = [flag for text in option.flags for flag in text.split("/")]
            assert [*parameter.opts, *parameter.secondary_opts] == flags
        is_required = option.is_required and not option.declared.is_derivable
        assert parameter.required == is_required
        if not is_required and option.value_type is not list:
            assert parameter.default == option.default
        assert option.declared.group in GROUPS


# -- and none does nothing ------------------------------------------------------------------------


def names_read(paths: tuple[str, ...]) -> set[str]:
    """Attributes of ``options`` that modules of the engine read."""
    return {name for path in paths for name in _names_read_in(ENGINE / path)}


def _names_read_in(path: Path) -> Iterator[str]:
    files = [path] if path.is_file() else sorted(path.rglob("*.py"))
    assert files, f"{path} is not there"
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and _is_options(node.value):
                yield node.attr
            elif isinstance(node, ast.Call) and len(node.args) > 1 and _is_options(node.args[0]):
                yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant))


def _is_options(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name.strip("_") in ("options", "asked")


def unused(kind: str, model: type[Options], read: set[str]) -> set[str]:
    """Options of a job that nothing reads."""
    if kind == "run":  # it hands its options on to the training, and its model turns gpu to device
        read = read | set(TrainOptions.model_fields) | {"gpu"}
    if kind == "batch-preprocess":  # each video becomes a job with these
        read = read | set(PreprocessSettings.model_fields) | {"video_dir", "video_list"}
        read |= {"json_config", "recursive"}
    return {option.name for option in options_of(model)} - read


@pytest.mark.parametrize("kind", READERS)
def test_every_option_is_read_by_the_engine(kind: str) -> None:
    model = (COMMANDS | OPTIONS)[kind]
    assert unused(kind, model, names_read(READERS[kind])) == set()


def test_an_option_that_does_nothing_is_found() -> None:
    class WithIdleOption(TrainOptions):
        idle: Annotated[int, Option("Idle", "Does nothing.")] = 1

    assert unused("train", WithIdleOption, names_read(READERS["train"])) == {"idle"}


def test_run_hands_on_every_option_that_train_has() -> None:
    given = {
        "name": "May", "gpu": "1", "asr": "mel", "epochs": 3, "epochs_given": True, "batchsize": 4,
        "preset": "160", "time_budget_min": 2.0, "seed": 5, "syncnet_epochs": 6, "wait": True,
        "face": "2", "force": True,
    }  # fmt: skip
    assert set(given) == set(RunOptions.model_fields) - {"device"}, "one that is new belongs here"
    trained = TrainOptions(**RunOptions(**given).of_training()).model_dump()
    own = {"gpu", "face"}  # preprocessing's
    assert trained.items() >= {k: v for k, v in given.items() if k not in own}.items()
    assert trained["device"] == "cuda:1"


def test_no_help_text_loses_words_in_square_brackets():
    """The terminal takes ``[onnx]`` for markup and leaves it out."""

    def texts(command, name: str):
        yield name, command.help or ""
        for parameter in command.params:
            yield f"{name} --{parameter.name}", getattr(parameter, "help", "") or ""
        for sub_name, sub in getattr(command, "commands", {}).items():
            yield from texts(sub, f"{name} {sub_name}")

    found = dict(texts(typer.main.get_command(app), "synctalk"))
    assert "synctalk render --text" in found
    assert [name for name, text in found.items() if re.search(r"\[[a-z]", text)] == []
