"""Kinds of foreign data: whole files to begin with, and the code of the program that reads them."""

from __future__ import annotations

import itertools
import pickle
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest

from synctalk_engine.errors import SynctalkError
from synctalk_engine.workspace.layout import Workspace
from tests.fuzz import mutations as ways
from tests.helpers import bad_media as media
from tests.helpers.media_files import tone
from tests.helpers.odd_audio import audio_file, id3_bytes, pcm16, rf64_bytes, wav_bytes

NAME = "May"
SECONDS = 0.4
MOST_FRAMES = 2000
"""Frames of a damaged video that are read."""


@dataclass(frozen=True)
class Sample:
    """A whole file."""

    name: str
    """Its place below the folder."""
    data: bytes
    ways: tuple[ways.Mutation, ...]
    """How it is damaged."""


@dataclass(frozen=True)
class Kind:
    """One kind of foreign data."""

    samples: Callable[[Path], list[Sample]]
    """Writes a folder, and names the files in it that are damaged."""
    read: Callable[[Path, Path], None]
    """Reads, of a folder, all that depends on one file; a sentence for the user may be raised."""


def each(*steps: Callable[[], Any]) -> None:
    """Run all steps: where one is refused with a sentence, the others are tried all the same."""
    refusal: SynctalkError | None = None
    for step in steps:
        try:
            step()
        except SynctalkError as error:
            refusal = error
    if refusal is not None:
        raise refusal


# -- videos and audio -----------------------------------------------------------------------------


def _video_samples(folder: Path) -> list[Sample]:
    paths = [*_plain_videos(folder), *_odd_videos(folder)]
    return [
        Sample(path.name, path.read_bytes(), (*ways.MEDIA, *[ways.change_boxes] * _box_share(path)))
        for path in paths
    ]


def _box_share(path: Path) -> int:
    return 6 if path.suffix in (".mp4", ".mov", ".m4a") else 0


def _plain_videos(folder: Path) -> Iterator[Path]:
    for name, codec, audio_codec, rate_hz in (
        ("a.mp4", "libx264", "aac", 44100),
        ("b.mov", "mpeg4", "pcm_s16le", 48000),
        ("a.mkv", "libx264", "libopus", 48000),
        ("b.mkv", "ffv1", "flac", 44100),
        ("a.webm", "libvpx-vp9", "libopus", 48000),
        ("a.avi", "mpeg4", "libmp3lame", 44100),
        ("b.avi", "mjpeg", "pcm_s16le", 44100),
        ("a.ts", "libx264", "aac", 48000),
        ("a.mpg", "mpeg2video", "mp2", 44100),
        ("a.flv", "flv1", "aac", 44100),
        ("a.wmv", "wmv2", "wmav2", 44100),
    ):
        form = "s16" if audio_codec.startswith(("pcm", "flac", "mp2")) else "fltp"
        form = "flt" if audio_codec == "libopus" else form
        samples = tone(SECONDS, rate_hz)
        if form == "s16":
            samples = pcm16(samples)
        yield _written(folder / name, codec, audio_codec, rate_hz, samples, form)


def _written(
    path: Path, codec: str, audio_codec: str, rate_hz: int, samples: np.ndarray, form: str
) -> Path:
    with av.open(str(path), "w") as output:
        video_stream = output.add_stream(codec, rate=25)
        video_stream.width, video_stream.height = 64, 48
        video_stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        track = output.add_stream(audio_codec, rate=rate_hz, layout="mono")
        track.bit_rate = 64_000
        for number, image in enumerate(media.numbered_frames(round(25 * SECONDS))):
            frame = av.VideoFrame.from_ndarray(image, format="bgr24")
            frame.pts = number
            output.mux(video_stream.encode(frame))
        output.mux(video_stream.encode(None))
        frame = av.AudioFrame.from_ndarray(samples[None], format=form, layout="mono")
        frame.sample_rate, frame.pts = rate_hz, 0
        output.mux(track.encode(frame))
        output.mux(track.encode(None))
    return path


def _odd_videos(folder: Path) -> Iterator[Path]:
    yield media.hdr(folder / "hdr.mp4", "HLG")
    yield media.with_alpha(folder / "alpha.mov", "png", "rgba")
    yield media.interlaced(folder / "interlaced.mp4")
    yield media.four_hours_by_its_header(folder / "long.mp4")
    yield media.of_changing_size(folder / "changing.ts")
    turned = [-(1 << 16), 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30]
    yield media.write(folder / "mirrored.mov", media.numbered_frames(10), matrix=turned)
    fragmented = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
    audio_tracks = [media.AudioTrack(tone(SECONDS))]
    yield media.write(
        folder / "parts.mp4", media.numbered_frames(10), audio_tracks, container_options=fragmented
    )


def _read_video(folder: Path, path: Path) -> None:
    from synctalk_engine.doctor.audio import measure_audio
    from synctalk_engine.media.decode_video import VideoFrames
    from synctalk_engine.media.probe import probe
    from synctalk_engine.media.seek import frames_at

    info = probe(path, need_audio=False)

    def decode() -> None:
        with VideoFrames(path, 25.0) as frames:
            for _ in itertools.islice(frames, MOST_FRAMES):
                pass
            frames.dropped_and_doubled()

    times_s = np.linspace(0, info.duration_s, 6).tolist()
    each(
        lambda: measure_audio(path, info, 20.0),
        decode,
        lambda: list(frames_at(path, times_s)),
        lambda: info.output_frame_count(25.0),
        lambda: probe(path),
    )


def _read_as_doctor(folder: Path, path: Path) -> None:
    from synctalk_engine.doctor.examine import doctor

    doctor(path)


def _audio_samples(folder: Path) -> list[Sample]:
    voice = tone(SECONDS)
    paths = [
        audio_file(folder / name, codec, rate_hz, samples=tone(SECONDS, rate_hz), bit_rate=64_000)
        for name, codec, rate_hz in (
            ("a.mp3", "libmp3lame", 44100),
            ("a.m4a", "aac", 44100),
            ("a.ogg", "libvorbis", 44100),
            ("a.opus", "libopus", 48000),
            ("a.flac", "flac", 44100),
            ("a.aac", "aac", 44100),
            ("a.wma", "wmav2", 44100),
            ("a.aiff", "pcm_s16be", 44100),
            ("a.ac3", "ac3", 48000),
            ("a.caf", "pcm_s16le", 44100),
            ("a.amr", "libopencore_amrnb", 8000),
            ("a.wv", "wavpack", 44100),
        )
        if codec in av.codecs_available and codec != "libopencore_amrnb"
    ]
    written = {
        "plain.wav": wav_bytes(pcm16(voice), 44100),
        "ours.wav": wav_bytes(pcm16(tone(SECONDS, 16000)), 16000),
        "nine.wav": wav_bytes(np.repeat(pcm16(voice)[:, None], 9, axis=1), 44100),
        "rf64.wav": rf64_bytes(pcm16(voice), 44100),
        "tagged.mp3": id3_bytes() + (folder / "a.mp3").read_bytes() * 2,
    }
    for name, data in written.items():
        (folder / name).write_bytes(data)
    paths += [folder / name for name in written]
    return [
        Sample(path.name, path.read_bytes(), (*ways.MEDIA, *[ways.change_boxes] * _box_share(path)))
        for path in paths
    ]


def _read_audio(folder: Path, path: Path) -> None:
    from synctalk_engine.media.audio import extract_speech, extract_wav, open_samples
    from synctalk_engine.workspace.clip import wav_duration_s

    each(
        lambda: extract_wav(path, folder / "out" / "16 kHz.wav", duration_s=2.0, start_s=0.0),
        lambda: extract_speech(path, folder / "out" / "16 kHz.wav", folder / "out" / "full.raw"),
        lambda: open_samples(path).read(0, 16_000),
        lambda: wav_duration_s(path),
    )


def _image_samples(folder: Path) -> list[Sample]:
    from synctalk_engine.media.image_files import encode_png

    image = media.numbered_frames(1)[0]
    bodies = {"a.png": encode_png(image), "a.jpg": cv2.imencode(".jpg", image)[1].tobytes()}
    return [Sample(name, data, ways.IMAGE) for name, data in bodies.items()]


def _read_image(folder: Path, path: Path) -> None:
    from synctalk_engine.media.image_files import read_image
    from synctalk_engine.preprocess.file_integrity import is_intact_jpeg, is_intact_png

    data = path.read_bytes()
    each(lambda: read_image(path), lambda: is_intact_png(data), lambda: is_intact_jpeg(data))


# -- lists of videos ------------------------------------------------------------------------------

_LIST = """# our videos
May talks.mp4 May
"C:/Videos/Anna 1.mov" Anna
interviews/bob.mkv\tBob
~/carl.mp4 “Carl the first” # a comment
eve.mp4
"""
_CONFIG = r"""{"videos": [
  {"path": "May talks.mp4", "name": "May", "asr_model": "mel", "fps": 25},
  {"path": "C:\Videos\Anna 1.mov", "name": "Anna", "face": "2", "force": true},
  {"path": "bob.mkv", "fps": 29.97, "fix_av_offset": false, "frame_format": "png"}
]}
"""


def _list_samples(folder: Path) -> list[Sample]:
    (folder / "eve.mp4").write_bytes(b"-")
    listed = _LIST.encode()
    return [
        Sample("videos.txt", listed, ways.TEXT),
        Sample("videos.txt", listed.replace(b"\n", b"\r\n").decode().encode("utf-16"), ways.TEXT),
        Sample("videos.json", _CONFIG.encode(), (*ways.TEXT, *ways.JSON)),
        Sample("videos.json", _CONFIG.replace("\\", "/").encode(), ways.JSON),
    ]


def _read_list(folder: Path, path: Path) -> None:
    from synctalk_engine.batch.videos import read_videos

    key = "json_config" if path.suffix == ".json" else "video_list"
    read_videos(Workspace(folder), {}, **{key: str(path)})


# -- landmarks, features, tracked parts -----------------------------------------------------------


def _landmark_samples(folder: Path) -> list[Sample]:
    from tests.helpers.preprocessed_clip import face_points

    points = face_points(0.5, 0.0)
    text = "\n".join(f"{x:.3f} {y:.3f}" for x, y in points.tolist()).encode()
    pickles = [pickle.dumps(points, protocol=protocol) for protocol in (0, 2, 4, 5)]
    pickles.append(pickle.dumps(points.tolist(), protocol=2))
    return [Sample("000000.pkl", data, ways.PICKLE) for data in pickles] + [
        Sample("0.lms", text, ways.TEXT)
    ]


def _read_landmarks(folder: Path, path: Path) -> None:
    from synctalk_engine.preprocess.file_integrity import has_plausible_points
    from synctalk_engine.workspace.landmark_files import read_landmarks, refuse_foreign_objects

    each(
        lambda: has_plausible_points(path),
        lambda: refuse_foreign_objects(path),
        lambda: read_landmarks(path),
    )


# -- arrays ---------------------------------------------------------------------------------------


def _feature_samples(folder: Path) -> list[Sample]:
    from tests.helpers.preprocessed_clip import make_preprocessed_clip

    clip = make_preprocessed_clip(folder / NAME, 100)
    names = [clip.feature_path(kind).name for kind in ("mel", "moonshine")]
    return [Sample(f"{NAME}/{name}", (clip.path / name).read_bytes(), ways.ARRAY) for name in names]


def _read_features(folder: Path, path: Path) -> None:
    from synctalk_engine.dataset.clip_dataset import read_features
    from synctalk_engine.preprocess.file_integrity import is_intact_features
    from synctalk_engine.workspace.clip import Clip

    clip = Clip(folder / NAME)
    kind = path.stem.removeprefix("aud_")
    each(
        lambda: is_intact_features(path, 100, None),
        lambda: clip.trimmed(kind),
        lambda: read_features(clip, kind, 100),
        lambda: read_features(clip, "mel+moonshine", 100),
    )


# -- preprocessed clips ---------------------------------------------------------------------------


def _dataset_samples(folder: Path) -> list[Sample]:
    from tests.helpers.preprocessed_clip import make_preprocessed_clip

    clip = make_preprocessed_clip(folder / NAME, 110)
    _table(110).write(clip.table_path)
    files = {
        "prepare.json": ways.JSON,
        "frames.csv": ways.TABLE,
        "aud.wav": ways.MEDIA,
        "aud_mel.npy": ways.ARRAY,
        "aud_moonshine.npy": ways.ARRAY,
        "landmarks/000005.pkl": ways.PICKLE,
        "full_body_img/000005.png": ways.IMAGE,
        "excluded.json": ways.JSON,
    }
    (clip.path / "excluded.json").write_text('{"fps": 25.0, "frames": [[3, 5]]}')
    return [Sample(f"{NAME}/{k}", (clip.path / k).read_bytes(), v) for k, v in files.items()]


def _table(count: int):
    from synctalk_engine.workspace.frames_table import FramesTable

    ones = np.ones(count, np.float32)
    columns = dict.fromkeys(FramesTable.columns(), ones)
    columns |= {"found": ones > 0, "faces": ones.astype(np.int32), "light": 150 * ones}
    return FramesTable(**columns | {"cut": ones < 0, "other_person": ones < 0})


def _read_dataset(folder: Path, path: Path) -> None:
    from synctalk_engine.dataset.clip_dataset import open_clip_dataset
    from synctalk_engine.exchange.import_request import ImportRequest
    from synctalk_engine.exchange.importer import import_into_workspace
    from synctalk_engine.media.audio import open_samples
    from synctalk_engine.models.presets import get_preset
    from synctalk_engine.workspace.clip import Clip

    other = Workspace(folder / "out")
    clip = Clip(folder / NAME)
    each(
        lambda: import_into_workspace(other, ImportRequest(folder / NAME)),
        lambda: open_clip_dataset(folder / NAME, get_preset("lite-160")),
        lambda: open_samples(clip.audio_path).read(0, 16_000),
    )
    shutil.rmtree(clip.cache_dir, ignore_errors=True)


# -- a project's own files ------------------------------------------------------------------------


def _project_samples(folder: Path) -> list[Sample]:
    from tests.helpers.preprocessing_checks import preprocess_clip
    from tests.helpers.synthetic_person import make_person, use_synthetic_person

    video = make_person(folder / "anna.mp4", 10)
    with pytest.MonkeyPatch.context() as patch:
        use_synthetic_person(patch)
        clip = preprocess_clip(folder, video)
    run = next((folder / "runs" / "anna").glob("*-preprocess-*"))
    (clip.path / "excluded.json").write_text('{"fps": 25.0, "frames": [[3, 7], [20, 30]]}')
    (clip.path / ".studio.json").write_text(
        '{"source_video": "anna.mp4", "device": "cpu", "check": {"duration_s": 1.0}}'
    )
    (folder / "runs" / ".queue.json").write_text(
        '{"held": false, "waiting": [{"kind": "preprocess", "name": "anna", "device": "cpu", '
        '"needs_prepared": false, "options": {"name": "anna", "video_path": "anna.mp4"}}]}'
    )
    binned = folder / ".bin" / "20260101-000000-aa" / "bin.json"
    binned.parent.mkdir(parents=True)
    binned.write_text('{"name": "bob", "moved": 1.5}')
    control = run / "control" / "1-stop.json"
    control.parent.mkdir(exist_ok=True)
    control.write_text('{"command": "stop", "id": "1a2b"}')
    files: dict[Path, tuple[ways.Mutation, ...]] = {
        clip.record_path: ways.JSON,
        clip.path / ".training_state.json": ways.JSON,
        clip.path / ".studio.json": ways.JSON,
        clip.path / "excluded.json": ways.JSON,
        clip.table_path: ways.TABLE,
        run / "run.json": ways.JSON,
        run / "events.jsonl": ways.JSON_LINES,
        folder / "runs" / ".queue.json": ways.JSON,
        control: ways.JSON,
        binned: ways.JSON,
    }
    return [Sample(str(p.relative_to(folder)), p.read_bytes(), w) for p, w in files.items()]


def _read_project(folder: Path, path: Path) -> None:
    from synctalk_engine.exchange.export import export_project, last_evaluation, without_paths
    from synctalk_engine.preprocess.audio_stages import are_features_needed, is_audio_needed
    from synctalk_engine.preprocess.plan import make_plan
    from synctalk_engine.preprocess.required_assets import assets_of_plan
    from synctalk_engine.preprocess.stage_record import StageRecord
    from synctalk_engine.protocol.options.preprocess import PreprocessOptions
    from synctalk_engine.training.evaluation.evaluate import best_checkpoint
    from synctalk_engine.workspace.clip import Clip
    from synctalk_engine.workspace.exclusions import excluded_mask, read_excluded
    from synctalk_engine.workspace.frame_quality import fault_ranges
    from synctalk_engine.workspace.project_bin import list_bin
    from synctalk_engine.workspace.runs import EventReader, EventWriter, RunFolder, list_runs
    from synctalk_engine.workspace.state import read_state

    workspace, name = Workspace(folder), "anna"
    clip = Clip(workspace.clip_dir(name))
    run = RunFolder(next((folder / "runs" / name).glob("*-preprocess-*")))
    options = PreprocessOptions(name=name, video_path="anna.mp4", asr_model="mel")

    def plan() -> None:
        kept = {"skip_frames": True, "skip_landmarks": True, "skip_audio": True}
        for more in ({}, kept):
            found = make_plan(options.model_copy(update=more), workspace)
            record = StageRecord(found.clip)
            found.skipped_stages, found.makes_anything, assets_of_plan(found, record)
            is_audio_needed(found, record, 10, 0.0)
            are_features_needed(found, record, "mel", 0.0)

    def faults() -> None:
        table = clip.table()
        if table is not None:
            fault_ranges(table)

    each(
        lambda: read_state(clip.path),
        lambda: (clip.fps(), clip.feature_kind(), clip.recorded_kinds(), clip.check_complete()),
        plan,
        faults,
        lambda: excluded_mask(read_excluded(clip.path, clip.fps()), 100),
        lambda: (run.read_spec(), run.status(), run.last_state(), list_runs(workspace, name)),
        lambda: EventReader(run).read_new(),
        lambda: EventWriter(run).close(),
        run.take_commands,
        lambda: last_evaluation(workspace, name),
        lambda: without_paths(clip.record()),
        lambda: list_bin(workspace),
        lambda: export_project(workspace, name, folder / "out" / "a.zip", with_dataset=True),
        lambda: best_checkpoint(clip.path, workspace.model_dir(name), workspace),
        lambda: _look_through_the_window(workspace, name, run),
    )


def _look_through_the_window(workspace: Workspace, name: str, run: Any) -> None:
    from synctalk_engine.workspace.clip import Clip
    from synctalk_engine.workspace.runs import EventReader
    from synctalk_gui.engine.queue_file import find_jobs
    from synctalk_gui.engine.run_record import RunRecord
    from synctalk_gui.item_models.project_info import read_project
    from synctalk_gui.widgets.timeline_tracks import make_tracks, read_facts

    read_project(workspace, name)
    find_jobs(workspace)
    make_tracks(read_facts(Clip(workspace.clip_dir(name))))
    RunRecord("preprocess").apply(EventReader(run).read_new())


# -- weights --------------------------------------------------------------------------------------


def _checkpoint_samples(folder: Path) -> list[Sample]:
    import torch

    from synctalk_engine.training.checkpoints import KIND_SYNCNET, save_weights
    from synctalk_engine.training.resume import RESUME_VERSION, ResumeState
    from synctalk_engine.training.schedule import Schedule
    from tests.helpers.run_configs import make_run_config
    from tests.helpers.untrained_models import save_generator

    _use_tiny_networks()
    save_generator(folder / "0.pth")
    small = {"conv.weight": torch.zeros(2, 3), "conv.bias": torch.ones(2)}
    save_weights(folder / "small.pth", small, {"network": KIND_SYNCNET, "epoch": 3})
    wrapped = {"model": small, "optimizer": {"state": {}}, "epoch": 7}
    torch.save(wrapped, folder / "old.pth", _use_new_zipfile_serialization=False)
    torch.save(wrapped, folder / "wrapped.pth")
    schedule = Schedule(total_steps=10, peak_lr=0.001)
    state = ResumeState(schedule, make_run_config(), step=5).as_dict()
    torch.save({"version": RESUME_VERSION, "run": state, "trainer": small}, folder / "resume.pt")
    change = ways.change_members(_change_weights_member)
    archive = (change, change, change, *ways.ARCHIVE)
    names = {"0.pth": archive, "small.pth": archive, "wrapped.pth": archive, "resume.pt": archive}
    names["old.pth"] = ways.PICKLE
    return [Sample(name, (folder / name).read_bytes(), way) for name, way in names.items()]


def _use_tiny_networks() -> None:
    import torch

    from synctalk_engine.models import registry
    from synctalk_engine.models.lite import LiteConfig

    torch.set_num_threads(1)
    tiny = LiteConfig(widths=(8, 8, 16, 16, 32), audio_width=16, embedding_width=32)
    registry.LITE_CONFIGS["lite-160"] = tiny


def _change_weights_member(name: str, data: bytes, rng) -> bytes:
    chosen = ways.PICKLE if name.endswith(".pkl") else ways.BYTES
    return rng.choice(chosen)(data, rng)


def _read_checkpoint(folder: Path, path: Path) -> None:
    from synctalk_engine.exchange.import_request import ImportRequest
    from synctalk_engine.exchange.importer import import_into_workspace
    from synctalk_engine.features.weights_check import what_is
    from synctalk_engine.training.checkpoints import (
        described,
        load_generator,
        read_weights,
        role_of,
    )
    from synctalk_engine.training.resume import read_resume
    from synctalk_engine.training.syncnet.checkpoints import load_syncnet
    from synctalk_engine.training.syncnet.files import SyncNetFolder
    from synctalk_engine.workspace.runs import RunFolder

    other = Workspace(folder / "out")
    as_latest = folder / "out" / "syncnet" / "checkpoint_latest.pth"
    as_latest.parent.mkdir(parents=True)
    shutil.copyfile(path, as_latest)
    each(
        lambda: role_of(*read_weights(path)),
        lambda: load_generator(path, asr="moonshine"),
        lambda: load_syncnet(path),
        lambda: described(path),
        lambda: what_is(path),
        lambda: read_resume(RunFolder(folder)),
        lambda: SyncNetFolder(as_latest.parent).import_place(),
        lambda: SyncNetFolder(as_latest.parent).foreign(),
        lambda: import_into_workspace(other, ImportRequest(path, name=NAME)),
        lambda: import_into_workspace(other, ImportRequest(path, name="other", asr="mel")),
    )


# -- packages -------------------------------------------------------------------------------------


def _package_samples(folder: Path) -> list[Sample]:
    from synctalk_engine.exchange.export import export_project
    from synctalk_engine.workspace.state import update_state
    from tests.helpers.preprocessed_clip import make_preprocessed_clip
    from tests.helpers.untrained_models import METRICS, save_generator

    _use_tiny_networks()
    made = Workspace(folder / "made")
    clip = make_preprocessed_clip(made.clip_dir(NAME), 10)
    export_project(made, NAME, folder / "clip.zip", with_dataset=True)
    save_generator(made.model_dir(NAME) / "0.pth")
    best = made.relative(made.model_dir(NAME) / "0.pth")
    update_state(clip.path, "main_training", best_checkpoint=best, figures=METRICS)
    export_project(made, NAME, folder / "model.zip")
    shutil.rmtree(made.root)
    change = ways.change_members(_change_package_member)
    archive = (*[change] * 6, *ways.ARCHIVE)
    return [
        Sample(name, (folder / name).read_bytes(), archive) for name in ("clip.zip", "model.zip")
    ]


_WAYS_BY_SUFFIX = {
    "json": ways.JSON, "csv": ways.TABLE, "npy": ways.ARRAY, "pkl": ways.PICKLE,
    "png": ways.IMAGE, "wav": ways.MEDIA,
}  # fmt: skip


def _change_package_member(name: str, data: bytes, rng) -> bytes:
    chosen = _WAYS_BY_SUFFIX.get(name.rpartition(".")[2], ways.BYTES)
    return rng.choice(chosen)(data, rng)


def _read_package(folder: Path, path: Path) -> None:
    from synctalk_engine.assets.importing import recognise
    from synctalk_engine.exchange.import_request import ImportRequest
    from synctalk_engine.exchange.importer import import_into_workspace

    other = Workspace(folder / "out")
    each(
        lambda: import_into_workspace(other, ImportRequest(path)),
        lambda: import_into_workspace(other, ImportRequest(path, name="other", may_replace=True)),
        lambda: recognise(path, folder / "out"),
    )


# -- encoders of audio ---------------------------------------------------------------------------


def _encoder_samples(folder: Path) -> list[Sample]:
    from tests.helpers.published_weights import write_wenet

    write_wenet(folder / "wenet.onnx")
    return [Sample("wenet.onnx", (folder / "wenet.onnx").read_bytes(), ways.BYTES)]


def _read_encoder(folder: Path, path: Path) -> None:
    from synctalk_engine.assets import usable
    from synctalk_engine.assets.importing import recognise

    each(lambda: recognise(path, folder / "out"), lambda: usable.check("wenet", path))


KINDS: dict[str, Kind] = {
    "video": Kind(_video_samples, _read_video),
    "doctor": Kind(lambda folder: _video_samples(folder)[::4], _read_as_doctor),
    "audio": Kind(_audio_samples, _read_audio),
    "picture": Kind(_image_samples, _read_image),
    "list": Kind(_list_samples, _read_list),
    "landmarks": Kind(_landmark_samples, _read_landmarks),
    "features": Kind(_feature_samples, _read_features),
    "dataset": Kind(_dataset_samples, _read_dataset),
    "project": Kind(_project_samples, _read_project),
    "checkpoint": Kind(_checkpoint_samples, _read_checkpoint),
    "encoder": Kind(_encoder_samples, _read_encoder),
    "package": Kind(_package_samples, _read_package),
}
