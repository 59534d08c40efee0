"""Every sentence the engine can say, by code; those about training are in ``training_messages``.

The engine sends codes and parameters; the command line renders these English sentences, the
window translates them (the English text is the translation's source). A message says what failed,
which file and why; a hint says what to do. ``{placeholders}`` are parameters.
"""

from __future__ import annotations

from typing import Any

from synctalk_engine.protocol import training_messages
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
    # media
    "file_not_found": Sentence("The file {path} does not exist.", "Check the path."),
    "file_is_folder": Sentence(
        "{path} is a folder, not a video file.", "Choose the video file in it."
    ),
    "file_empty": Sentence("{path} is empty (0 bytes).", "Copy or download the file again."),
    "video_orientation": Sentence(
        "The frames of {path} are {reason} for display; only quarter turns and mirroring are "
        "supported.",
        "Open it in a video editor, rotate it upright and export it.",
    ),
    "video_colors": Sentence(
        "The colour format of {path} is not supported: {reason}.",
        "Convert it to a standard (SDR, BT.709) video with a video editor.",
    ),
    "video_unreadable": Sentence(
        "{path} cannot be read as a video: {reason}.",
        "Check that it plays in a video player; if it does, save it as MP4 and try again.",
    ),
    "video_no_video": Sentence(
        "{path} has no video, only audio.", "Choose a video of a person talking."
    ),
    "video_no_audio": Sentence(
        "{path} has no audio, and a lip-sync model cannot be trained without it.",
        "Use a video of the person talking that has audio.",
    ),
    "video_truncated": Sentence(
        "{path} is cut short: its index is missing, as when a recording or a copy was interrupted.",
        "Copy the file again, or repair it with the program that recorded it.",
    ),
    "image_unreadable": Sentence(
        "The frame {path} cannot be read.",
        "Preprocess the video again; intact files are kept.",
    ),
    "image_not_written": Sentence(
        "The image {path} could not be written.",
        "Choose a file name that ends in .png or .jpg.",
    ),
    "encoder_missing": Sentence(
        "The installed PyAV can write neither H.264 nor MPEG-4 video.",
        "Install PyAV from PyPI: pip install --force-reinstall av",
    ),
    "video_not_written": Sentence(
        "The video {path} could not be encoded: {reason}.",
        "Render it again; if it fails again, please report it with the log of this run.",
    ),
    "audio_unreadable": Sentence(
        "The audio of {path} cannot be read: {reason}.",
        "Save it as WAV or MP3 and try again.",
    ),
    # face
    "no_face": Sentence(
        "No face was found in {path}.",
        "Use a video in which the face is visible, upright and at least about 60 pixels wide.",
    ),
    "face_unknown": Sentence(
        "There is no person {index} in {path}; people found: {count}.",
        "Run “synctalk doctor --video_path {path}” to see who is in the video.",
    ),
    "face_not_there": Sentence(
        "No face was found in {path} at {place}.",
        "Run “synctalk doctor --video_path {path}” to see who is in the video, and when.",
    ),
    # weights
    "asset_missing": Sentence(
        "The weights “{asset}” ({what}) are not installed.",
        "Run “synctalk models install {asset}”, or import the file with "
        "“synctalk models import FILE”.",
    ),
    "asset_to_import": Sentence(
        "The weights “{asset}” ({what}) are not installed.",
        "Download {filename} in a browser from {page}, then run “synctalk models import "
        "{filename} --id {asset}”.",
    ),
    "assets_missing": Sentence(
        "The weights “{asset}” ({what}) are not installed.",
        "{commands}",
    ),
    "asset_wrong": Sentence(
        "The file {path} is not the expected “{asset}”: its checksum differs.",
        "Download it again with “synctalk models install {asset}”, or import another copy with "
        "“synctalk models import FILE --id {asset}”.",
    ),
    "asset_not_in": Sentence(
        "There is no “{asset}” in {path}.",
        "Choose the original file from its publisher: {filename}.",
    ),
    "asset_other_network": Sentence(
        "The file {path} cannot be used as “{asset}”: {reason}.",
        "Choose the original file from its publisher; “synctalk models list” says where to get it.",
    ),
    "assets_damaged": Sentence(
        "These weights are damaged and cannot be used: {assets}.",
        "{commands}",
    ),
    "asset_unreachable": Sentence(
        "The weights “{asset}” could not be downloaded: {reason}.",
        "Check the internet connection and try again, or download the file on another computer and "
        "run “synctalk models import FILE”.",
    ),
    "asset_unknown": Sentence(
        "There are no weights called “{asset}”.", "Choose one of: {available}."
    ),
    "asset_not_recognised": Sentence(
        "{path} contains no weights that this program knows: {reason}.",
        "“synctalk models list” shows which weights it knows and where to get them.",
    ),
    "asset_is_checkpoint": Sentence(
        "{path} contains {found}: a model of a project, not weights of the program.",
        "Run “synctalk import {path} --name NAME”. If the file does not record its audio features, "
        "add --asr.",
    ),
    "asset_not_agreed": Sentence(
        "Nothing was downloaded: {assets}.",
        "Nothing downloads without your permission; answer yes, or use --yes.",
    ),
    # dataset
    "project_not_found": Sentence(
        "There is no preprocessed video “{name}” at {path}.",
        "Preprocess it first: “synctalk preprocess --video_path VIDEO --name {name}”.",
    ),
    "video_not_in_place": Sentence(
        "There is no video at {path}.",
        "Put the video there, or preprocess it first: “synctalk preprocess --video_path VIDEO "
        "--name {name}”.",
    ),
    "dataset_incomplete": Sentence(
        "The preprocessed video “{name}” is incomplete: {reason}.",
        "Preprocess it again; intact files are kept.",
    ),
    "kept_incomplete": Sentence(
        "The {stage} of “{name}” cannot be kept: {reason}.",
        "Run again without {option} to extract the {stage} from the video.",
    ),
    "video_needed": Sentence(
        "“{name}” is incomplete, and the video {path} does not exist. Missing: {missing}.",
        "Use --video_path with the video that “{name}” was made from.",
    ),
    "dataset_foreign": Sentence(
        "{path} was not made by this program, and preprocessing “{name}” would replace it.",
        "Give the new video another name with --name, or keep what is there with --skip_frames, "
        "--skip_landmarks or --skip_audio.",
    ),
    "fps_unsuited": Sentence(
        "{kind} features need {needed} frames per second, not {fps}.",
        "Use --fps {needed}, or choose other features with --asr_model.",
    ),
    "no_audio_features": Sentence(
        "No audio features found: {path} is missing.",
        "Preprocess the video with --asr_model {kind}.",
    ),
    "features_other_kind": Sentence(
        "“{name}” has {found} audio features, not {kind}: {path} is missing.",
        "Use --asr {found}, or preprocess the video with --asr_model {kind}.",
    ),
    "landmarks_unreadable": Sentence(
        "The landmark file {path} cannot be read: {reason}.",
        "Preprocess the video again without --skip_landmarks; intact files are kept.",
    ),
    "clip_too_short": Sentence(
        "“{name}” has only {frames} usable frames; at least {needed} are needed.",
        "Use a longer video: three minutes or more give good results.",
    ),
    "too_much_excluded": Sentence(
        "Too many frames of “{name}” are excluded: {train} are left for training ({needed} are "
        "needed) and {held_out} for validation.",
        "Include some of the excluded frames again.",
    ),
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
        "Train “{name}” first, or choose a model with --checkpoint.",
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
    "no_usable_frames": Sentence(
        "No frame of “{name}” shows a usable face.",
        "Preprocess a video in which the face is visible.",
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
    "out_of_memory": Sentence(
        "{device} does not have enough memory to generate a single frame.",
        "Close other programs that use this memory, or render on the CPU with --device cpu.",
    ),
}

WARNINGS: dict[str, Sentence] = {
    "dataset_foreign_used": Sentence(
        "{path} was preprocessed by another program; it is used unchanged.",
        "To preprocess the video with this program, use another --name.",
    ),
    "several_faces": Sentence(
        "Other faces appear in {frames} frames; one person is tracked throughout.",
        "A video with only one person gives better results.",
    ),
    "other_person": Sentence(
        "Another person is on screen for {seconds} s in place of the chosen one; these {frames} "
        "frames are left out of training.",
        "To make a model of somebody else, choose the face; on the command line, use --face.",
    ),
    "other_people": Sentence(
        "Other people in the video: {count}, on screen for up to {seconds} s.",
        "To make a model of somebody else, choose the face; on the command line, use --face.",
    ),
    "faces_filled": Sentence(
        "{frames} frames show no usable face; they are filled in and left out of training."
    ),
    "face_small": Sentence(
        "The face is {width_px} px wide.",
        "Film closer: good results start at about 250 px.",
    ),
    "av_offset": Sentence("The audio seems to be {offset_ms} ms {direction}."),
    "av_offset_fixed": Sentence(
        "The audio was {offset_ms} ms {direction} and was corrected.",
        "Use --no-fix_av_offset to keep the original timing.",
    ),
    "clip_short": Sentence(
        "The video is {duration_s} s long.",
        "Three minutes or more give good results.",
    ),
    "video_cut_off": Sentence(
        "The end of {path} is missing; the rest was used.",
        "Copy or download the file again to get the complete video.",
    ),
    "video_interlaced": Sentence(
        "{path} is interlaced; it was deinterlaced.",
        "A progressive recording (25p, 30p, 50p) shows fast lip movements more clearly.",
    ),
    "video_hdr": Sentence(
        "{path} is an HDR video ({kind}); it was converted to SDR. Highlights above SDR white are "
        "clipped.",
        "If bright parts of the face lose detail, record without HDR.",
    ),
    "video_alpha": Sentence(
        "{path} has transparency, which is ignored: transparent areas show their stored colour.",
        "To use another background, add it in a video editor first.",
    ),
    "video_rate_low": Sentence(
        "The video has only {fps} frames per second; frames are repeated.",
        "Record at 25 frames per second or more.",
    ),
    "video_gap": Sentence(
        "The video has a gap of {seconds} s without new frames; the last frame is repeated.",
        "Cut that part out of the video.",
    ),
    "audio_tracks": Sentence(
        "{path} has {count} audio tracks; track {number} is used ({detail}).",
        "To use another track, save the video with only that track.",
    ),
    "audio_short": Sentence(
        "The audio ends {seconds} s before the video; the rest is filled with silence.",
        "Cut the end off the video.",
    ),
    "audio_long": Sentence(
        "The audio continues for {seconds} s after the last frame; that part is left out."
    ),
    "audio_cut_off": Sentence(
        "The audio in {path} can be read only up to {seconds} s; the rest is missing.",
        "Convert the file to WAV with another program, or copy the file again.",
    ),
    "audio_damaged": Sentence(
        "{percent} % of the audio packets in {path} are damaged and were left out.",
        "Copy or download the file again.",
    ),
    "audio_gaps": Sentence(
        "{seconds} s of the audio in {path} are missing (gaps: {count}); silence fills them.",
        "Copy or download the file again, or use the original recording.",
    ),
    "audio_stretched": Sentence(
        "The timestamps of the audio in {path} disagree with its samples; it was made {seconds} s "
        "{direction} to follow them.",
        "If it sounds wrong, convert the file to WAV first and use that.",
    ),
    "audio_trimmed": Sentence(
        "{seconds} s of the audio in {path} overlap what comes before them and were left out.",
        "Copy or download the file again, or use the original recording.",
    ),
    "sync_not_found": Sentence(
        "The audio in {path} is not the speech that the lips were generated for, at {at_s} s.",
        "Convert the speech to WAV and render again; if that does not help, please report it.",
    ),
    "sync_off": Sentence(
        "The audio in {path} is out of sync with the lips: {offset_ms} ms at {at_s} s.",
        "Convert the speech to WAV and render again; if that does not help, please report it.",
    ),
    "outdated_kept": Sentence(
        "The existing {stage} data was made from another video or with other options; it is kept.",
        "Run again without {option} to extract the {stage} from this video.",
    ),
    "left_out": Sentence(
        "There is no {stage} data yet, and {option} skips this stage.",
        "Run again without {option} to extract the {stage}.",
    ),
    "disk_short": Sentence(
        "About {needed_gb} GB will be needed, but only {free_gb} GB are free on the disk.",
        "Free some space, choose another folder, or use --frame_format jpg.",
    ),
    "audio_silent": Sentence("The audio is silent.", "Check that the right recording was used."),
    "audio_clipped": Sentence(
        "{percent} % of the audio is clipped.",
        "Record again with a lower input level or further from the microphone.",
    ),
    "audio_noisy": Sentence(
        "Speech is only {distance_db} dB louder than the background noise.",
        "Record in a quieter room, closer to the microphone.",
    ),
    "speech_sparse": Sentence(
        "Only {percent} % of the recording is speech.",
        "Use a recording in which the person speaks most of the time.",
    ),
    "face_often_missing": Sentence(
        "No face was found in {percent} % of the checked frames.",
        "Cut the video to the parts in which the person is visible.",
    ),
    "others_visible": Sentence(
        "Other faces appear in {percent} % of the checked frames.",
        "A video with only one person gives better results.",
    ),
    "frames_blurred": Sentence(
        "The face is blurred in {percent} % of the checked frames.",
        "Check the focus, or cut these parts out.",
    ),
    "frames_turned": Sentence(
        "The face is turned away in {percent} % of the checked frames.",
        "Cut these parts out, or film from the front.",
    ),
    "frames_covered": Sentence(
        "Something covers the mouth in {percent} % of the checked frames.",
        "Cut these parts out: the model would learn what covers the mouth.",
    ),
    "frames_light": Sentence(
        "The lighting of the face is poor or changes in {percent} % of the checked frames.",
        "Cut these parts out, or film in even light.",
    ),
    "scene_cuts": Sentence(
        "The video has {count} scene cuts.",
        "One uncut scene gives better results; cut out the parts that look different.",
    ),
    "face_turned": Sentence(
        "The face is turned away by {yaw_deg} degrees most of the time.",
        "Film from the front.",
    ),
    "face_blurred": Sentence(
        "The face is blurred (sharpness {sharpness}).",
        "Check the focus and the light, and hold the camera still.",
    ),
    "dataset_cut": Sentence(
        "“{name}” has {pictures} frames, {landmarks} landmark files and features for {rows} "
        "frames; the first {used} frames are used."
    ),
    "frames_excluded": Sentence(
        "{frames} frames of “{name}” were excluded by hand; they are used neither for training nor "
        "for validation."
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
    "frames_dropped": Sentence(
        "{percent} % of the frames of {path} ({frames}) were left out, because their timestamps "
        "are too close together.",
        "Lips may be out of sync there. If this file is a copy, use the original recording.",
    ),
    "frames_doubled": Sentence(
        "{percent} % of the frames ({frames}) repeat the previous one, because {path} has no frame "
        "for that time.",
        "The mouth freezes there. A few repeated frames do no harm; if there are many, record at a "
        "constant frame rate.",
    ),
    "frames_broken": Sentence("{frames} frames of the video are damaged and were left out."),
    "sync_loss_off": Sentence(
        "The SyncNet is too weak to help (held-out AUC {auc}); training continues without it.",
        "A longer video gives a better SyncNet.",
    ),
    "option_ignored": Sentence("{option} has no effect here: {reason}."),
}

LOGS: dict[str, Sentence] = {
    "import_needs_video": Sentence(
        "It does not contain the preprocessed video. Before you render, preprocess {video} here as "
        "“{name}” with --asr_model {asr} --fps {fps}."
    ),
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
    "kept_prepared": Sentence(
        "Saved: {frames} of {total} frames, the landmarks of {landmarks}; the same command "
        "continues there."
    ),
}
"""What a stopped job leaves behind; see ``Job.keeps``."""

ERRORS |= training_messages.ERRORS
WARNINGS |= training_messages.WARNINGS
KEPT |= training_messages.KEPT
LOGS |= training_messages.LOGS | KEPT
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
