"""What captions are made of: a transcript, a spoken text, or recognized speech.

Recognized words also say where p, b and m are."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from synctalk_engine.assets import AssetStore
from synctalk_engine.errors import MediaError, OptionError
from synctalk_engine.job import Job
from synctalk_engine.media.audio import SAMPLE_RATE_HZ, ArraySamples, WavSamples
from synctalk_engine.protocol.options.render import ModelOptions, RenderOptions
from synctalk_engine.render.captions import (
    Caption,
    captions_of,
    captions_of_words,
    read_transcript,
    spread_words,
)
from synctalk_engine.render.speech import Speech
from synctalk_engine.transcribe.transcript import (
    ASSETS,
    Transcript,
    checked_language,
    transcribe,
)
from synctalk_engine.tts.speak import SpokenSentence
from synctalk_engine.workspace.layout import Workspace

RECOGNITION_MARGIN_S = 4.0
"""Of a part of a speech so much more is heard on both sides: a word alone is hard to recognize."""


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
    if needed := assets_of_words(options):
        AssetStore().require(needed)
    return CaptionSource(is_automatic=options.captions is not None, language=language)


def assets_of_words(options: ModelOptions) -> tuple[str, ...]:
    """Ids of the weights that speech is recognized with, if that is needed."""
    if not isinstance(options, RenderOptions):
        return ()
    if options.closure:
        return ASSETS
    if options.captions is None:
        return ()
    has_text = options.text is not None or options.text_file is not None
    return () if has_text or options.transcript is not None else ASSETS


def recognize(source: CaptionSource, speech: Speech, device: str, job: Job) -> Transcript:
    """What is said in the frames that are rendered and a little around them.

    Raises:
        JobStopped
    """

    def report(done_s: float, total_s: float) -> None:
        job.poll()
        job.progress(done_s, total_s)

    samples = WavSamples(speech.wav_path)
    start, stop = _heard_samples(speech, len(samples))
    start_s = start / SAMPLE_RATE_HZ
    part = ArraySamples(samples.read(start, stop)) if stop - start < len(samples) else samples
    found = transcribe(part, source.language, device, report)
    words = [replace(w, start_s=w.start_s + start_s, end_s=w.end_s + start_s) for w in found.words]
    return Transcript(found.language, words)


def _heard_samples(speech: Speech, count: int) -> tuple[int, int]:
    """The first sample, and the first one after the end."""
    if speech.is_whole:
        return 0, count
    margin = round(RECOGNITION_MARGIN_S * SAMPLE_RATE_HZ)
    start, stop = (
        round(frame * SAMPLE_RATE_HZ / speech.fps)
        for frame in (speech.section.start, speech.section.stop)
    )
    return max(start - margin, 0), min(stop + margin, count)


def make_captions(
    source: CaptionSource, speech: Speech, pauses: np.ndarray, transcript: Transcript | None
) -> list[Caption]:
    """Captions of a whole speech; none if none are asked for.

    Args:
        pauses: (N,) how much each frame belongs to a pause, 0 to 1.
        transcript: where the source needs Whisper.
    """
    end_s = speech.frame_count / speech.fps
    if source.transcript is not None:
        return captions_of(source.transcript, pauses < 1, speech.fps)
    if not source.is_automatic:
        return []
    if source.sentences is not None:
        spread = (spread_words(one.text, one.start_s, one.end_s) for one in source.sentences)
        return captions_of_words([word for words in spread for word in words], end_s)
    return [] if transcript is None else captions_of_words(transcript.words, end_s)


def _problem_of(options: RenderOptions) -> str | None:
    if not (options.captions or options.closure) and options.captions_language is not None:
        return "--captions_language needs --captions auto or --closure"
    if options.closure and options.idle_s is not None:
        return "--closure needs a speech; an idle clip has none"
    if options.captions is not None and options.transcript is not None:
        return "--captions and --transcript were given; give one of them"
    if options.captions is not None and options.idle_s is not None:
        return "--captions needs a speech; an idle clip has none"
    return None
