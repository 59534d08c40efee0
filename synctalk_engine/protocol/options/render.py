"""Options of ``synctalk render``, ``evaluate`` and ``blind``."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from synctalk_engine.protocol.options.choices import (
    CAPTIONS_TEXTS,
    ENCODER_TEXTS,
    LABEL_TEXTS,
    LOOP_TEXTS,
    QUALITY_TEXTS,
    VIDEO_FORMAT_TEXTS,
    CaptionsName,
    EncoderName,
    LabelName,
    LoopName,
    OutputRate,
    QualityName,
    VideoFormatName,
)
from synctalk_engine.protocol.options.option import OUTPUT, Option
from synctalk_engine.protocol.options.shared import (
    AsrOfModelOption,
    DeviceOption,
    PrecisionOption,
    ProjectOptions,
    SeedOption,
)

MouthGainOption = Annotated[
    float,
    Field(ge=0.5, le=2),
    Option(
        "Mouth opening",
        "How far the mouth opens, against what the audio asks for; for studio models.",
        is_basic=True,
    ),
]
PauseBelowOption = Annotated[
    float,
    Field(ge=6, le=80),
    Option(
        "Pause threshold",
        "Audio so many dB below the loud parts of the speech is a pause, in which the mouth "
        "closes. A larger number closes it less often.",
    ),
]
DEFAULT_PAUSE_BELOW_DB = 32.0


BackgroundOption = Annotated[
    str,
    Option(
        "&Background",
        "What is shown behind the person: keep (the video's own), transparent, a colour such "
        "as #00b140, or a picture file.",
        cli_help="transparent needs --format prores4444, vp9, lossless or png.",
        group=OUTPUT,
        is_basic=True,
    ),
]


class ModelOptions(ProjectOptions):
    """Which model of a project, and how it is run."""

    checkpoint: Annotated[
        str | None,
        Option(
            "&Checkpoint",
            "The checkpoint to use.",
            default_note="the best one",
            none_text="Best",
            is_basic=True,
        ),
    ] = None
    asr: AsrOfModelOption = None
    precision: PrecisionOption = "auto"
    device: DeviceOption = "auto"


class EvaluateOptions(ModelOptions):
    """``synctalk evaluate``."""

    only_pictures: Annotated[
        bool,
        Option(
            "Images only",
            "Measure nothing; only generate the validation frames into the run's folder.",
        ),
    ] = False
    """Beside the true frames."""
    seed: SeedOption = 0


class BlindOptions(ModelOptions):
    """``synctalk blind``."""

    output_dir: Annotated[
        str, Option("Folder", "Where to write the pairs and their key.", argument="DIR")
    ]
    pairs: Annotated[
        int, Field(ge=1, le=100), Option("Pairs", "How many pairs of strips to write.")
    ] = 9
    seed: SeedOption = 0


class RenderOptions(ModelOptions):
    """``synctalk render``."""

    audio_path: Annotated[
        str,
        Option(
            "New speech",
            "New speech: any audio or video file, or a folder of them.",
            cli_help="Several files may follow. Not with --idle_s or --text.",
            is_derivable=True,
        ),
    ]
    more_audio: Annotated[
        list[str],
        Option("More speeches", "Further files and folders after --audio_path.", argument="SPEECH"),
    ] = Field(default_factory=list)
    """Each becomes a video of its own; the model is loaded once."""
    text: Annotated[
        str | None,
        Option(
            "&Text",
            "What is to be said, instead of a recording: a voice on this computer speaks it.",
            cli_help="Needs the optional packages “tts”.",
            default_note="a recording",
        ),
    ] = None
    text_file: Annotated[
        str | None,
        Option(
            "Text file",
            "A text file with what is to be said.",
            default_note="a recording",
        ),
    ] = None
    voice: Annotated[
        str | None,
        Option(
            "&Voice",
            "The voice that speaks the text.",
            cli_help="--list_voices shows all.",
            default_note="jf_alpha",
        ),
    ] = None
    output_path: Annotated[
        str | None,
        Option(
            "&File name",
            "The video to write.",
            default_note="in result/, named after the project and the audio file",
            none_text="Same as audio file",
            is_basic=True,
        ),
    ] = None
    start_frame: Annotated[
        int,
        Field(ge=0),
        Option(
            "&From frame",
            "Head movement is taken from the video, starting at this frame.",
            is_basic=True,
        ),
    ] = 0
    end_frame: Annotated[
        int | None,
        Field(ge=0),
        Option(
            "&To frame",
            "The last frame of the video that is shown.",
            default_note="the last one",
            none_text="Last",
        ),
    ] = None
    loop: Annotated[
        LoopName,
        Option(
            "&Loop",
            "What is shown when the speech is longer than the video.",
            choices=LOOP_TEXTS,
            is_basic=True,
        ),
    ] = "pingpong"
    idle_s: Annotated[
        float | None,
        Field(gt=0, le=3600),
        Option(
            "Idle clip",
            "Render so many seconds in which nobody speaks: the mouth is closed, the head moves.",
            default_note="speech",
        ),
    ] = None
    mouth_gain: MouthGainOption = 1.0
    closure: Annotated[
        bool,
        Option(
            "Close the lips at p, b and m",
            "Close the lips where p, b or m is said; for studio models.",
            cli_help="Whisper recognizes the words on this computer.",
            is_basic=True,
        ),
    ] = False
    pause_below_db: PauseBelowOption = DEFAULT_PAUSE_BELOW_DB
    preview_s: Annotated[
        float | None,
        Field(gt=0, le=600),
        Option(
            "Preview",
            "Render only so many seconds of the speech, to look at before a long render.",
            default_note="the whole speech",
        ),
    ] = None
    """No captions and no timeline are written; the frames are those of the whole render."""
    preview_from: Annotated[
        float,
        Field(ge=0),
        Option("Preview from", "Where in the speech the preview begins, in seconds."),
    ] = 0.0
    part_of: Annotated[
        str | None,
        Option(
            "Part of",
            "A rendered video of which a part is rendered again, in its place; the rest and the "
            "audio stay as they are.",
            cli_help="What is not given is taken from the strip beside the video.",
            default_note="a new video",
        ),
    ] = None
    part_from: Annotated[
        float,
        Field(ge=0),
        Option("Part from", "Where the part begins, in seconds."),
    ] = 0.0
    part_s: Annotated[
        float,
        Field(gt=0, le=3600),
        Option("Part length", "How many seconds of the video are rendered again."),
    ] = 1.0
    fps: Annotated[
        OutputRate | None,
        BeforeValidator(lambda value: str(value) if isinstance(value, int) else value),
        Option(
            "Frames per &second",
            "Frame rate of the video; frames are repeated or left out to reach it.",
            group=OUTPUT,
            default_note="that of the preprocessed video",
            none_text="Same as the video",
        ),
    ] = None
    format: Annotated[
        VideoFormatName,
        Option(
            "Fo&rmat",
            "Format of the video.",
            group=OUTPUT,
            choices=VIDEO_FORMAT_TEXTS,
            is_basic=True,
        ),
    ] = "h264"
    quality: Annotated[
        QualityName,
        Option(
            "&Quality",
            "Quality of H.264, HEVC and VP9; the other formats keep everything.",
            group=OUTPUT,
            choices=QUALITY_TEXTS,
            is_basic=True,
        ),
    ] = "standard"
    encoder: Annotated[
        EncoderName,
        Option(
            "&Encoder",
            "What encodes H.264 and HEVC.",
            group=OUTPUT,
            choices=ENCODER_TEXTS,
        ),
    ] = "auto"
    background: BackgroundOption = "keep"
    """Without ``matte_dir`` a network finds the person."""
    matte_dir: Annotated[
        str | None,
        Option(
            "Matte",
            "A folder with one grey image for each frame of the preprocessed video, white where "
            "the person is; the video gets it as its alpha channel.",
            cli_help="Needs --format prores4444, vp9, lossless or png.",
            group=OUTPUT,
            default_note="no alpha channel",
        ),
    ] = None
    transcript: Annotated[
        str | None,
        Option(
            "&Transcript",
            "What is said, as a text or SRT file; captions (.srt) are written beside the video.",
            cli_help="For one speech.",
            group=OUTPUT,
            default_note="no captions",
        ),
    ] = None
    captions: Annotated[
        CaptionsName | None,
        Option(
            "&Captions",
            "Write captions (.srt) of the speech beside the video.",
            cli_help="Whisper recognizes it on this computer; a --text is taken as it is. Not with "
            "--transcript.",
            group=OUTPUT,
            choices=CAPTIONS_TEXTS,
            default_note="no captions",
            none_text="None",
            is_basic=True,
        ),
    ] = None
    captions_language: Annotated[
        str | None,
        Option(
            "Captions language",
            "Language of the speech, as a code such as en, de or zh.",
            cli_help="Needs --captions auto or --closure.",
            group=OUTPUT,
            default_note="detected",
            none_text="Detect",
        ),
    ] = None
    timeline: Annotated[
        bool,
        Option(
            "Timeline for editors",
            "Write an OpenTimelineIO file (.otio) beside the video.",
            group=OUTPUT,
        ),
    ] = False
    no_strip: Annotated[
        bool,
        Option(
            "No quality strip",
            "Do not measure each second of the video (.strip.json beside it).",
            group=OUTPUT,
        ),
    ] = False
    label: Annotated[
        LabelName | None,
        Option(
            "Visible &label",
            "Text in the corner that says the video was made with AI.",
            group=OUTPUT,
            choices=LABEL_TEXTS,
            default_note="no label",
            none_text="None",
            is_basic=True,
        ),
    ] = None
    no_ai_mark: Annotated[
        bool,
        Option(
            "Leave out the AI mark",
            "Do not write into the metadata that the video was made with AI (IPTC digital source "
            "type). Some countries require the mark.",
            group=OUTPUT,
        ),
    ] = False
    c2pa_cert: Annotated[
        str | None,
        Option(
            "C2PA certificate",
            "The PEM file of a certificate chain, to sign the video with.",
            cli_help="Needs --c2pa_key, and an MP4 or MOV file.",
            group=OUTPUT,
            default_note="not signed",
            none_text="Not signed",
            is_basic=True,
        ),
    ] = None
    c2pa_key: Annotated[
        str | None,
        Option(
            "C2PA key",
            "The PEM file of the certificate's private key.",
            group=OUTPUT,
            default_note="not signed",
            none_text="Not signed",
            is_basic=True,
        ),
    ] = None

    def recorded(self) -> dict[str, Any]:
        """What a run keeps: of a part only what was given, for the rest is that of its video."""
        return self.model_dump(exclude_unset=self.part_of is not None)

    @model_validator(mode="before")
    @classmethod
    def _speech_is_given_once(cls, values: Any) -> Any:
        """Text and idle clips have no recording."""
        if not isinstance(values, dict):
            return values
        if "text" in values or "text_file" in values or values.get("part_of") is not None:
            return {"audio_path": "", **values}
        if values.get("idle_s") is None:
            return values
        if values.get("audio_path") or values.get("more_audio"):
            raise ValueError("give either --audio_path or --idle_s")
        return {**values, "audio_path": ""}
