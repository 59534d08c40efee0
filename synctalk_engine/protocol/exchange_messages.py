"""Sentences of exports to other programs, of consent and of content credentials."""

from __future__ import annotations

from synctalk_engine.protocol.sentence import Sentence

ERRORS: dict[str, Sentence] = {
    "onnx_packages_missing": Sentence(
        "Exporting ONNX needs the package onnx, which is not installed.",
        "Install the optional packages: pip install synctalk-studio[onnx]. The downloaded "
        "program cannot add them; install SyncTalk Studio by pip.",
    ),
    "export_not_livetalking": Sentence(
        "“{name}” cannot be exported as a LiveTalking avatar: {reason}.",
        "Train it with --preset 160 --asr hubert --force.",
    ),
    "consent_unusable": Sentence(
        "The consent for “{name}” was not kept: {reason}.",
        "Give the person and the day: synctalk consent --name NAME --person NAME --date 2026-01-31",
    ),
    "consent_no_project": Sentence(
        "There is no project “{name}” with a preprocessed video.",
        "Check the name, or preprocess the video first.",
    ),
    "c2pa_packages_missing": Sentence(
        "Signing a video needs the package c2pa-python, which is not installed.",
        "Install the optional packages: pip install synctalk-studio[c2pa]. The downloaded "
        "program cannot add them; install SyncTalk Studio by pip.",
    ),
    "c2pa_incomplete": Sentence(
        "A video is signed with a certificate and its key, and only one of them was given.",
        "Give both --c2pa_cert and --c2pa_key, or neither.",
    ),
    "c2pa_format": Sentence(
        "A signed C2PA manifest can be written into MP4 and MOV files only.",
        "Choose --format h264, or leave out --c2pa_cert and --c2pa_key.",
    ),
    "c2pa_unusable": Sentence(
        "{path} cannot be used to sign: {reason}.",
        "Choose the PEM files of a certificate for C2PA and of its key.",
    ),
    "c2pa_not_signed": Sentence(
        "The video was written, but it could not be signed: {reason}.",
        "Free some space on the disk, check the certificate, and render again.",
    ),
}

WARNINGS: dict[str, Sentence] = {
    "onnx_no_audio_encoder": Sentence(
        "The audio encoder of the kind {asr} was not exported: {reason}.",
        "sample.npz has ready audio features.",
    ),
}
