"""One progress and one time left for a whole job, by a clock that the tests set."""

from __future__ import annotations

import pytest

from synctalk_engine import job as job_module
from synctalk_engine.job import Job
from synctalk_engine.job_progress import MOST_BEFORE_END, JobProgress
from synctalk_engine.protocol.events import JobProgressEvent, ProgressEvent
from synctalk_engine.protocol.run_spec import OPTIONS
from synctalk_engine.workspace.runs import EventReader, RunFolder
from tests.helpers.fake_clock import FakeTime

STAGES = {
    "preprocess": ["frames", "landmarks", "audio", "features"],
    "train": ["crops", "syncnet", "generator", "audio_pretraining", "generator", "validation"],
    "trial": ["crops", "trial"],
    "evaluate": ["crops", "evaluate", "viewer", "syncnet", "judge"],
    "live": ["crops", "live"],
    "blind": ["crops", "viewer"],
    "render": ["features", "crops", "render", "sync"],
}
STAGES["run"] = STAGES["preprocess"] + STAGES["train"]
STAGES["demo"] = ["sample", *STAGES["run"], *STAGES["evaluate"], *STAGES["render"]]


@pytest.mark.parametrize("kind", list(OPTIONS))
@pytest.mark.parametrize("minutes", [None, 1.0])
def test_the_fraction_of_every_job_never_falls(kind: str, minutes: float | None) -> None:
    progress = JobProgress(kind, {"time_budget_min": minutes})
    told, now_s = [], 0.0
    for stage in STAGES[kind]:
        for done in (0.0, 0.5, 1.0, None, 0.2):
            now_s += 2.0
            progress.update(stage, done, 5.0, now_s)
            told.append(progress.fraction)
    assert told == sorted(told)
    assert told[0] < 0.2 and 0.8 < told[-1] <= MOST_BEFORE_END
    assert len(set(told)) > len(STAGES[kind]), "it moves within the stages too"


def test_a_job_that_outlasts_its_budget_is_neither_done_nor_over_in_0_s() -> None:
    progress = JobProgress("train", {"time_budget_min": 1})
    assert progress.update("crops", 0.5, 1.0, 100.0) == 60.0
    assert progress.update("generator", 1.0, 0.0, 130.0) == 30.0
    for now_s in (159.5, 161.0, 400.0):
        assert progress.update("validation", 0.5, 3.0, now_s) is None, "not 0 s"
        assert progress.fraction == MOST_BEFORE_END


def test_before_the_training_begins_its_length_is_not_guessed() -> None:
    progress = JobProgress("train", {})
    assert progress.update("syncnet", 0.5, 5.0, 10.0) is None
    assert progress.update("audio_pretraining", 0.5, 5.0, 22.0) is None
    assert progress.update("generator", 0.0, 3600.0, 30.0) == pytest.approx(3600 * 0.87 / 0.82)
    assert progress.update("generator", None, None, 130.0) == pytest.approx(
        3600 * 0.87 / 0.82 - 100
    ), "the last estimate counts until there is a new one"


def test_a_time_budget_tells_it_from_the_first_second() -> None:
    progress = JobProgress("train", {"time_budget_min": 10})
    progress.enter("crops", 50.0)
    assert progress.update("crops", 0.5, 5.0, 60.0) == 590.0
    assert progress.update("generator", 0.1, 9999.0, 350.0) == 300.0
    assert progress.fraction == 0.5


def test_a_resumed_training_goes_on_where_its_budget_was() -> None:
    progress = JobProgress("train", {"time_budget_min": 10})
    progress.set_training_end(-200.0, 400.0)
    assert progress.update("crops", 0.5, 5.0, 100.0) == 300.0
    assert progress.fraction == 0.5


def test_stages_to_come_are_counted() -> None:
    progress = JobProgress("evaluate", {})
    progress.enter("viewer", 0.0)
    # 0.4 of the job takes 30 s, of which 20 are left; metrics, SyncNet and evaluator are 0.5
    assert progress.update("viewer", 0.3, 20.0, 10.0) == pytest.approx(20 + 37.5)
    progress.enter("judge", 100.0)
    assert progress.update("judge", 0.6, 7.0, 110.0) == pytest.approx(7.0)


def test_the_unified_script_adds_training_to_preprocessing() -> None:
    progress = JobProgress("run", {"time_budget_min": 2})
    assert progress.update("frames", 0.0, 93.0, 0.0) == pytest.approx(93 + 7 + 120)
    without = JobProgress("run", {"time_budget_min": None})
    assert without.update("frames", 0.0, 93.0, 0.0) is None


# -- as a job tells it ----------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeTime:
    clock = FakeTime()
    monkeypatch.setattr(job_module, "time", clock)
    return clock


def told(run: RunFolder) -> list[ProgressEvent | JobProgressEvent]:
    events = EventReader(run).read_new()
    return [event for event in events if isinstance(event, ProgressEvent | JobProgressEvent)]


def test_a_stage_that_tells_nothing_does_not_stop_the_clock(workspace, clock: FakeTime) -> None:
    run = RunFolder.create(workspace, "train", "May", {"name": "May", "time_budget_min": 1.0})
    with Job(run) as job:
        with job.in_stage("generator"):
            job.progress(5, 10, "steps")
            for _second in range(20):
                clock.now_s += 1.0
                job.poll()
        with job.in_stage("validation"):
            clock.now_s += 1.0
            job.poll()
    events = told(run)
    assert [event.job_remaining_s for event in events] == [60.0 - n for n in range(22)]
    fractions = [event.job_fraction for event in events]
    assert fractions == sorted(fractions) and fractions[-1] == pytest.approx(21 / 60, abs=1e-3)
    kinds = [event.type for event in events]
    assert kinds == ["progress", *["job_progress"] * 21], "the stage's own progress is its own"
    assert events[-1].stage == "validation"


def test_the_start_counts_until_the_first_stage(workspace, clock: FakeTime) -> None:
    run = RunFolder.create(workspace, "run", "May", {"name": "May"})
    with Job(run) as job:
        clock.now_s += 33.0
        assert job.startup_s() == 33.0
        with job.in_stage("frames"):
            clock.now_s += 100.0
        assert job.startup_s() == 0.0, "the preprocessing is not part of a training's time"


def test_a_stage_counts_from_its_start(workspace, clock: FakeTime) -> None:
    """Neither the crops nor the model tell anything before the audio branch is pretrained."""
    run = RunFolder.create(workspace, "train", "May", {"name": "May", "time_budget_min": 1.0})
    with Job(run) as job, job.in_stage("crops"):
        pass
    with Job(run) as job, job.in_stage("generator"):
        job.set_training_end(60.0, 40.0)
        with job.in_stage("audio_pretraining"):
            clock.now_s += 10.0
            job.progress(1, 10, "steps")
    (event,) = told(run)
    assert (event.job_fraction, event.job_remaining_s) == (0.5, 30.0)


def test_a_pause_moves_the_end(workspace, clock: FakeTime) -> None:
    run = RunFolder.create(workspace, "train", "May", {"name": "May", "time_budget_min": 1.0})
    with Job(run) as job, job.in_stage("generator"):
        job.set_training_end(60.0, 60.0)
        job.progress(1, 10, "steps")
        clock.now_s += 40.0
        job.paused_s += 30.0
        job.progress(2, 10, "steps")
    assert [event.job_remaining_s for event in told(run)] == [60.0, 50.0]


def test_a_demo_without_an_evaluation_does_not_wait_for_one() -> None:
    left_s = {}
    for is_evaluated in (True, False):
        progress = JobProgress("demo", {"train_minutes": 4.0, "evaluate": is_evaluated})
        progress.enter("sample", 0.0)
        left_s[is_evaluated] = progress.update("sample", 0.5, 10.0, 10.0)
        progress.update("generator", 1.0, 0.0, 300.0)
        progress.update("render", 1.0, 0.0, 310.0)
        assert progress.fraction > 0.9
    assert left_s[False] < left_s[True]
