"""Every sentence the engine can say, by code; those about training are in ``training_messages``.

The engine sends codes and parameters; the command line renders these English sentences, the
window translates them (the English text is the translation's source). A message says what failed,
which file and why; a hint says what to do. ``{placeholders}`` are parameters.
"""

from __future__ import annotations

from typing import Any

from synctalk_engine.protocol import training_messages
from synctalk_engine.protocol.sentence import Sentence

ERRORS: dict[str, Sentence] = {
    # options
    "bad_options": Sentence(
        "These options cannot be used: {problems}.", "Correct them and try again."
    ),
    "metric_unknown": Sentence(
        "There is no metric “{name}”.",
        "Similar names: {similar}. Give no name to see all of them.",
    ),
    "name_invalid": Sentence(
        "The name “{name}” cannot be used as a project name: {reason}.",
        "Choose a name of letters, digits, spaces, dots, dashes and underscores.",
    ),
    "name_taken": Sentence("There is a project “{name}” already.", "Choose another name."),
    "project_gone": Sentence(
        "“{name}” is not there any more.", "Somebody moved or deleted it; read the workspace again."
    ),
    # workspace and disk
    "disk_full": Sentence(
        "The disk is full: {path} could not be written.",
        "Free some space on that disk and start again; what was finished is kept.",
    ),
    "no_permission": Sentence(
        "{path} cannot be read or written: the system does not allow it.",
        "Check the rights of that file and its folder, or choose another folder.",
    ),
    "file_too_large": Sentence(
        "{path} could not be written: this drive does not allow a file of that size.",
        "FAT32 drives hold files of up to 4 GB. Move the project to a drive formatted as NTFS, "
        "exFAT, APFS or ext4, and start again.",
    ),
    "storage_gone": Sentence(
        "{path} cannot be reached: {reason}.",
        "Check the path, reconnect the drive or network folder, and start again; what was saved "
        "is kept.",
    ),
    "working_folder_gone": Sentence(
        "The current folder no longer exists.",
        "Change to another folder (cd) and start again.",
    ),
    "path_unusable": Sentence("{path} cannot be used: {reason}.", "Choose another path."),
    "folder_in_the_way": Sentence(
        "{path} cannot be written: a folder of that name is there, and it is not empty.",
        "Move that folder away and start again.",
    ),
    "project_busy": Sentence(
        "Another process (number {pid}) is already working on “{name}”.",
        "Wait until it has finished, or stop it first.",
    ),
    "nothing_running": Sentence("No job is running for “{name}”.", "Start one first."),
    "run_not_found": Sentence("There is no run at {path}.", "Check the path."),
    "internal": Sentence(
        "Something went wrong inside the program: {detail}.",
        "The log of this run has the details; please report it.",
    ),
    "already_there": Sentence(
        "“{name}” has {what} already: {path}.",
        "Give another name, or --force to replace it.",
    ),
    "import_unknown": Sentence(
        "{path} cannot be imported: {reason}.",
        "What can be: a dataset folder (full_body_img, landmarks, aud_*.npy), a checkpoint (.pth) "
        "or a folder of them, and a .zip written by “synctalk export”.",
    ),
    "export_not_research": Sentence(
        "“{name}” cannot be exported for the research programs: {reason}.",
        "Train it with --preset 328 and ave, hubert or wenet features. To move it to another "
        "machine with SyncTalk Studio, export it without --layout research.",
    ),
    "export_over_others": Sentence(
        "{path} holds files that are not an earlier export; they are not replaced.",
        "Choose another folder, or move those files away.",
    ),
    "package_bad": Sentence(
        "{path} is not a whole export of this program: {reason}.",
        "Export it again with “synctalk export”, or copy the file again.",
    ),
    "folder_not_found": Sentence("{path} is not a folder.", "Check the path."),
    "engine_ended": Sentence(
        "The process that worked on “{name}” ended without a result: {reason}.",
        "Run it again; what is whole is kept. The details are in {path}.",
    ),
    # the program itself
    "self_test_failed": Sentence(
        "The self-test failed at “{step}”: {reason}.",
        "Install the program again; if that does not help, please report it with this sentence.",
    ),
    "addon_bad": Sentence(
        "{path} cannot be used as an add-on: {reason}.",
        "Download it again, for this very version of the program and this system.",
    ),
    "addon_unknown": Sentence(
        "There is no add-on “{addon}”; installed are: {installed}.", "Check the name."
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
        "Its files must end in {endings}; for those in its subfolders too, give --recursive.",
    ),
    "batch_failed": Sentence(
        "{failed} of {total} videos could not be prepared: {names}.",
        "Each one's reason stands with it. Run the same command again when they are mended: what "
        "is done is skipped.",
    ),
    # media
    "file_not_found": Sentence("The file {path} does not exist.", "Check the path."),
    "file_is_folder": Sentence("{path} is a folder, not a video file.", "Choose the file in it."),
    "file_empty": Sentence("{path} is empty (0 bytes).", "Copy or download the file again."),
    "video_orientation": Sentence(
        "The pictures of {path} are {reason} for display; only quarter turns and mirroring are "
        "supported.",
        "Open it in a video editor, rotate it upright and export it.",
    ),
    "video_colors": Sentence(
        "The colours of {path} are coded in a way that is not supported: {reason}.",
        "Convert it to an ordinary (SDR, BT.709) video with a video editor.",
    ),
    "video_unreadable": Sentence(
        "{path} cannot be read as a video: {reason}.",
        "Check that it plays in a video player; if it does, save it as MP4 and try again.",
    ),
    "video_no_video": Sentence(
        "{path} has no picture, only sound.", "Choose a file with a video of a person talking."
    ),
    "video_no_audio": Sentence(
        "{path} has no sound, and a lip-sync model cannot be made without it.",
        "Use a recording of the person talking with sound.",
    ),
    "video_truncated": Sentence(
        "{path} is cut short: its index is missing, as when a recording or a copy was interrupted.",
        "Copy the file again, or repair it with the program that recorded it.",
    ),
    "image_unreadable": Sentence(
        "The picture {path} cannot be read.", "Prepare the video again; what is whole is kept."
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
        "The sound of {path} cannot be read: {reason}.",
        "Save it as WAV or MP3 and try again.",
    ),
    # face
    "no_face": Sentence(
        "No face was found in {path}.",
        "The face must be visible, upright and at least about 60 pixels wide.",
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
        "Run “synctalk models install {asset}”, or import files with “synctalk models import”.",
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
        "“synctalk models import”.",
    ),
    "asset_not_in": Sentence(
        "There is no “{asset}” in {path}.",
        "Choose the file itself, as its publisher has it: {filename}.",
    ),
    "asset_other_network": Sentence(
        "The file {path} cannot be used as “{asset}”: {reason}.",
        "Choose the file as its publisher has it; “synctalk models list” says where.",
    ),
    "assets_damaged": Sentence(
        "These weights are damaged and will not be used: {assets}.",
        "{commands}",
    ),
    "asset_unreachable": Sentence(
        "The weights “{asset}” could not be downloaded: {reason}.",
        "Check the connection, or fetch the file elsewhere and run “synctalk models import FILE”.",
    ),
    "asset_unknown": Sentence(
        "There are no weights called “{asset}”.", "Choose one of: {available}."
    ),
    "asset_not_recognised": Sentence(
        "{path} holds no weights that this program knows: {reason}.",
        "See “synctalk models list” for what is known and where it is published.",
    ),
    "asset_is_checkpoint": Sentence(
        "{path} holds {found}: a model of a project, not weights of the program.",
        "Run “synctalk import {path} --name NAME”.",
    ),
    "asset_not_agreed": Sentence(
        "Nothing was downloaded: {assets}.",
        "Nothing is fetched without your word; answer yes, or give --yes.",
    ),
    # dataset
    "project_not_found": Sentence(
        "There is no prepared video “{name}” at {path}.",
        "Prepare it first: synctalk preprocess --video_path VIDEO --name {name}",
    ),
    "video_not_in_place": Sentence(
        "There is no video at {path}.", "Put the video there, or use synctalk preprocess."
    ),
    "dataset_incomplete": Sentence(
        "The prepared video “{name}” is incomplete: {reason}.",
        "Prepare it again; what is whole is kept.",
    ),
    "kept_incomplete": Sentence(
        "The {stage} of “{name}” cannot be kept as they are: {reason}.",
        "Run again without {option} to make them again from the video.",
    ),
    "video_needed": Sentence(
        "“{name}” is incomplete, and the video {path} does not exist. Missing: {missing}.",
        "Give the video that “{name}” was made from with --video_path.",
    ),
    "dataset_foreign": Sentence(
        "{path} was not made by this program, and preprocessing “{name}” would replace it.",
        "Give the new video another name with --name, or keep what is there with --skip_frames, "
        "--skip_landmarks or --skip_audio.",
    ),
    "fps_unsuited": Sentence(
        "Features of the kind “{kind}” are made for {needed} frames a second, not for {fps}.",
        "Use --fps {needed}, or another kind with --asr_model.",
    ),
    "no_audio_features": Sentence(
        "No audio features found: {path} is missing.",
        "Prepare the video with --asr_model {kind}.",
    ),
    "features_other_kind": Sentence(
        "“{name}” has audio features of the kind {found}, not {kind}: {path} is missing.",
        "Use --asr {found}, or prepare the video with --asr_model {kind}.",
    ),
    "landmarks_unreadable": Sentence(
        "The landmark file {path} cannot be read: {reason}.",
        "Prepare the video again, without --skip_landmarks; what is whole is kept.",
    ),
    "clip_too_short": Sentence(
        "“{name}” has only {frames} usable frames; at least {needed} are needed.",
        "Use a longer video: three minutes or more give good results.",
    ),
    "too_much_excluded": Sentence(
        "So much of “{name}” was excluded that {train} frames are left to learn from ({needed} "
        "are needed) and {held_out} to measure on.",
        "Take some of the excluded frames in again.",
    ),
    # checkpoints
    "videos_unlike": Sentence(
        "“{name}” and “{other}” cannot be learnt together: they differ in {what} ({one}, {two}).",
        "Prepare them alike, with the same --asr_model and --fps.",
    ),
    "videos_changed": Sentence(
        "The training in {path} was of {found}, but {wanted} is there now.",
        "Put the videos back as they were, or add --force to start a new training beside it.",
    ),
    "checkpoint_not_found": Sentence(
        "There is no trained model at {path}.", "Train “{name}” first, or give --checkpoint."
    ),
    "checkpoint_unreadable": Sentence(
        "{path} is not a usable checkpoint: {reason}.", "Choose another checkpoint."
    ),
    "checkpoint_kind_unknown": Sentence(
        "{path} does not say which audio features it was trained with.", "Name them with --asr."
    ),
    "checkpoint_other_kind": Sentence(
        "{path} holds {found}, but {wanted} was asked for.",
        "Use the matching option, or choose another checkpoint.",
    ),
    "checkpoint_is_asset": Sentence(
        "{path} holds {found}: weights that the program uses for every project.",
        "Run “synctalk models import {path}”.",
    ),
    # rendering
    "speech_no_sound": Sentence(
        "{path} has no sound in it.", "Choose a recording of speech, a sound or a video file."
    ),
    "no_usable_frames": Sentence(
        "No frame of “{name}” shows a face that can be used.",
        "Prepare it again from a video in which the face is seen.",
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
        "Name different GPUs, such as cuda:0,cuda:1, or processes on the CPU, such as cpu,cpu.",
    ),
    "devices_by_launcher": Sentence(
        "A launcher has started a process for each device, so {device} cannot be chosen.",
        "Leave --device out, or give --device cpu.",
    ),
    "devices_one": Sentence(
        "Only a training can use several devices, not {device}.", "Name one device."
    ),
    "crew_lost": Sentence(
        "One of the {count} processes that trained together has ended: {reason}.",
        "The state is saved; go on from it with --continue_training.",
    ),
    "out_of_memory": Sentence(
        "The memory of {device} is not enough to draw a single frame.",
        "Close what else uses that memory, or go on on the processor with --device cpu.",
    ),
}

WARNINGS: dict[str, Sentence] = {
    "dataset_foreign_used": Sentence(
        "{path} holds a video that another program has preprocessed; it is used as it is.",
        "To preprocess a video with this program, give it another name.",
    ),
    "several_faces": Sentence(
        "Other faces are in {frames} frames; one person is followed throughout.",
        "A video with one person alone gives better results.",
    ),
    "other_person": Sentence(
        "Another person is on screen for {seconds} s in place of the chosen one; these {frames} "
        "frames are left out of training.",
        "If the model should be of somebody else, choose the face; on the command line, "
        "use --face.",
    ),
    "other_people": Sentence(
        "Other people in the video: {count}, on screen for up to {seconds} s.",
        "If the model should be of somebody else, choose the face; on the command line, "
        "use --face.",
    ),
    "faces_filled": Sentence(
        "{frames} frames show no usable face; they are filled in and left out of training."
    ),
    "face_small": Sentence(
        "The face is {width_px} px wide.",
        "Good results start at about 250 px; a closer camera helps more than longer training.",
    ),
    "av_offset": Sentence("The sound seems to be {offset_ms} ms {direction}."),
    "av_offset_fixed": Sentence(
        "The sound was {offset_ms} ms {direction} and has been moved into step.",
        "Use --no-fix_av_offset to keep it as it was.",
    ),
    "clip_short": Sentence(
        "The video is {duration_s} s long.",
        "Three minutes or more give good results.",
    ),
    "video_cut_off": Sentence(
        "The end of {path} is missing; what is there was used.",
        "Copy or download the file again to have all of it.",
    ),
    "video_interlaced": Sentence(
        "The pictures of {path} are interlaced; they were made whole.",
        "A progressive recording (25p, 30p, 50p) shows fast lips more clearly.",
    ),
    "video_hdr": Sentence(
        "{path} is an HDR video ({kind}); it was converted to the colours of ordinary screens. "
        "What is brighter than white there is clipped.",
        "If bright parts of the face lose detail, record without HDR.",
    ),
    "video_alpha": Sentence(
        "{path} has transparency, which is left out: what is transparent shows its stored colour.",
        "Put a background behind the person first if you want another one.",
    ),
    "video_rate_low": Sentence(
        "The video has only {fps} pictures a second; each is shown several times.",
        "Lips need 25 or more.",
    ),
    "video_gap": Sentence(
        "For {seconds} s no new picture comes; the last one is shown meanwhile.",
        "Cut that part out of the video.",
    ),
    "audio_tracks": Sentence(
        "{path} has {count} tracks of sound; number {number} is used ({detail}).",
        "To use another, save the video with that one alone.",
    ),
    "audio_short": Sentence(
        "The sound ends {seconds} s before the pictures; silence was put in its place.",
        "Cut the end off the video.",
    ),
    "audio_long": Sentence(
        "The sound goes on for {seconds} s after the last picture; that part is left out."
    ),
    "audio_cut_off": Sentence(
        "The audio in {path} can be read only up to {seconds} s; what is there was used.",
        "Convert the file to WAV with another program, or copy the file again.",
    ),
    "audio_damaged": Sentence(
        "{percent} % of the audio packets in {path} are damaged and were left out.",
        "Copy or download the file again.",
    ),
    "audio_gaps": Sentence(
        "{seconds} s of the audio in {path} are missing (gaps: {count}); silence fills them.",
        "If you can, record it again, or copy the file again.",
    ),
    "audio_stretched": Sentence(
        "The timestamps of the audio in {path} disagree with its samples; it was made {seconds} s "
        "{direction} to follow them.",
        "If it now sounds wrong, convert the file to WAV first and use that.",
    ),
    "audio_trimmed": Sentence(
        "{seconds} s of the audio in {path} overlap what comes before them and were left out.",
        "If you can, record it again, or copy the file again.",
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
        "What is there of “{stage}” is of another video or other options; it is kept.",
        "Run again without {option} to make it anew.",
    ),
    "left_out": Sentence(
        "There is no “{stage}” yet, and {option} leaves it out.",
        "Run again without {option} to make it.",
    ),
    "disk_short": Sentence(
        "About {needed_gb} GB will be needed, but only {free_gb} GB are free on the disk.",
        "Free some space, choose another folder, or use --frame_format jpg.",
    ),
    "audio_silent": Sentence("The sound is silent.", "Check that the right recording was used."),
    "audio_clipped": Sentence(
        "{percent} % of the sound is distorted by overload.",
        "Record again further from the microphone or with a lower input level.",
    ),
    "audio_noisy": Sentence(
        "Speech is only {distance_db} dB louder than the noise around it.",
        "Record in a quieter room with the microphone nearer.",
    ),
    "speech_sparse": Sentence(
        "There is speech in only {percent} % of the recording.",
        "What counts is the time in which the person speaks.",
    ),
    "face_often_missing": Sentence(
        "No face was found in {percent} % of the pictures that were looked at.",
        "Cut the video to the parts in which the person is visible.",
    ),
    "others_visible": Sentence(
        "Other faces are in {percent} % of the pictures that were looked at.",
        "A video with one person alone gives better results.",
    ),
    "frames_blurred": Sentence(
        "The face is blurred in {percent} % of the pictures.",
        "Check the focus, or cut these parts out.",
    ),
    "frames_turned": Sentence(
        "The face is turned away in {percent} % of the pictures.",
        "Cut these parts out, or film from the front.",
    ),
    "frames_covered": Sentence(
        "Something is before the mouth in {percent} % of the pictures.",
        "Cut these parts out: the model would learn what covers the mouth.",
    ),
    "frames_light": Sentence(
        "The light on the face is unlike the rest, or poor, in {percent} % of the pictures.",
        "Cut these parts out, or film in an even light.",
    ),
    "scene_cuts": Sentence(
        "The video has {count} cuts from one scene to another.",
        "One uncut scene gives better results; parts that look different can be cut out.",
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
        "“{name}” has {pictures} pictures, {landmarks} landmark files and features for {rows} "
        "frames; the first {used} frames are used."
    ),
    "frames_excluded": Sentence(
        "{frames} frames of “{name}” were excluded by hand; they are neither learnt from nor "
        "measured on."
    ),
    "research_needs_ave": Sentence(
        "SyncTalk_2D's own inference_328.py encodes new speech with AVE only; this model needs a "
        "fork of it that encodes {asr}.",
        "Train with AVE features for an export that runs there unchanged.",
    ),
    "research_crop_outside": Sentence(
        "In {frames} frames the face reaches the edge of the picture; the research program crops "
        "it there without padding.",
    ),
    "research_no_syncnet": Sentence(
        "The SyncNet is not exported: it is another network than the research program's.",
    ),
    "hubert_layer": Sentence(
        "The HuBERT features of “{name}” are laid out as by a fork that took layer 12; new speech "
        "is heard by the last layer, and the two do not match.",
        "Prepare the video with --asr_model hubert before you train a model to render with.",
    ),
    "frames_dropped": Sentence(
        "{percent} % of the frames of {path} ({frames}) were left out, because their timestamps "
        "are too close together.",
        "Lips may be out of sync there. Use the original recording if this is a copy of one.",
    ),
    "frames_doubled": Sentence(
        "{percent} % of the frames ({frames}) repeat the one before, because {path} has no frame "
        "for that time.",
        "The mouth stands still there. A few do no harm; if there are many, record at a constant "
        "frame rate.",
    ),
    "frames_broken": Sentence("{frames} pictures of the video are damaged and were left out."),
    "sync_loss_off": Sentence(
        "The SyncNet's held-out AUC ({auc}) is too low to teach with; the sync loss stays off.",
        "More seconds of video raise it.",
    ),
    "option_ignored": Sentence("{option} has no effect here: {reason}."),
}

LOGS: dict[str, Sentence] = {
    "import_needs_video": Sentence(
        "The prepared video is not in it: prepare {video} as “{name}” here, with --asr_model {asr} "
        "--fps {fps}, before you render."
    ),
    "batch_started": Sentence(
        "{videos} videos, {jobs} at a time. One preparation alone keeps two cores busy and may "
        "take {memory_gb} GB of memory; here are {cores} cores and {free_gb} GB free."
    ),
    "stage_started": Sentence("{stage} started."),
    "stage_skipped": Sentence("{stage} is already done and unchanged; skipped."),
    "frames_continued": Sentence(
        "{kept} of {total} frames are there already and are kept; the rest is extracted."
    ),
    "landmarks_continued": Sentence(
        "The landmarks of {kept} of {total} frames are there already; the rest is tracked."
    ),
    "stage_finished": Sentence("{stage} finished in {seconds} s."),
    "resumed": Sentence("Continued from step {step}."),
    "paused": Sentence("Paused."),
    "continued": Sentence("Going on."),
    "stop_requested": Sentence("Stopping: saving the state first."),
    "saved_on_request": Sentence("Saved as asked."),
    "output_replaced": Sentence("{path} is there already and will be replaced."),
    "fault_no_face": Sentence("{start} to {end} s: no face"),
    "fault_other_person": Sentence("{start} to {end} s: another person"),
    "fault_others": Sentence("{start} to {end} s: other faces"),
    "fault_blurred": Sentence("{start} to {end} s: the face is blurred"),
    "fault_turned": Sentence("{start} to {end} s: the face is turned away"),
    "fault_covered": Sentence("{start} to {end} s: something is before the mouth"),
    "fault_light": Sentence("{start} to {end} s: another light, or a poor one"),
    "fault_cut": Sentence("{start} s: another scene begins"),
    "text": Sentence("{text}"),
}

KEPT: dict[str, Sentence] = {
    "kept_nothing": Sentence(
        "Nothing new was saved (stage: {stage}); what was there before is unchanged."
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


class _Tolerant(dict):
    """Leaves a placeholder visible when its parameter was not given."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def _fill(template: str, params: dict[str, Any]) -> str:
    return template.format_map(_Tolerant(params))


def sentence(code: str) -> Sentence:
    """The catalogue's entry for ``code``; the code itself where there is none."""
    return _CATALOGUE.get(code, Sentence(code))


def render_message(code: str, params: dict[str, Any]) -> str:
    """English message of ``code`` with its parameters filled in."""
    return _fill(sentence(code).message, params)


def render_hint(code: str, params: dict[str, Any]) -> str:
    """English hint of ``code`` with its parameters filled in."""
    return _fill(sentence(code).hint, params)
