"""What the window shows of a job's progress: one number for all stages, and no “0 s left”."""

from __future__ import annotations

import pytest

from synctalk_engine.protocol.events import JobProgressEvent, ProgressEvent, RunState, StateEvent
from synctalk_gui.engine.run_record import RunRecord
from synctalk_gui.run_texts import progress_sentence


class Shown:
    """A run as far as texts need it."""

    def __init__(self, kind: str = "train") -> None:
        self.record = RunRecord(kind)
        self._seq = 0

    def add(self, event) -> None:
        self.record.apply([event.model_copy(update={"seq": self._seq, "t": 100.0 + self._seq})])
        self._seq += 1

    def state(self, state: RunState) -> None:
        self.add(StateEvent(state=state))

    def progress(
        self, stage: str, done: float, fraction: float | None, left_s: float | None, **fields
    ) -> None:
        self.add(
            ProgressEvent(
                stage=stage,
                done=done,
                total=100,
                job_fraction=fraction,
                job_remaining_s=left_s,
                **fields,
            )
        )


@pytest.fixture
def shown(qapp) -> Shown:
    shown = Shown()
    shown.state(RunState.RUNNING)
    return shown


def test_another_stage_does_not_set_the_progress_back(shown: Shown) -> None:
    seen = []
    for stage, done, fraction in (
        ("crops", 99, 0.03), ("syncnet", 0, 0.03), ("syncnet", 99, 0.12), ("generator", 1, 0.13),
        ("audio_pretraining", 99, 0.13), ("generator", 50, 0.5), ("validation", 1, 0.9),
    ):  # fmt: skip
        shown.progress(stage, done, fraction, 60.0)
        seen.append(shown.record.fraction_done)
    assert seen == sorted(seen) and seen[-1] == 0.9
    assert shown.record.stage_fraction == 0.01, "the row of the stage shows its own"
    shown.state(RunState.DONE)
    assert shown.record.fraction_done == 1.0


def test_the_time_left_goes_on_while_a_stage_tells_nothing(shown: Shown) -> None:
    shown.progress("generator", 50, 0.5, 60.0)
    shown.add(JobProgressEvent(stage="generator", job_fraction=0.6, job_remaining_s=48.0))
    assert (shown.record.fraction_done, shown.record.remaining_s) == (0.6, 48.0)
    assert shown.record.stage_fraction == 0.5


def test_the_stage_is_named_before_the_job_s_numbers(shown: Shown) -> None:
    shown.progress("syncnet", 99, 0.12, 340.0, remaining_s=2.0)
    assert progress_sentence(shown) == "Lip sync (SyncNet) · 12% · 6 min left"


@pytest.mark.parametrize("left_s", [0.0, 0.4, None])
def test_no_0_s_are_shown(shown: Shown, left_s: float | None) -> None:
    shown.progress("validation", 99, 0.99, left_s, remaining_s=0.0)
    assert shown.record.remaining_s is None
    assert progress_sentence(shown) == "Validation frames · 99%"
    older = Shown()
    older.progress("generator", 99, None, None, remaining_s=left_s)
    assert "left" not in progress_sentence(older)


def test_a_run_of_an_earlier_version_shows_its_stage(shown: Shown) -> None:
    older = Shown()
    older.progress("generator", 40, None, None, remaining_s=30.0)
    assert progress_sentence(older) == "Model · 40% · 30 s left"


def test_a_pause_keeps_the_progress_and_another_process_starts_anew(shown: Shown) -> None:
    shown.progress("generator", 50, 0.5, 60.0)
    shown.state(RunState.PAUSED)
    shown.state(RunState.RUNNING)
    assert shown.record.fraction_done == 0.5
    shown.state(RunState.RUNNING)
    assert shown.record.job_fraction is None


@pytest.mark.parametrize(
    ("kind", "stages", "is_preprocessing"),
    [
        ("demo", ["sample"], False),
        ("demo", ["sample", "frames"], True),
        ("demo", ["sample", "frames", "features", "crops"], False),
        ("demo", ["frames", "crops", "syncnet", "generator", "validation"], False),
        ("demo", ["frames", "crops", "generator", "evaluate", "features", "render"], False),
        ("demo", ["frames", "crops", "generator", "evaluate", "features"], False),
        ("run", ["landmarks"], True),
        ("preprocess", [], True),
    ],
)
def test_what_counts_as_preprocessing(kind: str, stages: list[str], is_preprocessing: bool) -> None:
    shown = Shown(kind)
    for stage in stages:
        shown.progress(stage, 1, 0.1, None)
    assert shown.record.is_preprocessing == is_preprocessing
