"""Options of ``synctalk render --live``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from synctalk_engine.protocol.options.choices import LabelName, LoopName
from synctalk_engine.protocol.options.option import LIVE, Option
from synctalk_engine.protocol.options.render import (
    DEFAULT_PAUSE_BELOW_DB,
    BackgroundOption,
    ModelOptions,
    MouthGainOption,
    PauseBelowOption,
    RenderOptions,
)

LiveFlag = Annotated[
    bool,
    Option(
        "Live",
        "Speak while the audio comes in, until it ends or Ctrl+C is pressed.",
        cli_help="--audio_path is then mic, mic:NAME, - (raw audio on standard input) or a file.",
        group=LIVE,
    ),
]
ToOption = Annotated[
    list[str],
    Option(
        "Send to",
        "Where the live video goes: window, camera, a URL such as rtmp://host/app/key, or a "
        "file; may be repeated.",
        group=LIVE,
        default_note="window",
    ),
]
LookaheadOption = Annotated[
    int,
    Field(ge=0, le=1000),
    Option(
        "Lookahead",
        "Audio behind a frame that is waited for, in ms: more is more accurate and later.",
        group=LIVE,
    ),
]
PipeRateOption = Annotated[
    int,
    Field(ge=8000, le=192_000),
    Option(
        "Pipe rate",
        "Samples per second of raw audio on standard input (mono, 16 bit, little endian).",
        group=LIVE,
    ),
]
DurationOption = Annotated[
    float | None,
    Field(gt=0),
    Option(
        "Longest duration",
        "End the live video after so many seconds.",
        group=LIVE,
        default_note="when the audio ends",
    ),
]
DEFAULT_LOOKAHEAD_MS = 120
DEFAULT_PIPE_RATE_HZ = 16_000


class RenderCommandOptions(RenderOptions):
    """What ``synctalk render`` takes on the command line, with and without ``--live``."""

    live: LiveFlag = False
    to: ToOption = Field(default_factory=list)
    lookahead_ms: LookaheadOption = DEFAULT_LOOKAHEAD_MS
    pipe_rate_hz: PipeRateOption = DEFAULT_PIPE_RATE_HZ
    duration_s: DurationOption = None


class LiveOptions(ModelOptions):
    """A live job."""

    audio_path: Annotated[str, Option("Audio", "mic, mic:NAME, - or a file.")]
    start_frame: Annotated[int, Field(ge=0), Option("From frame", "First frame shown.")] = 0
    end_frame: Annotated[int | None, Field(ge=0), Option("To frame", "Last frame shown.")] = None
    loop: Annotated[LoopName, Option("Loop", "What follows the last frame.")] = "pingpong"
    mouth_gain: MouthGainOption = 1.0
    pause_below_db: PauseBelowOption = DEFAULT_PAUSE_BELOW_DB
    background: BackgroundOption = "keep"
    label: Annotated[LabelName | None, Option("Visible label", "Text in the corner.")] = None
    no_ai_mark: Annotated[bool, Option("Leave out the AI mark", "No mark in metadata.")] = False
    to: ToOption = Field(default_factory=list)
    lookahead_ms: LookaheadOption = DEFAULT_LOOKAHEAD_MS
    pipe_rate_hz: PipeRateOption = DEFAULT_PIPE_RATE_HZ
    duration_s: DurationOption = None


LIVE_ONLY = ("to", "lookahead_ms", "pipe_rate_hz", "duration_s")
"""Options that mean nothing without ``--live``."""
