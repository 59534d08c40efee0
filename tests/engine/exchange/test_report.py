"""The page about a trained model: complete, self-contained, and safe to open."""

from __future__ import annotations

import base64
import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from synctalk_engine.job import Job
from synctalk_engine.media.image_files import write_image
from synctalk_engine.protocol.results import EvaluateResult
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import RunFolder
from tests.helpers.command_line import synctalk

NAME = "Zoë test"
BAD_TEXT = "<script>alert(1)</script>"


@pytest.fixture
def workspace(tmp_path):
    workspace = Workspace(tmp_path)
    options = {"name": NAME, "lr": 0.001, "note": BAD_TEXT}
    with Job(RunFolder.create(workspace, "train", NAME, options)) as job:
        for step in range(3):
            job.metric(step, 0, losses={"l1": 0.5 - 0.1 * step}, held_out={"mouth_psnr": 20 + step})
        folder = job.run.samples_dir / "2"
        for name in ("target_000.jpg", "generated_000.jpg"):
            write_image(folder / name, np.full((8, 8, 3), 90, np.uint8))
        job.sample(folder, 2, 0, 1)
    with Job(RunFolder.create(workspace, "evaluate", NAME, {"name": NAME})) as job:
        controls = {"mean_mouth": {"mouth_psnr": 21.25}}
        job.result(EvaluateResult(mouth_psnr=27.125, controls=controls))
    return workspace


class Tags(HTMLParser):
    """The tags of a page and their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_the_page_has_everything_and_needs_nothing(workspace):
    outcome = synctalk(workspace.root, "report", name=NAME, json=True)
    assert outcome.exit_code == 0, outcome.stderr
    result = json.loads(outcome.stdout)
    page = (workspace.root / result["output"]).read_text(encoding="utf-8")
    assert result["output"] == f"result/{NAME}_report.html" and result["images"] == 2
    for part in ("27.12", "controls.mean_mouth.mouth_psnr", "21.25", "0.001", NAME, "torch"):
        assert part in page, part
    tags = Tags(page).found
    assert {tag for tag, _ in tags} & {"script", "link", "iframe", "object"} == set()
    sources = [attrs["src"] for tag, attrs in tags if tag == "img"]
    assert len(sources) == 2
    for source in sources:
        assert base64.b64decode(source.removeprefix("data:image/jpeg;base64,"))[:2] == b"\xff\xd8"
    assert not re.search(r"https?://", page), "nothing is loaded from a network"
    assert sum(tag == "polyline" for tag, _ in tags) == 2, "the curves of l1 and mouth_psnr"
    assert BAD_TEXT not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"name": "nobody"}, "no training"),
        ({"name": "../up"}, "cannot be used as a project name"),
        ({"name": NAME, "output_path": "a.pdf"}, "ends in .html"),
        ({"name": NAME, "output_path": "file/a.html"}, "file"),
    ],
)
def test_what_cannot_be_reported_is_a_sentence(workspace, options, said):
    (workspace.root / "file").write_text("in the way")
    outcome = synctalk(workspace.root, "report", **options)
    assert outcome.exit_code == 3 and said in outcome.stderr.replace("\n", " ")
    assert not (workspace.root / "result").exists()


def test_a_folder_gets_the_default_name(workspace):
    (workspace.root / "out").mkdir()
    assert synctalk(workspace.root, "report", name=NAME, output_path="out").exit_code == 0
    assert (workspace.root / "out" / f"{NAME}_report.html").is_file()
