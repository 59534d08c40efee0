"""Hints that other tests follow, and those that cannot be followed in a test, with the reason."""

from __future__ import annotations

_TRAINING = "engine/training"

FOLLOWED_ELSEWHERE: dict[str, tuple[str, str]] = {
    "onnx_packages_missing": (
        "engine/exchange/test_onnx_export.py::"
        "test_without_the_package_one_sentence_says_what_to_install", "synctalk-studio[onnx]"),
    "onnx_no_audio_encoder": (
        "engine/exchange/test_onnx_export.py::test_frames_are_made_without_this_program",
        "features.npy"),
    "export_not_livetalking": (
        "engine/exchange/test_livetalking_export.py::"
        "test_what_livetalking_cannot_run_is_refused", "export_not_livetalking"),
    "consent_unusable": (
        "engine/workspace/test_consent.py::test_a_note_is_kept_shown_and_reported", "2026-01-31"),
    "consent_no_project": (
        "engine/workspace/test_consent.py::test_bad_input_is_told_in_one_sentence", "nobody"),
    "c2pa_packages_missing": (
        "engine/media/test_content_credentials.py::"
        "test_without_the_package_one_sentence_says_what_to_install", "synctalk-studio[c2pa]"),
    "c2pa_incomplete": (
        "engine/media/test_content_credentials.py::"
        "test_bad_certificates_are_told_before_rendering", "c2pa_incomplete"),
    "c2pa_format": (
        "engine/media/test_content_credentials.py::"
        "test_bad_certificates_are_told_before_rendering", "c2pa_format"),
    "c2pa_unusable": (
        "engine/media/test_content_credentials.py::"
        "test_bad_certificates_are_told_before_rendering", "c2pa_unusable"),
    "c2pa_not_signed": (
        "engine/media/test_content_credentials.py::"
        "test_a_video_is_kept_where_signing_fails", "c2pa_not_signed"),
    "crew_lost": (
        f"{_TRAINING}/distributed/test_several_devices.py::"
        "test_a_process_that_dies_ends_all_with_the_state_saved", "continue_training"),
    "resume_damaged": (
        f"{_TRAINING}/test_resume.py::test_a_damaged_state_is_said_and_gives_the_same_weights",
        "resume_damaged"),
    "optimizer_missing": (
        f"{_TRAINING}/test_train_again.py::test_a_damaged_state_leaves_the_newest_weights",
        "optimizer_missing"),
    "checkpoints_unreadable": (
        f"{_TRAINING}/test_train_again.py::"
        "test_no_readable_checkpoint_is_an_error_that_names_force", "force=True"),
    "videos_changed": (
        f"{_TRAINING}/test_train_again.py::test_another_video_of_the_same_name_is_not_continued",
        "force=True"),
    "training_other_kind": (
        f"{_TRAINING}/test_train_again.py::test_another_model_needs_force", "force=True"),
    "device_busy": ("engine/workspace/test_device_lock.py::test_waiting_ends_when_it_is_free",
                    "wait"),
    "syncnet_state_damaged": (
        f"{_TRAINING}/syncnet/test_stage.py::test_force_starts_anew_and_a_damaged_state_is_said",
        "syncnet_state_damaged"),
    "syncnet_foreign_unusable": (
        f"{_TRAINING}/syncnet/test_stage.py::test_why_a_research_syncnet_is_not_used_is_said",
        "syncnet_beside"),
    "syncnet_foreign_weak": (
        f"{_TRAINING}/syncnet/test_stage.py::"
        "test_an_imported_syncnet_that_fits_is_used_instead_of_training", "syncnet_ready"),
    "image_not_written": (
        "gui/widgets/test_frame_export.py::"
        "test_an_image_of_an_unknown_format_is_refused_and_the_hint_works", "image_not_written"),
    "addon_bad": (
        "packaging/test_addon.py::test_a_damaged_member_is_refused_and_leaves_the_old_one",
        "install"),
    **{
        code: (f"engine/live/test_live.py::{test}", code)
        for code, test in {
            "live_packages_missing": "test_missing_packages_are_named_with_what_installs_them",
            "live_kind_unsuited": "test_a_model_that_cannot_speak_live_is_told",
            "live_background_transparent": "test_a_live_video_cannot_be_transparent",
            "microphone_missing": "test_a_microphone_that_is_missing_unknown_or_in_use_is_told",
            "microphone_unknown": "test_a_microphone_that_is_missing_unknown_or_in_use_is_told",
            "microphone_unusable": "test_a_microphone_that_is_missing_unknown_or_in_use_is_told",
            "live_target_unknown": "test_a_target_that_is_none_is_told_before_anything_is_loaded",
            "live_target_unreachable": "test_a_server_that_answers_gets_the_stream",
            "live_target_lost": "test_a_disk_that_is_gone_ends_the_target_and_another_works",
            "live_window_lost": "test_a_preview_window_that_was_closed_is_told",
            "live_slow": "test_a_model_that_is_too_slow_is_told",
        }.items()
    },
    "live_pipe_missing": (
        "engine/live/test_audio.py::test_a_missing_file_and_a_terminal_are_told_in_a_sentence",
        "live_pipe_missing"),
    "caption_language": (
        "engine/render/test_captions.py::test_wrong_choices_of_captions_are_refused",
        "captions_language"),
    "background_unreadable": (
        "engine/render/test_background.py::"
        "test_a_colour_stands_behind_the_person_and_masks_are_made_once", "#00b140"),
    "part_unsuited": (
        "engine/render/test_part.py::test_what_cannot_be_done_is_said_and_changes_nothing",
        "part_unsuited"),
    "part_after_end": (
        "engine/render/test_part.py::test_what_cannot_be_done_is_said_and_changes_nothing",
        "part_after_end"),
    "closure_unsuited": (
        "engine/render/test_mouth_controls.py::test_closure_is_for_studio_models",
        "closure_unsuited"),
    "closure_not_found": (
        "engine/render/test_lip_closure.py::test_a_render_closes_the_lips_at_the_words_it_hears",
        "closure_not_found"),
    "captions_empty": (
        "engine/render/test_captions.py::test_captions_are_made_of_what_is_heard", "transcript"),
    **{
        code: (f"engine/tts/test_speak.py::{test}", code)
        for code, test in {
            "tts_missing": "test_missing_packages_are_named",
            "tts_damaged": "test_a_damaged_network_is_refused",
            "text_empty": "test_a_text_without_words_is_refused",
            "text_unusable": "test_what_is_no_text_file_is_a_sentence",
            "text_language": "test_a_text_of_another_language_is_refused",
            "voice_unknown": "test_an_unknown_voice_is_refused_with_those_that_are_there",
        }.items()
    },
}  # fmt: skip
"""Code -> the test that makes the fault and follows the hint, and a word that it must hold."""

NOT_FOLLOWED: dict[str, str] = {
    "memory_short_frames": "it asks for nothing: it says that the result is the same",
    "av_offset": "it asks for nothing: it says what preprocessing does",
    "no_screen": "it asks for another screen, which no test can bring",
    "window_library_missing": "it asks to install a package of the system",
    "microphone_library_missing": "it asks to install a package of the system",
    "camera_driver_missing": "it asks to install a driver",
    "self_test_failed": "it asks to install the program again, which no test can do to itself",
}
"""Code -> why no test can follow the hint."""
