"""Options of ``synctalk import`` and ``export``."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from synctalk_engine.protocol.options.choices import FeatureKind
from synctalk_engine.protocol.options.option import Option, Options
from synctalk_engine.protocol.options.shared import AUDIO_FEATURES

ReplaceOption = Annotated[bool, Option("Replace", "Replace what is there.")]


class ImportOptions(Options):
    """``synctalk import``."""

    source: Annotated[
        str,
        Option(
            "Source",
            "A dataset folder, a checkpoint, a folder of them, or an exported .zip.",
            argument="source",
        ),
    ]
    name: Annotated[str | None, Option("Name", "The project that it becomes.")] = None
    asr: Annotated[
        FeatureKind | None, replace(AUDIO_FEATURES, default_note="those that it was made with")
    ] = None
    link: Annotated[bool, Option("Link", "Link to a dataset instead of copying it.")] = False
    force: ReplaceOption = False


class ExportOptions(Options):
    """``synctalk export``."""

    name: Annotated[str, Option("Name", "The project.", argument="name")]
    dest: Annotated[
        str,
        Option(
            "Destination",
            "A .zip to write, or a folder to write it into; for the other layouts a folder.",
            argument="dest",
        ),
    ]
    layout: Annotated[
        Literal["package", "research", "livetalking", "onnx"],
        Option(
            "Layout",
            "What is written.",
            cli_help="A package is one .zip; research makes folders for SyncTalk_2D; livetalking "
            "makes an avatar for LiveTalking; onnx writes the networks for onnxruntime.",
        ),
    ] = "package"
    with_dataset: Annotated[
        bool,
        Option("With dataset", "Frames, landmarks and audio too: needed to render."),
    ] = False
    checkpoint: Annotated[
        str | None, Option("Checkpoint", "The checkpoint to export.", default_note="the best one")
    ] = None
    dataset_dir: Annotated[
        str | None, Option("Dataset folder", "Full path of the preprocessed video's folder.")
    ] = None
    force: ReplaceOption = False


class ReportOptions(Options):
    """``synctalk report``."""

    name: Annotated[str, Option("Name", "The project.")]
    output_path: Annotated[
        str | None,
        Option(
            "File name",
            "The .html file to write, or a folder for it.",
            default_note="in result/, named after the project",
        ),
    ] = None


class ConsentOptions(Options):
    """``synctalk consent``."""

    name: Annotated[str, Option("Name", "The project.")]
    person: Annotated[
        str | None, Option("Person", "Who agreed: the name of the person in the video.")
    ] = None
    date: Annotated[
        str | None,
        Option("Date", "The day on which they agreed, as 2026-01-31.", default_note="today"),
    ] = None
    file: Annotated[
        str | None, Option("File", "The signed form or recording; its checksum is kept.")
    ] = None
    remove: Annotated[bool, Option("Remove", "Remove the note.")] = False
