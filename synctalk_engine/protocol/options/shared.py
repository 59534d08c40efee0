"""Options that several commands have."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from synctalk_engine.protocol.face_choice import parse_face_choice
from synctalk_engine.protocol.options.choices import FEATURE_TEXTS, FeatureKind, PrecisionName
from synctalk_engine.protocol.options.option import DATA, MACHINE, TRAINING, Option, Options


def _face_text(value: object) -> object:
    """A number, as a list in JSON may give it, as text."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _checked_face(text: str) -> str:
    parse_face_choice(text)
    return text.strip()


FaceText = Annotated[str, BeforeValidator(_face_text), AfterValidator(_checked_face)]
"""Whom a clip is about: see :mod:`synctalk_engine.protocol.face_choice`."""

FaceOption = Annotated[
    FaceText | None,
    Option(
        "Choose the face",
        "Whom the clip is about, if not who is on screen longest: a number as “doctor” lists the "
        "people (2), a time (12.5s), or a point in the frame (640,360 or 640,360@12.5s).",
        group=TRAINING,
        is_basic=True,
    ),
]
"""The window has a chooser with thumbnails instead of the text."""

AUDIO_FEATURES = Option(
    "&Audio analysis",
    "How the speech is turned into audio features, which the model learns from.",
    group=TRAINING,
    choices=FEATURE_TEXTS,
    is_basic=True,
)
AsrOption = Annotated[FeatureKind, AUDIO_FEATURES]
AsrOfVideoOption = Annotated[
    FeatureKind | None,
    replace(
        AUDIO_FEATURES,
        default_note="those the video was preprocessed with",
        none_text="Same as preprocessing",
    ),
]
AsrOfModelOption = Annotated[
    FeatureKind | None,
    replace(AUDIO_FEATURES, default_note="those the model was trained with", is_basic=False),
]

DeviceOption = Annotated[
    str,
    Option(
        "Device",
        "auto, cpu, cuda:0, mps, ...",
        group=MACHINE,
    ),
]
PrecisionOption = Annotated[
    PrecisionName,
    Option("Precision", "Number format.", group=MACHINE),
]
SeedOption = Annotated[int, Option("Seed", "Seed of all randomness.", group=TRAINING)]


class ProjectOptions(Options):
    """Which project, and where its files are."""

    name: Annotated[
        str,
        Option(
            "Name",
            "Name of the project.",
            group=DATA,
            is_derivable=True,
        ),
    ]
    dataset_dir: Annotated[
        str | None,
        Option(
            "Dataset folder",
            "A preprocessed video's folder; with --name also the folder that contains it.",
            group=DATA,
        ),
    ] = None
    checkpoint_dir: Annotated[
        str,
        Option(
            "Checkpoint folder",
            "Folder of all projects' checkpoints.",
            group=DATA,
        ),
    ] = "checkpoint"
