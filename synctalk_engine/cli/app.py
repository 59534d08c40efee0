"""``synctalk``: one command line for everything. Flags are spelt as the workflow document has them.

Exit codes: 0 done; 1 a bug; 2 usage; 3 a user error, in one sentence; 130 interrupted.
"""

from __future__ import annotations

import io
import shutil
import sys

import typer

from synctalk_engine import __version__, log
from synctalk_engine.cli import (
    addons,
    batch,
    batch_steps,
    consent,
    evaluate,
    exchange,
    explain,
    inspect,
    models,
    preprocess,
    render,
    report,
    run,
    self_test,
    serve,
    studio,
    train,
)
from synctalk_engine.cli.console import require_working_folder
from synctalk_engine.cli.json_usage import JSON_FLAG, Group

PANEL_MIN_COLUMNS = 80
"""On a narrower terminal, boxes would cut the names of options; help is plain text there."""

app = typer.Typer(
    name="synctalk",
    help="Make a lip-sync model of a person from a few minutes of video.",
    cls=Group,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"synctalk {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Print the version."
    ),
) -> None:
    pass


app.command("preprocess")(preprocess.preprocess)
app.command("batch-preprocess")(batch.batch_preprocess)
app.command("batch")(batch_steps.batch)
app.command("train")(train.train)
app.command("run")(run.run)
app.command("render")(render.render)
app.command("evaluate")(evaluate.evaluate)
app.command("blind")(evaluate.blind)
app.command("explain")(explain.explain)
app.command("doctor")(inspect.doctor)
app.command("poster", hidden=True)(inspect.poster)
app.command("waveform", hidden=True)(inspect.waveform)
app.command("speak", hidden=True)(inspect.speak)
app.command("devices")(inspect.devices)
app.command("import")(exchange.import_)
app.command("export")(exchange.export)
app.add_typer(models.app, name="models")
app.command("demo")(studio.demo)
app.command("report")(report.report)
app.command("consent")(consent.consent)
app.command("serve")(serve.serve)
app.command("gui")(studio.gui)
app.command("self-test")(self_test.self_test)
app.add_typer(addons.app, name="addons")
app.command("execute", hidden=True)(studio.execute)
app.command("control")(studio.control)


def main() -> None:
    """Entry point of ``synctalk`` and ``python -m synctalk_engine``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows console may not be UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace")
    log.silence_libraries()
    require_working_folder(as_json=JSON_FLAG in sys.argv)
    if shutil.get_terminal_size().columns < PANEL_MIN_COLUMNS:
        app.rich_markup_mode = None
    app(prog_name="synctalk")
