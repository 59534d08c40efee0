"""The catalogue: every sentence of the engine by its code.

Sentences about one subject are in a module of their own: ``media_messages``,
``preprocess_messages``, ``asset_messages``, ``training_messages`` and ``model_messages``; the
others (options, disk, devices, the log) are here.

The engine sends codes and parameters; the command line renders these English sentences, the
window translates them (the English text is the translation's source). A message says what failed,
which file and why; a hint says what to do. ``{placeholders}`` are parameters.
"""

from __future__ import annotations

from typing import Any

from synctalk_engine.protocol import (
    asset_messages,
    exchange_messages,
    live_messages,
    media_messages,
    model_messages,
    preprocess_messages,
    speech_messages,
    training_messages,
)
from synctalk_engine.protocol.sentence import Sentence, fill

ERRORS: dict[str, Sentence] = {
    # options
    "bad_options": Sentence(
        "These options cannot be used: {problems}.", "Correct them and try again."
    ),
    "metric_unknown": Sentence(
        "There is no metric “{name}”.",
        "Similar names: {similar}. “synctalk explain” without a name lists all metrics.",
    ),
    "name_invalid": Sentence(
        "The name “{name}” cannot be used as a project name: {reason}.",
        "Choose a name with only letters, digits, spaces, dots, hyphens and underscores.",
    ),
    "name_taken": Sentence("There is already a project “{name}”.", "Choose another name."),
    "project_gone": Sentence(
        "“{name}” no longer exists.", "It was moved or deleted; refresh the list of projects."
    ),
    # the window
    "no_screen": Sentence(
        "The window cannot be shown: there is no screen.",
        "Start SyncTalk Studio on a desktop, or use the command line.",
    ),
    "window_library_missing": Sentence(
        "The window cannot be shown: the system library {library} is missing.",
        "Install what Qt needs and start again. On Debian and Ubuntu: “sudo apt install "
        "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 "
        "libxkbcommon-x11-0”. On Fedora: “sudo dnf install xcb-util-cursor xcb-util-wm "
        "xcb-util-keysyms xcb-util-image xcb-util-renderutil libxkbcommon-x11”.",
    ),
    # workspace and disk
    "disk_full": Sentence(
        "The disk is full: {path} could not be written.",
        "Free some space on that disk and start again; finished work is kept.",
    ),
    "no_permission": Sentence(
        "{path} cannot be read or written: permission denied.",
        "Check the permissions of that file and its folder, or choose another folder.",
    ),
    "file_too_large": Sentence(
        "{path} could not be written: this drive does not allow a file of that size.",
        "FAT32 drives hold files of up to 4 GB. Move the project to a drive formatted as NTFS, "
        "exFAT, APFS or ext4, and start again.",
    ),
    "storage_gone": Sentence(
        "{path} cannot be reached: {reason}.",
        "Check the path, reconnect the drive or network folder, and start again; saved work is "
        "kept.",
    ),
    "working_folder_gone": Sentence(
        "The current folder no longer exists.",
        "Change to another folder (cd) and start again.",
    ),
    "path_unusable": Sentence("{path} cannot be used: {reason}.", "Choose another path."),
    "folder_in_the_way": Sentence(
        "{path} cannot be written: a folder with that name exists and is not empty.",
        "Move that folder somewhere else and start again.",
    ),
    "project_busy": Sentence(
        "Another process (number {pid}) is already working on “{name}”.",
        "Wait until it has finished, or stop it first.",
    ),
    "nothing_running": Sentence("No job is running for “{name}”.", "Start one first."),
    "run_not_found": Sentence("There is no run at {path}.", "Check the path."),
    "internal": Sentence(
        "Internal error: {detail}.",
        "Please report it and attach the log of this run.",
    ),
    "already_there": Sentence(
        "“{name}” already has {what}: {path}.",
        "Choose another name, or use --force to replace it.",
    ),
    "import_unknown": Sentence(
        "{path} cannot be imported: {reason}.",
        "Choose a dataset folder (full_body_img, landmarks, aud_*.npy), a checkpoint (.pth), a "
        "folder of checkpoints, or a .zip from “synctalk export”.",
    ),
    "export_not_research": Sentence(
        "“{name}” cannot be exported for the research programs: {reason}.",
        "Train it with --preset 328 --force and ave, hubert or wenet features. To move it "
        "to another machine with SyncTalk Studio, export it without --layout research.",
    ),
    "export_over_others": Sentence(
        "{path} contains files that are not from an earlier export; they are not overwritten.",
        "Choose another folder, or move those files somewhere else.",
    ),
    "package_bad": Sentence(
        "{path} is not a complete export of this program: {reason}.",
        "Export it again with “synctalk export”, or copy the file again.",
    ),
    "folder_not_found": Sentence("{path} is not a folder.", "Check the path."),
    "engine_ended": Sentence(
        "The process working on “{name}” ended without a result: {reason}.",
        "Run it again; finished work is kept. The details are in {path}.",
    ),
    # the program itself
    "self_test_failed": Sentence(
        "The self-test failed at “{step}”: {reason}.",
        "Reinstall the program; if that does not help, please report this message.",
    ),
    "addon_bad": Sentence(
        "{path} cannot be used as an add-on: {reason}.",
        "Download the add-on for this version of the program and this operating system.",
    ),
    "addon_unknown": Sentence(
        "There is no add-on “{addon}”; installed: {installed}.",
        "“synctalk addons list” shows the names.",
    ),
    # the local server
    "serve_missing": Sentence(
        "The local server needs {packages}, which this copy of the program does not have.",
        "Install the optional packages: pip install synctalk-studio[serve]. The downloaded "
        "program cannot add them; install SyncTalk Studio by pip.",
    ),
    "serve_token": Sentence(
        "The server cannot listen on {host} without a token of at least {letters} characters.",
        "Choose a longer one with --token, or leave out --host and --token.",
    ),
    "port_unusable": Sentence(
        "Port {port} of {host} cannot be used: {reason}.",
        "Choose another port with --port, or --port 0 for a free one.",
    ),
    # several videos
    "batch_list_bad": Sentence(
        "{path} cannot be used as a list of videos: {problems}.",
        "Nothing was started. Each line is a video and a name, such as videos/may.mp4 May",
    ),
    "batch_config_bad": Sentence(
        "{path} cannot be used as a list of videos: {problems}.",
        "Nothing was started. The form is "
        '{{"videos": [{{"path": "videos/may.mp4", "name": "May", "asr_model": "ave"}}]}}',
    ),
    "batch_no_videos": Sentence(
        "There are no videos in {path}.",
        "Video files end in {endings}. Use --recursive to include subfolders.",
    ),
    "batch_failed": Sentence(
        "{failed} of {total} videos could not be preprocessed: {names}.",
        "The reason is given for each video. Fix these videos and run the same command again; "
        "finished videos are skipped.",
    ),
    # many people
    "batch_jobs_bad": Sentence(
        "{path} cannot be used as a list of jobs: {problems}.",
        "Nothing was started. The least that works is a table for each person:\n"
        '[[person]]\nname = "anna"\nvideo = "videos/anna.mp4"',
    ),
    "batch_steps_failed": Sentence(
        "{failed} of {total} steps failed: {names}.",
        "The reason is given for each step. Fix them and run the same command again; finished "
        "steps are skipped.",
    ),
    "cluster_missing": Sentence(
        "A batch on a cluster needs Ray, which is not installed.",
        "Install it beside this program with “pip install ray”, or leave --ray out to use this "
        "machine alone.",
    ),
    "cluster_unreachable": Sentence(
        "There is no Ray cluster at “{address}”: {reason}.",
        "Check that Ray is running there, or leave --ray out to use this machine alone.",
    ),
    "cluster_folder_missing": Sentence(
        "The workspace {path} is not there on {host}.",
        "Put it into a folder that all machines of the cluster have at the same path.",
    ),
    # devices
    "device_unknown": Sentence(
        "There is no device “{device}” on this machine.",
        "Choose one of: {available}; --device auto takes the best one there is.",
    ),
    "gpu_missing": Sentence(
        "This machine has no GPU that this program can use, but “{device}” was asked for.",
        "To use the processor (cpu), which takes much longer, run: {command}",
    ),
    "devices_unlike": Sentence(
        "These devices cannot train together: {device}.",
        "Choose different GPUs, such as cuda:0,cuda:1, or several CPU processes, such as cpu,cpu.",
    ),
    "devices_by_launcher": Sentence(
        "A launcher has started one process per device, so {device} cannot be chosen.",
        "Omit --device, or use --device cpu.",
    ),
    "devices_one": Sentence(
        "Only training can use several devices ({device}).", "Choose one device with --device."
    ),
    "crew_lost": Sentence(
        "One of the {count} training processes ended: {reason}.",
        "The training state is saved; resume it with --continue_training.",
    ),
    "job_memory_used_up": Sentence(
        "{device} ran out of memory ({stage}).",
        "Close other programs that use this memory, or use the CPU with --device cpu.",
    ),
    "out_of_memory": Sentence(
        "{device} does not have enough memory to generate a single frame.",
        "Close other programs that use this memory, or render on the CPU with --device cpu.",
    ),
}

WARNINGS: dict[str, Sentence] = {
    "disk_short": Sentence(
        "About {needed_gb} GB will be needed, but only {free_gb} GB are free on the disk.",
        "Free some space, choose another folder, or use --frame_format jpg.",
    ),
    "option_ignored": Sentence("{option} has no effect here: {reason}."),
}

LOGS: dict[str, Sentence] = {
    "import_needs_video": Sentence(
        "It does not contain the preprocessed video. Before you render, preprocess {video} here as "
        "“{name}” with --asr_model {asr} --fps {fps}."
    ),
    "batch_steps_started": Sentence("{people} people, {steps} steps, {place}."),
    "batch_step_retried": Sentence("{name}, {step}: {reason} It is resumed."),
    "batch_started": Sentence(
        "{videos} videos, {jobs} at a time. Preprocessing one video uses two cores and up to "
        "{memory_gb} GB of memory; this machine has {cores} cores and {free_gb} GB free."
    ),
    "stage_started": Sentence("{stage} started."),
    "stage_skipped": Sentence("{stage} is already done and unchanged; skipped."),
    "frames_continued": Sentence(
        "{kept} of {total} frames already exist and are kept; the rest is extracted."
    ),
    "landmarks_continued": Sentence(
        "The landmarks of {kept} of {total} frames already exist; the rest is tracked."
    ),
    "stage_finished": Sentence("{stage} finished in {seconds} s."),
    "resumed": Sentence("Resumed from step {step}."),
    "paused": Sentence("Paused."),
    "continued": Sentence("Resumed."),
    "stop_requested": Sentence("Stopping: saving the training state first."),
    "saved_on_request": Sentence("Saved as asked."),
    "output_replaced": Sentence("{path} already exists and will be replaced."),
    "speech_started": Sentence("Speech {number} of {total}: {path}"),
    "encoder_hardware": Sentence("Encoding on the hardware encoder {encoder}."),
    "encoder_fallback": Sentence(
        "No hardware encoder works here (tried: {tried}); encoding on the CPU with {encoder}."
    ),
    "fault_no_face": Sentence("{start} to {end} s: no face"),
    "fault_other_person": Sentence("{start} to {end} s: another person"),
    "fault_others": Sentence("{start} to {end} s: other faces"),
    "fault_blurred": Sentence("{start} to {end} s: the face is blurred"),
    "fault_turned": Sentence("{start} to {end} s: the face is turned away"),
    "fault_covered": Sentence("{start} to {end} s: the mouth is covered"),
    "fault_light": Sentence("{start} to {end} s: poor or different lighting"),
    "fault_cut": Sentence("{start} s: scene cut"),
    "text": Sentence("{text}"),
}

KEPT: dict[str, Sentence] = {
    "kept_nothing": Sentence(
        "Nothing new was saved (stage: {stage}); existing files are unchanged."
    ),
    "render_stopped": Sentence("No video was saved."),
    "videos_finished": Sentence("Finished videos that are kept: {count}."),
    "kept_prepared": Sentence(
        "Saved: {frames} of {total} frames, the landmarks of {landmarks}; the same command "
        "continues there."
    ),
}
"""What a stopped job leaves behind; see ``Job.keeps``."""

ERRORS |= asset_messages.ERRORS | media_messages.ERRORS | model_messages.ERRORS
ERRORS |= exchange_messages.ERRORS | live_messages.ERRORS | speech_messages.ERRORS
ERRORS |= preprocess_messages.ERRORS | training_messages.ERRORS
WARNINGS |= media_messages.WARNINGS | model_messages.WARNINGS
WARNINGS |= exchange_messages.WARNINGS | live_messages.WARNINGS | speech_messages.WARNINGS
WARNINGS |= preprocess_messages.WARNINGS | training_messages.WARNINGS
KEPT |= training_messages.KEPT
LOGS |= live_messages.LOGS | speech_messages.LOGS
KEPT |= live_messages.KEPT
LOGS |= training_messages.LOGS | KEPT | training_messages.VERDICTS | preprocess_messages.CHECKS
_CATALOGUE = {**LOGS, **WARNINGS, **ERRORS}


def sentence(code: str) -> Sentence:
    """The catalogue's entry for ``code``; the code itself where there is none."""
    return _CATALOGUE.get(code, Sentence(code))


def render_message(code: str, params: dict[str, Any]) -> str:
    """English message of ``code`` with its parameters filled in."""
    return fill(sentence(code).message, params)


def render_hint(code: str, params: dict[str, Any]) -> str:
    """English hint of ``code`` with its parameters filled in."""
    return fill(sentence(code).hint, params)
