"""What options can be chosen from, and what the window's lists call it."""

from __future__ import annotations

from typing import Literal

FeatureKind = Literal["ave", "hubert", "wenet", "moonshine", "whisper", "mel"]
Landmarker = Literal["mesh468", "mesh478", "pfld"]
FrameFormat = Literal["png", "jpg"]
PresetName = Literal["studio", "328", "160", "lite-160", "lite-320"]
PrecisionName = Literal["auto", "fp32", "bf16", "fp16"]
VideoFormatName = Literal["h264", "hevc", "lossless", "prores4444", "vp9", "png"]
QualityName = Literal["small", "standard", "high"]
LoopName = Literal["pingpong", "once", "forward"]
OutputRate = Literal["25", "30", "50"]
LabelName = Literal["eu", "gb"]
CaptionsName = Literal["auto"]
EncoderName = Literal["auto", "software", "nvenc", "videotoolbox", "qsv", "amf"]

DEFAULT_FEATURE_KIND: FeatureKind = "whisper"
"""Predicts the mouth best of all (docs/experiments.md), and needs no model hub."""

FEATURE_NAMES: dict[str, str] = {
    "moonshine": "Moonshine",
    "whisper": "Whisper",
    "mel": "Mel spectrogram",
    "hubert": "HuBERT",
    "ave": "AVE",
    "wenet": "WeNet",
}
FEATURE_TEXTS: dict[str, str] = {
    "moonshine": "Moonshine · smaller",
    "whisper": "Whisper · the default",
    "mel": "Mel spectrogram · needs no download",
    "hubert": "HuBERT · any language",
    "ave": "AVE · research code",
    "wenet": "WeNet · Chinese",
}
LANDMARKER_TEXTS: dict[str, str] = {
    "mesh478": "478 points · more accurate",
    "mesh468": "468 points · faster",
    "pfld": "PFLD · research code",
}
FRAME_FORMAT_TEXTS: dict[str, str] = {
    "png": "PNG · lossless",
    "jpg": "JPEG · a quarter of the size",
}
PRESET_TEXTS: dict[str, str] = {
    "studio": "studio · most lifelike",
    "lite-160": "lite-160 · fast",
    "lite-320": "lite-320 · higher quality",
    "160": "160 · research, small",
    "328": "328 · research",
}
VIDEO_FORMAT_NAMES: dict[VideoFormatName, str] = {
    "h264": "H.264",
    "hevc": "HEVC",
    "lossless": "FFV1",
    "prores4444": "ProRes 4444",
    "vp9": "VP9",
    "png": "PNG",
}
VIDEO_FORMAT_TEXTS: dict[str, str] = {
    "h264": "H.264 · plays everywhere",
    "hevc": "HEVC, 10 bit · smaller",
    "lossless": "Lossless FFV1 · archives",
    "prores4444": "ProRes 4444 · for editing",
    "vp9": "VP9 · for the web",
    "png": "PNG sequence and WAV",
}
LABEL_TEXTS: dict[str, str] = {
    "eu": "“AI-generated” (EU AI Act)",
    "gb": "“AI生成” (GB 45438-2025)",
}
CAPTIONS_TEXTS: dict[str, str] = {"auto": "What Whisper recognizes in the speech"}
LOOP_TEXTS: dict[str, str] = {
    "pingpong": "Forward and back",
    "once": "Once, then the last frame",
    "forward": "Forward, in a loop",
}
QUALITY_TEXTS: dict[str, str] = {
    "small": "Small file",
    "standard": "Standard",
    "high": "High",
}
ENCODER_TEXTS: dict[str, str] = {
    "auto": "Hardware if it works, else CPU",
    "software": "CPU",
    "nvenc": "NVIDIA NVENC",
    "videotoolbox": "Apple VideoToolbox",
    "qsv": "Intel Quick Sync",
    "amf": "AMD AMF",
}
