"""Hints about training, checkpoints, devices and rendering."""

from __future__ import annotations

import shutil

import torch

from synctalk_engine.dataset.clip_dataset import open_clip_dataset
from synctalk_engine.models.presets import get_preset
from synctalk_engine.training.checkpoints import read_weights, save_weights
from synctalk_engine.training.options import load_perceptual_network
from tests.helpers.preprocessed_clip import make_preprocessed_clip, make_research_clip
from tests.helpers.synthetic_person import SyntheticFaceTracker
from tests.helpers.videos import make_wav
from tests.workflow.hints.book import Bench, Said, commands_in, error_of, flag_of, flags_in, hint_of


@hint_of("checkpoint_not_found", "checkpoint_unreadable", "checkpoint_other_kind",
         "features_other_kind")  # fmt: skip
def another_checkpoint(bench: Bench, code: str) -> None:
    bench.use("trained")
    speech = make_wav(bench.root / "speech.wav", 0.4)
    model = bench.root / "checkpoint" / "obama"
    if code == "checkpoint_not_found":
        moved = model.rename(bench.root / "moved")
        shutil.rmtree(bench.root / "runs")
        said = bench.refused(code, "render", audio_path=speech)
        assert "--checkpoint" in flags_in(said.hint)
        bench.done("render", audio_path=speech, checkpoint=moved / "1.pth")
    elif code == "checkpoint_unreadable":
        (bench.root / "bad.pth").write_bytes(b"cut short")
        bench.refused(code, "render", audio_path=speech, checkpoint="bad.pth")
        bench.done("render", audio_path=speech, checkpoint=model / "1.pth")
    elif code == "checkpoint_other_kind":
        bench.refused(code, "render", audio_path=speech, asr="hubert")
        bench.done("render", audio_path=speech, asr="ave")
    else:
        shutil.rmtree(bench.root / "checkpoint")
        shutil.rmtree(bench.root / "runs")
        said = bench.refused(code, "train", asr="hubert", epochs=1)
        bench.done("train", asr=flag_of(said.hint, "asr"), epochs=1)


@hint_of("no_usable_frames")
def a_video_that_shows_the_face(bench: Bench, code: str) -> None:
    bench.use("trained")
    table = bench.root / "dataset" / "obama" / "frames.csv"
    text = table.read_text(encoding="utf-8").splitlines()
    cells = [line.split(",") for line in text]
    column = cells[0].index("found")
    for row in cells[1:]:
        row[column] = "0"
    table.write_text("\n".join(",".join(row) for row in cells) + "\n", encoding="utf-8")
    speech = make_wav(bench.root / "speech.wav", 0.4)
    bench.refused(code, "render", audio_path=speech)
    bench.done(
        "preprocess", video_path="videos/obama.mp4", name="obama", asr_model="ave", force=True
    )
    bench.done("render", audio_path=speech)


@hint_of("job_memory_used_up")
def memory_of_another_job(bench: Bench, code: str) -> None:
    """As Apple's GPUs say it; no part of an evaluation can be made smaller by itself."""
    from synctalk_engine.dataset import clip_dataset

    bench.use("trained")

    def run_out(*_args: object) -> None:
        raise RuntimeError("MPS backend out of memory (MPS allocated: 9 GB)")

    with bench.patch.context() as patch:
        patch.setattr(clip_dataset, "read_features", run_out)
        said = bench.refused(code, "evaluate")
    assert said.params == {"device": "cpu", "stage": "crops"}
    bench.done("evaluate", device=flag_of(said.hint, "device"))


@hint_of("device_unknown", "devices_unlike", "devices_one", "out_of_memory")
def another_device(bench: Bench, code: str) -> None:
    bench.use("trained")
    speech = make_wav(bench.root / "speech.wav", 0.4)
    if code == "out_of_memory":
        from synctalk_engine.render import mouth_generator

        def full(*_args: object) -> None:
            raise torch.OutOfMemoryError("CUDA out of memory")

        with bench.patch.context() as patch:
            patch.setattr(mouth_generator.MouthGenerator, "_forward", full)
            said = bench.refused(code, "render", audio_path=speech, precision="fp32")
        bench.done("render", audio_path=speech, device=flag_of(said.hint, "device"))
        return
    wanted = {"device_unknown": "cuda:7", "devices_unlike": "cpu,mps", "devices_one": "cpu,cpu"}
    command = "train" if code == "devices_unlike" else "render"
    options = {"asr": "ave", "epochs": 3} if command == "train" else {"audio_path": speech}
    said = bench.refused(code, command, device=wanted[code], **options)
    device = "cpu"
    if code == "device_unknown":
        device = said.params["available"].split(", ")[-1]
        assert flag_of(said.hint, "device") == "auto"
    bench.done(command, device=device, **options)


@hint_of("devices_by_launcher")
def device_omitted(bench: Bench, code: str) -> None:
    from synctalk_engine import devices

    for name in devices._LAUNCHED:
        bench.patch.setenv(name, "2" if name == "WORLD_SIZE" else "0")
    bench.patch.setenv("LOCAL_WORLD_SIZE", "2")
    said = error_of(code, lambda: devices.device_keys("cuda:0"))
    assert devices.device_keys(flag_of(said.hint.split("use")[1], "device")) == [("cpu", "cpu")]
    bench.patch.setattr(devices, "torch_build", lambda: "cpu")
    assert devices.device_keys("auto")[0][0] in ("cpu", "auto")


@hint_of("gpu_missing")
def the_command_that_the_hint_names(bench: Bench, code: str) -> None:
    from tests.helpers.synthetic_person import make_person

    make_person(bench.root / "dataset" / "May" / "May.mp4")
    outcome, said = bench.run("run", _name="May", _gpu="0", asr="mel", epochs=1)
    if torch.cuda.is_available():
        return
    assert outcome.exit_code == 3 and said[-1].code == code
    command = said[-1].params["command"]
    assert command in said[-1].hint and "--device auto" in command
    bench.follow(command.replace(" --json", ""))


@hint_of("syncnet_file_missing", "syncnet_needed")
def a_syncnet(bench: Bench, code: str) -> None:
    options = {"asr": "ave", "epochs": 1, "use_syncnet": True}
    latest = bench.root / "checkpoint" / "syncnet_obama" / "checkpoint_latest.pth"
    if code == "syncnet_needed":
        bench.use("preprocessed")
        said = bench.refused(code, "train", **options)
        assert flag_of(said.hint, "syncnet_checkpoint") == "FILE"
        bench.done("train", **options, train_syncnet=flag_of(said.hint, "train_syncnet"))
    else:
        bench.use("trained")
        said = bench.refused(code, "train", **options, syncnet_checkpoint="no.pth")
        assert flag_of(said.hint, "train_syncnet")
        bench.done("train", **options, save_dir="again", syncnet_checkpoint=latest)


@hint_of("syncnet_clip_short", "syncnet_no_time", "sync_loss_off")
def more_for_the_syncnet(bench: Bench, code: str) -> None:
    from synctalk_engine.training.syncnet import stage as syncnet_stage
    from synctalk_engine.training.syncnet import sync_expert
    from synctalk_engine.training.syncnet import trainer as syncnet_trainer

    options = {"asr": "ave", "epochs": 1, "train_syncnet": True}
    if code == "sync_loss_off":  # the longer video's SyncNet passes
        bench.use("trained")
        options |= {"use_syncnet": True, "save_dir": "again"}
        with bench.patch.context() as patch:
            for module in (syncnet_stage, sync_expert):
                patch.setattr(module, "MIN_SYNC_EXPERT_AUC", 1.01, raising=False)
            bench.warned(code, "train", **options)
        bench.done("train", but=code, **{**options, "save_dir": "more"})
        return
    bench.use("preprocessed")
    with bench.patch.context() as patch:
        steps = None if code == "syncnet_clip_short" else 10_000
        patch.setattr(syncnet_stage, "useful_steps", lambda _clip: steps)
        for name in ("FIRST_TRIAL_STEPS", "TRIAL_STEPS"):
            patch.setattr(syncnet_trainer, name, 2)
        said = bench.warned(code, "train", **options, time_budget_min=0.0001, syncnet_epochs=30)
        if code == "syncnet_clip_short":
            bench.use("trained")
            latest = bench.root / "checkpoint" / "syncnet_obama" / "checkpoint_latest.pth"
            assert flag_of(said.hint, "syncnet_checkpoint_path") == "FILE"
            bench.done("train", but=code, **options, save_dir="more", time_budget_min=0.01,
                       syncnet_checkpoint_path=latest)  # fmt: skip
        else:
            assert flags_in(said.hint) == ["--time_budget_min"]
            bench.done("train", but=code, **{**options, "epochs": 2}, syncnet_epochs=1)


@hint_of("best_not_measured")
def features_of_the_best_one(bench: Bench, code: str) -> None:
    bench.use("trained")
    shutil.rmtree(bench.root / "runs")
    video = {"video_path": "videos/obama.mp4", "name": "obama"}
    bench.done("preprocess", **video, asr_model="mel")
    (bench.root / "dataset" / "obama" / "aud_ave.npy").unlink(missing_ok=True)
    (best,) = bench.root.glob("checkpoint/obama/*.pth")
    weights, info = read_weights(best)
    save_weights(best, weights, {**info, "method": "of another program"})
    said = bench.warned(code, "train", asr="mel", epochs=1, force=True)
    assert "--asr_model" in flags_in(said.hint)
    bench.done("preprocess", **video, asr_model="ave")
    bench.done("train", but=code, asr="mel", epochs=2)


@hint_of("disk_too_small", "memory_too_small", "memory_used_up", "loss_not_finite",
         "memory_short")  # fmt: skip
def training_that_ended(bench: Bench, code: str) -> None:
    """A training of another network was there before; the hint holds nevertheless."""
    from synctalk_engine.training.generator.trainer import GeneratorTrainer
    from synctalk_engine.training.hardware import disk_space

    bench.use("trained")
    options = {"asr": "ave", "epochs": 3}
    real = GeneratorTrainer.losses

    def full(self, batch, sequence=None, sync_gradient=None):
        if self.accumulate < 2 or code != "memory_short":
            raise torch.OutOfMemoryError("CUDA out of memory")
        return real(self, batch, sequence, sync_gradient)

    def not_finite(self, batch, sequence=None, sync_gradient=None):
        terms = real(self, batch, sequence, sync_gradient)
        terms["l1"] = terms["l1"] * torch.nan
        return terms

    def run_out(*_args: object, **_kwargs: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    with bench.patch.context() as patch:
        if code == "disk_too_small":
            usage = shutil.disk_usage(bench.root)._replace(free=20 << 20)
            patch.setattr(disk_space.shutil, "disk_usage", lambda _path: usage)
        elif code == "memory_used_up":
            patch.setattr(GeneratorTrainer, "__init__", run_out)
        else:
            patch.setattr(GeneratorTrainer, "losses", not_finite if "loss" in code else full)
        if code == "memory_short":
            said = bench.warned(code, "train", **options)
        else:
            said = bench.refused(code, "train", **options)
    assert said.params.get("stage") in (None, "generator"), "the stage in which it happened"
    _follow_training(bench, code, said.hint, options)


def _follow_training(bench: Bench, code: str, hint: str, options: dict) -> None:
    if code in ("disk_too_small", "memory_too_small"):
        words = {"preset": flag_of(hint, "preset"), "force": flag_of(hint, "force")}
        assert words["preset"] == "lite-160"
    if code == "memory_too_small":
        assert "--continue_training --device cpu" in hint
        bench.done("train", **options, continue_training=True)
    elif code == "memory_used_up":
        bench.done("train", **options, continue_training=flag_of(hint, "continue_training"))
    elif code == "loss_not_finite":
        rate = flag_of(hint, "lr")
        assert float(rate) > 0
        bench.done("train", **options, continue_training=True, lr=rate)
    elif code == "memory_short":
        bench.done("train", but=code, **{**options, "epochs": 4},
                   accumulate=flag_of(hint, "accumulate"))  # fmt: skip
    else:
        bench.done("train", **options)


@hint_of("videos_unlike")
def preprocessed_alike(bench: Bench, code: str) -> None:
    bench.use("preprocessed")
    bench.video("videos/two.mp4", 100)
    two = {"video_path": "videos/two.mp4", "name": "two", "asr_model": "ave"}
    make_preprocessed_clip(bench.root / "dataset" / "two", 60)
    options = {"asr": "ave", "epochs": 1, "also": "two"}
    outcome, said = bench.run("train", **options)
    assert outcome.exit_code == 3 and said[-1].code in (code, "features_other_kind")
    shutil.rmtree(bench.root / "dataset" / "two")
    bench.done("preprocess", **two)
    bench.done("train", **options)


@hint_of("hubert_layer")
def hubert_anew(bench: Bench, code: str) -> None:
    """The clip is another program's, whose files are never replaced: so it takes another name."""
    noted = []
    clip = make_research_clip(bench.root / "dataset" / "May", 110, "hubert layer 12")
    preset = get_preset("lite-160")
    note = lambda code, **params: noted.append(Said(code, params))  # noqa: E731
    open_clip_dataset(clip.path, preset, asr="hubert", on_warning=note)
    (said,) = [each for each in noted if each.code == code]
    assert flag_of(said.hint, "asr_model") == "hubert" and "--name" in flags_in(said.hint)
    bench.video(frames=25)
    bench.refused("dataset_foreign", "preprocess", name="May", asr_model="mel", force=True)
    bench.done("preprocess", name="May 2", asr_model="mel")


@hint_of("face_unknown", "face_not_there")
def somebody_who_is_there(bench: Bench, code: str) -> None:
    """``synctalk doctor`` names who is there; --face takes what it names."""
    from synctalk_engine.errors import FaceError

    path = bench.video()
    real = SyntheticFaceTracker.__init__

    def one_person(self, plan, assets, segments) -> None:
        face = plan.options.face
        if face and face != "1":
            raise FaceError(code, index=face, count=1, path=path, place=face)
        real(self, plan, assets, segments)

    bench.patch.setattr(SyntheticFaceTracker, "__init__", one_person)
    said = bench.refused(code, "preprocess", face="2" if code == "face_unknown" else "3s")
    assert f"synctalk doctor --video_path {path}" in said.hint
    bench.done("preprocess", face="1")


@hint_of("perceptual_loss_off", "mouth_opening_off", "viewer_metrics_off")
def weights_that_are_not_here(bench: Bench, code: str) -> None:
    from synctalk_engine.assets import AssetStore
    from synctalk_engine.errors import AssetError
    from synctalk_engine.training import options as training_options
    from synctalk_engine.training import run_setup

    bench.use("trained")
    real = AssetStore.path
    missing = "lite0_imagenet" if code == "perceptual_loss_off" else "face_mesh_478"

    def path(store: AssetStore, asset_id: str):
        if asset_id == missing:
            raise AssetError("asset_missing", asset=asset_id, what="test")
        return real(store, asset_id)

    bench.patch.setattr(run_setup, "perceptual_network", training_options.perceptual_network)
    bench.patch.setattr(training_options, "load_perceptual_network", load_perceptual_network)
    options = {"asr": "ave", "epochs": 3}
    with bench.patch.context() as patch:
        patch.setattr(AssetStore, "path", path)
        if code == "mouth_opening_off":
            said = bench.warned(code, "evaluate", name="obama")
        else:
            said = bench.warned(code, "train", **options)
    (command,) = commands_in(said.hint)
    assert missing in command
    bench.follow(f"{command} --yes")
    if code == "mouth_opening_off":
        bench.done("evaluate", but=code, name="obama")
    else:
        assert flag_of(said.hint, "continue_training")
        bench.done("train", but=code, **{**options, "epochs": 4}, continue_training=True)


@hint_of("checkpoint_preset_unknown")
def a_lite_checkpoint_without_metadata(bench: Bench, code: str) -> None:
    bench.use("trained")
    (best,) = bench.root.glob("checkpoint/obama/*.pth")
    path = bench.root / "plain.pth"
    torch.save(dict(read_weights(best)[0]), path)
    said = bench.refused(code, "import", _source=path, name="theirs", asr="ave")
    (command,) = commands_in(said.hint)
    bench.follow(f"{command} --asr ave --epochs 1 --force", NAME="obama", FILE=str(path))
