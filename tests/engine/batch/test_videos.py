"""Folders, lists and JSON files become options of videos, or every mistake with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from synctalk_engine.batch.entries import entries_of_json, entries_of_list
from synctalk_engine.batch.videos import read_videos
from synctalk_engine.errors import BatchError, OptionError
from synctalk_engine.workspace.atomic import write_json
from synctalk_engine.workspace.layout import Workspace
from synctalk_engine.workspace.project_names import check_name

DEFAULTS = {"asr_model": "mel", "dataset_dir": "dataset", "force": False}


def touch(path: Path, content: bytes = b"video") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def listed(folder: Path, text: str | bytes) -> Path:
    path = folder / "videos.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def problems_of(workspace: Workspace, **source: str) -> str:
    with pytest.raises(BatchError) as caught:
        read_videos(workspace, DEFAULTS, **source)
    assert caught.value.exit_code == 3 and "{" not in caught.value.message
    return caught.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_a_list_has_a_path_and_a_name_on_each_line(
    workspace: Workspace, encoding: str, line_end: str
) -> None:
    folder = workspace.root / "lists"
    lines = [
        "# people to prepare",
        "",
        "one.mp4 person1",
        "   a b c.mp4   Ana  ",
        '"with  two spaces.mp4" Dr. Chen',
        "'quoted.mp4' \"李 明\"",
        'bare name.mp4 "Ana Müller"',
        "tab separated.mp4\tTwo words",
        "/an/absolute one.mp4 abs",
        "“curly quotes.mp4” “李 明”",
        "two words.mp4 Ana Maria",
        "with a comment.mp4 Ana  # the second take",
    ]
    path = listed(folder, line_end.join(lines).encode(encoding))
    found = [(entry.video_path, entry.name) for entry in entries_of_list(path, workspace.root, [])]
    assert found == [
        (folder / "one.mp4", "person1"),
        (folder / "a b c.mp4", "Ana"),
        (folder / "with  two spaces.mp4", "Dr. Chen"),
        (folder / "quoted.mp4", "李 明"),
        (folder / "bare name.mp4", "Ana Müller"),
        (folder / "tab separated.mp4", "Two words"),
        (Path("/an/absolute one.mp4").absolute(), "abs"),
        (folder / "curly quotes.mp4", "李 明"),
        (folder / "two words.mp4", "Ana Maria"),
        (folder / "with a comment.mp4", "Ana"),
    ]


def test_a_list_is_seen_from_its_own_folder_first(workspace: Workspace) -> None:
    folder = workspace.root / "lists"
    both = [touch(folder / "both.mp4"), touch(workspace.root / "both.mp4")]
    only = touch(workspace.root / "videos" / "only here.mp4")
    path = listed(folder, "both.mp4 a\nvideos/only here.mp4 b\n")
    videos = read_videos(workspace, DEFAULTS, video_list=str(path))
    assert [video.video_path for video in videos] == [str(both[0]), str(only)]


def test_a_file_that_is_there_decides_where_its_path_ends(workspace: Workspace) -> None:
    odd = touch(workspace.root / "take #2.mp4 final cut")
    hashed = touch(workspace.root / "take #3.mp4")
    path = listed(workspace.root, "take #2.mp4 final cut Ana Maria\ntake #3.mp4 Eva # good\n")
    found = [(e.video_path, e.name) for e in entries_of_list(path, workspace.root, [])]
    assert found == [(odd, "Ana Maria"), (hashed, "Eva")]


def test_the_same_video_twice_without_a_name_is_a_mistake(workspace: Workspace) -> None:
    touch(workspace.root / "May.mp4")
    message = problems_of(workspace, video_list=str(listed(workspace.root, "May.mp4\n./May.mp4\n")))
    assert "line 2: it is the video of line 1 again" in message


def test_the_same_video_twice_under_two_names_is_no_mistake(workspace: Workspace) -> None:
    touch(workspace.root / "May.mp4")
    path = listed(workspace.root, "May.mp4 one\nMay.mp4 two\n")
    assert [v.name for v in read_videos(workspace, DEFAULTS, video_list=str(path))] == [
        "one", "two",
    ]  # fmt: skip


def test_a_line_that_is_only_a_video_is_named_after_it(workspace: Workspace) -> None:
    touch(workspace.root / "my video.mp4")
    path = listed(workspace.root, "my video.mp4\n")
    (video,) = read_videos(workspace, DEFAULTS, video_list=str(path))
    assert (Path(video.video_path).name, video.name) == ("my video.mp4", "my video")


def test_every_mistake_in_a_list_is_told_with_its_line(workspace: Workspace) -> None:
    text = "a.mp4 May\n# fine\nb.mp4 may\nc.mp4 ../up\nno name here.mp4\n'' x\nd.mp4 CON\n"
    message = problems_of(workspace, video_list=str(listed(workspace.root, text)))
    for part in ("line 3: “may”", "line 1", "line 4: The name “../up”", "line 6", "line 7"):
        assert part in message
    assert "line 5: “no name here.mp4” is not a video and a name" in message


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"a.mp4 b\n\n\xff\xfe\x00 c\n", "line 3"),
        ("# nothing\n".encode("utf-16"), "no videos"),
        (b"# nothing\n", "no videos"),
        (b"", "no videos"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(
    workspace: Workspace, content: bytes, part: str
) -> None:
    path = listed(workspace.root, content)
    assert part in problems_of(workspace, video_list=str(path))


def test_a_list_that_is_not_there_or_a_folder_is_refused(workspace: Workspace) -> None:
    assert "does not exist" in problems_of(workspace, video_list="none.txt")
    assert "folder" in problems_of(workspace, video_list=".")
    assert "is not a folder" in problems_of(workspace, video_dir="none")
    assert "no videos" in problems_of(workspace, video_dir=".")


def test_a_config_gives_each_video_its_own_options(workspace: Workspace) -> None:
    touch(workspace.root / "two.mp4")
    config = {
        "videos": [
            {"path": "one.mp4", "name": "person1", "asr_model": "ave"},
            {"path": "two.mp4", "fps": 20, "asr_model": "wenet", "skip_frames": True},
        ]
    }
    write_json(workspace.root / "config.json", config)
    first, second = read_videos(workspace, {**DEFAULTS, "force": True}, json_config="config.json")
    assert (first.name, first.asr_model, first.fps, first.force) == ("person1", "ave", None, True)
    assert (second.name, second.asr_model, second.fps) == ("two", "wenet", 20.0)
    assert second.skip_frames and not first.skip_frames


@pytest.mark.parametrize(
    ("config", "parts"),
    [
        ('{"videos": [\n  {"path": "a.mp4",}\n]}', ["line 2"]),
        ("[]", ["“videos”"]),
        ('{"videos": {}}', ["“videos”"]),
        ('{"videos": []}', ["no videos"]),
        ('{"videos": ["a.mp4", {"name": "x"}]}', ["video 1", "video 2: “path”"]),
        (
            '{"videos": [{"path": "a.mp4", "fsp": 25}, {"path": "b.mp4", "asr_model": "huber"}]}',
            ["video 1: --fsp", "video 2: --asr_model 'huber'"],
        ),
        ('{"videos": [{"path": "a", "name": "x"}, {"path": "b", "name": "X"}]}', ["video 2"]),
        ('{"videos": [{"path": "a", "name": 3}]}', ["“name”"]),
    ],
)
def test_every_mistake_in_a_config_is_told(
    workspace: Workspace, config: str, parts: list[str]
) -> None:
    (workspace.root / "c.json").write_text(config, encoding="utf-8")
    message = problems_of(workspace, json_config="c.json")
    for part in parts:
        assert part in message, message


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"C:\Users\new\May.mp4", r"C:\Users\new\May.mp4"),
        (r"C:\temp\new.mp4", r"C:\temp\new.mp4"),
        (r"D:\bilder\fran\res.mp4", r"D:\bilder\fran\res.mp4"),
        (r"\\server\share\May.mp4", r"\\server\share\May.mp4"),
        (r"videos\May.mp4", r"videos\May.mp4"),
        (r"C:\\Users\\new\\May.mp4", r"C:\Users\new\May.mp4"),
        (r"\\\\server\\share\\May.mp4", r"\\server\share\May.mp4"),
        ("C:/Users/new/May.mp4", "C:/Users/new/May.mp4"),
        (r"C:\/Users\/May.mp4", "AMBIGUOUS"),
        (r"\u674e\u660e\/May.mp4", "李明/May.mp4"),
        (r"C:\u2024\clips\May.mp4", r"C:\u2024\clips\May.mp4"),
        (r"C:\u2024.mp4", "AMBIGUOUS"),
        ("C:\\videos\\", "AMBIGUOUS"),
    ],
)
def test_backslashes_of_windows_paths_are_repaired_or_asked_for(
    workspace: Workspace, written: str, meant: str
) -> None:
    text = '{"videos": [\n  {"path": "%s", "name": "May"}\n]}' % written  # noqa: UP031
    path = workspace.root / "c.json"
    path.write_text(text, encoding="utf-8")
    if meant == "AMBIGUOUS":
        message = problems_of(workspace, json_config="c.json")
        assert "line 2" in message and "slashes (C:/videos/may.mp4)" in message
        return
    (entry,) = entries_of_json(path, workspace.root, [])
    assert entry.video_path == workspace.root / meant


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_config_as_windows_writes_it(workspace: Workspace, encoding: str) -> None:
    text = '{"videos": [{"path": "ü.mp4", "name": "李 明"}]}'
    (workspace.root / "c.json").write_bytes(text.encode(encoding))
    (video,) = read_videos(workspace, DEFAULTS, json_config="c.json")
    assert (Path(video.video_path).name, video.name) == ("ü.mp4", "李 明")


def test_a_folder_gives_its_videos_and_no_others(workspace: Workspace) -> None:
    folder = workspace.root / "in"
    for name in ("b.MP4", "a.mov", ".hidden.mp4", "notes.txt", "deep/c.mkv", "deep/a.mp4"):
        touch(folder / name)
    (folder / "folder.mp4").mkdir()
    flat = read_videos(workspace, DEFAULTS, video_dir="in")
    assert [Path(video.video_path).name for video in flat] == ["a.mov", "b.MP4"]
    deep = read_videos(workspace, DEFAULTS, video_dir="in", recursive=True)
    names = {Path(v.video_path).relative_to(folder).as_posix(): v.name for v in deep}
    assert names == {"a.mov": "a", "b.MP4": "b", "deep/a.mp4": "a 2", "deep/c.mkv": "c"}


def test_names_made_from_files_are_valid_and_unique(workspace: Workspace) -> None:
    long = "n" * 120
    for folder in ("x", "y"):
        for name in ("person.mp4", "CON.mp4", "Person.mp4", " .-lead.mp4", f"{long}.mp4"):
            touch(workspace.root / "in" / folder / name)
    videos = read_videos(workspace, DEFAULTS, video_dir="in", recursive=True)
    names = [check_name(video.name) for video in videos]
    assert len({name.casefold() for name in names}) == len(videos)
    assert {"Person", "person 2", "Person 3", "person 4", "_CON", "_CON 2"} <= set(names)


def test_a_name_in_a_list_goes_before_one_made_from_a_file(workspace: Workspace) -> None:
    touch(workspace.root / "May.mp4")
    path = listed(workspace.root, "May.mp4\nother.mp4 May\n")
    videos = read_videos(workspace, DEFAULTS, video_list=str(path))
    assert [video.name for video in videos] == ["May 2", "May"]


def test_another_persons_project_is_not_taken_over(workspace: Workspace) -> None:
    folder = workspace.dataset_dir / "person"
    write_json(folder / "prepare.json", {"source": {"path": "/else/person.mp4", "bytes": 99}})
    touch(workspace.root / "in" / "person.mp4")
    (video,) = read_videos(workspace, DEFAULTS, video_dir="in")
    assert video.name == "person 2"


def test_a_second_run_gives_each_video_its_name_again(workspace: Workspace) -> None:
    later = touch(workspace.root / "in" / "z" / "person.mp4")
    (video,) = read_videos(workspace, DEFAULTS, video_dir="in", recursive=True)
    write_json(
        workspace.dataset_dir / video.name / "prepare.json", {"source": {"path": str(later)}}
    )
    touch(workspace.root / "in" / "a" / "person.mp4")  # comes first in the alphabet
    videos = read_videos(workspace, DEFAULTS, video_dir="in", recursive=True)
    names = {Path(one.video_path).parent.name: one.name for one in videos}
    assert names == {"z": "person", "a": "person 2"}


def test_moved_videos_keep_their_names(workspace: Workspace) -> None:
    source = {"path": "/gone/person.mp4", "bytes": len(b"video")}
    write_json(workspace.dataset_dir / "person" / "prepare.json", {"source": source})
    touch(workspace.root / "in" / "person.mp4")
    (video,) = read_videos(workspace, DEFAULTS, video_dir="in")
    assert video.name == "person"


def test_a_dataset_of_the_research_code_is_not_taken_over(workspace: Workspace) -> None:
    (workspace.dataset_dir / "May" / "full_body_img").mkdir(parents=True)
    own = touch(workspace.dataset_dir / "May" / "May.mp4")
    touch(workspace.root / "in" / "May.mp4")
    (video,) = read_videos(workspace, DEFAULTS, video_dir="in")
    assert video.name == "May 2"
    (video,) = read_videos(workspace, DEFAULTS, video_dir=str(own.parent))
    assert video.name == "May"


@pytest.mark.parametrize("sources", [{}, {"video_dir": "a", "video_list": "b"}])
def test_one_source_is_asked_for(workspace: Workspace, sources: dict[str, str]) -> None:
    with pytest.raises(OptionError):
        read_videos(workspace, DEFAULTS, **sources)


def test_wrong_options_for_all_are_usage(workspace: Workspace) -> None:
    touch(workspace.root / "in" / "a.mp4")
    with pytest.raises(OptionError) as caught:
        read_videos(workspace, {**DEFAULTS, "asr_model": "hubbert"}, video_dir="in")
    assert caught.value.exit_code == 2 and "hubbert" in caught.value.message
    assert json.dumps(caught.value.params)


@pytest.mark.parametrize("line", ["a " * 100_000, "x" * 200_000, "a" + " " * 100_000 + '"b"'])
def test_a_line_far_too_long_is_a_mistake(workspace: Workspace, line: str) -> None:
    """At each of its spaces a video was looked for."""
    path = listed(workspace.root, f"good.mp4 Good\n{line}.mp4\n")
    told = problems_of(workspace, video_list=str(path))
    assert "line 2" in told and "is not a video and a name" in told
    assert len(told) < 500


@pytest.mark.parametrize("name", ["~\0.mp4", "~\0/a.mp4", "a\0.mp4"])
def test_a_zero_character_in_a_path_is_no_fault(workspace: Workspace, name: str) -> None:
    path = listed(workspace.root, f"{name} May\n")
    assert [video.name for video in read_videos(workspace, DEFAULTS, video_list=str(path))] == [
        "May"
    ]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"videos": ' + "[" * 100_000, '{"a":' * 100_000])
def test_json_nested_without_end_is_told(workspace: Workspace, text: str) -> None:
    path = workspace.root / "videos.json"
    path.write_text(text)
    assert "nested too deep" in problems_of(workspace, json_config=str(path))
