"""Sentences about preprocessing: faces, the dataset, and what was found in it."""

from __future__ import annotations

from synctalk_engine.protocol.sentence import Sentence

ERRORS: dict[str, Sentence] = {
    "disk_small_for_frames": Sentence(
        "The frames of {path} need about {needed_mb} MB of disk space, but only {free_mb} MB are "
        "free.",
        "Free some space, choose another folder, or use --frame_format jpg.",
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
}

WARNINGS: dict[str, Sentence] = {
    "features_on_cpu": Sentence(
        "{device} could not make the {kind} features: {reason}. The processor made them."
    ),
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
        "To make a model of somebody else, choose the face. On the command line, use --face.",
    ),
    "other_people": Sentence(
        "Other people in the video: {count}, on screen for up to {seconds} s.",
        "To make a model of somebody else, choose the face. On the command line, use --face.",
    ),
    "faces_filled": Sentence(
        "{frames} frames show no usable face; they are filled in and left out of training."
    ),
    "face_small": Sentence(
        "The face is {width_px} px wide.",
        "Film closer: good results start at about 250 px.",
    ),
    "av_offset": Sentence(
        "The audio seems to be {offset_ms} ms {direction}.",
        "Preprocessing corrects it, unless that is turned off.",
    ),
    "av_offset_fixed": Sentence(
        "The audio was {offset_ms} ms {direction} and was corrected.",
        "Use --no-fix_av_offset to keep the original timing.",
    ),
    "clip_short": Sentence(
        "The video is {duration_s} s long.",
        "Three minutes or more give good results.",
    ),
    "outdated_kept": Sentence(
        "The existing {stage} data was made from another video or with other options; it is kept.",
        "Run again without {option} to extract the {stage} from this video.",
    ),
    "left_out": Sentence(
        "There is no {stage} data yet, and {option} skips this stage.",
        "Run again without {option} to extract the {stage}.",
    ),
    "speech_sparse": Sentence(
        "Only {percent}% of the recording is speech.",
        "Use a recording in which the person speaks most of the time.",
    ),
    "face_often_missing": Sentence(
        "No face was found in {percent}% of the checked frames.",
        "Cut the video to the parts in which the person is visible.",
    ),
    "others_visible": Sentence(
        "Other faces appear in {percent}% of the checked frames.",
        "A video with only one person gives better results.",
    ),
    "frames_blurred": Sentence(
        "The face is blurred in {percent}% of the checked frames.",
        "Check the focus, or cut these parts out.",
    ),
    "frames_turned": Sentence(
        "The face is turned away in {percent}% of the checked frames.",
        "Cut these parts out, or film from the front.",
    ),
    "frames_covered": Sentence(
        "Something covers the mouth in {percent}% of the checked frames.",
        "Cut these parts out: the model would learn what covers the mouth.",
    ),
    "frames_light": Sentence(
        "The lighting of the face is poor or changes in {percent}% of the checked frames.",
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
    "frames_dropped": Sentence(
        "{percent}% of the frames of {path} ({frames}) were left out, because their timestamps "
        "are too close together.",
        "Lips may be out of sync there. If this file is a copy, use the original recording.",
    ),
    "frames_doubled": Sentence(
        "{percent}% of the frames ({frames}) repeat the previous one, because {path} has no frame "
        "for that time.",
        "The mouth freezes there. A few repeated frames do no harm; if there are many, record at a "
        "constant frame rate.",
    ),
    "frames_broken": Sentence("{frames} frames of the video are damaged and were left out."),
}

CHECKS: dict[str, Sentence] = {
    "check_length": Sentence(
        "The video is {minutes} min long.",
        "Long enough: the model sees every mouth shape many times.",
    ),
    "check_face": Sentence(
        "A face was found in {percent}% of the checked frames.",
        "Frames without a face are left out of training.",
    ),
    "check_one_person": Sentence(
        "One person is in the video.",
        "The model will be of this person.",
    ),
    "check_face_size": Sentence(
        "The face is {width_px} px wide.",
        "Large enough for sharp lips and teeth.",
    ),
    "check_frontal": Sentence(
        "The face looks into the camera.",
        "The whole mouth is visible.",
    ),
    "check_sharp": Sentence(
        "The face is sharp.",
        "The model becomes as sharp as the video.",
    ),
    "check_light": Sentence(
        "The light on the face is even.",
        "The generated mouth matches the rest of the face.",
    ),
    "check_uncovered": Sentence(
        "Nothing covers the mouth.",
        "Hands and microphones would be learned as part of the mouth.",
    ),
    "check_one_take": Sentence(
        "The video is one uncut take.",
        "Head movement is smooth in every rendered video.",
    ),
    "check_audio": Sentence(
        "The audio track is complete.",
        "It has no gaps and follows the video’s clock.",
    ),
    "check_level": Sentence(
        "The audio is not clipped.",
        "Clipped audio hides what is said.",
    ),
    "check_noise": Sentence(
        "Speech is {distance_db} dB louder than the background.",
        "The audio features describe the speech, not the room.",
    ),
    "check_speech": Sentence(
        "The person speaks {percent}% of the time.",
        "Enough speech to learn from.",
    ),
    "check_sync": Sentence(
        "Audio and video are in sync.",
        "The model learns the right mouth shape for each sound.",
    ),
    "check_frame_rate": Sentence(
        "The frame rate is steady.",
        "No frames are missing or repeated.",
    ),
    "check_disk": Sentence(
        "There is enough disk space: {needed_gb} GB are needed, {free_gb} GB are free.",
        "Training and rendering need a little more.",
    ),
}
"""Checks that a video passes; the hint says what that means."""
