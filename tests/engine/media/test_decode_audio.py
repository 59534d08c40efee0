"""Audio is decoded once, in one form, at the times that its file states."""

from __future__ import annotations

import struct
from fractions import Fraction

import av
import av.error
import numpy as np
import pytest

from synctalk_engine.errors import MediaError, StorageError, SynctalkError
from synctalk_engine.media import container as media_container
from synctalk_engine.media.audio import extract_speech, extract_wav, load_samples
from synctalk_engine.media.audio_repairs import AudioRepairs
from synctalk_engine.media.decode_audio import AudioDecoder
from synctalk_engine.media.encode import VideoWriter
from synctalk_engine.media.probe import probe
from synctalk_engine.media.timestamp_restarts import restart_offsets_s
from tests.helpers.bad_media import AudioTrack, bytes_file, numbered_frames, write
from tests.helpers.media_files import tone
from tests.helpers.odd_audio import (
    audio_file,
    pcm16,
    retimed,
    speech,
    video_file,
    wav_bytes,
    without,
)


def decoded(path, **options) -> tuple[np.ndarray, AudioDecoder]:
    with AudioDecoder(path, **options) as decoder:
        blocks = list(decoder.blocks())
    return np.concatenate(blocks, axis=1), decoder


# -- samples are not touched without need --------------------------------------------------------


def test_samples_of_an_ordinary_file_come_out_as_they_are(tmp_path):
    values = pcm16(speech(2.0, 44100))
    path = bytes_file(tmp_path / "a.wav", wav_bytes(values, 44100))
    samples, decoder = decoded(path)
    assert (decoder.rate_hz, decoder.channels) == (44100, 1)
    assert np.array_equal(samples[0] * 32768, values)
    assert decoder.repairs == AudioRepairs(packets=decoder.repairs.packets)


def test_jitter_changes_no_sample(tmp_path):
    path = audio_file(tmp_path / "a.webm", "libopus", 48000)
    jittery = audio_file(
        tmp_path / "b.webm", "libopus", 48000,
        edit=retimed(lambda time_s: time_s + 0.003 * (1 + np.sin(37 * time_s))),
    )  # fmt: skip
    plain, shaken = decoded(path)[0], decoded(jittery)[0]
    count = min(plain.shape[1], shaken.shape[1])
    assert abs(plain.shape[1] - shaken.shape[1]) < 48 * 8
    lag = shaken.shape[1] - plain.shape[1]
    first = max(lag, 0)
    assert np.array_equal(plain[:, : count - first], shaken[:, first:count])


def test_blocks_are_short_whatever_the_length(tmp_path):
    path = audio_file(tmp_path / "a.mka", "aac", 48000, edit=without(1.0, 3.0))
    with AudioDecoder(path, shift_s=-20.0) as decoder:
        counts = [block.shape[1] for block in decoder.blocks()]
    assert sum(counts) == pytest.approx(24 * 48000, abs=2048)
    assert max(counts) <= 48000


@pytest.mark.parametrize(
    ("own_hz", "rate_hz"), [(8000, 16000), (11025, 16000), (44100, 44100), (96000, 48000)]
)
def test_the_rate_is_one_that_aac_can_be_written_at(tmp_path, own_hz, rate_hz):
    path = bytes_file(tmp_path / "a.wav", wav_bytes(pcm16(speech(0.5, own_hz)), own_hz))
    samples, decoder = decoded(path)
    assert decoder.rate_hz == rate_hz
    assert samples.shape[1] == pytest.approx(rate_hz / 2, abs=2)


# -- what timestamps say -------------------------------------------------------------------------


def test_one_wrong_timestamp_moves_nothing(tmp_path):
    def edit(packets):
        packets[60].pts = packets[60].dts = packets[60].pts + 900
        return packets

    plain, _ = decoded(audio_file(tmp_path / "a.mp4", "aac", 48000))
    moved, decoder = decoded(audio_file(tmp_path / "b.mp4", "aac", 48000, edit=edit))
    assert np.array_equal(plain, moved)
    assert decoder.repairs == AudioRepairs(packets=decoder.repairs.packets)


def test_gaps_are_silent_and_counted(tmp_path):
    path = audio_file(tmp_path / "a.webm", "libopus", 48000, edit=without(1.0, 2.0))
    samples, decoder = decoded(path)
    assert not samples[:, 50000:94000].any()
    assert decoder.repairs.filled_s == pytest.approx(1.0, abs=0.02)
    assert decoder.repairs.gap_count == 1
    assert decoder.repairs.warnings() == [("audio_gaps", {"seconds": 1.0, "count": 1})]


def test_a_rest_that_cannot_be_read_is_said(tmp_path):
    def edit(packets):
        for number, packet in enumerate(packets):
            if number < 100:
                yield packet
                continue
            damaged = av.Packet(b"\xff" * 60)
            damaged.pts, damaged.dts, damaged.time_base = packet.pts, packet.dts, packet.time_base
            damaged.stream = packet.stream
            yield damaged

    samples, decoder = decoded(audio_file(tmp_path / "a.mka", "aac", 48000, edit=edit))
    assert samples.shape[1] == pytest.approx(100 * 1024, abs=2048)
    assert [code for code, _ in decoder.repairs.warnings()] == ["audio_damaged", "audio_cut_off"]
    assert decoder.repairs.unread_after_s == pytest.approx(100 * 1024 / 48000, abs=0.05)


def test_packets_that_are_damaged_in_numbers_are_said(tmp_path):
    path = audio_file(tmp_path / "a.amr", "libopencore_amrnb", 8000, bit_rate=12200)
    data = bytearray(path.read_bytes())
    for at in range(6, len(data), 5 * 32):  # the first byte of a frame says what it is
        data[at] = 0x4C
    _, decoder = decoded(bytes_file(path, bytes(data)))
    (warning,) = decoder.repairs.warnings()
    assert warning[0] == "audio_damaged" and warning[1]["percent"] >= 10


def test_a_clock_that_jumps_by_hours_puts_no_hours_of_silence_in(tmp_path):
    edit = retimed(lambda time_s: time_s if time_s < 2 else time_s + 5 * 3600)
    samples, decoder = decoded(audio_file(tmp_path / "a.mka", "aac", 48000, edit=edit))
    assert samples.shape[1] == pytest.approx(4 * 48000, abs=2048)
    assert decoder.repairs.restart_count == 1


def test_video_decides_where_audio_continues_when_clocks_restart():
    frame_s, tick = Fraction(1, 25), Fraction(1, 1000)
    first = [1000 + 40 * k for k in (0, 3, 1, 2, 6, 4, 5)]
    second = [1040 + 40 * k for k in (0, 3, 1, 2)]
    third = [1000, 1040]
    long_first = [stamp + 3000 * (index > 3) for index, stamp in enumerate(first)]
    offsets_s = restart_offsets_s(long_first + second, tick, frame_s)
    assert offsets_s == [Fraction(4280 - 1040, 1000)]
    two = restart_offsets_s([1000, 4000, *third, 5000, *third], tick, frame_s)
    assert [round(float(offset), 3) for offset in two] == [3.04, 7.08]


def test_repair_counts_survive_a_damaged_record():
    repairs = AudioRepairs(filled_s=1.25, gap_count=3)
    assert AudioRepairs.from_json(repairs.as_json()) == repairs
    for damaged in (None, [], "x", {"filled_s": "x", "other": 1}):
        assert AudioRepairs.from_json(damaged) == AudioRepairs()


# -- forms ---------------------------------------------------------------------------------------


def test_samples_that_are_no_numbers_are_silent(tmp_path):
    values = speech(1.0, 16000)
    values[3000:3010], values[5000], values[6000] = np.nan, -np.inf, 1e30
    path = bytes_file(tmp_path / "a.wav", wav_bytes(values, 16000, tag=3))
    samples, _ = decoded(path)
    expected = np.where(np.abs(values) < 8, values, 0)
    assert np.array_equal(samples[0], np.nan_to_num(expected))


def test_channels_that_ffmpeg_cannot_mix_are_averaged(tmp_path):
    values = np.stack([speech(1.0, 16000, 3.0 * number) for number in range(11)], axis=1)
    path = bytes_file(tmp_path / "a.wav", wav_bytes(pcm16(values), 16000))
    samples, decoder = decoded(path)
    assert decoder.channels == 2
    expected = pcm16(values).mean(axis=1) / 32768
    left_or_mono = samples[0] * (expected @ expected) / (samples[0] @ expected)
    assert np.abs(left_or_mono - expected).max() < 1e-3


def test_audio_of_an_absurd_rate_is_a_sentence(tmp_path):
    for rate_hz in (0, 1, 0x7FFFFFFF):
        data = wav_bytes(pcm16(speech(0.1, 16000)), 16000)
        data = data[:24] + rate_hz.to_bytes(4, "little") + data[28:]
        path = bytes_file(tmp_path / f"{rate_hz}.wav", data)
        try:
            extract_wav(path, tmp_path / "out.wav", duration_s=1.0)
        except SynctalkError as error:
            assert error.code == "audio_unreadable"


@pytest.mark.parametrize("count", [0, 1, 7])
def test_files_of_hardly_any_samples(tmp_path, count):
    path = bytes_file(tmp_path / "a.wav", wav_bytes(pcm16(tone(1.0)[:count]), 44100))
    try:
        samples = load_samples(path)
    except SynctalkError as error:
        assert count == 0 and error.code == "audio_unreadable"
    else:
        assert len(samples) <= 16


# -- streams -------------------------------------------------------------------------------------


def two_tracks(path, is_first_filled: bool):
    """The default track may be an empty one."""
    with av.open(str(path), "w") as output:
        tracks = [output.add_stream("pcm_s16le", rate=16000, layout="mono") for _ in range(2)]
        tracks[0].disposition = av.stream.Disposition.default
        tracks[1].disposition = av.stream.Disposition(0)
        for number, track in enumerate(tracks):
            if number == 0 and not is_first_filled:
                continue
            values = pcm16(speech(1.0, start_s=3.0 * number))
            frame = av.AudioFrame.from_ndarray(values[None], format="s16", layout="mono")
            frame.sample_rate, frame.pts = 16000, 0
            output.mux(track.encode(frame))
            output.mux(track.encode(None))
    return path


@pytest.mark.parametrize("is_first_filled", [True, False])
def test_an_empty_default_track_is_passed_over(tmp_path, is_first_filled):
    path = two_tracks(tmp_path / "a.mkv", is_first_filled)
    expected = pcm16(speech(1.0, start_s=0.0 if is_first_filled else 3.0))
    assert np.array_equal(decoded(path)[0][0] * 32768, expected)


def test_a_file_with_nothing_but_empty_tracks_is_a_sentence(tmp_path):
    with av.open(str(tmp_path / "a.mkv"), "w") as output:
        output.add_stream("pcm_s16le", rate=16000, layout="mono")
        output.start_encoding()
    with pytest.raises(MediaError) as caught:
        load_samples(tmp_path / "a.mkv")
    assert caught.value.code == "audio_unreadable"


def test_audio_beyond_a_shorter_or_longer_video_is_kept_in_place(tmp_path):
    for seconds in (0.5, 3.0):
        path = write(tmp_path / "v.mp4", numbered_frames(25), [AudioTrack(tone(seconds))])
        levels = extract_wav(
            path, tmp_path / "out.wav", start_s=probe(path).start_s, duration_s=1.0
        )
        assert levels.sample_count == 16000
        assert (levels.padded_samples > 0) == (seconds < 1)


# -- errors of PyAV ------------------------------------------------------------------------------


def error_classes(base=av.error.FFmpegError):
    found = [base]
    for each in base.__subclasses__():
        found += error_classes(each)
    return sorted(set(found), key=lambda each: each.__name__)


class Packet:
    """Gives frames, or fails."""

    def __init__(self, outcome) -> None:
        self.outcome = outcome
        self.size = 1

    def decode(self):
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return [self.outcome]


class Source:
    """A file whose packets are given; an exception among them is raised instead."""

    def __init__(self, packets) -> None:
        self.packets = list(packets)

    def demux(self, _stream):
        while self.packets:
            packet = self.packets.pop(0)
            if isinstance(packet, Exception):
                raise packet
            yield packet


@pytest.mark.parametrize(
    "kind", [*error_classes(), ValueError, IndexError], ids=lambda kind: kind.__name__
)
def test_every_error_of_pyav_is_dealt_with(kind, tmp_path):
    error = kind(5, "no luck") if issubclass(kind, av.error.FFmpegError) else kind("no luck")
    in_decoder = Source([Packet(1), Packet(error), Packet(2)])
    frames = media_container.decoded_frames(in_decoder, None, tmp_path / "a")
    assert list(frames) == [1, 2], "a packet that cannot be decoded is left out"

    in_file = Source([Packet(1), error, Packet(2)])
    frames = media_container.decoded_frames(in_file, None, tmp_path / "a")
    if isinstance(error, OSError) and not isinstance(error, BlockingIOError):
        with pytest.raises(StorageError) as caught:
            list(frames)
        assert caught.value.code == "path_unusable" and "no luck" in caught.value.message
    else:
        assert list(frames) == [1, 2]


def test_a_file_without_end_of_damage_ends():
    damage = [av.error.InvalidDataError(5, "damage") for _ in range(1000)]
    source = Source([Packet(1), *damage])
    broken = []
    frames = media_container.decoded_frames(source, None, "a", lambda: broken.append(1))
    assert list(frames) == [1]
    assert len(broken) == media_container.DAMAGED_PACKETS_LIMIT


def test_an_encoder_that_fails_is_a_sentence(tmp_path):
    with pytest.raises(MediaError) as caught, VideoWriter(tmp_path / "o.mp4", 25, 16, 16) as writer:
        writer._stream = type("Failing", (), {"encode": staticmethod(_fail)})
        writer.write(np.zeros((16, 16, 3), np.uint8))
    assert caught.value.code == "video_not_written" and "no luck" in caught.value.message
    assert not list(tmp_path.iterdir())


def _fail(_frame):
    raise av.error.ExternalError(5, "No luck")


# -- both files of a render ----------------------------------------------------------------------


def test_the_recording_is_what_was_decoded(tmp_path):
    path = audio_file(tmp_path / "a.webm", "libopus", 48000, edit=without(1.0, 2.0))
    _, recording = extract_speech(path, tmp_path / "s.wav", tmp_path / "s.pcm")
    kept = np.concatenate(list(recording.blocks()), axis=1)
    samples, _ = decoded(path)
    assert kept.shape == samples.shape
    assert np.abs(kept - np.clip(samples, -1, 1)).max() <= 1 / 32768


def test_one_rule_for_probe_and_decoder(tmp_path):
    path = video_file(tmp_path / "v.mp4", tracks=3)
    info = probe(path)
    assert info.audio_track is info.audio[0]
    first, _ = decoded(path, start_s=info.start_s)
    alone, _ = decoded(video_file(tmp_path / "w.mp4"), start_s=0.0)
    assert np.abs(first - alone).max() < 1e-3


def test_a_box_of_damaged_length_is_a_sentence(tmp_path):
    data = bytearray(audio_file(tmp_path / "a.m4a", "alac").read_bytes())
    at = data.index(b"mdat") - 4
    data[at : at + 16] = struct.pack(">I4sQ", 1, b"mdat", 2**64 - 9)
    with pytest.raises(MediaError) as caught:
        load_samples(bytes_file(tmp_path / "b.m4a", bytes(data)))
    assert caught.value.code == "video_truncated"
