"""Sentences of live rendering."""

from __future__ import annotations

from synctalk_engine.protocol.sentence import Sentence

ERRORS: dict[str, Sentence] = {
    "live_packages_missing": Sentence(
        "This needs {packages}, which this copy of the program does not have.",
        "Install the optional packages: pip install synctalk-studio[{extra}]. The downloaded "
        "program cannot add them; install SyncTalk Studio by pip.",
    ),
    "live_kind_unsuited": Sentence(
        "This model cannot speak live: its audio features, {kind}, need longer recordings.",
        "Train a model with --asr whisper or --asr mel, or render a file without --live.",
    ),
    "live_background_transparent": Sentence(
        "A live video has no alpha channel, so its background cannot be transparent.",
        "Choose a colour or a picture: --background #00b140 can be made transparent by OBS and by "
        "video editors (chroma key).",
    ),
    "microphone_missing": Sentence(
        "No microphone was found.",
        "Connect one and allow programs to use it, or give a file: --audio_path FILE",
    ),
    "microphone_unknown": Sentence(
        "No microphone is named “{name}”; there are: {names}.",
        "Use part of one of these names after “mic:”, or “mic” alone for the default one.",
    ),
    "microphone_unusable": Sentence(
        "The microphone “{name}” cannot be used: {reason}.",
        "Close other programs that use it and allow access to it in the system's privacy "
        "settings, then start again.",
    ),
    "microphone_library_missing": Sentence(
        "The microphone cannot be used: the system library {library} is missing.",
        "Install it, for example with “sudo apt install libportaudio2” on Debian and Ubuntu.",
    ),
    "live_pipe_missing": Sentence(
        "There is no audio on standard input.",
        "Pipe raw audio into this command: mono, 16 bit, little endian, {rate_hz} samples a "
        "second (--pipe_rate_hz).",
    ),
    "camera_driver_missing": Sentence(
        "No virtual camera can be used: {reason}.",
        "On Windows and macOS install OBS Studio and start its virtual camera once. On Linux "
        "install v4l2loopback and run “sudo modprobe v4l2loopback exclusive_caps=1”. Close other "
        "programs that send to the camera.",
    ),
    "live_target_unknown": Sentence(
        "A live video cannot be sent to “{target}”.", "Choose one of these kinds: {kinds}."
    ),
    "live_target_unreachable": Sentence(
        "“{target}” cannot be opened: {reason}.",
        "Check the address and the stream key, and that the server is running and can be reached.",
    ),
    "live_target_lost": Sentence(
        "The connection to “{target}” was lost: {reason}.",
        "Check the network and the disk, then start again.",
    ),
    "live_window_lost": Sentence(
        "The preview window was closed.", "Start again to open it, or use another --to."
    ),
}
WARNINGS: dict[str, Sentence] = {
    "live_slow": Sentence(
        "This computer makes {made_fps} of {fps} frames a second: some are left out.",
        "Use a GPU, a model with smaller frames, or close other programs.",
    ),
    "live_target_gone": Sentence("{reason} The stream goes on without it."),
}
LOGS: dict[str, Sentence] = {
    "live_started": Sentence("Live. Latency will be about {latency_ms} ms. Ctrl+C ends it."),
    "live_state": Sentence(
        "{seconds} s: latency {latency_ms} ms, {dropped} of {frames} frames left out"
    ),
}
KEPT: dict[str, Sentence] = {
    "live_kept": Sentence("The live video ended; recorded files are complete."),
}
