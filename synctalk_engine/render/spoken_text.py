"""A text instead of a recording: checked first, spoken once the model and the output are known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from synctalk_engine.errors import OptionError
from synctalk_engine.job import Job
from synctalk_engine.protocol.options.render import RenderOptions
from synctalk_engine.protocol.stages import JobStage
from synctalk_engine.tts.speak import (
    SpokenSentence,
    checked_text,
    open_voice,
    read_text,
    write_speech,
)
from synctalk_engine.tts.voices import Voice, voice_named
from synctalk_engine.workspace.layout import Workspace

WAV_STEM = "text"


@dataclass(frozen=True)
class TextToSpeak:
    """What is to be said, in which language, and by whom."""

    text: str
    language: str
    voice: Voice
    stem: str
    """Of the audio file, after which the video is named."""

    def as_json(self) -> dict[str, str]:
        """For the run's result."""
        return {"voice": self.voice.id, "licence": self.voice.licence, "language": self.language}


def text_to_speak(options: RenderOptions, workspace: Workspace) -> TextToSpeak | None:
    """The text that was given, checked before any work is done; None for a recording.

    Raises:
        OptionError: ``bad_options`` where not exactly one kind of speech is given.
        MediaError: the text, the voice or its packages are not usable.
    """
    sources = {
        "--audio_path": options.audio_path or options.more_audio,
        "--text": options.text is not None,
        "--text_file": options.text_file is not None,
        "--idle_s": options.idle_s is not None,
    }
    given = [flag for flag, is_given in sources.items() if is_given]
    if len(given) != 1:
        problem = f"{' and '.join(given)} were given" if given else "no speech was given"
        problems = f"{problem}; give one of {', '.join(sources)}"
        raise OptionError("bad_options", problems=problems)
    if options.text is None and options.text_file is None:
        if options.voice is not None:
            raise OptionError("bad_options", problems="--voice needs --text or --text_file")
        return None
    path = None if options.text_file is None else workspace.resolve(options.text_file)
    voice = voice_named(options.voice)
    text, language = checked_text((options.text or "") if path is None else read_text(path))
    return TextToSpeak(text, language, voice, WAV_STEM if path is None else path.stem)


def wav_path_of(text: TextToSpeak, job: Job) -> Path:
    """Where the audio is kept, in the run's folder."""
    return job.run.path / f"{text.stem}.wav"


def speak(text: TextToSpeak, job: Job) -> list[SpokenSentence]:
    """Write the audio; returns what is said when.

    Raises:
        MediaError: ``tts_damaged``.
        StorageError: disk full, no permission.
    """

    def report(done: int, total: int) -> None:
        job.poll()
        job.progress(done, total)

    job.log("text_spoken", voice=text.voice.id, licence=text.voice.licence)
    with job.in_stage(JobStage.FEATURES):
        synthesize = open_voice(text.voice)
        return write_speech(text.text, text.language, synthesize, wav_path_of(text, job), report)
