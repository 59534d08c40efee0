"""Hints about projects, disks, options, lists, imports and exports."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

from synctalk_engine.cli.console import require_working_folder
from synctalk_engine.jobs import create_run
from synctalk_engine.preprocess import av_offset_stage, clip_warnings, frame_space
from synctalk_engine.workspace.clip import Clip
from synctalk_engine.workspace.engine_process import EngineCommand
from synctalk_engine.workspace.exclusions import write_excluded
from synctalk_engine.workspace.layout import Workspace, estimate_clip_bytes
from synctalk_engine.workspace.project_bin import archive_project
from synctalk_engine.workspace.project_files import rename_project
from tests.helpers import fake_preprocessing, fake_steps, file_damage
from tests.helpers.failing_system import fail_to_replace
from tests.helpers.preprocessed_clip import make_research_clip
from tests.workflow.hints.book import Bench, error_of, flag_of, flags_in, hint_of

DISK_ERRORS = {
    "disk_full": errno.ENOSPC,
    "no_permission": errno.EACCES,
    "file_too_large": errno.EFBIG,
    "storage_gone": errno.ENODEV,
}


@hint_of(*DISK_ERRORS)
def the_disk_is_put_right(bench: Bench, code: str) -> None:
    """The system refuses to write one file until the user has done what the hint says."""
    bench.video()
    with bench.patch.context() as patch:
        fail_to_replace(patch, f"landmarks{os.sep}000007", DISK_ERRORS[code])
        bench.refused(code, "preprocess")
    kept = len(list((bench.root / "dataset/anna/full_body_img").glob("*.png")))
    outcome = bench.done("preprocess")
    assert kept > 0 and {"frames_continued", "stage_skipped"} & set(outcome.codes("log"))


@hint_of("path_unusable")
def another_path(bench: Bench, code: str) -> None:
    bench.video()
    (bench.root / "data").write_text("a file where a folder should be", encoding="utf-8")
    bench.refused(code, "preprocess", dataset_dir="data")
    bench.done("preprocess", dataset_dir="other data")


@hint_of("folder_in_the_way")
def the_folder_is_moved(bench: Bench, code: str) -> None:
    bench.video()
    bench.done("preprocess")
    folder = bench.root / "dataset" / "anna" / "full_body_img" / "000003.png"
    folder.unlink()
    (folder / "inside").mkdir(parents=True)
    said = bench.refused(code, "preprocess")
    Path(said.params["path"]).rename(bench.root / "somewhere else")
    bench.done("preprocess")


@hint_of("bad_options", "name_invalid", "name_taken", "project_gone", "folder_not_found")
def corrected(bench: Bench, code: str) -> None:
    bench.video()
    if code == "bad_options":
        said = bench.refused(code, "preprocess", frame_format="bmp")
        assert "png" in said.params["problems"] and "jpg" in said.params["problems"]
        bench.done("preprocess", frame_format="jpg")
    elif code == "name_invalid":
        bench.refused(code, "preprocess", name="a/b")
        bench.done("preprocess", name="A b-1_c.d ü")
    elif code == "folder_not_found":
        bench.refused(code, "batch-preprocess", video_dir="nowhere", asr_model="mel")
        (bench.root / "videos").mkdir()
        shutil.copy(bench.root / "video.mp4", bench.root / "videos" / "a.mp4")
        _use_own_engine(bench)
        bench.done("batch-preprocess", video_dir="videos", asr_model="mel")
    else:
        workspace = Workspace(bench.root)
        bench.done("preprocess")
        bench.done("preprocess", name="berta")
        shutil.rmtree(bench.root / "runs")  # of this process, which is alive
        if code == "name_taken":
            error_of(code, lambda: rename_project(workspace, "anna", "berta"))
            assert rename_project(workspace, "anna", "carla") == "carla"
        else:
            archive_project(workspace, "anna")
            error_of(code, lambda: archive_project(workspace, "anna"))
            assert workspace.project_names() == ["berta"], "the list that is read again"
            archive_project(workspace, "berta")


def _use_own_engine(bench: Bench) -> None:
    """Processes that a batch starts preprocess nothing, which is quick."""
    command = EngineCommand((sys.executable, str(Path(fake_preprocessing.__file__))))
    bench.patch.setattr(EngineCommand, "default", classmethod(lambda _cls: command))


@hint_of("batch_list_bad", "batch_config_bad", "batch_no_videos", "batch_failed")
def lists(bench: Bench, code: str) -> None:
    (bench.root / "videos").mkdir()
    good = bench.video("videos/may.mp4")
    kind = {"asr_model": "mel"}
    if code != "batch_failed":
        _use_own_engine(bench)
    if code in ("batch_list_bad", "batch_config_bad"):
        flag = "video_list" if code == "batch_list_bad" else "json_config"
        (bench.root / "list").write_text("no name here.mp4 a/b\n", encoding="utf-8")
        said = bench.refused(code, "batch-preprocess", **{flag: "list"}, **kind)
        begin = "such as " if code == "batch_list_bad" else "The form is "
        example = said.hint.split(begin)[1].replace('"ave"', '"mel"')
        (bench.root / "list").write_text(example, encoding="utf-8")
        outcome = bench.done("batch-preprocess", **{flag: "list"}, **kind)
        assert '"name": "May"' in outcome.stdout
    elif code == "batch_no_videos":
        said = bench.refused(code, "batch-preprocess", video_dir=".", **kind)
        assert flag_of(said.hint, "recursive") is True and ".mp4" in said.hint
        bench.done("batch-preprocess", video_dir=".", recursive=True, **kind)
    else:
        whole = good.read_bytes()
        good.write_bytes(b"")
        said = bench.refused(code, "batch-preprocess", video_dir="videos", **kind)
        assert said.params["names"] == "may"
        good.write_bytes(whole)
        bench.done("batch-preprocess", video_dir="videos", **kind)


@hint_of("batch_jobs_bad", "batch_steps_failed", "cluster_missing", "cluster_unreachable",
         "cluster_folder_missing")  # fmt: skip
def people(bench: Bench, code: str) -> None:
    command = EngineCommand((sys.executable, str(Path(fake_steps.__file__))))
    bench.patch.setattr(EngineCommand, "default", classmethod(lambda _cls: command))
    (bench.root / "videos").mkdir()
    bench.video("videos/anna.mp4")
    jobs, fate = bench.root / "jobs.toml", bench.root / "fate"
    jobs.write_text('[[person]]\nvideo = "videos/anna.mp4"', encoding="utf-8")
    if code == "batch_jobs_bad":
        jobs.write_text("[person]", encoding="utf-8")
        said = bench.refused(code, "batch", _jobs_file=jobs.name)
        example = said.hint[said.hint.index("[[person]]") :]
        jobs.write_text(example, encoding="utf-8")
    elif code == "batch_steps_failed":
        fate.write_text("anna train fail", encoding="utf-8")
        said = bench.refused(code, "batch", _jobs_file=jobs.name)
        assert said.params["names"] == "anna (train)"
        fate.unlink()
    elif code == "cluster_folder_missing":
        from synctalk_engine.batch import ray_batch
        from synctalk_engine.batch.jobs_file import read_jobs

        (job,) = read_jobs(jobs, Workspace(bench.root))
        end = ray_batch.do_step(job.steps[0], str(bench.root / "elsewhere"), None)
        assert end.result.error["code"] == code and end.is_blocking
        bench.patch.setattr(ray_batch, "execute", lambda run, on_event: 0)
        assert ray_batch.do_step(job.steps[0], str(bench.root), None).result.outcome == "done"
    else:
        fake_ray = SimpleNamespace(init=lambda **_: (_ for _ in ()).throw(ConnectionError("none")))
        with bench.patch.context() as patch:
            patch.setitem(sys.modules, "ray", None if code == "cluster_missing" else fake_ray)
            bench.refused(code, "batch", _jobs_file=jobs.name, ray="auto")
    bench.done("batch", _jobs_file=jobs.name)


@hint_of("metric_unknown", "run_not_found", "nothing_running", "addon_unknown")
def looked_up(bench: Bench, code: str) -> None:
    if code == "metric_unknown":
        said = bench.refused(code, "explain", _metric="mouth_pnsr")
        bench.done("explain", _metric=said.params["similar"].split(", ")[0])
        bench.follow("synctalk explain")
    elif code == "run_not_found":
        bench.video()
        bench.refused(code, "execute", _run="runs/nowhere")
        options = {"video_path": "video.mp4", "name": "anna", "asr_model": "mel"}
        run = create_run(Workspace(bench.root), "preprocess", options)
        bench.done("execute", _run=run.path)
    elif code == "nothing_running":
        from synctalk_engine.workspace.runs import RunFolder

        bench.video()
        bench.refused(code, "control", _name="anna", _command="stop")
        bench.done("preprocess")
        bench.patch.setattr(RunFolder, "is_alive", lambda _self: True)
        bench.done("control", _name="anna", _command="stop")
    else:
        bench.refused(code, "addons", _action="remove", _id="cuda")
        assert "No add-on" in bench.follow("synctalk addons list").stdout


@hint_of("project_busy")
def the_other_process_has_finished(bench: Bench, code: str) -> None:
    from synctalk_engine.workspace.project_lock import project_lock

    bench.video()
    workspace = Workspace(bench.root)
    with project_lock(workspace, "anna"):
        bench.refused(code, "preprocess")
    bench.done("preprocess")


# -- a preprocessed video---------------------------------------------------------------------------


@hint_of("project_not_found", "video_not_in_place")
def preprocessed_first(bench: Bench, code: str) -> None:
    bench.video()
    if code == "project_not_found":
        said = bench.refused(code, "train", name="anna")
    else:
        said = bench.refused(code, "run", _name="anna", _gpu="cpu")
    (command,) = [c for c in _commands(said.hint) if c.startswith("synctalk preprocess")]
    assert command.endswith("--name anna")
    bench.follow(command + " --asr_model mel", VIDEO="video.mp4")
    Clip(bench.root / "dataset" / "anna").check_complete()


def _commands(hint: str) -> list[str]:
    from tests.workflow.hints.book import commands_in

    return commands_in(hint)


@hint_of("dataset_incomplete", "landmarks_unreadable", "image_unreadable", "no_audio_features")
def preprocessed_again(bench: Bench, code: str) -> None:
    bench.use("preprocessed")
    folder = bench.root / "dataset" / "obama"
    place = {
        "dataset_incomplete": "full_body_img/000005.png",
        "landmarks_unreadable": "landmarks/000005.pkl",
        "image_unreadable": "full_body_img/000005.png",
        "no_audio_features": "aud_ave.npy",
    }[code]
    how = {"dataset_incomplete": file_damage.missing, "no_audio_features": file_damage.missing}
    how.get(code, file_damage.empty)(folder / place)
    said = _error_of_reading(bench, code, folder)
    kind = flag_of(said.hint, "asr_model") if code == "no_audio_features" else "ave"
    bench.done("preprocess", video_path="videos/obama.mp4", name="obama", asr_model=kind)
    Clip(folder).check_complete()
    assert (folder / place).stat().st_size > 0


def _error_of_reading(bench: Bench, code: str, folder: Path):
    if code != "image_unreadable":
        return bench.refused(code, "train", asr="ave", epochs=1)
    from synctalk_engine.media.image_files import read_image

    return error_of(code, lambda: read_image(folder / "full_body_img" / "000005.png"))


@hint_of("kept_incomplete", "outdated_kept", "left_out")
def again_without_the_option(bench: Bench, code: str) -> None:
    path = bench.video()
    if code == "left_out":
        said = bench.warned(code, "preprocess", skip_audio=True)
    elif code == "outdated_kept":
        bench.done("preprocess")
        shutil.move(bench.video("other.mp4", 30), path)
        said = bench.warned(
            code, "preprocess", skip_frames=True, skip_landmarks=True, skip_audio=True
        )
    else:
        bench.done("preprocess")
        (bench.root / "dataset/anna/full_body_img/000009.png").unlink()
        shutil.move(bench.video("other.mp4", 30), path)
        said = bench.refused(code, "preprocess", skip_frames=True)
    assert flags_in(said.hint) == [said.params["option"]]
    bench.done("preprocess", but=code)


@hint_of("video_needed")
def the_video_is_given(bench: Bench, code: str) -> None:
    path = bench.video()
    bench.done("preprocess")
    moved = path.rename(bench.root / "moved.mp4")
    file_damage.missing(bench.root / "dataset" / "anna" / "landmarks" / "000004.pkl")
    skips = dict.fromkeys(("skip_frames", "skip_landmarks", "skip_audio"), True)
    said = bench.refused(code, "preprocess", video_path=path, **skips)
    assert flags_in(said.hint) == ["--video_path"]
    bench.done("preprocess", video_path=moved)


@hint_of("dataset_foreign", "dataset_foreign_used")
def foreign_datasets(bench: Bench, code: str) -> None:
    bench.video()
    make_research_clip(bench.root / "dataset" / "anna", 25)
    if code == "dataset_foreign":
        said = bench.refused(code, "preprocess", asr_model="mel", force=True)
        assert "--skip_frames" in said.hint
        skips = {flag[2:]: True for flag in flags_in(said.hint) if flag.startswith("--skip_")}
        assert set(skips) == {"skip_frames", "skip_landmarks", "skip_audio"}
        bench.done("preprocess", asr_model="ave", **skips)
    else:
        said = bench.warned(code, "preprocess", asr_model="ave")
    assert "--name" in flags_in(said.hint)
    bench.done("preprocess", but=code, name="another")


@hint_of("fps_unsuited")
def the_rate_that_is_needed(bench: Bench, code: str) -> None:
    bench.video()
    said = bench.refused(code, "preprocess", asr_model="ave", fps=30)
    needed = flag_of(said.hint, "fps")
    assert needed == "25"
    bench.done("preprocess", asr_model="ave", fps=needed)
    bench.done("preprocess", asr_model="mel", fps=30, name="other features")


@hint_of("clip_too_short", "too_much_excluded")
def more_frames(bench: Bench, code: str) -> None:
    bench.use("preprocessed")
    clip = bench.root / "dataset" / "obama"
    if code == "too_much_excluded":
        write_excluded(clip, [(5, 100)], 25.0)
        bench.refused(code, "train", asr="ave", epochs=1)
        write_excluded(clip, [(5, 10)], 25.0)
    else:
        bench.video(frames=6)
        bench.done("preprocess")
        bench.refused(code, "train", name="anna", asr="mel", epochs=1)
    bench.done("train", asr="ave", epochs=1)


@hint_of("disk_short")
def smaller_frames(bench: Bench, code: str) -> None:
    bench.video()
    real = shutil.disk_usage
    with bench.patch.context() as patch:
        free = round(0.7 * estimate_clip_bytes(128, 128, 25))
        usage = real(bench.root)._replace(free=free)
        patch.setattr(frame_space.shutil, "disk_usage", lambda _folder: usage)
        said = bench.warned(code, "preprocess")
        needed_png = float(said.params["needed_gb"])
        form = flag_of(said.hint, "frame_format")
        assert estimate_clip_bytes(128, 128, 25, f".{form}") < estimate_clip_bytes(
            128, 128, 25, ".png"
        )
        assert needed_png >= 0
    bench.done("preprocess", but=code, frame_format=form, name="small")


@hint_of("disk_small_for_frames")
def frames_that_fit(bench: Bench, code: str) -> None:
    bench.video()
    real = shutil.disk_usage
    usage = real(bench.root)._replace(free=round(0.2 * estimate_clip_bytes(128, 128, 25)))
    with bench.patch.context() as patch:
        patch.setattr(frame_space.shutil, "disk_usage", lambda _folder: usage)
        said = bench.refused(code, "preprocess")
        assert not (bench.root / "dataset/anna/full_body_img").exists()
        form = flag_of(said.hint, "frame_format")
        bench.done("preprocess", but=code, frame_format=form)


@hint_of("av_offset_fixed")
def the_timing_is_kept(bench: Bench, code: str) -> None:
    from synctalk_engine.features.av_offset import AvOffset

    bench.video()
    bench.patch.setattr(av_offset_stage, "measure_offset", lambda *_args: AvOffset(160.0, 9.0))
    said = bench.warned(code, "preprocess")
    assert flags_in(said.hint) == ["--no-fix_av_offset"]
    shifted = (bench.root / "dataset/anna/aud.wav").read_bytes()
    bench.done("preprocess", but=code, **{"no-fix_av_offset": True})
    assert (bench.root / "dataset/anna/aud.wav").read_bytes() != shifted


# -- import and export -----------------------------------------------------------------------------


@hint_of("already_there", "import_unknown", "package_bad", "checkpoint_kind_unknown",
         "checkpoint_is_asset")  # fmt: skip
def imported(bench: Bench, code: str) -> None:
    bench.use("trained")
    zip_path = bench.root / "obama.zip"
    bench.done("export", _name="obama", _dest=zip_path)
    if code == "already_there":
        said = bench.refused(code, "import", _source=zip_path, name="obama")
        bench.done("import", _source=zip_path, name="another")
        assert flag_of(said.hint, "force")
        bench.done("import", _source=zip_path, name="obama", force=True)
    elif code == "import_unknown":
        (bench.root / "letter.txt").write_text("Dear all", encoding="utf-8")
        bench.refused(code, "import", _source="letter.txt", name="x")
        bench.done("import", _source=zip_path, name="from a zip")
        bench.done("import", _source="checkpoint/obama/1.pth", name="from a checkpoint")
        bench.done("import", _source="checkpoint/obama", name="from checkpoints")
        make_research_clip(bench.root / "theirs", 25)
        bench.done("import", _source="theirs", name="from a dataset")
    elif code == "package_bad":
        file_damage.zeros_in_the_middle(zip_path)
        said = bench.refused(code, "import", _source=zip_path, name="x")
        assert _commands(said.hint) == ["synctalk export"]
        bench.done("export", _name="obama", _dest=zip_path, force=True)
        bench.done("import", _source=zip_path, name="x")
    else:
        _import_weights(bench, code)


def _import_weights(bench: Bench, code: str) -> None:
    import torch

    from synctalk_engine.models.presets import get_preset
    from synctalk_engine.models.registry import create_generator
    from tests.helpers.published_weights import ave_state

    path = bench.root / "weights.pth"
    if code == "checkpoint_is_asset":
        torch.save(ave_state(), path)
        said = bench.refused(code, "import", _source=path, name="x")
        (command,) = _commands(said.hint)
        words = command.replace(str(path), "FILE")
        bench.follow(words, FILE=str(path))
        return
    torch.save(dict(create_generator(get_preset("160"), "ave").state_dict()), path)
    said = bench.refused(code, "import", _source=path, name="x")
    assert flag_of(said.hint, "asr")
    bench.done("import", _source=path, name="x", asr="ave")


@hint_of("engine_ended")
def run_again(bench: Bench, code: str) -> None:
    bench.video("videos/may.mp4")
    options = {"video_dir": "videos", "asr_model": "mel"}
    dies = EngineCommand((sys.executable, "-c", "raise SystemExit(9)"))
    with bench.patch.context() as patch:
        patch.setattr(EngineCommand, "default", classmethod(lambda _cls: dies))
        outcome, _ = bench.run("batch-preprocess", **options)
    assert outcome.exit_code == 3 and f'"code": "{code}"' in outcome.stdout
    _use_own_engine(bench)
    bench.done("batch-preprocess", **options)


@hint_of("internal")
def a_log_to_attach(bench: Bench, code: str) -> None:
    bench.video()
    with bench.patch.context() as patch:
        patch.setattr(clip_warnings, "warn_of_result", lambda *_args: {}["a bug"])
        outcome, said = bench.run("preprocess")
    assert outcome.exit_code == 1 and said[-1].code == code
    (log,) = bench.root.glob("runs/anna/*/*log*")
    assert "KeyError: 'a bug'" in log.read_text(encoding="utf-8")
    bench.done("preprocess")


@hint_of("working_folder_gone")
def another_folder(bench: Bench, code: str) -> None:
    if os.name == "nt":
        pytest.skip("Windows does not remove a current folder")
    folder = bench.root / "gone"
    folder.mkdir()
    bench.patch.chdir(folder)
    folder.rmdir()
    with pytest.raises(SystemExit):
        require_working_folder(as_json=True)
    os.chdir(bench.root)
    require_working_folder(as_json=True)
    bench.patch.chdir(bench.root)


@hint_of("research_needs_ave")
def trained_with_ave(bench: Bench, code: str) -> None:
    clip = make_research_clip(bench.root / "dataset" / "May", 110, "hubert")
    model = bench.root / "checkpoint" / "May"
    options = {"_name": "May", "_dest": "out", "layout": "research"}
    save_generator_328(model / "1.pth", "hubert")
    said = bench.warned(code, "export", **options, checkpoint=model / "1.pth")
    assert flag_of(said.hint, "asr") == "ave" and flag_of(said.hint, "force")
    shutil.rmtree(clip.path)
    make_research_clip(bench.root / "dataset" / "May", 110, "ave")
    save_generator_328(model / "2.pth", "ave")
    bench.done("export", but=code, **{**options, "_dest": "out2"}, checkpoint=model / "2.pth")


@hint_of("export_over_others", "export_not_research")
def exported(bench: Bench, code: str) -> None:
    bench.use("trained")
    if code == "export_over_others":
        from synctalk_engine.exchange import export_research

        (bench.root / "out" / "dataset" / "obama").mkdir(parents=True)
        (bench.root / "out" / "dataset" / "obama" / "diary.txt").write_text("x", encoding="utf-8")
        clip = Clip(bench.root / "dataset" / "obama")
        place = bench.root / "out" / "dataset" / "obama"
        model = bench.root / "out" / "checkpoint" / "obama" / "1.pth"
        assert clip.path.is_dir()
        error_of(code, lambda: export_research._require_own(place, model, "obama", False))
        (place / "diary.txt").rename(bench.root / "diary.txt")
        export_research._require_own(place, model, "obama", False)
        return
    said = bench.refused(code, "export", _name="obama", _dest="out", layout="research")
    bench.done("export", _name="obama", _dest="out")  # without --layout research
    assert flag_of(said.hint, "preset") == "328" and flag_of(said.hint, "force")
    # Without --force the model that is there would be continued, which is another.
    bench.refused("training_other_kind", "train", asr="ave", epochs=1, preset="328")
    save_generator_328(bench.root / "checkpoint" / "obama" / "9.pth")
    bench.done(
        "export",
        _name="obama",
        _dest="out2",
        layout="research",
        checkpoint="checkpoint/obama/9.pth",
    )


def save_generator_328(path: Path, asr: str = "ave") -> None:
    """What a training with --preset 328 saves."""
    from synctalk_engine.training.checkpoints import KIND_GENERATOR, save_weights
    from tests.helpers.research_weights import research_state

    info = {"network": KIND_GENERATOR, "preset": "328", "asr": asr, "kind": asr, "epoch": 9}
    save_weights(path, research_state(f"unet328_{asr}"), info)


@hint_of("serve_missing", "serve_token", "port_unusable")
def served(bench: Bench, code: str) -> None:
    """The server cannot start; then as the hint says, as far as it can be asked."""
    pytest.importorskip("uvicorn")
    patch, started = bench.patch, []
    patch.setattr("uvicorn.Server.run", lambda _server, sockets: started.append(sockets))
    with socket.create_server(("127.0.0.1", 0)) as taken, patch.context() as missing:
        wrong = {
            "serve_missing": {},
            "serve_token": {"host": "0.0.0.0", "token": "short"},
            "port_unusable": {"port": taken.getsockname()[1]},
        }[code]
        if code == "serve_missing":
            missing.setattr("importlib.util.find_spec", lambda _name: None)
        said = bench.refused(code, "serve", **wrong)
    if code == "serve_missing":
        project = Path(__file__).resolve().parents[3] / "pyproject.toml"
        extras = tomllib.loads(project.read_text("utf-8"))["project"]["optional-dependencies"]
        assert "[serve]" in said.hint and {"fastapi", "uvicorn"} == {
            name.partition(">")[0] for name in extras["serve"]
        }
    bench.done("serve", port=0)
    for listener in started[0]:
        listener.close()


@hint_of("report_no_training")
def a_report_of_a_training(bench: Bench, code: str) -> None:
    """A project without a training; then one with it."""
    bench.refused(code, "report", name="nobody")
    bench.use("trained")
    bench.done("report", name="obama")
