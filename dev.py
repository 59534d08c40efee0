#!/usr/bin/env python3
"""Makes everything ready and starts it: ``python dev.py run | demo | test | lint | ...``.

Needs Python and nothing else. The first call makes ``.venv`` beside this file and installs the
exact versions of ``packaging/constraints.txt`` into it; later calls see from a stamp in it that
nothing has changed, and start at once. An installation that was cut short is never taken for whole.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "packaging"))

import qt_libraries  # noqa: E402 - lies beside the packaging files

VENV = ROOT / ".venv"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
STAMP = VENV / "synctalk-installed.json"
UNFINISHED = VENV / "synctalk-unfinished"
PIP_LOG = VENV / "synctalk-pip.log"
WINDOWS = os.name == "nt"
VENV_PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

BASE = "base"
"""The program itself, among the parts that a stamp names; the others are extras."""
OLDEST, NEWEST = (3, 11), (3, 13)
PIP_TAIL_LINES = 25
MAX_TEST_PROCESSES = 8
"""Each takes about 1.5 GB of memory."""
# PyTorch's own index, for Windows, where the ordinary wheel has no CUDA. Newest first; the
# driver says up to which CUDA it goes.
TORCH_INDEX = "https://download.pytorch.org/whl/"
TORCH_CUDA_TAGS = ("cu130", "cu129", "cu128", "cu126")


class SetupError(Exception):
    """Something that the person at the keyboard can mend; the text says what and how."""


def main(argv: list[str]) -> int:
    options, rest = parse(argv)
    use_a_fitting_python(argv)
    try:
        return COMMANDS[options.command](options, rest)
    except SetupError as error:
        say(f"\n{error}", stream=sys.stderr)
        return 3
    except KeyboardInterrupt:
        say("\nStopped. Run the same command again to go on.", stream=sys.stderr)
        return 130


def parse(argv: list[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="Make everything ready and start it. Further arguments are passed on.",
        allow_abbrev=False,
    )
    parser.add_argument("command", choices=sorted(COMMANDS), help="what to do")
    parser.add_argument("--yes", action="store_true", help="answer yes to every question")
    parser.add_argument("--cpu", action="store_true", help="never take a CUDA build of torch")
    return parser.parse_known_args(argv)


# -- commands ------------------------------------------------------------------------------------


def run(options: argparse.Namespace, rest: list[str]) -> int:
    """Open the window."""
    make_environment(options)
    make_qt_libraries(needs_screen=True)
    fetch_weights(options, "default", go_on_without_asking=False)
    return engine("gui", *rest)


def demo(options: argparse.Namespace, rest: list[str]) -> int:
    """The whole way without a screen, on a clip that is made here."""
    make_environment(options)
    fetch_weights(options, "demo", go_on_without_asking=True)
    return engine("demo", *rest)


def test(options: argparse.Namespace, rest: list[str]) -> int:
    """Style, import layers and tests; arguments go to pytest."""
    make_environment(options, extras=("test",))
    make_qt_libraries(needs_screen=False)
    fetch_weights(options, "demo", go_on_without_asking=True)
    if code := check_style():
        return code
    return call(
        *(VENV_PYTHON, "-m", "pytest", *parallel_test_arguments(rest), *rest),
        QT_QPA_PLATFORM="offscreen",
        OMP_NUM_THREADS="1",
    )


def lint(options: argparse.Namespace, _rest: list[str]) -> int:
    """Style and import layers only."""
    make_environment(options, extras=("test",))
    return check_style()


def screenshots(options: argparse.Namespace, rest: list[str]) -> int:
    """Save every page of the window as pictures, light and dark."""
    if not rest:
        raise SetupError("Say where to put them: python dev.py screenshots DIR")
    target_dir = Path(rest[0]).absolute()
    make_environment(options)
    make_qt_libraries(needs_screen=False)
    return call(
        *(VENV_PYTHON, "-m", "synctalk_gui.screenshots", target_dir, *rest[1:]),
        QT_QPA_PLATFORM="offscreen",
    )


def translations(options: argparse.Namespace, rest: list[str]) -> int:
    """Collect the window's sentences, and compile German and Chinese."""
    make_environment(options)
    make_qt_libraries(needs_screen=False)
    return call(VENV_PYTHON, ROOT / "packaging" / "translations.py", *rest)


def bundle(options: argparse.Namespace, rest: list[str]) -> int:
    """A program for this platform that runs without Python, in ``dist``."""
    make_environment(options, extras=("bundle",))
    make_qt_libraries(needs_screen=True)
    fetch_weights(options, "demo", go_on_without_asking=True)
    return call(VENV_PYTHON, ROOT / "packaging" / "build_bundle.py", *rest)


def gpu_check(options: argparse.Namespace, rest: list[str]) -> int:
    """Parity, speed and memory of every preset on this machine's GPU or CPU, as one table.

    Installs nothing: takes this Python if it has torch, else that of .venv.
    """
    program = Path(sys.executable)
    if importlib.util.find_spec("torch") is None and VENV_PYTHON.exists():
        program = VENV_PYTHON
    arguments = [*(["--device", "cpu"] if options.cpu else []), *rest]
    known = os.environ.get("PYTHONPATH")
    search_path = os.pathsep.join(filter(None, (str(ROOT), known)))
    command = (program, "-m", "synctalk_engine.gpu_check", *arguments)
    return call(*command, folder=Path.cwd(), PYTHONPATH=search_path)


def parallel_test_arguments(rest: list[str]) -> list[str]:
    """pytest's arguments for one test process a core, unless the caller asks for something else.

    A test that hangs, even in native code, ends its process with every thread's stack after
    pytest's timeout; the remaining tests go on in a new process.
    """
    if any(argument.startswith("-n") or argument == "--pdb" for argument in rest):
        return []
    processes = min(os.cpu_count() or 1, MAX_TEST_PROCESSES)
    return [f"-n{processes}", "--dist=worksteal", "-otimeout_method=thread"]


COMMANDS = {
    "run": run,
    "demo": demo,
    "test": test,
    "lint": lint,
    "screenshots": screenshots,
    "translations": translations,
    "bundle": bundle,
    "gpu-check": gpu_check,
}


def check_style() -> int:
    code = call(VENV_PYTHON, "-m", "ruff", "check", ".")
    lint_imports = VENV_PYTHON.with_name("lint-imports" + VENV_PYTHON.suffix)
    return code or call(lint_imports)


def engine(*args: str) -> int:
    """Run one command of the program's own command line, in the caller's folder."""
    return call(VENV_PYTHON, "-m", "synctalk_engine", *args, folder=Path.cwd())


# -- the environment -----------------------------------------------------------------------------


def make_environment(options: argparse.Namespace, extras: tuple[str, ...] = ()) -> None:
    """Have a ``.venv`` with exactly what is needed; a moment where that is so already."""
    fingerprint = environment_fingerprint()
    wanted = {BASE, *extras}
    if installed_parts(fingerprint) >= wanted:
        return
    with only_one_at_a_time():
        # Another call may have finished the work while this one waited.
        there = installed_parts(fingerprint)
        if there >= wanted:
            return
        parts = sorted(there | wanted | recorded_parts())
        make_venv()
        install(options, [part for part in parts if part != BASE])
        stamp = {"fingerprint": fingerprint, "parts": parts}
        STAMP.write_text(json.dumps(stamp), encoding="utf-8")
        UNFINISHED.unlink()


def environment_fingerprint() -> str:
    """Changes when something else would have to be installed."""
    digest = hashlib.sha256(f"{ROOT}|{sys.platform}|{sys.version_info[:2]}".encode())
    for path in (ROOT / "pyproject.toml", CONSTRAINTS):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def installed_parts(fingerprint: str) -> set[str]:
    """What the stamp says is installed; the empty set where it is missing, old or unfinished."""
    if UNFINISHED.exists() or not VENV_PYTHON.exists():
        return set()
    return recorded_parts() if read_stamp().get("fingerprint") == fingerprint else set()


def recorded_parts() -> set[str]:
    """What an older stamp says was wanted; stays wanted when versions change."""
    return set(read_stamp().get("parts", ()))


def read_stamp() -> dict:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def make_venv() -> None:
    """A fresh ``.venv``, or the one there if it was not cut short while being filled."""
    if UNFINISHED.exists() or (VENV.exists() and not VENV_PYTHON.exists()):
        say("An earlier installation was cut short; starting it afresh.")
        shutil.rmtree(VENV)
    if not VENV_PYTHON.exists():
        say(f"Making {VENV} ...")
        VENV.mkdir()
        UNFINISHED.touch()
        made = subprocess.run(
            [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
        )
        if made.returncode != 0:
            raise SetupError(
                "Python could not make a virtual environment.\n"
                f"{tail(made.stdout + made.stderr)}\n"
                "On Debian and Ubuntu this mends it: sudo apt-get install python3-venv"
            )
    UNFINISHED.touch()
    STAMP.unlink(missing_ok=True)


def install(options: argparse.Namespace, extras: list[str]) -> None:
    """Install the program and what it needs; upgrades nothing that already fits."""
    say("Installing what the program needs (the first time this takes some minutes) ...")
    started_s = time.monotonic()
    if WINDOWS and not options.cpu:
        install_cuda_torch(options)
    if sys.platform == "linux" and options.cpu:
        install_cpu_torch()
    named_extras = f"[{','.join(extras)}]" if extras else ""
    pip_install("--constraint", str(CONSTRAINTS), "--editable", f"{ROOT}{named_extras}")
    say(f"Installed in {time.monotonic() - started_s:.0f} s.")


def install_cuda_torch(options: argparse.Namespace) -> None:
    """On Windows with an NVIDIA driver: torch from PyTorch's own index, after asking."""
    cuda = driver_cuda_version()
    if cuda is None or python_has_torch():
        return
    question = (
        "This computer has an NVIDIA GPU. To use it, torch has to come from PyTorch's own "
        "download server (about 3 GB). Take it from there?"
    )
    if not (options.yes or ask(question)):
        return
    requirement = torch_requirement()
    for tag in TORCH_CUDA_TAGS:
        if int(tag.removeprefix("cu")) > cuda:
            continue
        try:
            pip_install("--no-deps", "--index-url", TORCH_INDEX + tag, requirement)
            return
        except SetupError:
            say(f"{requirement} is not to be had for {tag}.")
    say("No CUDA build of torch could be had; training will use the CPU.")


def install_cpu_torch() -> None:
    """On Linux, where the ordinary wheel brings CUDA: the one for processors, for small bundles."""
    if python_has_torch():
        return
    try:
        pip_install("--no-deps", "--index-url", f"{TORCH_INDEX}cpu", torch_requirement())
    except SetupError:
        say("PyTorch's own download server could not be reached; taking the ordinary torch.")


def torch_requirement() -> str:
    """The pinned torch, e.g. ``torch==2.13.0``."""
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith("torch=="))


def driver_cuda_version() -> int | None:
    """Highest CUDA version the NVIDIA driver serves, as 126 for 12.6; None without a driver."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return None
    shown = subprocess.run([program], capture_output=True, text=True, check=False).stdout
    found = re.search(r"CUDA Version:\s*(\d+)\.(\d+)", shown)
    return int(found[1]) * 10 + int(found[2]) if found else None


def python_has_torch() -> bool:
    command = "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)"
    return call(VENV_PYTHON, "-c", command) == 0


def pip_install(*args: str) -> None:
    """One call of pip that shows what it is busy with.

    Python compiles what it imports; compiling all that is installed takes most of a minute.

    Raises:
        SetupError: with the end of what pip said; all of it is in the log.
    """
    command = [
        *(str(VENV_PYTHON), "-m", "pip", "install", "--no-input"),
        *("--disable-pip-version-check", "--progress-bar", "off", "--no-compile", *args),
    ]
    last_lines: collections.deque[str] = collections.deque(maxlen=PIP_TAIL_LINES)
    with PIP_LOG.open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=clean_environment(),
            cwd=ROOT,
            encoding="utf-8",
            errors="replace",
        )
        try:
            for line in process.stdout:
                log.write(line)
                last_lines.append(line.rstrip())
                if line.startswith(("Collecting", "Installing collected")):
                    say(f"  {line.strip()[:100]}")
            code = process.wait()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    if code != 0:
        said = "\n".join(f"  {line}" for line in last_lines)
        raise SetupError(
            f"The installation did not succeed (pip ended with code {code}). "
            "Check the connection and the free disk space, then run the same command again.\n"
            f"The last lines that pip said (all of them: {PIP_LOG}):\n{said}"
        )


@contextlib.contextmanager
def only_one_at_a_time():
    """Wait while another call of this file installs into the same folder."""
    with (ROOT / ".venv.lock").open("a+b") as stream:
        lock_file(stream)
        yield  # closing the file lets go of the lock, also when the process is killed


def lock_file(stream) -> None:
    if WINDOWS:
        import msvcrt

        stream.seek(0)
        while True:
            try:
                msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)
                return
            except OSError:  # gives up after ten seconds; we do not
                continue
    import fcntl

    fcntl.flock(stream, fcntl.LOCK_EX)


# -- what lies outside the environment -----------------------------------------------------------


def make_qt_libraries(needs_screen: bool) -> None:
    """On Linux: the system libraries and a font without which Qt does not start."""
    packages = qt_libraries.missing_packages(needs_screen)
    if not packages:
        return
    say(f"The window needs system libraries: {' '.join(packages)}")
    complaint = qt_libraries.install(packages)
    if complaint:
        raise SetupError(complaint)


def fetch_weights(options: argparse.Namespace, which: str, go_on_without_asking: bool) -> None:
    """Have the default weights; says what would be downloaded, and asks where one can answer."""
    plan = subprocess.run(
        [str(VENV_PYTHON), "-m", "synctalk_engine.assets", "plan", which],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if plan.returncode != 0:
        raise SetupError(f"The weights could not be looked up.\n{tail(plan.stderr)}")
    if not plan.stdout.strip():
        return
    say(plan.stdout.rstrip())
    agreed = options.yes or (
        ask("Download them now?") if sys.stdin.isatty() else go_on_without_asking
    )
    if not agreed:
        say("Nothing was downloaded; the program says so where it needs them.")
        return
    if call(VENV_PYTHON, "-m", "synctalk_engine.assets", "install", which) != 0:
        say("Going on without them; the program says so where it needs them.")


# -- small things --------------------------------------------------------------------------------


def call(program: Path, *args: object, folder: Path = ROOT, **variables: str) -> int:
    """Run a program to its end; Ctrl+C reaches it too, so this only waits for it then."""
    process = subprocess.Popen(
        [str(program), *map(str, args)], cwd=folder, env={**clean_environment(), **variables}
    )
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def clean_environment() -> dict[str, str]:
    """This process's environment without what would point Python or pip somewhere else.

    Python may keep what it compiles: pip compiles nothing ahead, so every start of a process would
    compile torch again, seconds each time.
    """
    misleading = ("VIRTUAL_ENV", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
    left_out = (*misleading, "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "PYTHONUTF8": "1"}


def use_a_fitting_python(argv: list[str]) -> None:
    """Start over with a Python that fits, where this one is too old or too new."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        launcher = [f"python3.{minor}"] if not WINDOWS else ["py", f"-3.{minor}"]
        if shutil.which(launcher[0]) is None:
            continue
        probe = subprocess.run([*launcher, "-c", ""], capture_output=True, check=False)
        if probe.returncode == 0:
            sys.exit(subprocess.call([*launcher, str(Path(__file__)), *argv]))
    say(
        f"This needs Python 3.{OLDEST[1]} to 3.{NEWEST[1]}; this is {sys.version.split()[0]}. "
        "Get one from python.org and run the same command with it.",
        stream=sys.stderr,
    )
    sys.exit(3)


def ask(question: str) -> bool:
    """Yes or no at the keyboard; no where there is none."""
    if not sys.stdin.isatty():
        say(f"{question}\nNobody is there to answer: no. (--yes answers yes.)")
        return False
    return input(f"{question} [Y/n] ").strip().lower() in ("", "y", "yes")


def say(text: str, stream=None) -> None:
    print(text, file=stream or sys.stdout, flush=True)


def tail(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines()[-PIP_TAIL_LINES:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
