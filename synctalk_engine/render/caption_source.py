"""What the captions of a render are made of: a transcript, a spoken text, or recognized speech."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from synctalk_engine.assets import AssetStore
from synctalk_engine.errors import MediaError, OptionError
from synctalk_engine.job import Job
from synctalk_engine.media.audio import WavSamples
from synctalk_engine.protocol.options.render import ModelOptions, RenderOptions
from synctalk_engine.render.captions import (
    Caption,
    captions_of,
    captions_of_words,
    read_transcript,
    spread_words,
)
from synctalk_engine.render.speech import Speech
from synctalk_engine.transcribe.transcript import ASSETS, checked_language, transcribe
from synctalk_engine.tts.speak import SpokenSentence
from synctalk_engine.workspace.layout import Workspace


@dataclass(frozen=True)
class CaptionSource:
    """Where captions come from; nowhere if none are asked for."""

    transcript: str | None = None
    """What is said in the only speech."""
    is_automatic: bool = False
    language: str | None = None
    """Of the speech; detected if None."""
    sentences: tuple[SpokenSentence, ...] | None = None
    """Of a text that was spoken."""

    @property
    def needs_whisper(self) -> bool:
        """Whether the speech has to be recognized."""
        return self.is_automatic and self.sentences is None

    def with_spoken(self, sentences: list[SpokenSentence]) -> CaptionSource:
        """The same, for a text whose sentences are known."""
        return replace(self, sentences=tuple(sentences))


def caption_source(options: RenderOptions, workspace: Workspace, speeches: int) -> CaptionSource:
    """What was asked for, checked before any work is done.

    Args:
        speeches: how many recordings there are; 0 for a text or an idle clip.

    Raises:
        OptionError: ``bad_options``.
        MediaError: ``transcript_of_several``, ``caption_language``, and as ``read_transcript``.
        AssetError: Whisper is not installed.
    """
    if problem := _problem_of(options):
        raise OptionError("bad_options", problems=problem)
    language = checked_language(options.captions_language)
    if options.transcript is not None:
        if speeches > 1:
            raise MediaError("transcript_of_several", count=speeches)
        return CaptionSource(read_transcript(workspace.resolve(options.transcript)))
    if needed := assets_of_captions(options):
        AssetStore().require(needed)
    return CaptionSource(is_automatic=options.captions is not None, language=language)


def assets_of_captions(options: ModelOptions) -> tuple[str, ...]:
    """Ids of the weights that captions need."""
    if not isinstance(options, RenderOptions) or options.captions is None:
        return ()
    has_text = options.text is not None or options.text_file is not None
    return () if has_text or options.transcript is not None else ASSETS


def make_captions(
    source: CaptionSource, speech: Speech, pauses: np.ndarray, device: str, job: Job
) -> list[Caption]:
    """Captions of a whole speech; none if none are asked for.

    Args:
        pauses: (N,) how much each frame belongs to a pause, 0 to 1.

    Raises:
        JobStopped
    """
    end_s = speech.frame_count / speech.fps
    if source.transcript is not None:
        return captions_of(source.transcript, pauses < 1, speech.fps)
    if not source.is_automatic:
        return []
    if source.sentences is not None:
        spread = (spread_words(one.text, one.start_s, one.end_s) for one in source.sentences)
        return captions_of_words([word for words in spread for word in words], end_s)

    def report(done_s: float, total_s: float) -> None:
        job.poll()
        job.progress(done_s, total_s)

    found = transcribe(WavSamples(speech.wav_path), source.language, device, report)
    job.log("captions_heard", language=found.language, count=len(found.words))
    return captions_of_words(found.words, end_s)


def _problem_of(options: RenderOptions) -> str | None:
    if options.captions is None and options.captions_language is not None:
        return "--captions_language needs --captions auto"
    if options.captions is not None and options.transcript is not None:
        return "--captions and --transcript were given; give one of them"
    if options.captions is not None and options.idle_s is not None:
        return "--captions needs a speech; an idle clip has none"
    return None
