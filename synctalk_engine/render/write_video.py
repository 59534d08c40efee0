"""Generates, composites and encodes the frames of a video, with a contact sheet of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from synctalk_engine.errors import DatasetError
from synctalk_engine.job import Job
from synctalk_engine.render.contact_sheet import ContactSheet
from synctalk_engine.render.cross_fade import morphed
from synctalk_engine.render.live_preview import LivePreview
from synctalk_engine.render.output import Output
from synctalk_engine.render.pipeline import BATCHES_IN_MEMORY, run_pipeline
from synctalk_engine.render.source_clip import SourceClip
from synctalk_engine.render.speech import PART_FADE_FRAMES, Speech

if TYPE_CHECKING:
    from synctalk_engine.render.frame_maker import FrameMaker
    from synctalk_engine.render.quality_strip import StripRecorder

MAX_BATCH = 8
IMAGE_MEMORY_BYTES = 256 * 2**20
"""For all frames that are held at a time."""


@dataclass(frozen=True)
class RenderPaths:
    """Files that a render reads and writes."""

    speech: Path
    output: Path
    contact_sheet: Path = Path("contact_sheet.png")


@dataclass(frozen=True)
class FrameOfVideo:
    """A finished frame, and what it was made from."""

    place: int
    """In the section that is rendered."""
    frame: int
    """Of the clip."""
    image: np.ndarray
    """(H, W, 3) uint8 BGR."""
    source_image: np.ndarray | None = None
    """The clip's own frame, where it is the truth."""


class _Prepared(NamedTuple):
    """A frame on its way through the pipeline."""

    made: Any
    """What the frame maker made of it."""
    source_image: np.ndarray | None


def write_video(
    source: SourceClip,
    maker: FrameMaker,
    speech: Speech,
    paths: RenderPaths,
    output: Output,
    job: Job,
    strip: StripRecorder | None = None,
) -> tuple[int, int]:
    """Write the frames of the speech's section; return the video's (width, height) in pixels.

    strip: is given each finished frame.
    """
    section = speech.section
    count = len(section)
    first = source.read_frame(source.order.frame_at(section.start))
    height_px, width_px = first.shape[:2]
    sheet, preview = ContactSheet(count), LivePreview(job.run.path)

    def generate(places: list[int], prepared: list[_Prepared]) -> np.ndarray:
        job.poll()
        return maker.generate([section[place] for place in places], [one.made for one in prepared])

    def read(place: int) -> _Prepared:
        frame = source.order.frame_at(section[place])
        image = _read_same_size(source, frame, first.shape)
        is_kept = strip is not None and strip.knows_truth(place)
        truth = image.copy() if is_kept else None
        return _Prepared(maker.prepare(section[place], image), truth)

    def finish(place: int, prepared: _Prepared, generated: np.ndarray) -> None:
        frame = source.order.frame_at(section[place])
        image = maker.composite(section[place], prepared.made, generated)
        if strip is not None:
            strip.add(FrameOfVideo(place, frame, image, prepared.source_image))
        output.write(writer, frame, image, source.order.fade_at(section[place]))
        sheet.offer(place, image)
        if (shown := preview.offer(image)) is not None:
            job.sample(shown, place + 1, 0, 1)
        job.progress(place + 1, count, "frames")

    size = (width_px, height_px)
    if speech.is_part:
        opened = output.open_part(
            paths.output, speech.fps, size, section, (PART_FADE_FRAMES, morphed)
        )
    else:
        opened = output.open(paths.output, speech.fps, size, speech.recording, job)
    with opened as writer:
        run_pipeline(count, _batch_size(first.nbytes), read, generate, finish)
        sheet.write(paths.contact_sheet)
    return size


def _read_same_size(source: SourceClip, frame: int, shape: tuple[int, ...]) -> np.ndarray:
    """Read a frame of the clip; all have to be of one shape."""
    image = source.read_frame(frame)
    if image.shape != shape:
        reason = "its frames are not all the same size"
        raise DatasetError("dataset_incomplete", name=source.clip.name, reason=reason)
    return image


def _batch_size(image_bytes: int) -> int:
    fits = IMAGE_MEMORY_BYTES // (BATCHES_IN_MEMORY * image_bytes)
    return max(1, min(MAX_BATCH, fits))
