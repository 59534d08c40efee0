"""Sentences about checkpoints, rendering and export."""

from __future__ import annotations

from synctalk_engine.protocol.sentence import Sentence

ERRORS: dict[str, Sentence] = {
    # checkpoints
    "videos_unlike": Sentence(
        "“{name}” and “{other}” cannot be trained together: they differ in {what} ({one}, {two}).",
        "Preprocess both with the same --asr_model and --fps.",
    ),
    "videos_changed": Sentence(
        "The training in {path} used {found}, but now it would use {wanted}.",
        "Restore the videos, or add --force to start a new training beside it.",
    ),
    "checkpoint_not_found": Sentence(
        "There is no trained model at {path}.",
        "Train the project first, or choose a model with --checkpoint.",
    ),
    "checkpoint_unreadable": Sentence(
        "{path} is not a usable checkpoint: {reason}.", "Choose another checkpoint."
    ),
    "checkpoint_kind_unknown": Sentence(
        "{path} does not record which audio features it was trained with.",
        "Specify them with --asr.",
    ),
    "checkpoint_other_kind": Sentence(
        "{path} contains {found}, but {wanted} was requested.",
        "Use the matching option, or choose another checkpoint.",
    ),
    "checkpoint_is_asset": Sentence(
        "{path} contains {found}: weights that the program uses for every project.",
        "Run “synctalk models import {path}”.",
    ),
    # rendering
    "speech_no_sound": Sentence(
        "{path} has no audio.", "Choose an audio or video file with speech."
    ),
    "report_no_training": Sentence(
        "There is no training of “{name}” to report on.",
        "Train it first, and choose the project with --name.",
    ),
    "transcript_unusable": Sentence(
        "The transcript {path} cannot be used: {reason}.",
        "Save what is said as a UTF-8 text or SRT file.",
    ),
    "transcript_of_several": Sentence(
        "One transcript cannot be used for {count} speeches.",
        "Render each speech with its own --transcript.",
    ),
    "mouth_gain_unsuited": Sentence(
        "The opening of the mouth cannot be changed with the model {path}; it is of the preset "
        "{preset}.",
        "Set the mouth opening to 1, or train a model of the preset studio.",
    ),
    "closure_unsuited": Sentence(
        "The lips cannot be closed at p, b and m with the model {path}; it is of the preset "
        "{preset}.",
        "Leave out --closure, or train a model of the preset studio.",
    ),
    "part_unsuited": Sentence(
        "{path} has {found} frames, but a video of this speech has {expected}.",
        "Choose the video that was rendered from this speech at this frame rate.",
    ),
    "part_after_end": Sentence(
        "The part would begin at {start_s} s, but {path} is only {duration_s} s long.",
        "Choose an earlier --part_from.",
    ),
    "preview_after_end": Sentence(
        "The preview would begin at {start_s} s, but {path} is only {duration_s} s long.",
        "Choose an earlier --preview_from.",
    ),
    "speech_folder_empty": Sentence(
        "There is no audio or video file in {path}.", "Choose a folder that contains speech files."
    ),
    "speeches_failed": Sentence(
        "{failed} of {total} speeches could not be rendered: {names}.",
        "The reason is given for each. Fix or remove these files and render them again.",
    ),
    "frame_range_bad": Sentence(
        "“{name}” has no frames from {start} to {end}; its frames are numbered from 0, and it has "
        "{count}.",
        "Choose --start_frame and --end_frame within the video, the end not before the start.",
    ),
    "no_usable_frames": Sentence(
        "No frame of “{name}” shows a usable face.",
        "Preprocess a video in which the face is visible.",
    ),
}

WARNINGS: dict[str, Sentence] = {
    "speech_failed": Sentence("{path} was not rendered. {reason}"),
    "source_ended": Sentence(
        "The video shown ends {seconds} s before the speech; its last frame stays.",
        "Use --loop pingpong or forward to keep it moving.",
    ),
    "source_mouth_shown": Sentence(
        "{frames} of the frames shown keep the mouth that “{name}” has there: no face was found in "
        "them, the mouth is covered or the head is turned aside."
    ),
    "sync_not_found": Sentence(
        "The audio in {path} is not the speech that the lips were generated for, at {at_s} s.",
        "Convert the speech to WAV and render again; if that does not help, please report it.",
    ),
    "sync_off": Sentence(
        "The audio in {path} is out of sync with the lips: {offset_ms} ms at {at_s} s.",
        "Convert the speech to WAV and render again; if that does not help, please report it.",
    ),
    "research_needs_ave": Sentence(
        "SyncTalk_2D's own inference_328.py encodes new speech with AVE only; this model needs a "
        "fork of it that encodes {asr}.",
        "For an export that runs there unchanged, train a new model with AVE features "
        "(--asr ave --force).",
    ),
    "research_crop_outside": Sentence(
        "In {frames} frames the face touches the edge of the image; the research program crops "
        "it there without padding.",
    ),
    "research_no_syncnet": Sentence(
        "The SyncNet is not exported: the research program uses a different network.",
    ),
    "hubert_layer": Sentence(
        "The HuBERT features of “{name}” come from layer 12, as in one fork; new speech is encoded "
        "by the last layer, and the two do not match.",
        "Preprocess the video under another --name with --asr_model hubert before you train a "
        "model for rendering.",
    ),
    "sync_loss_off": Sentence(
        "The SyncNet is too weak to help (validation AUC {auc}); training continues without it.",
        "A longer video gives a better SyncNet.",
    ),
}
