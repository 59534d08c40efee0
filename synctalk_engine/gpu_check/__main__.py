"""``python -m synctalk_engine.gpu_check``: every part of the check, then one table.

Imports torch and the engine only where a part needs them, so that a bare machine says what is
missing in place of a traceback.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from synctalk_engine import __version__
from synctalk_engine.gpu_check.budget import Budget
from synctalk_engine.gpu_check.report import CheckReport, Measurement, RowVerdict
from synctalk_engine.gpu_check.wheels import (
    NETWORK_MODULES,
    TRAINING_MODULES,
    WORKFLOW_MODULES,
    missing_modules,
    use_wheels,
)

if TYPE_CHECKING:
    import torch

NETWORKS_FRACTION, TRAINING_FRACTION = 0.25, 0.2
"""Of the minutes that are left: for the networks alone, then for the real training steps."""
EXIT_OK, EXIT_FAILED, EXIT_USAGE, EXIT_MISSING = 0, 1, 2, 3


def main(argv: list[str] | None = None) -> int:
    options = parse(argv)
    with tempfile.TemporaryDirectory(prefix="synctalk gpu check ") as folder:
        root = Path(folder).resolve()
        if options.wheels is not None:
            count = use_wheels(options.wheels, root / "wheels")
            print(f"{count} wheels from {options.wheels}", file=sys.stderr)
        if missing := missing_modules(NETWORK_MODULES):
            print(_missing_sentence(missing), file=sys.stderr)
            return EXIT_MISSING
        report = CheckReport(
            lambda row: print("  ".join(filter(None, row.cells())), file=sys.stderr)
        )
        try:
            code = _check(options, report, root)
        except KeyboardInterrupt:
            print("Stopped; this is what was measured.", file=sys.stderr)
            code = EXIT_FAILED
    print(report.as_text(), flush=True)
    if options.json is not None:
        text = json.dumps({"rows": report.as_dicts()}, indent=1)
        options.json.write_text(text, encoding="utf-8")
    return code


def parse(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py gpu-check", description=__doc__)
    parser.add_argument("--minutes", type=float, default=6.0, help="about how long (6)")
    parser.add_argument("--device", default="auto", help="auto, cuda, xpu, mps or cpu")
    parser.add_argument("--dataset", type=Path, help="a preprocessed clip, dataset/NAME")
    parser.add_argument("--wheels", type=Path, help="folder of wheels with what is missing")
    parser.add_argument("--json", type=Path, help="also write the rows to this file")
    options = parser.parse_args(argv)
    if not 0 < options.minutes <= 24 * 60:
        parser.error(f"--minutes {options.minutes:g}: give more than 0 and at most 1440")
    for name in ("dataset", "wheels"):
        folder = getattr(options, name)
        if folder is not None and not folder.is_dir():
            parser.error(f"--{name} {folder}: there is no such folder")
    return options


def _check(options: argparse.Namespace, report: CheckReport, root: Path) -> int:
    """Do all parts; gives the exit code."""
    import torch

    from synctalk_engine.gpu_check.networks import check_networks
    from synctalk_engine.gpu_check.torch_device import pick_device

    try:
        device = pick_device(options.device)
    except ValueError as error:
        print(f"--device: {error}", file=sys.stderr)
        return EXIT_USAGE
    _report_machine(report, device, torch.__version__)
    budget = Budget(60 * options.minutes)
    check_networks(report, device, budget.fraction(NETWORKS_FRACTION))
    if missing := missing_modules(TRAINING_MODULES):
        for part in ("data", "step", "resume", "preprocess", "landmarks", "quality", "render"):
            note = f"missing: {', '.join(missing)}"
            report.add(Measurement(part, "all", note=note, verdict=RowVerdict.LEFT_OUT))
    else:
        _check_with_clip(options, report, root, device, budget)
    return EXIT_FAILED if report.has_failed else EXIT_OK


def _check_with_clip(
    options: argparse.Namespace,
    report: CheckReport,
    root: Path,
    device: torch.device,
    budget: Budget,
) -> None:
    from synctalk_engine.gpu_check.preprocessing import check_preprocessing
    from synctalk_engine.gpu_check.training import check_training
    from synctalk_engine.gpu_check.workflow import WorkflowCheck

    workflow = WorkflowCheck(report, root / "workspace", device.type)
    if options.dataset is not None:
        workflow.take_dataset(options.dataset.resolve())
    else:
        workflow.make_clip()
    check_preprocessing(report, workflow.clip_dir, device)
    check_training(report, workflow.clip_dir, device, budget.fraction(TRAINING_FRACTION))
    if missing := missing_modules(WORKFLOW_MODULES):
        note = f"these may be needed and are missing: {', '.join(missing)}"
        report.add(Measurement("quality", "all", note=note, verdict=RowVerdict.LEFT_OUT))
    workflow.train_and_measure(budget)


def _report_machine(report: CheckReport, device: torch.device, torch_version: str) -> None:
    from synctalk_engine.gpu_check.torch_device import device_name

    note = f"torch {torch_version}, SyncTalk Studio {__version__}"
    report.add(Measurement("machine", device_name(device), note=note))
    if device.type == "cpu":
        note = "no GPU here, or none was asked for: all figures are this processor's"
        report.add(Measurement("machine", "GPU", note=note, verdict=RowVerdict.LEFT_OUT))


def _missing_sentence(missing: list[str]) -> str:
    return (
        f"The check needs {' and '.join(missing)}, which {sys.executable} does not have. "
        "Install it, start the check with another Python, or give --wheels FOLDER."
    )


if __name__ == "__main__":
    sys.exit(main())
