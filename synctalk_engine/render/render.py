"""``synctalk render``: a preprocessed clip, a trained model and new speech become a video.

torch is loaded only after the device was chosen.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from synctalk_engine import devices
from synctalk_engine.assets import AssetStore
from synctalk_engine.errors import CheckpointError, OptionError
from synctalk_engine.features.extract import ASSETS as FEATURE_ASSETS
from synctalk_engine.job import Job
from synctalk_engine.media.audio import WavSamples
from synctalk_engine.media.container import check_file
from synctalk_engine.media.video_output import audio_file_of
from synctalk_engine.protocol.options.live import LiveOptions
from synctalk_engine.protocol.options.render import ModelOptions, RenderOptions
from synctalk_engine.protocol.quality_strip import StripPart, read_strip
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.render.background import PERSON_ASSET
from synctalk_engine.render.caption_source import (
    CaptionSource,
    assets_of_words,
    caption_source,
    make_captions,
    recognize,
)
from synctalk_engine.render.captions import Caption, write_srt, write_timeline
from synctalk_engine.render.frame_order import FadedOrder, FrameRange, OnceIndex
from synctalk_engine.render.lip_closure import closure_moments_s
from synctalk_engine.render.output import Output, output_of
from synctalk_engine.render.output_path import check_writable, choose_output_path
from synctalk_engine.render.part import (
    check_part,
    options_of_part,
    record_frames,
    section_around,
    strip_after,
)
from synctalk_engine.render.silence import silence_weights
from synctalk_engine.render.source_clip import SourceClip, open_source
from synctalk_engine.render.speech import Speech, decode_speech, section_of, speech_features
from synctalk_engine.render.speeches import (
    idle_audio,
    render_each,
    require_folder,
    speech_paths,
)
from synctalk_engine.render.spoken_text import (
    TextToSpeak,
    speak,
    text_to_speak,
    wav_path_of,
)
from synctalk_engine.render.sync_check import measure_sync
from synctalk_engine.render.write_video import RenderPaths, write_video
from synctalk_engine.transcribe.transcript import Transcript
from synctalk_engine.workspace.atomic import write_json
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.state import read_state
from synctalk_engine.workspace.video_files import (
    CAPTIONS_SUFFIX,
    TIMELINE_SUFFIX,
    path_beside,
    strip_path,
)

if TYPE_CHECKING:
    from synctalk_engine.render.quality_strip import StripRecorder
    from synctalk_engine.training.checkpoints import LoadedGenerator

PART_FIELDS = ("part_of", "part_from", "part_s", "output_path", "audio_path")
logger = logging.getLogger(__name__)


def render(options: RenderOptions, workspace: Workspace, job: Job) -> dict[str, Any]:
    """Make a video of the person saying new speech.

    Returns:
        ``frames``, ``seconds`` (of it all), ``frames_per_s`` (of the stage ``render``), ``size``
        [width, height], ``output``, ``contact_sheet`` and ``checkpoint`` (relative to the workspace
        where they lie in it), ``fps``, ``stages``, the seconds of each, and ``sync``: the offset in
        ms of the audio in the finished video from the audio that the lips were generated for, at
        several times. Of several speeches: what ``speeches.render_each`` gives.
    Raises:
        SynctalkError: whatever the user can mend, in a sentence.
        JobStopped: no video is left behind.
    """
    _check_times(options)
    if options.part_of is not None:
        options = options_of_part(options, workspace)
    device = devices.select(options.device)
    text = text_to_speak(options, workspace)
    speeches = [] if options.idle_s is not None or text else speech_paths(options, workspace)
    clip = _trimmed_clip(options, workspace, job)
    output = output_of(options, workspace)
    if output.lacks_matte:
        AssetStore().require([PERSON_ASSET])
    captions = caption_source(options, workspace, len(speeches))
    _check_outputs(options, speeches, output, workspace)  # before the model is loaded
    checkpoint = checkpoint_path(options, clip.path, workspace)
    if text is not None:
        captions = captions.with_spoken(speak(text, job))
    job.keeps("render_stopped")
    generator = _load_generator(options, checkpoint, device)
    task = _RenderTask(
        options, workspace, job, clip, output, generator, checkpoint, device, captions
    )
    return _render_all(task, speeches, text)


def _check_times(options: RenderOptions) -> None:
    """Refuse a beginning of what is not asked for.

    Raises:
        OptionError: ``bad_options``.
    """
    if options.preview_from and options.preview_s is None:
        raise OptionError("bad_options", problems="--preview_from needs --preview_s")
    if options.part_from and options.part_of is None:
        raise OptionError("bad_options", problems="--part_from needs --part_of")


def _render_all(
    task: _RenderTask, speeches: list[Path], text: TextToSpeak | None
) -> dict[str, Any]:
    """Render the idle clip, the spoken text, or each speech."""
    options, job = task.options, task.job
    if options.idle_s is not None:
        with idle_audio(job.run.path, options.idle_s) as speech_path:
            return _render_speech(task, speech_path)
    if text is not None:
        return {**_render_speech(task, wav_path_of(text, job)), "speech": text.as_json()}
    if len(speeches) == 1:
        return _render_speech(task, speeches[0])
    return render_each(speeches, functools.partial(_render_speech, task), job)


def _load_generator(options: RenderOptions, checkpoint: Path, device: str) -> LoadedGenerator:
    """The model, which must be able to do what is asked of it.

    Raises:
        CheckpointError
    """
    from synctalk_engine.training.checkpoints import load_generator

    generator = load_generator(checkpoint, device, asr=options.asr)
    check_mouth_gain(options.mouth_gain, generator, checkpoint)
    if options.closure and generator.preset.family != "studio":
        raise CheckpointError("closure_unsuited", path=checkpoint, preset=generator.preset.name)
    return generator


def check_mouth_gain(gain: float, generator: LoadedGenerator, checkpoint: Path) -> None:
    """Refuse to change how far the mouth opens where the model has no shapes.

    Raises:
        CheckpointError: ``mouth_gain_unsuited``.
    """
    if gain != 1 and generator.preset.family != "studio":
        raise CheckpointError("mouth_gain_unsuited", path=checkpoint, preset=generator.preset.name)


@dataclass(frozen=True)
class _RenderTask:
    """What all speeches of a render have in common."""

    options: RenderOptions
    workspace: Workspace
    job: Job
    clip: Clip
    output: Output
    generator: LoadedGenerator
    checkpoint: Path
    device: str
    captions: CaptionSource


def _render_speech(task: _RenderTask, speech_path: Path, number: int = 0) -> dict[str, Any]:
    """Render one speech; returns the fields of its result."""
    from synctalk_engine.render.frame_maker import MouthCues, make_frame_maker

    began_s = time.monotonic()
    job, generator = task.job, task.generator
    paths = _paths_of_run(task, speech_path, number)
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory(
        dir=job.run.path, prefix="speech-", ignore_cleanup_errors=True
    ) as folder:
        with _timed(job, JobStage.FEATURES, seconds):
            speech, features, pauses = _encode_speech(task, paths.speech, Path(folder))
            if speech.is_part:
                check_part(task.options, task.output, speech, paths.output)
        transcript = _transcript(task, speech, seconds)
        captions = _captions(task, speech, pauses, paths.speech, transcript)
        cues = MouthCues(pauses, _closures(task, speech, paths.speech, transcript))
        with _timed(job, JobStage.CROPS, seconds):
            source = _open_source(task, speech)
            output = _with_matte(task, source, speech)
        with _timed(job, JobStage.RENDER, seconds):
            maker = make_frame_maker(source, generator, features, cues, task.device, task.options)
            strip = _strip_recorder(task, source, speech, pauses, Path(folder))
            with contextlib.closing(strip) if strip is not None else contextlib.nullcontext():
                size = write_video(source, maker, speech, paths, output, job, strip)
        with _timed(job, JobStage.SYNC, seconds):
            sync = _check_sync(paths.output, speech, Path(folder), job)
            strip_path = _write_strip(task, strip, speech, paths)
            if speech.is_part:
                strip_path = _update_strip(task, source, speech, pauses, paths.output)
    if speech.is_whole:
        _write_captions_and_timeline(task, speech, captions, paths.output)
    return {
        **_length_fields(task.output, speech),
        "seconds": round(time.monotonic() - began_s, 2),
        "frames_per_s": round(len(speech.section) / max(seconds[JobStage.RENDER], 1e-6), 2),
        "size": list(size),
        "output": task.workspace.relative(paths.output),
        "contact_sheet": task.workspace.relative(paths.contact_sheet),
        "checkpoint": task.workspace.relative(task.checkpoint),
        "stages": seconds,
        "sync": sync,
        "strip": strip_path,
    }


def _strip_recorder(
    task: _RenderTask, source: SourceClip, speech: Speech, pauses: np.ndarray, folder: Path
) -> StripRecorder | None:
    """What measures each second of a whole video; None where that was not asked for."""
    if task.options.no_strip or not speech.is_whole:
        return None
    from synctalk_engine.render.quality_strip import StripRecorder

    return StripRecorder(source, speech, pauses, folder)


def _write_strip(
    task: _RenderTask, strip: StripRecorder | None, speech: Speech, paths: RenderPaths
) -> str | None:
    """Measure, and write the strip beside the video; returns its path for the result."""
    if strip is None:
        return None
    from synctalk_engine.render.quality_strip import make_strip, measured_seconds

    folder = task.workspace.syncnet_dir(task.options.name, task.options.checkpoint_dir)
    seconds, syncnet_path = measured_seconds(strip, folder, task.device)
    syncnet = None if syncnet_path is None else task.workspace.relative(syncnet_path)
    options = {
        **task.options.model_dump(exclude_defaults=True),
        "audio_path": str(paths.speech),
        "checkpoint": task.workspace.relative(task.checkpoint),
    }
    found = make_strip(seconds, speech.fps, syncnet=syncnet, options=options)
    path = strip_path(paths.output)
    write_json(path, found.model_dump(mode="json"))
    return task.workspace.relative(path)


def _update_strip(
    task: _RenderTask, source: SourceClip, speech: Speech, pauses: np.ndarray, video: Path
) -> str | None:
    """Measure a part and what is around it again, in the finished video."""
    from synctalk_engine.render.quality_strip import StripRecorder

    options, path = task.options, strip_path(video)
    strip = read_strip(path)
    if strip is None:
        return None
    now = options.model_dump(exclude_defaults=True, exclude=set(PART_FIELDS))
    changed = {name: value for name, value in now.items() if strip.options.get(name) != value}
    part = StripPart(from_s=options.part_from, duration_s=options.part_s, options=changed)
    around = replace(speech, section=section_around(speech))
    folder = task.workspace.syncnet_dir(options.name, options.checkpoint_dir)
    with tempfile.TemporaryDirectory(dir=task.job.run.path, ignore_cleanup_errors=True) as scratch:
        recorder = StripRecorder(source, around, pauses, Path(scratch))
        with contextlib.closing(recorder):
            record_frames(recorder, around, video, task.output)
            found = strip_after(strip, recorder, folder, task.device, part)
    write_json(path, found.model_dump(mode="json"))
    return task.workspace.relative(path)


def _paths_of_run(task: _RenderTask, speech_path: Path, number: int) -> RenderPaths:
    """The paths of one speech; says where a video will be replaced."""
    paths = _resolve_paths(task.options, speech_path, task.output, task.workspace)
    if paths.output.exists() and task.options.part_of is None:
        task.job.log("output_replaced", path=paths.output)
    return replace(paths, contact_sheet=task.job.run.path / _contact_sheet_name(number))


def _length_fields(output: Output, speech: Speech) -> dict[str, Any]:
    """``frames`` and ``fps`` of the written video."""
    count = speech.frame_count if speech.is_part else len(speech.section)
    return {
        "frames": output.frame_count(count, speech.fps),
        "fps": float(output.fps or speech.fps),
    }


def _transcript(task: _RenderTask, speech: Speech, seconds: dict[str, float]) -> Transcript | None:
    """What is said, recognized once for captions and closed lips; None where neither is asked."""
    is_captioned = speech.is_whole and task.captions.needs_whisper
    if not is_captioned and not task.options.closure:
        return None
    with _timed(task.job, JobStage.CAPTIONS, seconds):
        found = recognize(task.captions, speech, task.device, task.job)
    if is_captioned:
        task.job.log("captions_heard", language=found.language, count=len(found.words))
    return found


def _closures(
    task: _RenderTask, speech: Speech, speech_path: Path, transcript: Transcript | None
) -> np.ndarray:
    """(M,) frames at which the lips close, where that was asked for."""
    if transcript is None or not task.options.closure:
        return np.zeros(0)
    moments_s = closure_moments_s(transcript.words, transcript.language)
    if len(moments_s):
        task.job.log("closure_found", count=len(moments_s))
    else:
        task.job.warning("closure_not_found", path=speech_path)
    return moments_s * speech.fps - 0.5  # a frame is seen from its own time to the next one's


def _captions(
    task: _RenderTask,
    speech: Speech,
    pauses: np.ndarray,
    speech_path: Path,
    transcript: Transcript | None,
) -> list[Caption]:
    """Captions of a whole speech, where they were asked for; says where no words were found."""
    if not speech.is_whole:
        return []
    captions = make_captions(task.captions, speech, pauses, transcript)
    if task.captions.needs_whisper and not captions:
        task.job.warning("captions_empty", path=speech_path)
    return captions


def _write_captions_and_timeline(
    task: _RenderTask, speech: Speech, captions: list[Caption], video_path: Path
) -> None:
    """What editing programs read, beside the video, where it was asked for."""
    if captions:
        write_srt(path_beside(video_path, CAPTIONS_SUFFIX), captions)
    if task.options.timeline:
        length = _length_fields(task.output, speech)
        timeline_path = path_beside(video_path, TIMELINE_SUFFIX)
        write_timeline(timeline_path, video_path, length["frames"], length["fps"])


def _open_source(task: _RenderTask, speech: Speech) -> SourceClip:
    """The frames to show while a speech is said; warns of what a viewer will notice."""
    options, job = task.options, task.job
    shown = FrameRange(options.start_frame, options.end_frame, options.loop)
    preset = task.generator.preset
    source = open_source(task.clip, preset, shown, speech.frame_count, frame_reporter(job))
    _warn_if_source_ends(source, speech, job)
    _warn_if_source_shows(source, speech, job)
    return source


def _with_matte(task: _RenderTask, source: SourceClip, speech: Speech) -> Output:
    """The output with what tells the person from the background, if that is needed."""
    if not task.output.lacks_matte:
        return task.output
    from synctalk_engine.render.person_masks import PersonMatte

    matte = PersonMatte(source, task.device)
    orders = (source.order, FadedOrder(source.order))
    frames = {order.frame_at(index) for order in orders for index in speech.section}
    matte.prepare(sorted(frames), frame_reporter(task.job))
    return replace(task.output, matte=matte)


def _contact_sheet_name(number: int) -> str:
    """In the run's folder; the first speech's has no number."""
    return "contact_sheet.png" if number == 0 else f"contact_sheet_{number + 1}.png"


def _warn_if_source_ends(source: SourceClip, speech: Speech, job: Job) -> None:
    """Say so where the last frame of the clip stays because the speech is longer."""
    if isinstance(source.order, OnceIndex) and len(source.order) < speech.section.stop:
        still_frames = speech.section.stop - max(len(source.order), speech.section.start)
        job.warning("source_ended", seconds=round(still_frames / speech.fps, 1))


def _warn_if_source_shows(source: SourceClip, speech: Speech, job: Job) -> None:
    """Say so where frames show the source's own mouth."""
    shown = [source.order.frame_at(index) for index in speech.section]
    if count := int((source.shares[shown] == 0).sum()):
        job.warning("source_mouth_shown", name=source.clip.name, frames=count)


def _resolve_paths(
    options: RenderOptions, speech_path: Path, output: Output, workspace: Workspace
) -> RenderPaths:
    """Check before any work is done that the speech exists and the output can be written."""
    check_file(speech_path)
    if options.part_of is not None:
        return RenderPaths(speech_path, workspace.resolve(options.part_of))
    output_path = choose_output_path(
        workspace,
        options.name,
        speech_path,
        options.output_path,
        output.suffix,
        options.preview_s is not None,
    )
    check_writable(output_path)
    return RenderPaths(speech_path, output_path)


def _check_outputs(
    options: RenderOptions, speeches: list[Path], output: Output, workspace: Workspace
) -> None:
    """Refuse a result that cannot be written.

    Raises:
        SynctalkError
    """
    if len(speeches) > 1:
        require_folder(workspace, options.output_path)
    elif speeches:
        _resolve_paths(options, speeches[0], output, workspace)


def needed_assets(options: ModelOptions, workspace: Workspace) -> list[str]:
    """Ids of the weights that the new speech is heard with and the person is found with.

    The project's state tells it at once; the model is opened only where those are missing, since
    another model of the project may need others.

    Raises:
        CheckpointError: there is no such model.
    """
    background, words = _background_assets(options), assets_of_words(options)
    return [*background, *words, *_feature_assets(options, workspace)]


def _background_assets(options: ModelOptions) -> list[str]:
    if isinstance(options, RenderOptions) and options.matte_dir is not None:
        return []
    has_choice = isinstance(options, RenderOptions | LiveOptions)
    return [PERSON_ASSET] if has_choice and options.background != "keep" else []


def _feature_assets(options: ModelOptions, workspace: Workspace) -> list[str]:
    clip_dir = workspace.find_clip_dir(options.name, options.dataset_dir)
    expected = FEATURE_ASSETS.get(options.asr or read_state(clip_dir)["main_training"].get("asr"))
    if expected is None or AssetStore().has(expected):
        return []
    from synctalk_engine.training.checkpoints import described

    kind = described(checkpoint_path(options, clip_dir, workspace))[1] or options.asr
    return [FEATURE_ASSETS[kind]] if kind in FEATURE_ASSETS else []


def checkpoint_path(options: ModelOptions, clip_dir: Path, workspace: Workspace) -> Path:
    """The model that was named, or the project's best.

    Raises:
        CheckpointError: ``checkpoint_not_found``.
    """
    if options.checkpoint is not None:
        return workspace.resolve(options.checkpoint)
    from synctalk_engine.training.evaluation.best_checkpoint import best_checkpoint

    model_dir = workspace.model_dir(options.name, options.checkpoint_dir)
    return best_checkpoint(clip_dir, model_dir, workspace, options.name)


def _trimmed_clip(options: RenderOptions, workspace: Workspace, job: Job) -> Clip:
    clip = Clip(workspace.find_clip_dir(options.name, options.dataset_dir))
    return clip.trimmed(on_warning=job.warning)


def _encode_speech(
    task: _RenderTask, speech_path: Path, folder: Path
) -> tuple[Speech, np.ndarray, np.ndarray]:
    """The new speech, its features, and how much each frame belongs to a pause."""
    job, fps = task.job, task.clip.fps()
    speech = decode_speech(speech_path, folder, fps, job.poll)
    speech = section_of(speech, task.options, speech_path)
    if speech.levels.is_silent and task.options.idle_s is None:
        job.warning("audio_silent")
    for code, params in speech.levels.repairs.warnings():
        job.warning(code, path=speech_path, **params)
    samples, below_db = WavSamples(speech.wav_path), task.options.pause_below_db
    weights = silence_weights(samples, speech.frame_count, fps, below_db)
    return speech, speech_features(speech, task.generator.kind, task.device, job.poll), weights


def _check_sync(output_path: Path, speech: Speech, folder: Path, job: Job) -> dict[str, Any]:
    """Measure where the audio lies in the finished video, and warn where it is not in sync."""
    heard = WavSamples(speech.wav_path) if speech.is_part else speech.samples()
    sync = measure_sync(audio_file_of(output_path), heard, folder)
    if (warning := sync.warning()) is not None:
        code, params = warning
        job.warning(code, path=output_path, **params)
    return sync.as_json()


def frame_reporter(job: Job):
    """What reports on frames that are cut, and lets the user stop it."""

    def report(done: int, total: int) -> None:
        job.poll()
        job.progress(done, total, "frames")

    return report


@contextlib.contextmanager
def _timed(job: Job, stage: JobStage, seconds: dict[str, float]) -> Iterator[None]:
    began_s = time.monotonic()
    with job.in_stage(stage):
        yield
    seconds[stage] = round(time.monotonic() - began_s, 2)
