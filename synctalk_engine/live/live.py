"""``synctalk render --live``: a model that speaks while the audio comes in.

torch is loaded only after source and targets were checked.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from synctalk_engine import devices
from synctalk_engine.errors import JobStopped
from synctalk_engine.job import Job
from synctalk_engine.live.live_background import LiveBackground, live_picture, prepared_matte
from synctalk_engine.live.sources import LiveAudio, open_live_audio
from synctalk_engine.live.targets import (
    WINDOW,
    LiveTarget,
    StreamFormat,
    TargetGroup,
    check_target,
    open_target,
)
from synctalk_engine.protocol.options.live import LiveOptions
from synctalk_engine.protocol.options.render import DEFAULT_PAUSE_BELOW_DB
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.render.frame_order import FrameRange
from synctalk_engine.render.render import check_mouth_gain, checkpoint_path, frame_reporter
from synctalk_engine.render.source_clip import SourceClip, open_source
from synctalk_engine.render.visible_label import VisibleLabel
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.layout import Workspace

if TYPE_CHECKING:
    from synctalk_engine.live.stream import Animator, LiveStream

STATE_S = 10.0
"""How often the log tells the latency."""
SLOW_FRACTION = 0.1
"""Warn where more of the frames are left out."""
ENDLESS_FRAMES = 10**9


def live(options: LiveOptions, workspace: Workspace, job: Job) -> dict[str, Any]:
    """Speak what comes in until the audio ends or the user stops.

    Returns:
        ``frames`` of the stream, ``dropped`` of them, ``fps``, ``size``, ``latency`` (of
        ``LiveTimes.summary``) and ``to``.
    Raises:
        SynctalkError: whatever the user can mend, in a sentence.
    """
    device = devices.select(options.device)
    names = options.to or [WINDOW]
    for name in names:
        check_target(name, workspace.resolve)
    live_picture(options.background, workspace)  # a wrong one is told before anything is loaded
    path = workspace.resolve(options.audio_path)
    with contextlib.ExitStack() as opened:
        audio = open_live_audio(options.audio_path, path, options.pipe_rate_hz)
        opened.callback(audio.close)
        with job.in_stage(JobStage.CROPS):
            model = load_live_model(options, workspace, device, frame_reporter(job))
        stream_format = StreamFormat(model.size, model.fps, not options.no_ai_mark)
        targets = _open_targets(names, workspace, stream_format, opened)
        group = TargetGroup(targets, lambda target: _say_lost(target, job))
        opened.callback(group.close)
        with job.in_stage(JobStage.LIVE), model.animator(options.lookahead_ms) as animator:
            result = _stream(options, audio, animator, group, job)
        if audio.queue.error is not None:
            raise audio.queue.error
    return result | {"size": list(model.size), "to": names}


def _open_targets(
    names: list[str],
    workspace: Workspace,
    stream_format: StreamFormat,
    opened: contextlib.ExitStack,
) -> list[LiveTarget]:
    """All targets; those that are open are closed again where one cannot be opened."""
    targets: list[LiveTarget] = []
    with contextlib.ExitStack() as so_far:
        for name in names:
            targets.append(open_target(name, workspace.resolve, stream_format))
            so_far.callback(targets[-1].close)
        so_far.pop_all()
    return targets


def _stream(
    options: LiveOptions, audio: LiveAudio, animator: Animator, group: TargetGroup, job: Job
) -> dict[str, Any]:
    from synctalk_engine.live.stream import LiveStream

    fps = animator.timeline.fps
    stream = LiveStream(audio.queue, animator, [group])
    watch = _Watch(stream, animator, job)
    audio.start()
    with contextlib.suppress(JobStopped):  # how a stream from a microphone ends
        stream.run(watch.poll, options.duration_s)
    watch.warn_if_slow()
    job.keeps("live_kept")
    return {
        "frames": stream.next_frame,
        "dropped": stream.dropped_frames,
        "fps": fps,
        "latency": animator.times.summary(),
    }


class _Watch:
    """Tells the job how the stream goes."""

    def __init__(self, stream: LiveStream, animator: Animator, job: Job) -> None:
        self._stream, self._animator, self._job = stream, animator, job
        self._fps = animator.timeline.fps
        self._told_frames = 0
        latency_ms = 1000 * (animator.lookahead_frames + 1.5) / self._fps
        job.log("live_started", latency_ms=round(latency_ms))

    def poll(self) -> None:
        self._job.poll()
        frames = self._stream.next_frame
        self._job.progress(frames, None, "frames")
        if frames - self._told_frames >= STATE_S * self._fps:
            self._told_frames = frames
            times = self._animator.times.summary()
            self._job.log(
                "live_state",
                seconds=round(frames / self._fps),
                latency_ms=round(times.get("latency_ms", 0)),
                dropped=self._stream.dropped_frames,
                frames=frames,
            )

    def warn_if_slow(self) -> None:
        frames, dropped = self._stream.next_frame, self._stream.dropped_frames
        if frames and dropped > SLOW_FRACTION * frames:
            made_fps = round(self._fps * (frames - dropped) / frames, 1)
            self._job.warning("live_slow", made_fps=made_fps, fps=f"{self._fps:g}")


def _say_lost(target: LiveTarget, job: Job) -> None:
    if target.error is not None:
        job.warning("live_target_gone", reason=target.error.message)


@dataclass(frozen=True)
class LiveModel:
    """A loaded model and the clip that it moves."""

    source: SourceClip
    maker: Any
    """A ``LiveFrameMaker``."""
    features: Any
    """``LiveFeatures``."""
    fps: float
    size: tuple[int, int]
    """Width and height, px."""
    label: VisibleLabel | None
    pause_below_db: float = DEFAULT_PAUSE_BELOW_DB
    """A frame so far below the loud tenth of the speech is a pause."""
    backdrop: tuple[Any, np.ndarray] | None = None
    """A ``PersonMatte`` of the source, and the picture behind the person."""

    @contextlib.contextmanager
    def animator(self, lookahead_ms: int) -> Iterator[Animator]:
        """What makes the frames of one stream."""
        from synctalk_engine.live.frame_reader import FrameReader
        from synctalk_engine.live.stream import Animator

        lookahead_frames = round(lookahead_ms * self.fps / 1000)
        background = None if self.backdrop is None else LiveBackground(self.source, *self.backdrop)
        read = self._read if background is None else background.read
        with FrameReader(read) as reader:
            maker = self.maker if background is None else _WithBackground(self.maker, background)
            maker = _Labelled(maker, self.label) if self.label else maker
            yield Animator(
                maker,
                self.features,
                reader.get,
                self.fps,
                lookahead_frames,
                self.pause_below_db,
            )

    def _read(self, step: int) -> np.ndarray:
        return self.source.read_frame(self.source.order.frame_at(step))


class _WithBackground:
    """A ``LiveFrameMaker`` whose frames have another background."""

    def __init__(self, maker: Any, background: LiveBackground) -> None:
        self._maker, self._background = maker, background

    def make(self, step: int, *frame: Any) -> np.ndarray:
        """As ``LiveFrameMaker.make``."""
        return self._background.behind(step, self._maker.make(step, *frame))


class _Labelled:
    """A frame maker whose frames carry the visible label."""

    def __init__(self, maker: Any, label: VisibleLabel) -> None:
        self._maker, self._label = maker, label

    def make(self, *frame: Any) -> np.ndarray:
        """As ``LiveFrameMaker.make``."""
        return self._label.draw(self._maker.make(*frame))


def load_live_model(
    options: LiveOptions,
    workspace: Workspace,
    device: str,
    on_frames: Callable[[int, int], None] = lambda *_: None,
) -> LiveModel:
    """Load a model with all that it needs to speak live, and make one frame to warm it up.

    on_frames: called with frames done and in all; may raise to stop.

    Raises:
        LiveError: ``live_kind_unsuited``, ``live_background_transparent``.
        SynctalkError: as ``render``.
    """
    from synctalk_engine.live.features import check_live_kind, live_features
    from synctalk_engine.live.live_frames import live_frame_maker
    from synctalk_engine.training.checkpoints import load_generator

    shown = FrameRange(options.start_frame, options.end_frame, options.loop)
    clip_dir = workspace.find_clip_dir(options.name, options.dataset_dir)
    clip = Clip(clip_dir).trimmed()
    path = checkpoint_path(options, clip.path, workspace)
    generator = load_generator(path, device, asr=options.asr)
    check_mouth_gain(options.mouth_gain, generator, path)
    check_live_kind(generator.kind)
    features = live_features(generator.kind, clip.fps(), device=device)
    source = open_source(clip, generator.preset, shown, ENDLESS_FRAMES, on_frames)
    maker = live_frame_maker(source, generator, device, options.precision, options.mouth_gain)
    height_px, width_px = source.read_frame(source.order.frame_at(0)).shape[:2]
    size = width_px, height_px
    label = VisibleLabel(options.label, size) if options.label else None
    picture = live_picture(options.background, workspace)
    backdrop = None if picture is None else (prepared_matte(source, device, on_frames), picture)
    silence_db = options.pause_below_db
    model = LiveModel(source, maker, features, clip.fps(), size, label, silence_db, backdrop)
    _warm_up(model)
    return model


def _warm_up(model: LiveModel) -> None:
    """The first frames take several times as long as later ones."""
    with model.animator(0) as animator:
        animator.hear(np.zeros(animator.timeline.frame_samples(0), np.float32))
        animator.make(0)
