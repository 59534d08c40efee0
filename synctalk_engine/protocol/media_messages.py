"""What can be wrong with a video, an image or audio."""

from __future__ import annotations

from synctalk_engine.protocol.sentence import Sentence

ERRORS: dict[str, Sentence] = {
    "file_not_found": Sentence("The file {path} does not exist.", "Check the path."),
    "file_is_folder": Sentence("{path} is a folder, not a file.", "Choose a file in it."),
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
        "The installed PyAV has no encoder for {format} video.",
        "Choose another format, or install PyAV from PyPI: pip install --force-reinstall av",
    ),
    "encoder_unusable": Sentence(
        "The encoder “{encoder}” cannot be used: {reason}.",
        "Use --encoder auto or software.",
    ),
    "encoder_unsuited": Sentence(
        "The encoder “{encoder}” does not write {format}.",
        "Use it with --format h264 or hevc, or use --encoder auto.",
    ),
    "alpha_unsuited": Sentence(
        "{format} has no alpha channel, so the background cannot be transparent.",
        "Choose ProRes 4444, VP9, lossless or PNG (--format), or a background that is a colour or "
        "a picture.",
    ),
    "background_unreadable": Sentence(
        "The background {path} is not a picture that can be read.",
        "Choose a PNG or JPEG file, or a colour such as #00b140.",
    ),
    "label_font_missing": Sentence(
        "The label “{text}” cannot be drawn: no font with these letters was found ({tried}).",
        "Install a Chinese font such as Noto Sans CJK, or use --label eu.",
    ),
    "matte_missing": Sentence(
        "The matte {path} has no usable image for frame {frame}: {reason}.",
        "Give the matte one grey image per frame of the preprocessed video, of the same size, "
        "with the frame's number as its name (000000.png).",
    ),
    "video_not_written": Sentence(
        "The video {path} could not be encoded: {reason}.",
        "Render it again; if it fails again, please report it with the log of this run.",
    ),
    "audio_unreadable": Sentence(
        "The audio of {path} cannot be read: {reason}.",
        "Save it as WAV or MP3 and try again.",
    ),
}

WARNINGS: dict[str, Sentence] = {
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
        "{percent}% of the audio packets in {path} are damaged and were left out.",
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
    "audio_silent": Sentence("The audio is silent.", "Check that the right recording was used."),
    "audio_clipped": Sentence(
        "{percent}% of the audio is clipped.",
        "Record again with a lower input level or further from the microphone.",
    ),
    "audio_noisy": Sentence(
        "Speech is only {distance_db} dB louder than the background noise.",
        "Record in a quieter room, closer to the microphone.",
    ),
}
