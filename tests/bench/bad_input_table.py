"""Writes ``docs/bad-input.md``: every bad or odd input that is tried, and what the program says.

    python -m tests.bench.bad_input_table

The inputs are those of ``tests/helpers/bad_inputs.py``, each given to ``synctalk preprocess``. The
tracker is a stand-in, save where a face is looked for.
"""

from __future__ import annotations

import errno
import pickle
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from synctalk_engine.protocol.messages import render_hint, render_message
from tests.helpers import bad_media as media
from tests.helpers.bad_inputs import Case, names, not_videos, odd_videos, runs_here
from tests.helpers.command_line import Outcome
from tests.helpers.failing_system import Hostile, fail_to_open, fail_to_replace
from tests.helpers.fake_tracker import use_fake_tracker
from tests.helpers.preprocessing_checks import preprocess_video

TARGET = Path(__file__).resolve().parents[2] / "docs" / "bad-input.md"
RUN_ID = re.compile(r"\d{8}-\d{6}-\w+-\w{4}")
LONG = re.compile(r"(?<=ää)ä{9,}")
HEAD = """# Bad and odd input, and what is said of it

Written by `python -m tests.bench.bad_input_table`; the same inputs are tests
(`tests/integration/test_bad_inputs.py`, `test_bad_workspace.py`). {count} inputs were tried.
Exit code 3: an error that the user can fix, told in one sentence with what to do; nothing is left
that could be taken for a preprocessed video. Exit code 2: wrong usage. 0: preprocessed, with a note
where one is due.
"""


def main() -> None:
    """Try everything and write the table."""
    parts, count = [], 0
    for title, cases in (
        ("No video, or none that can be opened", list(not_videos())),
        ("Project names", list(names())),
        ("Odd videos", list(odd_videos())),
    ):
        rows = [_row(case.what, _tried(case)) for case in cases if runs_here(case)]
        parts.append(_table(title, rows))
        count += len(rows)
    rows = [_row(what, _with_patch(work)) for what, work in OTHERS.items()]
    parts.append(_table("The disk, the workspace, the options", rows))
    text = HEAD.format(count=count + len(rows)) + "".join(parts)
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    print(f"{TARGET}: {count + len(rows)} inputs")


def _table(title: str, rows: list[str]) -> str:
    head = f"\n## {title}\n\n| input | exit code | what is said |\n|---|---|---|\n"
    return head + "".join(rows)


def _row(what: str, told: tuple[int, str]) -> str:
    code, sentence = told
    escaped = sentence.replace("|", "\\|") or "-"
    return f"| {what} | {code} | {escaped} |\n"


def _tried(case: Case) -> tuple[int, str]:
    def work(folder: Path, patch: pytest.MonkeyPatch) -> Outcome:
        use_fake_tracker(patch)
        return preprocess_video(folder, case.make(folder / case.file_name), **case.options)

    return _with_patch(work)


def _with_patch(work: Callable[[Path, pytest.MonkeyPatch], Outcome]) -> tuple[int, str]:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name).resolve()
        outcome = work(folder, patch)
        patch.undo()
        said = _said(outcome).replace(f"{folder}/", "")
        return outcome.exit_code, LONG.sub("…", RUN_ID.sub("<run>", said))


def _said(outcome: Outcome) -> str:
    if outcome.exit_code:
        return outcome.sentence
    warnings = [event for event in outcome.events if event["type"] == "warning"]
    return " ".join(
        f"{render_message(w['code'], w['params'])} {render_hint(w['code'], w['params'])}".strip()
        for w in warnings
        if w["code"] != "clip_short"
    )


def _full_disk(folder: Path, patch: pytest.MonkeyPatch) -> Outcome:
    use_fake_tracker(patch)
    video = media.plain(folder / "video.mp4")
    fail_to_replace(patch, "full_body_img", errno.ENOSPC)
    return preprocess_video(folder, video)


def _locked_folder(folder: Path, patch: pytest.MonkeyPatch) -> Outcome:
    use_fake_tracker(patch)
    video = media.plain(folder / "video.mp4")
    fail_to_replace(patch, "run.json", errno.EACCES)
    return preprocess_video(folder, video)


def _locked_file(folder: Path, patch: pytest.MonkeyPatch) -> Outcome:
    use_fake_tracker(patch)
    video = media.plain(folder / "video.mp4")
    fail_to_open(patch, video)
    return preprocess_video(folder, video)


def _hostile_pickle(folder: Path, patch: pytest.MonkeyPatch) -> Outcome:
    use_fake_tracker(patch)
    video = media.plain(folder / "video.mp4")
    preprocess_video(folder, video)
    for path in (folder / "dataset" / "anna" / "landmarks").iterdir():
        path.write_bytes(pickle.dumps(Hostile(str(folder / "proof"))))
    return preprocess_video(folder, video, skip_landmarks=True, force=True)


def _clip_is_a_file(folder: Path, patch: pytest.MonkeyPatch) -> Outcome:
    use_fake_tracker(patch)
    (folder / "dataset").mkdir()
    (folder / "dataset" / "anna").write_text("mine")
    return preprocess_video(folder, media.plain(folder / "video.mp4"))


def _no_face(folder: Path, _patch: pytest.MonkeyPatch) -> Outcome:
    return preprocess_video(folder, media.plain(folder / "video.mp4"), landmarker="mesh468")


def _other_rate(folder: Path, patch: pytest.MonkeyPatch) -> Outcome:
    use_fake_tracker(patch)
    video = media.plain(folder / "video.mp4")
    return preprocess_video(folder, video, asr_model="wenet", fps=25)


OTHERS = {
    "no face in the video": _no_face,
    "disk full": _full_disk,
    "no rights to write in the workspace": _locked_folder,
    "no rights to read the video": _locked_file,
    "a hostile pickle among the landmarks (kept by --skip_landmarks)": _hostile_pickle,
    "a file where the clip's folder belongs": _clip_is_a_file,
    "`--asr_model wenet --fps 25`": _other_rate,
}


if __name__ == "__main__":
    main()
