"""Tracking that was interrupted resumes with the missing segments and gives the same result."""

from __future__ import annotations

import pickle
from concurrent.futures import wait
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from synctalk_engine.errors import DatasetError
from synctalk_engine.face.records import FaceRecord
from synctalk_engine.preprocess import tracking
from synctalk_engine.preprocess.tracked_segments import (
    LEAD_FRAMES,
    TrackedSegments,
    clear_derived_files,
)
from synctalk_engine.preprocess.tracking import ClipTracker, read_segments
from synctalk_engine.workspace.clip import Clip
from tests.helpers.failing_system import Hostile
from tests.helpers.file_damage import DAMAGES

FRAMES = 67
SEGMENT_FRAMES = 20
IMAGES = [np.full((4, 4, 3), index, np.uint8) for index in range(FRAMES)]


class Remembering:
    """A tracker whose result depends on the frames it saw before, as the real one's does."""

    def __init__(self, *_: object) -> None:
        self.reset()

    def reset(self, _box: object = None) -> None:
        self.seen: list[int] = []

    def update(self, image: np.ndarray) -> FaceRecord:
        self.seen.append(int(image[0, 0, 0]))
        points = np.full((110, 2), sum(self.seen[-3:]), np.float32) + np.arange(110)[:, None]
        return FaceRecord(points, confidence=len(self.seen), motion=np.eye(2, 3))


@pytest.fixture(autouse=True)
def fake_tracking(monkeypatch):
    monkeypatch.setattr(tracking, "FaceTracker", Remembering)
    weights = SimpleNamespace(detector=None)
    monkeypatch.setattr(tracking, "face_weights", lambda *_: weights)
    monkeypatch.setattr(tracking, "find_people", lambda *_: [])
    monkeypatch.setattr(tracking, "choose_person", lambda *_: None)
    monkeypatch.setattr(tracking, "segment_frames_for", lambda *_: SEGMENT_FRAMES)
    monkeypatch.setattr(tracking, "finalize_track", lambda records, fps: records)


def open_segments(folder: Path, key: str = "key") -> TrackedSegments:
    return TrackedSegments(Clip(folder), key, LEAD_FRAMES)


def track(
    segments: TrackedSegments, until: int = FRAMES, images: list | None = None
) -> list[FaceRecord]:
    """Track frames 0 to ``until``; frames that are not needed are not given."""
    info = SimpleNamespace(output_frame_count=lambda fps: FRAMES, duration_s=FRAMES / 25)
    plan = SimpleNamespace(
        options=SimpleNamespace(landmarker="mesh478"),
        fps=25.0,
        info=info,
        face_choice=None,
        video_path=None,
    )
    with ClipTracker(plan, SimpleNamespace(has=lambda _id: False), segments) as tracker:
        for index in range(until):
            image = IMAGES[index] if segments.is_needed(index) else None
            if images is not None and image is not None:
                images.append(index)
            tracker.update(index, image)
        if until == FRAMES:
            return tracker.finish(lambda: None)
        wait(tracker._futures.values())  # else some would be given up at the end
        return []


def numbers(records: list[FaceRecord]) -> list[tuple[float, float]]:
    return [(float(record.points[0, 0]), record.confidence) for record in records]


@pytest.fixture
def undisturbed(tmp_path) -> list[tuple[float, float]]:
    return numbers(track(open_segments(tmp_path / "undisturbed")))


@pytest.mark.parametrize("until", [1, SEGMENT_FRAMES, 2 * SEGMENT_FRAMES + 5, FRAMES - 1])
def test_interrupted_tracking_gives_the_same_records(tmp_path, undisturbed, until):
    track(open_segments(tmp_path / "a"), until)
    given: list[int] = []
    assert numbers(track(open_segments(tmp_path / "a"), images=given)) == undisturbed
    kept = until // SEGMENT_FRAMES * SEGMENT_FRAMES
    assert given == list(range(max(kept - LEAD_FRAMES, 0) if kept else 0, FRAMES))


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("first", [0, SEGMENT_FRAMES, 3 * SEGMENT_FRAMES])
def test_a_damaged_segment_is_tracked_again(tmp_path, undisturbed, first, how):
    track(open_segments(tmp_path / "a"))
    DAMAGES[how](tmp_path / "a" / "cache" / "tracking" / f"{first:06d}.part")
    segments = open_segments(tmp_path / "a")
    assert segments.frame_count is None
    given: list[int] = []
    assert numbers(track(segments, images=given)) == undisturbed
    assert min(given) == max(first - LEAD_FRAMES, 0)
    assert len(given) <= SEGMENT_FRAMES + 2 * LEAD_FRAMES


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_list_of_segments_is_made_again(tmp_path, undisturbed, how):
    track(open_segments(tmp_path / "a"))
    DAMAGES[how](tmp_path / "a" / "cache" / "tracking" / "parts.json")
    assert numbers(track(open_segments(tmp_path / "a"))) == undisturbed


def test_tracked_segments_need_no_frames(tmp_path, undisturbed):
    track(open_segments(tmp_path / "a"))
    segments = open_segments(tmp_path / "a")
    assert segments.frame_count == segments.tracked_frames == FRAMES
    assert not any(segments.is_needed(index) for index in range(FRAMES))
    assert numbers(read_segments(segments)) == undisturbed


def test_segments_of_other_inputs_are_not_used(tmp_path):
    track(open_segments(tmp_path / "a"))
    assert open_segments(tmp_path / "a", "another key").tracked_frames == 0


def test_a_hostile_segment_is_not_run(tmp_path):
    segments = open_segments(tmp_path / "a")
    track(segments)
    proof = tmp_path / "it was run"
    from synctalk_engine.workspace.checksums import checksum

    data = pickle.dumps([Hostile(str(proof))])
    segments.path(0).write_bytes(checksum(data).to_bytes(4, "big") + data)
    assert open_segments(tmp_path / "a").records(0) is None
    assert not proof.exists()


def test_a_segment_that_is_lost_meanwhile_is_a_sentence(tmp_path):
    track(open_segments(tmp_path / "a"))
    segments = open_segments(tmp_path / "a")
    segments.path(SEGMENT_FRAMES).unlink()
    with pytest.raises(DatasetError):
        read_segments(segments)
    assert open_segments(tmp_path / "a").tracked_frames == 0, "the next run begins anew"


def test_derived_files_go_and_segments_stay(tmp_path):
    clip = Clip(tmp_path / "a")
    track(open_segments(clip.path))
    (clip.cache_dir / "crops_32.npy").write_bytes(b"crops")
    (clip.cache_dir / "folder").mkdir()
    clear_derived_files(clip)
    assert [path.name for path in clip.cache_dir.iterdir()] == ["tracking"]
    assert open_segments(clip.path).frame_count == FRAMES


def test_segments_of_earlier_builds_are_read(tmp_path, undisturbed, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(FaceRecord, "__module__", "synctalk_engine.face.track")
        track(open_segments(tmp_path / "a"))
    given: list[int] = []
    assert numbers(track(open_segments(tmp_path / "a"), images=given)) == undisturbed
    assert given == []
