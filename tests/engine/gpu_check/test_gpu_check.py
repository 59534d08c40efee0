"""``dev.py gpu-check``: one table, whatever this machine has or lacks."""

from __future__ import annotations

import builtins
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from synctalk_engine.assets import AssetStore
from synctalk_engine.dataset.clip_dataset import open_clip_dataset
from synctalk_engine.errors import AssetError
from synctalk_engine.gpu_check import __main__ as gpu_check
from synctalk_engine.gpu_check import (
    networks,
    preprocessing,
    torch_device,
    training,
    wheels,
    workflow,
)
from synctalk_engine.gpu_check.budget import Budget
from synctalk_engine.gpu_check.drawn_clip import make_preprocessed_clip
from synctalk_engine.gpu_check.report import CheckReport, Measurement, RowVerdict, number
from synctalk_engine.models import presets, registry
from synctalk_engine.models.lite import LiteConfig
from synctalk_engine.models.presets import Preset

CPU = torch.device("cpu")
TINY = LiteConfig(input_px=64, widths=(8, 8, 16, 16, 32), audio_width=16, embedding_width=32)


@pytest.fixture
def tiny_preset(monkeypatch) -> Preset:
    """The only preset is one with a tiny network, and it has a name that the check cannot know."""
    preset = Preset("tiny", "lite", 72, 64, mask_box=(3, 9, 61, 61), window_frames=16)
    monkeypatch.setattr(networks, "PRESETS", {"tiny": preset})
    monkeypatch.setitem(registry.LITE_CONFIGS, "tiny", TINY)
    monkeypatch.setitem(presets.PRESETS, "tiny", preset)
    monkeypatch.setattr(training, "BATCH", 2)
    monkeypatch.setattr(training, "TIMED_STEPS", 1)
    monkeypatch.setattr(training, "DATA_STEPS", 1)
    monkeypatch.setattr(training, "LOOP_STEPS", 1)
    return preset


def rows_of(report: CheckReport, part: str) -> list[Measurement]:
    return [row for row in report.rows if row.part == part]


class FakeClock:
    """Each look at it takes a second."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        self.now_s += 1
        return self.now_s


# -- networks ------------------------------------------------------------------------------------


def test_every_preset_is_compared_in_every_number_format(tiny_preset):
    report = CheckReport()
    networks.check_networks(report, CPU, Budget(0))
    found = {(row.what, row.variant): row.verdict for row in rows_of(report, "parity")}
    assert found == {("tiny", f"{fmt} on cpu"): RowVerdict.OK for fmt in ("fp32", "bf16", "fp16")}
    assert not report.has_failed


def test_a_device_that_computes_something_else_fails_the_check(tiny_preset, monkeypatch):
    expected = networks.fresh_network(tiny_preset, "mel")

    class Wrong(nn.Module):
        """Right on the CPU's first call, off by a fifth of the range later."""

        def __init__(self) -> None:
            super().__init__()
            self.inner, self.calls = expected, 0

        def forward(self, image, audio):
            self.calls += 1
            # the first two calls settle the batch norms and give the expected images
            return self.inner(image, audio) + (0.2 if self.calls > 2 else 0.0)

    monkeypatch.setattr(networks, "fresh_network", lambda *_args: Wrong())
    report = CheckReport()
    networks.check_parity(report, tiny_preset, CPU)
    assert [row.verdict for row in report.rows] == [RowVerdict.FAILED] * 3
    assert report.has_failed


def test_not_a_number_is_out_of_bounds():
    images = torch.full((1, 3, 4, 4), float("nan"))
    row = networks._parity_row("tiny", "fp16 on cpu", torch.zeros_like(images), images, "fp16")
    assert row.verdict == RowVerdict.FAILED


def test_without_time_one_case_is_measured_and_the_rest_is_named(tiny_preset):
    report = CheckReport()
    networks.check_networks(report, CPU, Budget(0))
    measured, rest, graph = rows_of(report, "speed")
    assert (measured.what, measured.batch, measured.unit) == ("tiny", 8, "images/s")
    assert measured.value > 0 and "peak" in measured.note
    assert rest.verdict == RowVerdict.LEFT_OUT and "7 of 8 cases" in rest.note
    assert graph.variant == "CUDA graph" and graph.verdict == RowVerdict.LEFT_OUT


def test_every_batch_and_mode_is_measured_where_there_is_time(tiny_preset, monkeypatch):
    seen = []
    monkeypatch.setattr(
        networks, "step_seconds", lambda preset, _, case: seen.append((case.mode, case.batch)) or 1
    )
    networks.check_networks(CheckReport(), CPU, Budget(1000))
    wanted = [(mode, size) for mode in ("eager", "torch.compile") for size in (8, 16, 32, 64)]
    assert seen == wanted


def test_out_of_memory_leaves_a_case_out(tiny_preset, monkeypatch):
    def step_seconds(_preset, _precision, case):
        if case.batch > 8:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return 0.5

    monkeypatch.setattr(networks, "step_seconds", step_seconds)
    report = CheckReport()
    networks.check_networks(report, CPU, Budget(1000))
    eager = [row for row in rows_of(report, "speed") if row.variant.endswith("eager")]
    assert [row.value for row in eager] == [16.0, None, None, None]
    assert [row.note for row in eager[1:]] == ["out of memory"] * 3
    assert not report.has_failed


def test_a_compiler_that_is_missing_is_no_failure(tiny_preset, monkeypatch):
    def compile_(_network):
        raise RuntimeError("no C++ compiler was found")

    monkeypatch.setattr(torch, "compile", compile_)
    monkeypatch.setattr(networks, "BATCHES", (2,))
    report = CheckReport()
    networks.check_networks(report, CPU, Budget(1000))
    compiled = next(row for row in report.rows if "compile" in row.variant)
    assert compiled.verdict == RowVerdict.LEFT_OUT and "no C++ compiler" in compiled.note


# -- the real training step ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def drawn(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("drawn") / "drawn"
    make_preprocessed_clip(folder, 110)
    return folder


def test_a_training_resumes_to_the_bit_on_a_cpu(drawn, tiny_preset, monkeypatch):
    monkeypatch.setattr(training, "_perceptual", lambda *_args: None)
    report = CheckReport()
    training.check_training(report, drawn, CPU, Budget(1000))
    (resume,) = rows_of(report, "resume")
    assert (resume.value, resume.verdict, resume.note) == (0.0, RowVerdict.OK, "bit-exact")
    parts = {row.variant.split(" ", 1)[1]: row.value for row in rows_of(report, "step")}
    assert set(parts) == {"data", "forward and losses", "backward, EMA", "optimiser", "whole"}
    assert parts["whole"] > 0 and all(value >= 0 for value in parts.values())
    assert [row.variant for row in rows_of(report, "data")] == [
        "loader",
        "from memory",
        "step, ratio",
    ]


def test_a_state_that_is_not_restored_fails_the_check(drawn, tiny_preset, monkeypatch):
    from synctalk_engine.training.generator.trainer import GeneratorTrainer

    monkeypatch.setattr(training, "_perceptual", lambda *_args: None)
    monkeypatch.setattr(GeneratorTrainer, "load_state_dict", lambda *_args: None)
    report = CheckReport()
    training.check_training(report, drawn, CPU, Budget(1000))
    (resume,) = rows_of(report, "resume")
    assert resume.verdict == RowVerdict.FAILED and resume.value > 0


# -- the workflow --------------------------------------------------------------------------------


def test_without_weights_a_clip_is_drawn(tmp_path, monkeypatch):
    monkeypatch.setattr(
        workflow.WorkflowCheck,
        "_preprocess_sample",
        lambda _self: (_ for _ in ()).throw(RuntimeError("preprocess: weights are missing")),
    )
    report = CheckReport()
    check = workflow.WorkflowCheck(report, tmp_path, "cpu")
    check.make_clip()
    assert "weights are missing" in report.rows[0].note
    assert len(list((check.clip_dir / "full_body_img").iterdir())) == workflow.DRAWN_FRAMES
    studio = open_clip_dataset(check.clip_dir, presets.get_preset("studio-96"))
    assert studio.lower_face is not None, "a studio preset is checked without the face networks"


def test_a_given_dataset_is_copied_and_left_alone(drawn, tmp_path):
    before = sorted(path.name for path in drawn.iterdir())
    check = workflow.WorkflowCheck(CheckReport(), tmp_path, "cpu")
    check.take_dataset(drawn)
    assert check.clip_dir != drawn and (check.clip_dir / "full_body_img/000000.png").is_file()
    assert sorted(path.name for path in drawn.iterdir()) == before


def test_every_metric_that_evaluate_gives_becomes_a_row(tmp_path, monkeypatch):
    results = {
        "train": {
            "preset": "tiny", "steps": 9, "images_per_s": 4.0, "peak_gpu_mb": None,
            "peak_rss_mb": 700.0,
        },
        "render": {"frames": 50, "frames_per_s": 25.0, "size": (128, 128)},
        "evaluate": {"mouth_psnr": 27.0, "texture_mouth": 0.9, "judge": {"auc_real": 0.8}},
    }  # fmt: skip
    monkeypatch.setattr(workflow.WorkflowCheck, "_run", lambda _self, kind, _options: results[kind])
    report = CheckReport()
    workflow.WorkflowCheck(report, tmp_path, "cpu").train_and_measure(Budget(600))
    quality = {row.variant: row.value for row in rows_of(report, "quality")}
    assert quality == {
        "train": 4.0, "mouth_psnr": 27.0, "texture_mouth": 0.9, "judge auc_real": 0.8
    }  # fmt: skip
    assert [row.value for row in rows_of(report, "render")] == [25.0]


def test_a_job_that_fails_is_a_row_with_its_sentence(tmp_path):
    report = CheckReport()
    workflow.WorkflowCheck(report, tmp_path, "cpu").train_and_measure(Budget(60))
    (row,) = rows_of(report, "quality")
    assert row.verdict == RowVerdict.FAILED and row.note.startswith("RuntimeError: train: ")


# -- a bare machine ------------------------------------------------------------------------------


def test_the_networks_need_torch_and_numpy_alone():
    """As on a bare machine: whatever else is installed cannot be imported."""
    program = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("pydantic", "filelock", "psutil", "av", "cv2", "platformdirs"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Blocked())
import synctalk_engine.gpu_check.networks, synctalk_engine.gpu_check.torch_device
import synctalk_engine.gpu_check.__main__
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_without_torch_a_sentence_says_so(monkeypatch, capsys):
    monkeypatch.setattr(gpu_check, "missing_modules", lambda modules: ["torch"])
    assert gpu_check.main(["--minutes", "1"]) == 3
    said = capsys.readouterr().err
    assert "torch" in said and "--wheels" in said


def test_parts_whose_modules_are_missing_are_left_out(tiny_preset, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(networks, "BATCHES", (2,))
    monkeypatch.setattr(
        gpu_check,
        "missing_modules",
        lambda modules: ["pydantic"] if modules == wheels.TRAINING_MODULES else [],
    )
    path = tmp_path / "rows.json"
    assert gpu_check.main(["--minutes", "0.01", "--device", "cpu", "--json", str(path)]) == 0
    table = capsys.readouterr().out
    assert "no GPU here" in table and "missing: pydantic" in table
    rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
    left_out = {row["part"] for row in rows if "pydantic" in row["note"]}
    assert left_out == {"data", "step", "resume", "preprocess", "landmarks", "quality", "render"}


def test_carried_wheels_are_imported_and_handed_to_child_processes(tmp_path, monkeypatch):
    import zipfile

    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setenv("PYTHONPATH", "before")
    folder = tmp_path / "wheels"
    folder.mkdir()
    with zipfile.ZipFile(folder / "carried-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr("carried_module_of_a_test.py", "VALUE = 7")
    assert wheels.missing_modules(("carried_module_of_a_test",))
    assert wheels.use_wheels(folder, tmp_path / "unpacked") == 1
    assert not wheels.missing_modules(("carried_module_of_a_test",))
    assert builtins.__import__("carried_module_of_a_test").VALUE == 7
    import os

    assert os.environ["PYTHONPATH"].split(os.pathsep) == ["before", str(tmp_path / "unpacked")]


def test_a_device_that_is_not_there_is_a_usage_error(capsys):
    absent = next(kind for kind in ("mps", "xpu", "cuda") if kind not in _present())
    assert gpu_check.main(["--device", absent]) == 2
    assert "there are" in capsys.readouterr().err


def _present() -> list[str]:
    return torch_device.available_devices()


@pytest.mark.parametrize("arguments", [["--minutes", "0"], ["--dataset", "nowhere"]])
def test_arguments_that_cannot_be_are_refused(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        gpu_check.main(arguments)
    assert ended.value.code == 2
    assert arguments[0] in capsys.readouterr().err


# -- the table -----------------------------------------------------------------------------------


def test_an_error_in_one_part_is_a_row_and_the_rest_goes_on():
    report = CheckReport()
    with report.errors_as_rows("step", "tiny"):
        raise ValueError("first line\nsecond line")
    with report.errors_as_rows("render", "tiny"):
        raise ModuleNotFoundError("No module named 'av'", name="av")
    failed, left_out = report.rows
    assert (failed.verdict, failed.note) == (RowVerdict.FAILED, "ValueError: first line")
    assert (left_out.verdict, left_out.note) == (RowVerdict.LEFT_OUT, "missing: av")
    assert report.has_failed


def test_the_table_has_aligned_columns():
    report = CheckReport()
    report.add(Measurement("speed", "tiny", "eager", 8, 12.5, "images/s", "peak 10 MB"))
    report.add(Measurement("resume", "a-longer-name", value=0.0, verdict=RowVerdict.OK))
    header, _, first, second = report.as_text().splitlines()
    assert first.index("tiny") == second.index("a-longer-name") == header.index("what")
    assert first.endswith("peak 10 MB") and second.endswith("ok")


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (0.0, "0"), (1234.5, "1234"), (12.345, "12.3"), (0.00123, "1.2e-03")],
)
def test_numbers_have_three_digits(value, text):
    assert number(value) == text


def test_a_budget_counts_down_by_its_clock():
    clock = FakeClock()
    budget = Budget(3, clock)
    assert budget.left_s == 2 and budget.has(1) and not budget.has(1)


def test_landmarks_without_weights_are_left_out(monkeypatch, tmp_path):
    def path(_store, asset_id: str) -> None:
        raise AssetError("asset_missing", asset=asset_id)

    monkeypatch.setattr(AssetStore, "path", path)
    monkeypatch.setattr(preprocessing, "_check_whisper", lambda *_: None)
    report = CheckReport()
    preprocessing.check_preprocessing(report, tmp_path, CPU)
    (row,) = report.rows
    assert (row.part, row.verdict) == ("landmarks", RowVerdict.LEFT_OUT)


def test_a_landmark_network_that_differs_has_failed(monkeypatch, assets):
    model = assets.path("face_mesh_478").read_bytes()
    real = preprocessing.mesh_on
    images = [np.full((64, 64, 3), 120, np.uint8)]
    monkeypatch.setattr(preprocessing, "best_seconds", lambda *_: 1.0)
    report = CheckReport()
    preprocessing._check_mesh(report, model, images, CPU)

    def shifted(device: str, model: bytes, count: int):
        run = real(device, model, count)
        return lambda views: [output + 1 for output in run(views)]

    monkeypatch.setattr(preprocessing, "mesh_on", shifted)
    preprocessing._check_mesh(report, model, images, CPU)
    verdicts = [row.verdict for row in report.rows]
    assert verdicts == [
        *(RowVerdict.MEASURED, RowVerdict.OK),
        *(RowVerdict.MEASURED, RowVerdict.FAILED),
    ]
