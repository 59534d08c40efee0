"""``dev.py``: what it decides, without installing anything."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def dev(tmp_path, monkeypatch):
    """The file as a module, working on a copy of the project's description."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    spec = importlib.util.spec_from_file_location("dev_under_test", ROOT / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    root = tmp_path / "a clone with spaces"
    (root / "packaging").mkdir(parents=True)
    for name in ("pyproject.toml", "packaging/constraints.txt"):
        (root / name).write_bytes((ROOT / name).read_bytes())
    venv = root / ".venv"
    python = venv / module.VENV_PYTHON.relative_to(module.VENV)
    for name, value in {
        "ROOT": root,
        "VENV": venv,
        "VENV_PYTHON": python,
        "CONSTRAINTS": root / "packaging" / "constraints.txt",
        "STAMP": venv / module.STAMP.name,
        "UNFINISHED": venv / module.UNFINISHED.name,
        "PIP_LOG": venv / module.PIP_LOG.name,
    }.items():
        monkeypatch.setattr(module, name, value)
    return module


OPTIONS = SimpleNamespace(yes=False, cpu=False)


@pytest.fixture
def pip(dev, monkeypatch):
    """Pretends to make the environment; records what pip was asked, and fails on demand."""
    record = SimpleNamespace(calls=[], failure=None, venvs_made=0)

    def make_venv(command, **_):
        record.venvs_made += 1
        dev.VENV_PYTHON.parent.mkdir(parents=True, exist_ok=True)
        dev.VENV_PYTHON.touch()
        return subprocess.CompletedProcess(command, 0, "", "")

    def install(*args):
        record.calls.append(args)
        if record.failure is not None:
            raise record.failure

    monkeypatch.setattr(dev.subprocess, "run", make_venv)
    monkeypatch.setattr(dev, "pip_install", install)
    return record


def test_a_second_call_installs_nothing(dev, pip):
    dev.make_environment(OPTIONS)
    dev.make_environment(OPTIONS)
    assert pip.venvs_made == 1 and len(pip.calls) == 1
    assert str(dev.ROOT) in pip.calls[0]
    assert str(dev.CONSTRAINTS) in pip.calls[0]


def test_test_tools_are_added_and_then_kept(dev, pip):
    dev.make_environment(OPTIONS)
    dev.make_environment(OPTIONS, extras=("test",))
    dev.make_environment(OPTIONS)
    dev.make_environment(OPTIONS, extras=("test",))
    assert [call[-1] for call in pip.calls] == [str(dev.ROOT), f"{dev.ROOT}[test]"]
    assert pip.venvs_made == 1


def test_changed_constraints_are_installed_and_keep_the_extras(dev, pip):
    dev.make_environment(OPTIONS, extras=("test",))
    with dev.CONSTRAINTS.open("a", encoding="utf-8") as stream:
        stream.write("something==1.0\n")
    dev.make_environment(OPTIONS)
    assert len(pip.calls) == 2
    assert pip.venvs_made == 1


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), "SetupError"])
def test_an_installation_cut_short_is_started_afresh(dev, pip, failure):
    pip.failure = dev.SetupError("no network") if failure == "SetupError" else failure
    with pytest.raises((KeyboardInterrupt, dev.SetupError)):
        dev.make_environment(OPTIONS)
    (dev.VENV / "half a package").touch()
    pip.failure = None
    dev.make_environment(OPTIONS)
    assert pip.venvs_made == 2
    assert not (dev.VENV / "half a package").exists()
    assert not dev.UNFINISHED.exists()


def test_a_broken_stamp_means_installing_again(dev, pip):
    dev.make_environment(OPTIONS)
    dev.STAMP.write_text("{", encoding="utf-8")
    dev.make_environment(OPTIONS)
    assert len(pip.calls) == 2
    assert json.loads(dev.STAMP.read_text(encoding="utf-8"))["fingerprint"]


def test_failing_pip_is_a_sentence_and_its_last_lines(dev, tmp_path):
    dev.VENV.mkdir()
    dev.VENV_PYTHON = Path(sys.executable)
    with pytest.raises(dev.SetupError) as raised:
        dev.pip_install("--no-index", "--find-links", str(tmp_path), "no-such-package-at-all==1")
    text = str(raised.value)
    assert text.startswith("The installation did not succeed")
    assert "no-such-package-at-all" in text
    assert "no-such-package-at-all" in dev.PIP_LOG.read_text(encoding="utf-8")


def test_a_setup_error_ends_without_traceback(dev, monkeypatch, capsys):
    def fail(_options, _rest):
        raise dev.SetupError("The disk is full.")

    monkeypatch.setitem(dev.COMMANDS, "run", fail)
    assert dev.main(["run"]) == 3
    assert capsys.readouterr().err.strip() == "The disk is full."


def test_what_is_imported_is_compiled_once(dev, tmp_path, monkeypatch):
    """pip compiles nothing ahead; else every process would compile torch again."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    (tmp_path / "imported.py").touch()
    assert dev.call(sys.executable, "-c", "import imported", folder=tmp_path) == 0
    assert list((tmp_path / "__pycache__").glob("imported.*.pyc"))


def test_arguments_are_passed_on(dev):
    options, rest = dev.parse(["test", "--yes", "-x", "-k", "store and not slow", "tests/engine"])
    assert options.command == "test" and options.yes
    assert rest == ["-x", "-k", "store and not slow", "tests/engine"]


def test_a_bundle_is_built_by_the_environments_own_python(dev, monkeypatch):
    made = []
    for name in ("make_environment", "make_qt_libraries", "fetch_weights"):
        monkeypatch.setattr(dev, name, lambda *args, name=name, **kw: made.append((name, kw)))
    monkeypatch.setattr(dev, "call", lambda *args, **_: made.append(args) or 0)
    assert dev.main(["bundle", "--self-test"]) == 0
    assert made[0] == ("make_environment", {"extras": ("bundle",)})
    program, script, *rest = made[-1]
    assert program == dev.VENV_PYTHON and rest == ["--self-test"]
    assert (ROOT / script.relative_to(dev.ROOT)).is_file()


@pytest.mark.parametrize(
    ("has_torch", "has_venv", "is_own"), [(True, True, True), (False, True, False), (0, 0, True)]
)
def test_the_gpu_check_installs_nothing(dev, monkeypatch, has_torch, has_venv, is_own):
    if has_venv:
        dev.VENV_PYTHON.parent.mkdir(parents=True)
        dev.VENV_PYTHON.touch()
    made = []
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: "a spec" * has_torch or None)
    monkeypatch.setattr(dev, "make_environment", lambda *_args, **_kw: made.append("installed"))
    monkeypatch.setattr(dev, "call", lambda *args, **kw: made.append((args, kw)) or 0)
    assert dev.main(["gpu-check", "--cpu", "--minutes", "2"]) == 0
    ((command, keywords),) = made
    program = Path(sys.executable) if is_own else dev.VENV_PYTHON
    module = ("-m", "synctalk_engine.gpu_check")
    assert command == (program, *module, "--device", "cpu", "--minutes", "2")
    assert keywords["PYTHONPATH"].startswith(str(dev.ROOT))


def test_a_bundle_for_processors_takes_the_small_torch(dev, pip, monkeypatch):
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev, "python_has_torch", lambda: False)
    dev.make_environment(SimpleNamespace(yes=True, cpu=True), extras=("bundle",))
    assert pip.calls[0][-2].endswith("/whl/cpu") and pip.calls[0][-1] == dev.torch_requirement()
    assert pip.calls[1][-1] == f"{dev.ROOT}[bundle]"


@pytest.mark.parametrize(
    ("shown", "version"),
    [("| Driver Version: 551.23  CUDA Version: 12.4 |", 124), ("no devices were found", None)],
)
def test_the_driver_says_which_cuda_it_serves(dev, monkeypatch, shown, version):
    monkeypatch.setattr(dev.shutil, "which", lambda _name: "nvidia-smi")
    answer = subprocess.CompletedProcess([], 0, shown, "")
    monkeypatch.setattr(dev.subprocess, "run", lambda *_args, **_kwargs: answer)
    assert dev.driver_cuda_version() == version


def test_cuda_torch_is_the_newest_that_the_driver_serves(dev, monkeypatch):
    calls = []

    def install(*args):
        calls.append(args)
        if "cu128" in args[2]:
            raise dev.SetupError("not there")

    monkeypatch.setattr(dev, "driver_cuda_version", lambda: 128)
    monkeypatch.setattr(dev, "python_has_torch", lambda: False)
    monkeypatch.setattr(dev, "pip_install", install)
    dev.install_cuda_torch(SimpleNamespace(yes=True, cpu=False))
    assert [call[2].rsplit("/", 1)[-1] for call in calls] == ["cu128", "cu126"]
    assert calls[0][-1].startswith("torch==")


def test_missing_system_libraries_are_named_with_the_command(dev, monkeypatch):
    libraries = dev.qt_libraries
    monkeypatch.setattr(libraries.sys, "platform", "linux")
    monkeypatch.setattr(libraries, "_can_load", lambda name: "EGL" not in name)
    monkeypatch.setattr(libraries, "_has_fonts", lambda: False)
    monkeypatch.setattr(libraries.shutil, "which", lambda _name: None)
    with pytest.raises(dev.SetupError) as raised:
        dev.make_qt_libraries(needs_screen=False)
    assert "sudo apt-get install libegl1 fonts-dejavu-core" in str(raised.value)


def test_constraints_pin_every_requirement_of_the_project():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        wanted += extra
    pins = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8")
    pinned = {normal(line.split("==")[0]) for line in pins.splitlines() if "==" in line}
    missing = [line for line in wanted if normal(line.split(">")[0].split("=")[0]) not in pinned]
    assert missing == []
    assert "torch==2.13.0" in pins.splitlines()


def normal(name: str) -> str:
    return name.strip().lower().replace("_", "-").replace(".", "-")
