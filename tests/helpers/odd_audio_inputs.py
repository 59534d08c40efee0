"""Unusual audio files, and where their content lies: for the tests and the table in docs."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.helpers.odd_audio import (
    DURATION_S,
    audio_file,
    chunk,
    id3_bytes,
    joined,
    pcm16,
    retimed,
    rf64_bytes,
    speech,
    video_file,
    wav_bytes,
    without,
)

Check = tuple[float, float, float]
"""Time at which a piece should be found, its time in the noise, its speed."""


@dataclass(frozen=True)
class OddAudio:
    """One kind of input."""

    name: str
    make: Callable[[Path], Path]
    """Writes it into a folder."""
    is_video: bool = False
    """A source video: sample 0 belongs at its first frame."""
    checks: Sequence[Check] = ((0.3, 0.3, 1.0), (1.9, 1.9, 1.0), (3.5, 3.5, 1.0))
    delay_ms: float = 0.0
    """Of the codec, where the file does not say it; every player has it."""
    warnings: tuple[str, ...] = ()


def _at(*times_s: float) -> tuple[Check, ...]:
    return tuple((time_s, time_s, 1.0) for time_s in times_s)


def _slower(factor: float) -> tuple[Check, ...]:
    return tuple((factor * time_s, time_s, 1 / factor) for time_s in (0.3, 1.9, 3.5))


def _wav(data: Callable[[], bytes]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / "a.wav"
        path.write_bytes(data())
        return path

    return make


def _channels(count: int, rate_hz: int, **options) -> Callable[[Path], Path]:
    def data() -> bytes:
        samples = pcm16(speech(DURATION_S, rate_hz))
        return wav_bytes(np.repeat(samples[:, None], count, axis=1), rate_hz, **options)

    return _wav(data)


def _audio(name: str, codec: str, rate_hz: int = 44100, **options) -> Callable[[Path], Path]:
    return lambda folder: audio_file(folder / name, codec, rate_hz, **options)


def _video(name: str, codec: str = "aac", rate_hz: int = 48000, **options):
    return lambda folder: video_file(folder / name, codec, rate_hz, **options)


def _two(name: str, codec: str, rates_hz=(44100, 44100), layouts=("mono", "mono"), **options):
    """Two files joined, the second of another form."""

    def part(path: Path, start_s: float, duration_s: float) -> Path:
        second = int(start_s > 0)
        rate_hz, layout = rates_hz[second], layouts[second]
        samples = speech(duration_s, rate_hz, start_s)
        return audio_file(path, codec, rate_hz, samples=samples, layout=layout, **options)

    return lambda folder: joined(folder / name, part, [DURATION_S / 2] * 2)


def two_recordings(
    rates_hz, layouts=("mono", "mono"), codecs=("aac", "aac"), is_restarted=False
) -> Callable[[Path], Path]:
    """Two broadcast recordings joined."""

    def part(path: Path, start_s: float, duration_s: float) -> Path:
        second = int(start_s > 0)
        at_s = 1.0 if is_restarted else 1.0 + start_s
        return video_file(
            path,
            codecs[second],
            rates_hz[second],
            layout=layouts[second],
            video_codec="mpeg2video",
            container="mpegts",
            duration_s=duration_s,
            content_start_s=start_s,
            video_start_s=at_s,
            audio_start_s=at_s,
        )

    return lambda folder: joined(folder / "a.ts", part, [DURATION_S / 2] * 2)


def _three_codings_of_ogg(folder: Path) -> Path:
    def part(path: Path, start_s: float, duration_s: float) -> Path:
        samples = speech(duration_s, 48000, start_s)
        if 0.6 < start_s < 2:
            return audio_file(path, "libopus", 48000, samples=samples, layout="stereo")
        return audio_file(path, "vorbis", 48000, samples=samples, layout="stereo", **_VORBIS)

    return joined(folder / "a.ogg", part, [1.4, 1.4, 1.2])


def _adts_behind_id3(folder: Path) -> Path:
    path = audio_file(folder / "a.aac", "aac", container="adts")
    path.write_bytes(id3_bytes() + path.read_bytes())
    return path


def _joined_mp3(folder: Path) -> Path:
    def part(path: Path, start_s: float, duration_s: float) -> Path:
        return audio_file(path, "libmp3lame", 24000, samples=speech(duration_s, 24000, start_s))

    return joined(folder / "a.mp3", part, [DURATION_S / 8] * 8)


def _zeroed(make: Callable[[Path], Path], count: int) -> Callable[[Path], Path]:
    def damage(folder: Path) -> Path:
        path = make(folder)
        data = bytearray(path.read_bytes())
        data[len(data) // 2 : len(data) // 2 + count] = bytes(count)
        path.write_bytes(bytes(data))
        return path

    return damage


def _wrong_xing(folder: Path) -> Path:
    path = audio_file(folder / "a.mp3", "libmp3lame")
    data = bytearray(path.read_bytes())
    at = max(data.find(b"Xing"), data.find(b"Info"))
    data[at + 8 : at + 12] = (9).to_bytes(4, "big")
    path.write_bytes(bytes(data))
    return path


def _not_numbers() -> bytes:
    samples = speech(DURATION_S, 44100)
    samples[40000:40050], samples[90000] = np.nan, np.inf
    return wav_bytes(samples, 44100, tag=3)


def _dsd(folder: Path) -> Path:
    """One bit 2.8 million times a second, by second-order noise shaping."""
    count = 64 * 44100
    values = 0.5 * np.interp(np.arange(count) / count, np.arange(16000) / 16000, speech(1.0))
    bits, first, second = np.zeros(-(-count // 32768) * 32768, np.uint8), 0.0, 0.0
    for index, value in enumerate(values.tolist()):
        bits[index] = second >= 0
        out = 1.0 if second >= 0 else -1.0
        first += value - out
        second += first - out
    data = np.packbits(bits, bitorder="little").tobytes()
    form = b"fmt " + struct.pack("<QIIIIIIQII", 52, 1, 0, 1, 1, 64 * 44100, 1, count, 4096, 0)
    body = form + b"data" + struct.pack("<Q", 12 + len(data)) + data
    (folder / "a.dsf").write_bytes(b"DSD " + struct.pack("<QQQ", 28, 28 + len(body), 0) + body)
    return folder / "a.dsf"


def _lost_and_overlapping(packets):
    moved = retimed(lambda time_s: time_s if time_s < 2.7 else time_s - 0.3)
    return moved(without(1.0, 1.4)(packets))


def _every_25th_lost(packets):
    return [packet for index, packet in enumerate(packets) if index % 25 != 20]


_VORBIS = {"options": {"strict": "experimental"}}
_WMA = {"bit_rate": 128000, "container": "asf", "layout": "stereo"}
_STEREO_MONO = ("stereo", "mono")

INPUTS = (
    # recorders, telephones and messengers
    OddAudio("M4A with an edit list (voice memo)", _audio("a.m4a", "aac", 48000, container="ipod")),
    OddAudio("M4A, 32 kHz stereo (Zoom)", _audio("a.m4a", "aac", 32000, layout="stereo")),
    OddAudio("M4A, ALAC", _audio("a.m4a", "alac")),
    OddAudio("CAF, ALAC (iPhone)", _audio("a.caf", "alac")),
    OddAudio(
        "AMR-NB", _audio("a.amr", "libopencore_amrnb", 8000, bit_rate=12200), delay_ms=4.9
    ),
    OddAudio(
        "3GP with AMR-NB", _audio("a.3gp", "libopencore_amrnb", 8000, bit_rate=12200), delay_ms=-1.3
    ),
    OddAudio("Ogg Opus, 16 kHz (WhatsApp)", _audio("a.opus", "libopus", 16000, container="ogg")),
    OddAudio("WebM without a duration (MediaRecorder)",
             _audio("a.webm", "libopus", 48000, container_options={"live": "1"})),
    OddAudio("WMA, 44.1 kHz", _audio("a.wma", "wmav2", **_WMA), delay_ms=46.4),
    OddAudio("WMA, 8 kHz", _audio("a.wma", "wmav2", 8000, bit_rate=32000, container="asf"),
             delay_ms=64.0),
    # joined, and of changing form
    OddAudio("Ogg Opus, two streams chained", _two("a.ogg", "libopus", (48000, 48000))),
    OddAudio("Ogg Vorbis, two streams chained",
             _two("a.ogg", "vorbis", layouts=("stereo", "stereo"), **_VORBIS),
             checks=_at(0.3, 1.4)),
    OddAudio("Ogg Vorbis, chained, 44.1 then 48 kHz",
             _two("a.ogg", "vorbis", (44100, 48000), ("stereo", "stereo"), **_VORBIS),
             checks=_at(0.3, 1.4, 2.4, 3.5)),
    OddAudio("Ogg, Vorbis then Opus then Vorbis", _three_codings_of_ogg),
    OddAudio("FLAC, 44.1 then 48 kHz", _two("a.flac", "flac", (44100, 48000))),
    OddAudio("ADTS, 48 then 22.05 kHz", _two("a.aac", "aac", (48000, 22050), container="adts"),
             checks=_at(0.3, 1.4), delay_ms=21.3),
    OddAudio("MP3, 8 joined with their headers", _joined_mp3, checks=_at(0.2)),
    OddAudio("MP3, 44.1 then 48 kHz", _two("a.mp3", "libmp3lame", (44100, 48000)),
             checks=_at(0.3, 1.4)),
    OddAudio("MP3, stereo then mono", _two("a.mp3", "libmp3lame", layouts=_STEREO_MONO),
             checks=_at(0.3, 1.4)),
    OddAudio("MP3, mono then stereo", _two("a.mp3", "libmp3lame", layouts=("mono", "stereo")),
             checks=_at(0.3, 1.4)),
    # headers
    OddAudio("ADTS behind an ID3 tag", _adts_behind_id3, delay_ms=23.2),
    OddAudio(
        "MP3 with a wrong Xing header", _wrong_xing, checks=_at(1.9, 3.5), delay_ms=-23.9
    ),
    OddAudio("WAV with odd chunks before the data", _wav(lambda: wav_bytes(
        pcm16(speech(DURATION_S, 44100)), 44100,
        before_data=chunk(b"LIST", b"INFOabc") + chunk(b"bext", bytes(603))))),
    OddAudio("WAV whose size was never filled in (0)", _wav(lambda: wav_bytes(
        pcm16(speech(DURATION_S, 44100)), 44100, data_size=0))),
    OddAudio("WAV of unknown size (streamed)", _wav(lambda: wav_bytes(
        pcm16(speech(DURATION_S, 44100)), 44100, data_size=0xFFFFFFFF))),
    OddAudio("RF64", _wav(lambda: rf64_bytes(pcm16(speech(DURATION_S, 44100)), 44100))),
    OddAudio("W64", _audio("a.w64", "pcm_s16le")),
    OddAudio("AIFF, 24 bit", _audio("a.aiff", "pcm_s24be")),
    # sample formats, rates, channels
    OddAudio("WAV, float with NaN and infinity", _wav(_not_numbers)),
    OddAudio("WAV, 64 bit float", _wav(lambda: wav_bytes(
        speech(DURATION_S, 44100).astype("<f8"), 44100, tag=3))),
    OddAudio("WAV, 32 bit", _wav(lambda: wav_bytes(
        (speech(DURATION_S, 44100) * 2**30).astype("<i4"), 44100))),
    OddAudio("WAV, 8 bit, 8 kHz", _wav(lambda: wav_bytes(
        np.clip(speech(DURATION_S, 8000) * 127 + 128, 0, 255).astype(np.uint8), 8000))),
    OddAudio("WAV, 24 bit, 192 kHz", _audio("a.wav", "pcm_s24le", 192000)),
    OddAudio("WAV, 768 kHz", _wav(lambda: wav_bytes(pcm16(speech(DURATION_S, 768000)), 768000))),
    OddAudio("WAV, A-law", _audio("a.wav", "pcm_alaw", 8000)),
    OddAudio("WAV, mu-law", _audio("a.wav", "pcm_mulaw", 8000)),
    OddAudio("WAV, IMA ADPCM", _audio("a.wav", "adpcm_ima_wav", 22050)),
    OddAudio("G.722", _audio("a.g722", "g722", 16000), delay_ms=1.4),
    OddAudio("WAV, 9 channels without a layout", _channels(9, 16000)),
    OddAudio("WAV, 6 channels with an empty mask", _channels(6, 16000, mask=0)),
    OddAudio("WAV, 10 channels (5.1.4)", _channels(10, 16000, mask=0x2D63F)),
    OddAudio("WAV, 16 channels", _channels(16, 16000)),
    OddAudio("WAV, 64 channels", _channels(64, 16000)),
    OddAudio("WavPack", _audio("a.wv", "wavpack")),
    OddAudio("TTA", _audio("a.tta", "tta")),
    OddAudio("AC-3", _audio("a.ac3", "ac3", 48000), delay_ms=5.3),
    OddAudio("DSD (DSF, 2.8 MHz)", _dsd, checks=_at(0.1, 0.5)),
    # damage
    OddAudio("MP3 with 2000 zeroed bytes",
             _zeroed(_audio("a.mp3", "libmp3lame"), 2000), checks=_at(0.3, 1.4)),
    OddAudio("WebM, 1 s of packets lost", _audio("a.webm", "libopus", 48000, edit=without(1, 2)),
             checks=_at(0.3, 2.5, 3.5), warnings=("audio_gaps",)),
    OddAudio("WebM, every 25th packet lost",
             _audio("a.webm", "libopus", 48000, edit=_every_25th_lost),
             checks=_at(0.45, 1.95, 3.45), warnings=("audio_gaps",)),
    OddAudio("WebM, timestamps jitter by 8 ms", _audio("a.webm", "libopus", 48000, edit=retimed(
        lambda time_s: time_s + 0.004 * (1 + np.sin(50 * time_s))))),
    OddAudio("MKA, timestamps 3 % slower than the samples", _audio(
        "a.mka", "aac", 48000, edit=retimed(lambda time_s: 1.03 * time_s)),
        checks=_slower(1.03), warnings=("audio_stretched",)),
    # videos
    OddAudio("MP4 with an edit list", _video("a.mp4"), True),
    OddAudio("MP4, H.264 with B-frames",
             _video("a.mp4", video_codec="libx264", video_options={"bf": "3"}), True),
    OddAudio("MP4, audio begins 0.7 s later", _video("a.mp4", audio_start_s=0.7), True,
             ((1.0, 0.3, 1.0), (2.5, 1.8, 1.0), (3.5, 2.8, 1.0))),
    OddAudio("MP4, frames begin 0.4 s later", _video("a.mp4", video_start_s=0.4), True,
             ((0.3, 0.7, 1.0), (1.9, 2.3, 1.0), (3.2, 3.6, 1.0))),
    OddAudio("MP4, fragmented, without edit lists",
             _video("a.mp4", container_options={"movflags": "frag_keyframe+empty_moov"}), True,
             delay_ms=21.3),
    OddAudio("MP4 with 3 audio tracks (GoPro, DJI)", _video("a.mp4", tracks=3), True),
    OddAudio("MP4, AC-3", _video("a.mp4", "ac3"), True),
    OddAudio("MP4, timestamps 3 % slower", _video("a.mp4", edit=retimed(lambda t: 1.03 * t)), True,
             _slower(1.03), warnings=("audio_stretched",)),
    OddAudio("MP4, timestamps 3 % faster", _video("a.mp4", edit=retimed(lambda t: 0.97 * t)), True,
             _slower(0.97), warnings=("audio_stretched",)),
    OddAudio("MP4, timestamps 0.2 % slower", _video("a.mp4", edit=retimed(lambda t: 1.002 * t)),
             True, _slower(1.002)),
    OddAudio("MOV, 24 bit PCM (camera)", _video("a.mov", "pcm_s24le"), True),
    OddAudio("MKV, FLAC begins 0.7 s later", _video("a.mkv", "flac", audio_start_s=0.7), True,
             ((1.0, 0.3, 1.0), (2.5, 1.8, 1.0), (3.5, 2.8, 1.0))),
    OddAudio("MKV, 0.4 s lost, then 0.3 s overlap", _video("a.mkv", edit=_lost_and_overlapping),
             True, ((0.3, 0.3, 1.0), (1.9, 1.9, 1.0), (3.2, 3.5, 1.0)),
             warnings=("audio_gaps", "audio_trimmed")),
    OddAudio("MKV with 1500 zeroed bytes", _zeroed(_video("a.mkv"), 1500), True,
             _at(0.3, 3.5), warnings=("audio_gaps",)),
    OddAudio("WebM, VP8 and Opus (MediaRecorder)", _video(
        "a.webm", "libopus", video_codec="libvpx", container_options={"live": "1"}), True),
    OddAudio("AVI, MP3", _video("a.avi", "libmp3lame", 44100), True, delay_ms=25.1),
    OddAudio("AVI, PCM", _video("a.avi", "pcm_s16le", 44100), True),
    OddAudio("FLV, AAC", _video("a.flv", rate_hz=44100, video_codec="flv1"), True),
    OddAudio("WMV, WMA", _video("a.wmv", "wmav2", 44100, video_codec="wmv2", **_WMA), True),
    OddAudio("MPEG program stream, MP2", _video(
        "a.mpg", "mp2", video_codec="mpeg2video", container="mpeg"), True),
    OddAudio("TS, AC-3 5.1", _video(
        "a.ts", "ac3", video_codec="mpeg2video", container="mpegts", layout="5.1"), True),
    OddAudio("TS, 48 kHz stereo then 44.1 kHz mono", two_recordings((48000, 44100), _STEREO_MONO),
             True, _at(0.3, 2.4, 3.5)),
    OddAudio("TS, 32 then 48 kHz", two_recordings((32000, 48000)), True, _at(0.3, 2.4, 3.5)),
    OddAudio("TS, AC-3 5.1 then stereo",
             two_recordings((48000, 48000), ("5.1", "stereo"), ("ac3", "ac3")),
             True, _at(0.3, 2.4, 3.5)),
    OddAudio("TS, AAC then AC-3", two_recordings((48000, 48000), codecs=("aac", "ac3")),
             True, _at(0.3, 2.4, 3.5)),
    OddAudio("TS, MP2 then AAC, 44.1 kHz",
             two_recordings((48000, 44100), codecs=("mp2", "aac")), True, _at(0.3, 2.4, 3.5)),
    OddAudio("TS, the clock starts again", two_recordings((48000, 48000), is_restarted=True),
             True, _at(0.3, 2.4, 3.5)),
    OddAudio("3GP with H.263 and AMR-NB", _video(
        "a.3gp", "libopencore_amrnb", 8000, bit_rate=12200, video_codec="mpeg4"), True,
        delay_ms=-1.3),
)  # fmt: skip
