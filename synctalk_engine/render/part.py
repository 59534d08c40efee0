"""Renders a part of a speech into the video that was made of it: ``render --part_of``.

What the video was made with is read from the strip beside it; what is given now replaces it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from synctalk_engine.errors import MediaError, OptionError, StorageError
from synctalk_engine.media.container import check_file
from synctalk_engine.media.frame_groups import images_of, read_groups
from synctalk_engine.media.probe import probe
from synctalk_engine.protocol.options.render import RenderOptions
from synctalk_engine.protocol.quality_strip import QualityStrip, StripPart, read_strip
from synctalk_engine.render.output import Output
from synctalk_engine.render.speech import PART_FADE_FRAMES, Speech
from synctalk_engine.render.write_video import FrameOfVideo
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.video_files import strip_path

if TYPE_CHECKING:
    from synctalk_engine.render.quality_strip import StripRecorder

_OF_THE_WHOLE = ("output_path", "more_audio", "text", "text_file", "voice", "preview_s")
_OF_THE_WHOLE += ("preview_from", "part_of", "part_from", "part_s", "transcript", "timeline")
_OF_THE_WHOLE += ("captions",)
"""Options of the whole video that do not concern a part."""
MARGIN_S = 2
"""So much around the part is measured again: SyncNet compares with audio 15 frames away."""


def options_of_part(options: RenderOptions, workspace: Workspace) -> RenderOptions:
    """The options of the video with those given now in their place.

    Raises:
        MediaError: ``file_not_found`` and the like.
        OptionError: ``bad_options``.
    """
    if problem := _problem_of(options):
        raise OptionError("bad_options", problems=problem)
    assert options.part_of is not None
    video = workspace.resolve(options.part_of)
    if not video.is_dir():
        check_file(video)
    given = {name: getattr(options, name) for name in options.model_fields_set}
    if not given.get("audio_path"):
        given.pop("audio_path", None)
    strip = read_strip(strip_path(video))
    made = {} if strip is None else _options_for_a_part(strip.options)
    merged = {**made, **given, "output_path": str(video)}
    if merged.get("idle_s") is not None:
        merged.pop("audio_path", None)
    elif not merged.get("audio_path"):
        problem = f"--part_of needs --audio_path: {video.name} has no strip that names its speech"
        raise OptionError("bad_options", problems=problem)
    try:
        return RenderOptions.model_validate(merged)
    except ValidationError as error:
        raise OptionError("bad_options", problems=str(error.errors()[0]["msg"])) from error


def check_part(options: RenderOptions, output: Output, speech: Speech, video: Path) -> None:
    """Refuse to change a video that is not one of this speech.

    Raises:
        MediaError: ``part_unsuited``, ``part_after_end``, those of ``probe``.
        StorageError: ``path_unusable`` where it is of another format.
    """
    if options.part_from >= speech.frame_count / speech.fps:
        duration_s = round(speech.frame_count / speech.fps, 1)
        raise MediaError(
            "part_after_end", path=video, start_s=options.part_from, duration_s=duration_s
        )
    if output.encoding.format == "vp9" and output.encoding.has_alpha:
        problem = f"parts of {video.name}, a VP9 video with an alpha channel, cannot be replaced"
        raise OptionError("bad_options", problems=problem)
    if video.suffix.lower() != output.suffix:
        reason = f"a video of the chosen format ends in {output.suffix}" if output.suffix else ""
        raise StorageError("path_unusable", path=video, reason=reason or "it is no folder")
    if not video.is_dir():
        probe(video)
    wanted = output.frame_count(speech.frame_count, speech.fps)
    found = len(list(video.glob("*.png"))) if video.is_dir() else read_groups(video).count
    if found != wanted:
        raise MediaError("part_unsuited", path=video, found=found, expected=wanted)


def strip_after(
    strip: QualityStrip, recorder: StripRecorder, syncnet_folder: Path, device: str, part: StripPart
) -> QualityStrip:
    """The strip of a video of which a part was rendered again.

    recorder: has been given the part's frames and those around it.
    """
    from synctalk_engine.render.quality_strip import make_strip, measured_seconds

    measured, _ = measured_seconds(recorder, syncnet_folder, device)
    stop_s = part.from_s + part.duration_s
    fresh = {
        second.at_s: second
        for second in measured
        if second.at_s + 1 > part.from_s and second.at_s < stop_s
    }
    seconds = [fresh.get(second.at_s, second) for second in strip.seconds]
    fields = {"syncnet": strip.syncnet, "options": strip.options, "parts": [*strip.parts, part]}
    return make_strip(seconds, strip.fps, **fields)


def section_around(speech: Speech) -> range:
    """Frames of a part and around it, from a full second to a full second."""
    fps = speech.fps
    first_s = max(int((speech.section.start + PART_FADE_FRAMES) / fps) - MARGIN_S, 0)
    last_s = int((speech.section.stop - PART_FADE_FRAMES) / fps) + 1 + MARGIN_S
    return range(round(first_s * fps), min(round(last_s * fps), speech.frame_count))


def record_frames(recorder: StripRecorder, speech: Speech, video: Path, output: Output) -> None:
    """Give a recorder the frames of a finished video; ``speech.section`` says which."""
    source, section = recorder.source, speech.section
    height_px, width_px = source.read_frame(0).shape[:2]
    numbers = [output.frame_count(frame, speech.fps) for frame in section]  # shown from there on
    images = images_of(video, range(numbers[0], numbers[-1] + 1), (width_px, height_px))
    place = 0
    for number, image in enumerate(images, start=numbers[0]):
        while place < len(section) and numbers[place] <= number:
            frame = source.order.frame_at(section[place])
            truth = source.read_frame(frame) if recorder.knows_truth(place) else None
            recorder.add(FrameOfVideo(place, frame, image, truth))
            place += 1


def _options_for_a_part(options: dict[str, Any]) -> dict[str, Any]:
    known = set(RenderOptions.model_fields) - set(_OF_THE_WHOLE)
    return {name: value for name, value in options.items() if name in known}


def _problem_of(options: RenderOptions) -> str | None:
    given = options.model_fields_set
    for name in ("output_path", "preview_s", "text", "text_file", "captions", "transcript"):
        if name in given and getattr(options, name) is not None:
            return f"--part_of and --{name} were given; give one of them"
    if options.more_audio:
        return "--part_of takes one speech"
    return None
