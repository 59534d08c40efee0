"""``jobs.toml``: who is named, with which options, and every mistake at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from synctalk_engine.batch.jobs_file import read_jobs
from synctalk_engine.errors import BatchError
from synctalk_engine.workspace.layout import Workspace


@pytest.fixture
def files(workspace: Workspace) -> Path:
    """A folder with two videos and two speeches; jobs.toml lies in it."""
    folder = workspace.root / "studio ü"
    folder.mkdir()
    for name in ("anna.mp4", "berta.mp4", "news.wav", "song.wav"):
        (folder / name).write_bytes(b"x")
    return folder


def read(folder: Path, workspace: Workspace, text: str):
    path = folder / "jobs.toml"
    path.write_text(text, encoding="utf-8")
    return read_jobs(path, workspace)


def problems(folder: Path, workspace: Workspace, text: str) -> list[str]:
    with pytest.raises(BatchError) as raised:
        read(folder, workspace, text)
    assert raised.value.code == "batch_jobs_bad" and raised.value.exit_code == 3
    return raised.value.params["problems"].split("; ")


def test_a_person_goes_through_all_steps_with_a_render_for_each_speech(files, workspace):
    (job,) = read(
        *(files, workspace),
        'speeches = ["news.wav"]\n[[person]]\nvideo = "anna.mp4"\nspeeches = ["song.wav"]',
    )
    assert [step.title for step in job.steps] == [
        "preprocess", "train", "evaluate", "render news.wav", "render song.wav"
    ]  # fmt: skip
    assert {step.name for step in job.steps} == {"anna"}
    assert job.steps[0].options["video_path"] == str(files / "anna.mp4")
    assert job.steps[3].options["audio_path"] == str(files / "news.wav")
    assert job.steps[3].options["output_path"] == "result/anna_news.mp4"
    assert job.steps[3].inputs == (files / "news.wav",)


def test_a_persons_options_go_before_those_of_all(files, workspace):
    anna, berta = read(
        *(files, workspace),
        """
        [train]
        time_budget_min = 20
        seed = 3
        [[person]]
        name = "Anna"
        video = "anna.mp4"
        [person.train]
        seed = 7
        preset = "328"
        [[person]]
        name = "Berta"
        video = "berta.mp4"
        steps = ["train", "preprocess"]
        """,
    )
    trained = anna.steps[1].options
    assert (trained["time_budget_min"], trained["seed"], trained["preset"]) == (20, 7, "328")
    assert trained["wait"] is True and trained["epochs_given"] is False
    assert [step.kind for step in berta.steps] == ["preprocess", "train"]
    assert berta.steps[1].options["seed"] == 3


def test_the_video_may_be_the_one_in_the_projects_folder(files, workspace):
    path = workspace.clip_dir("carla") / "carla.mp4"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    (job,) = read(files, workspace, '[[person]]\nname = "carla"')
    assert job.steps[0].options["video_path"] == str(path)


def test_every_mistake_is_told_at_once(files, workspace):
    told = problems(
        *(files, workspace),
        """
        speed = 3
        [train]
        epoch = 5
        [[person]]
        name = "anna"
        video = "anna.mp4"
        hat = true
        [[person]]
        name = "Anna"
        video = "gone.mp4"
        steps = ["dance"]
        [[person]]
        speeches = "news.wav"
        [[person]]
        name = "dora"
        video = "berta.mp4"
        [person.preprocess]
        force = true
        fps = -1
        """,
    )
    for words in (
        "“speed” is not known",
        "person 1: “hat” is not known",
        "person 1 (anna): [train] has no option “epoch”",
        "person 2: “Anna” is the name of person 1 already",
        "person 2: “steps” is a list of preprocess, train, evaluate, render",
        "person 3: it has neither a name nor a video",
        "person 4 (dora): “force” cannot be an option of [preprocess] here",
    ):
        assert words in told
    assert any(one.startswith("person 4 (dora): [preprocess] --fps -1") for one in told)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[person]", "line 1"),
        ("", "it has no [[person]]"),
        ('person = "anna"', "it has no [[person]]"),
        ("person = [1]", "person 1: it is not a table"),
        ('train = 5\n[[person]]\nvideo = "anna.mp4"', "person 1 (anna): [train] is not a table"),
        ('[[person]]\nname = "a/b"', "person 1: "),
        ('[[person]]\nname = "nobody"', "person 1 (nobody): it has no video"),
        ('[[person]]\nvideo = "anna.mp4"\nspeeches = [5]', "5 is not the path of a file"),
        ('[[person]]\nvideo = "anna.mp4"\nspeeches = ["no.wav"]', "there is no file no.wav"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(files, workspace, text, words):
    assert any(words in one for one in problems(files, workspace, text))


def test_two_speeches_never_become_one_file(files, workspace):
    other = files / "other"
    other.mkdir()
    (other / "news.wav").write_bytes(b"x")
    text = '[[person]]\nvideo = "anna.mp4"\nspeeches = ["news.wav", "other/news.wav"]'
    assert any(
        "would replace result/anna_news.mp4" in one for one in problems(files, workspace, text)
    )


def test_a_file_that_is_not_there(workspace):
    with pytest.raises(BatchError) as raised:
        read_jobs(workspace.root / "none.toml", workspace)
    assert raised.value.code == "file_not_found"
