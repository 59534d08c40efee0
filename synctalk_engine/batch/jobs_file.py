"""Reads ``jobs.toml``: which people are preprocessed, trained, evaluated and rendered, and how.

    speeches = ["speeches/news.wav"]     # for everybody

    [train]                              # options for everybody, as of “synctalk train”
    time_budget_min = 20

    [[person]]
    name = "anna"
    video = "videos/anna.mp4"
    speeches = ["speeches/anna.wav"]     # besides

    [person.train]                       # options for anna
    preset = "328"

The file is read whole, so that every mistake in it is told at once, before anything is started.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synctalk_engine.errors import BatchError, SynctalkError
from synctalk_engine.jobs import check_options
from synctalk_engine.protocol.run_spec import OPTIONS, JobKind
from synctalk_engine.workspace.atomic import storage_errors
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_names import check_name, name_from_file

STEP_KINDS: tuple[JobKind, ...] = ("preprocess", "train", "evaluate", "render")
"""In the order in which a person goes through them."""
_PERSON_KEYS = frozenset({"name", "video", "speeches", "steps"})
_FILE_KEYS = frozenset({"speeches", "steps", "person"})
_NOT_IN_A_BATCH = frozenset({"force", "continue_training", "epochs_given"})
"""A second start continues by itself; with these it would do everything again."""
_FROM_THE_PERSON = frozenset({"name", "video_path", "audio_path"})
CODE = "batch_jobs_bad"


@dataclass(frozen=True)
class BatchStep:
    """One job of a person; an ordinary run."""

    name: str
    """Project."""
    kind: JobKind
    options: dict[str, Any]
    """All options of its kind, checked."""
    inputs: tuple[Path, ...] = ()
    """Files outside the project that it reads: the video, the speech."""

    @property
    def title(self) -> str:
        """What tells it from the person's other steps."""
        if self.kind == "render":
            return f"render {Path(self.options['audio_path']).name}"
        return self.kind


@dataclass(frozen=True)
class PersonJob:
    """Everything that is done for one person, in order."""

    name: str
    steps: tuple[BatchStep, ...]


def read_jobs(path: Path, workspace: Workspace) -> list[PersonJob]:
    """The people of a ``jobs.toml``; nothing is started.

    Raises:
        BatchError: ``file_not_found``, or ``batch_jobs_bad`` with every mistake in it.
    """
    data = _toml(path)
    problems: list[str] = [
        f"“{key}” is not known" for key in data if key not in _FILE_KEYS | set(STEP_KINDS)
    ]
    people = data.get("person")
    if not isinstance(people, list) or not people:
        problems.append("it has no [[person]]")
        people = []
    reader = _Reader(path.absolute().parent, workspace, data, problems)
    jobs = [reader.person(number, person) for number, person in enumerate(people, start=1)]
    if problems:
        raise BatchError(CODE, path=path, problems="; ".join(problems))
    return [job for job in jobs if job is not None]


def _toml(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise BatchError("file_not_found", path=path)
    with storage_errors(path):
        data = path.read_bytes()
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BatchError(CODE, path=path, problems=str(error).rstrip(".")) from error


class _Reader:
    """Turns the tables of the file into steps; adds what is wrong to ``problems``."""

    def __init__(
        self, folder: Path, workspace: Workspace, shared: dict[str, Any], problems: list[str]
    ) -> None:
        self._folder, self._workspace = folder, workspace
        self._shared, self._problems = shared, problems
        self._names: dict[str, str] = {}
        self._outputs: dict[str, str] = {}

    def person(self, number: int, person: Any) -> PersonJob | None:
        place = f"person {number}"
        if not isinstance(person, dict):
            self._problems.append(f"{place}: it is not a table")
            return None
        for key in person:
            if key not in _PERSON_KEYS | set(STEP_KINDS):
                self._problems.append(f"{place}: “{key}” is not known")
        name = self._name(place, person)
        kinds = self._kinds(place, person)
        if name is None:
            return None
        return PersonJob(name, tuple(self._steps(f"{place} ({name})", name, person, kinds)))

    def _name(self, place: str, person: dict[str, Any]) -> str | None:
        given = person.get("name")
        if given is None and isinstance(person.get("video"), str):
            given = name_from_file(Path(person["video"]).stem)
        if not isinstance(given, str):
            self._problems.append(f"{place}: it has neither a name nor a video")
            return None
        try:
            name = check_name(given)
        except SynctalkError as error:
            self._problems.append(f"{place}: {error.message.rstrip('.')}")
            return None
        before = self._names.setdefault(name.casefold(), place)
        if before != place:
            self._problems.append(f"{place}: “{name}” is the name of {before} already")
        return name

    def _kinds(self, place: str, person: dict[str, Any]) -> list[JobKind]:
        given = person.get("steps", self._shared.get("steps", list(STEP_KINDS)))
        if isinstance(given, list) and all(kind in STEP_KINDS for kind in given):
            return [kind for kind in STEP_KINDS if kind in given]
        self._problems.append(f"{place}: “steps” is a list of {', '.join(STEP_KINDS)}")
        return []

    def _steps(
        self, place: str, name: str, person: dict[str, Any], kinds: list[JobKind]
    ) -> Iterator[BatchStep]:
        for kind in kinds:
            options = self._options(place, person, kind)
            if kind == "preprocess":
                video = self._video(place, name, person)
                made = [(options | {"video_path": str(video)}, (video,))] if video else []
            elif kind == "render":
                made = [
                    (self._render_options(place, name, options, speech), (speech,))
                    for speech in self._speeches(place, person)
                ]
            else:
                made = [(options, ())]
            for values, inputs in made:
                step = self._checked(place, BatchStep(name, kind, values | {"name": name}, inputs))
                if step is not None:
                    yield step

    def _options(self, place: str, person: dict[str, Any], kind: JobKind) -> dict[str, Any]:
        """The shared options of a kind, and over them the person's own."""
        options: dict[str, Any] = {}
        for table in (self._shared.get(kind, {}), person.get(kind, {})):
            if not isinstance(table, dict):
                self._problems.append(f"{place}: [{kind}] is not a table")
                continue
            options |= table
        for key in sorted((_NOT_IN_A_BATCH | _FROM_THE_PERSON) & options.keys()):
            self._problems.append(f"{place}: “{key}” cannot be an option of [{kind}] here")
            del options[key]
        known = OPTIONS[kind].model_fields
        for key in sorted(options.keys() - known.keys()):
            self._problems.append(f"{place}: [{kind}] has no option “{key}”")
            del options[key]
        if kind == "train":
            options.setdefault("wait", True)  # for a GPU that another training has
            options["epochs_given"] = "epochs" in options
        return options

    def _video(self, place: str, name: str, person: dict[str, Any]) -> Path | None:
        """The video that was named, or the one in the project's folder."""
        given = person.get("video")
        if given is None:
            found = self._workspace.source_video(name)
            if found is None:
                self._problems.append(f"{place}: it has no video")
            return found
        return self._file(place, given)

    def _speeches(self, place: str, person: dict[str, Any]) -> list[Path]:
        found = []
        for table in (self._shared, person):
            given = table.get("speeches", [])
            if not isinstance(given, list):
                self._problems.append(f"{place}: “speeches” is not a list")
                continue
            found += [path for one in given if (path := self._file(place, one)) is not None]
        return list(dict.fromkeys(found))

    def _file(self, place: str, given: Any) -> Path | None:
        """A file, seen from the folder of jobs.toml first, then from the workspace."""
        if not isinstance(given, str) or not given.strip():
            self._problems.append(f"{place}: {given!r} is not the path of a file")
            return None
        for base in (self._folder, self._workspace.root):
            path = base / Path(given).expanduser()
            if path.is_file():
                return path
        self._problems.append(f"{place}: there is no file {given}")
        return None

    def _render_options(
        self, place: str, name: str, options: dict[str, Any], speech: Path
    ) -> dict[str, Any]:
        """Each speech of a person becomes a file of its own, named by the batch."""
        output = str(options.get("output_path") or f"result/{name}_{speech.stem}.mp4")
        before = self._outputs.setdefault(output.casefold(), f"{place}, {speech}")
        if before != f"{place}, {speech}":
            self._problems.append(f"{place}: {speech} would replace {output} of {before}")
        return options | {"audio_path": str(speech), "output_path": output}

    def _checked(self, place: str, step: BatchStep) -> BatchStep | None:
        try:
            options = check_options(step.kind, step.options).model_dump()
        except SynctalkError as error:
            told = error.params.get("problems", error.message)
            self._problems.append(f"{place}: [{step.kind}] {told}")
            return None
        return BatchStep(step.name, step.kind, options, step.inputs)
