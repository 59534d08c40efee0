"""``synctalk doctor`` and ``synctalk devices``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from synctalk_engine.cli.choices import JSON
from synctalk_engine.cli.console import guarded, print_json
from synctalk_engine.cli.generated import takes
from synctalk_engine.cli.tables import say
from synctalk_engine.cli.weights_offer import YES, offer_missing
from synctalk_engine.protocol.messages import render_hint, render_message
from synctalk_engine.protocol.options.preprocess import DoctorOptions


@takes(DoctorOptions)
def doctor(options: dict[str, Any], yes: bool = YES, as_json: bool = JSON) -> None:
    """Check a video before hours are spent on it."""
    from synctalk_engine.doctor import NEEDED_ASSETS
    from synctalk_engine.doctor import doctor as examine

    offer_missing(lambda: NEEDED_ASSETS, yes, as_json)
    report = guarded(lambda: examine(**options), as_json)
    if as_json:
        print_json({"type": "result", **report})
        return
    size = f"{report['width']}x{report['height']}"
    print(f"{report['duration_s']:.1f} s, {size}, {report['fps']:.4g} frames/s")
    _print_people(report["face"])
    for finding in report["findings"]:
        message = render_message(finding["code"], finding["params"])
        hint = render_hint(finding["code"], finding["params"])
        say(f"{finding['severity']}: {message} {hint}".rstrip())
    for check in report["passed"]:
        message = render_message(check["code"], check["params"])
        hint = render_hint(check["code"], check["params"])
        say(f"ok: {message} {hint}".rstrip())
    for section in report["timeline"]:
        params = {"start": f"{section['start_s']:.1f}", "end": f"{section['end_s']:.1f}"}
        print(f"  {render_message('fault_' + section['fault'], params)}")


def _print_people(face: dict[str, Any]) -> None:
    """Everybody, where there is more than one to choose from."""
    people = face["people"]
    for person in people if len(people) > 1 else ():
        x, y, width, height = person["box"]
        place = f"{x + width / 2:.0f},{y + height / 2:.0f}@{person['time']:g}s"
        mark = " (used)" if person["index"] == face["person"] else ""
        print(f"person {person['index']}: {person['seconds']:.1f} s on screen, at {place}{mark}")


def poster(
    video_path: Path = typer.Option(..., "--video_path", help="The video."),
    output: Path = typer.Option(..., "--output", help="The JPEG to write."),
    as_json: bool = JSON,
) -> None:
    """Write one frame of a video as a small image; used by the window on import."""
    from synctalk_engine.media.poster import write_poster

    written = guarded(lambda: write_poster(video_path, output), as_json)
    if as_json:
        print_json({"type": "result", **written.as_json()})
    else:
        print(written.output)


def waveform(
    audio_path: Path = typer.Option(..., "--audio_path", help="Audio, or a video with audio."),
    as_json: bool = JSON,
) -> None:
    """Show the length and the outline of audio; used by the window for new speech."""
    from synctalk_engine.media.waveform import read_waveform

    found = guarded(lambda: read_waveform(audio_path), as_json)
    if as_json:
        print_json({"type": "result", **found.as_json()})
    else:
        print(f"{found.duration_s:.2f} s")


def devices(as_json: bool = JSON) -> None:
    """List what can train: GPUs first, the processor last."""
    from synctalk_engine.devices import list_devices

    found = guarded(list_devices, as_json)
    if as_json:
        print_json([{"type": "device", **device} for device in found])
        return
    for device in found:
        total_gb, free_gb = device["memory_total_mb"] / 1024, device["memory_free_mb"] / 1024
        memory = f"{free_gb:.1f} of {total_gb:.1f} GB free"
        print(f"{device['id']}: {device['name']}, {memory}, {', '.join(device['precision'])}")


def speak(
    text_file: Path = typer.Option(..., "--text_file", help="What is to be said, UTF-8."),
    output: Path = typer.Option(..., "--output", help="The WAV file to write."),
    voice: str = typer.Option(None, "--voice", help="The voice that speaks it."),
    as_json: bool = JSON,
) -> None:
    """Speak a text into a WAV file; used by the window, so that it is heard before rendering."""
    from synctalk_engine.tts.speak import speak_file

    spoken_by = guarded(lambda: speak_file(text_file, voice, output), as_json)
    if as_json:
        result = {"output": str(output), "voice": spoken_by.id, "licence": spoken_by.licence}
        print_json({"type": "result", **result})
    else:
        print(output)
