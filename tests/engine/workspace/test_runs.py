"""Runs: events without gaps, who is alive, commands handed out once."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from synctalk_engine.errors import BusyError, JobStopped
from synctalk_engine.job import Job
from synctalk_engine.protocol.events import LogEvent
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.runs import EventReader, EventWriter, RunFolder, list_runs


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunFolder:
    """A run whose commands are looked for at every poll."""
    monkeypatch.setattr("synctalk_engine.job.COMMAND_INTERVAL_S", 0.0)
    options = {"name": "Ana Müller"}
    return RunFolder.create(Workspace(tmp_path), "train", "Ana Müller", options)


def _seqs(run: RunFolder) -> list[int]:
    lines = run.events_path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["seq"] for line in lines]


def test_events_are_numbered_without_gaps_across_processes(run: RunFolder) -> None:
    for _ in range(2):
        with Job(run) as job:
            job.log("text", text="hello")
    assert _seqs(run) == list(range(6))


def test_a_half_written_line_is_left_behind_and_numbering_goes_on(run: RunFolder) -> None:
    with Job(run) as job:
        job.log("text", text="one")
    with run.events_path.open("ab") as file:
        file.write(b'{"v": 1, "seq": 3, "type": "st')
    writer = EventWriter(run)
    writer.append(LogEvent(code="text", params={"text": "after"}))
    writer.close()
    events = EventReader(run).read_new()
    assert [event.seq for event in events] == [0, 1, 2, 3]


class _FullDisk:
    """Takes the first bytes of a line, then has no room until it is told so."""

    def __init__(self, file) -> None:
        self.file, self.is_full = file, False

    def write(self, data: bytes) -> int:
        if self.is_full:
            self.file.write(data[:7])
            raise OSError(errno.ENOSPC, "No space left on device")
        return self.file.write(data)

    def close(self) -> None:
        self.file.close()


def test_a_full_disk_loses_events_but_not_the_job(run: RunFolder) -> None:
    with Job(run) as job:
        writer = job._writer
        assert writer is not None
        disk = writer._file = _FullDisk(writer._file)  # type: ignore[assignment]
        disk.is_full = True
        job.log("text", text="lost")
        job.log("text", text="lost too")
        disk.is_full = False
        job.log("text", text="room again")
    events = EventReader(run).read_new()
    assert [event.seq for event in events] == [0, 3, 4]
    assert run.status() == "done"


def test_reader_waits_for_the_end_of_a_line(run: RunFolder) -> None:
    reader = EventReader(run)
    writer = EventWriter(run)
    line = writer.append(LogEvent(code="text"))
    writer.close()
    run.events_path.write_bytes(line[:-5])
    assert reader.read_new() == []
    run.events_path.write_bytes(line)
    assert len(reader.read_new()) == 1


def test_commands_come_in_order_and_once(run: RunFolder) -> None:
    sent = [run.send("pause"), run.send("resume"), run.send("stop")]
    (run.control_dir / "zzz.json").write_text("no command", encoding="utf-8")
    assert [command.id for command in run.take_commands()] == sent
    assert run.take_commands() == []


def test_stop_raises_at_the_next_poll_and_is_acknowledged(run: RunFolder) -> None:
    with pytest.raises(JobStopped), Job(run) as job:
        command_id = run.send("stop")
        job.poll()
    events = EventReader(run).read_new()
    assert run.status() == "stopped"
    assert [event.command_id for event in events if event.type == "ack"] == [command_id]


def test_save_and_sample_are_handed_to_the_stage(run: RunFolder) -> None:
    with Job(run) as job:
        run.send("save")
        run.send("sample")
        assert job.poll() == {"save", "sample"}
        assert job.poll() == set()


def states_of(run: RunFolder) -> list[str]:
    return [event.state for event in EventReader(run).read_new() if event.type == "state"]


def test_pause_waits_until_resume(run: RunFolder) -> None:
    with Job(run) as job:
        run.send("pause")
        run.send("resume")
        job.poll()
        run.send("pause")
        polls = []

        def resume_at_the_third() -> None:
            polls.append("paused" in states_of(run))
            if len(polls) == 3:
                run.send("resume")

        job.on_poll = resume_at_the_third
        job.poll()
        assert polls[:3] == [False, True, True] and len(polls) <= 4, "it came back when told"
    states = states_of(run)
    assert states == ["running", "paused", "running", "done"]


def test_a_second_process_on_the_same_run_is_refused(run: RunFolder) -> None:
    with Job(run):
        with pytest.raises(BusyError), Job(RunFolder(run.path)):
            pass


def test_a_run_that_ends_while_it_is_looked_at_is_not_lost(
    run: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job(run).__enter__()

    def ends(_run: RunFolder) -> bool:
        job.__exit__(None, None, None)
        return False

    monkeypatch.setattr(RunFolder, "is_alive", ends)
    assert run.status() == "done"


def test_a_killed_process_leaves_a_lost_run(run: RunFolder) -> None:
    script = (
        "import sys, time; from pathlib import Path; from synctalk_engine.job import Job; "
        "from synctalk_engine.workspace.runs import RunFolder\n"
        "with Job(RunFolder(Path(sys.argv[1]))): print('up', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(run.path)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"up"
    assert run.status() == "running"
    assert run.is_alive()
    process.kill()
    process.wait()
    process.stdout.close()
    assert not run.is_alive()
    assert run.status() == "lost"


def test_another_process_with_the_same_number_is_not_taken_for_alive(run: RunFolder) -> None:
    with Job(run):
        pass
    spec = run.read_spec()
    assert spec is not None and spec.process is not None
    other = spec.process.model_copy(update={"create_time": spec.process.create_time - 1000})
    run.write_spec(spec.model_copy(update={"process": other}))
    assert not run.is_alive()


def test_an_exception_ends_in_an_error_event_and_failed(run: RunFolder) -> None:
    with pytest.raises(ZeroDivisionError), Job(run):
        _ = 1 / 0
    events = EventReader(run).read_new()
    assert [event.type for event in events][-2:] == ["error", "state"]
    assert run.status() == "failed"


@pytest.mark.skipif(os.name == "nt", reason="SIGPIPE and pipes that nobody reads are POSIX's")
def test_a_reader_that_never_reads_does_not_block_the_engine(run: RunFolder) -> None:
    script = (
        "import sys; from pathlib import Path; from synctalk_engine.job import Job; "
        "from synctalk_engine.workspace.runs import RunFolder\n"
        "with Job(RunFolder(Path(sys.argv[1])), to_stdout=True) as job:\n"
        "    for i in range(3000): job.log('text', text='x' * 200)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(run.path)],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )
    try:
        assert process.wait(timeout=60) == 0
    finally:
        process.send_signal(signal.SIGKILL) if process.poll() is None else None
        assert process.stdout is not None
        process.stdout.close()
    assert run.status() == "done"
    assert len(_seqs(run)) == 3002


def test_runs_are_listed_oldest_first_also_within_a_second(workspace):
    made = []
    for kind in ("train", "preprocess", "train", "evaluate", "train"):
        made.append(RunFolder.create(workspace, kind, "May", {}).run_id)
        time.sleep(0.003)
    assert [run.run_id for run in list_runs(workspace, "May")] == made
    assert [run.run_id for run in list_runs(workspace, "May", "train")] == made[::2]
