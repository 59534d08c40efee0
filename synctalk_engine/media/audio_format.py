"""Converts decoded audio of any sample format, channel layout and rate to float32 at one rate."""

from __future__ import annotations

import logging

import av
import numpy as np
from av.audio.resampler import AudioResampler

from synctalk_engine.media.container import PYAV_ERRORS

logger = logging.getLogger(__name__)

RATES_HZ = (48000, 44100, 32000, 24000, 22050, 16000)
"""Rates that audio is converted to. AAC can be written at each of them."""
SANE_RATES_HZ = (1000, 1_536_000)
"""Lowest and highest. Another rate is damage, and converting it could take forever."""
SANE_AMPLITUDE = 8.0
"""Float samples beyond this are damage."""

AudioFormat = tuple[str, str, int, int]
"""Sample format, channel layout, number of channels, rate in Hz."""


def output_rate_hz(rate_hz: int) -> int:
    """Return the highest rate of ``RATES_HZ`` that does not exceed ``rate_hz``, else the lowest."""
    return next((rate for rate in RATES_HZ if rate <= rate_hz), RATES_HZ[-1])


def has_sane_rate(frame: av.AudioFrame) -> bool:
    """Whether the frame's sample rate is possible."""
    return SANE_RATES_HZ[0] <= frame.sample_rate <= SANE_RATES_HZ[1]


def audio_format(frame: av.AudioFrame) -> AudioFormat:
    """Return what a converter has to know about a frame."""
    layout = frame.layout
    return frame.format.name, layout.name, layout.nb_channels, frame.sample_rate


class FormatConverter:
    """Converts frames of one format to float32 (channels, samples) at one rate.

    Args:
        first: a frame of the format that is converted.
        channels: of the output, 1 or 2.
    """

    def __init__(self, first: av.AudioFrame, rate_hz: int, channels: int) -> None:
        self.rate_hz = rate_hz
        self.no_samples = np.zeros((channels, 0), np.float32)
        self._format = audio_format(first)
        self._layout = "mono" if channels == 1 else "stereo"
        self._resampler = self._new_resampler()
        self._averages_channels = False
        """Set for layouts that FFmpeg cannot mix."""

    def fits(self, frame: av.AudioFrame) -> bool:
        """Whether a frame has the format of the first one."""
        return audio_format(frame) == self._format

    def convert(self, frame: av.AudioFrame) -> list[np.ndarray]:
        """Return the samples that are ready, float32 (channels, samples); changes the frame."""
        frame.pts = None  # otherwise the resampler fills gaps as well
        _silence_damaged_samples(frame)
        if not self._averages_channels:
            try:
                return self._arrays(self._resampler.resample(frame))
            except PYAV_ERRORS as error:
                logger.info("channels %s are averaged: %s", frame.layout.name, error)
                self._averages_channels = True
                self._resampler = self._new_resampler()
        return self._arrays(self._resampler.resample(_averaged(frame)))

    def flush(self) -> list[np.ndarray]:
        """Return the samples that the resampler still holds."""
        return self._arrays(self._resampler.resample(None))

    def _new_resampler(self) -> AudioResampler:
        return AudioResampler(format="fltp", layout=self._layout, rate=self.rate_hz)

    @staticmethod
    def _arrays(frames: list[av.AudioFrame | None]) -> list[np.ndarray]:
        return [frame.to_ndarray() for frame in frames if frame is not None]


def _silence_damaged_samples(frame: av.AudioFrame) -> None:
    """Set float samples to 0 that are not finite or far too loud."""
    kind = {"flt": np.float32, "dbl": np.float64}.get(frame.format.name.removesuffix("p"))
    if kind is None:
        return
    for plane in frame.planes:
        samples = np.frombuffer(plane, kind)
        bad = ~(np.abs(samples) <= SANE_AMPLITUDE)
        if bad.any():
            samples[bad] = 0


def _averaged(frame: av.AudioFrame) -> av.AudioFrame:
    """Return the mean of all channels as a mono frame of float32."""
    samples = frame.to_ndarray()
    if not frame.format.is_planar:
        samples = samples.reshape(-1, frame.layout.nb_channels).T
    values = samples.astype(np.float64)
    if samples.dtype == np.uint8:
        values = (values - 128) / 128
    elif np.issubdtype(samples.dtype, np.integer):
        values /= -float(np.iinfo(samples.dtype).min)
    mixed = av.AudioFrame.from_ndarray(
        values.mean(axis=0, keepdims=True).astype(np.float32), format="fltp", layout="mono"
    )
    mixed.sample_rate = frame.sample_rate
    return mixed
