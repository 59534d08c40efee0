"""The table of presets: what is cropped and masked, which audio features are used, which network.

The geometry of `328` and `160` is that of the research code (SyncTalk_2D and
Ultralight-Digital-Human), so that their checkpoints and ours can be exchanged.
"""

from dataclasses import dataclass
from typing import Literal

ModelFeatureKind = Literal["ave", "hubert", "wenet", "moonshine", "whisper", "mel", "mel+moonshine"]
"""Kinds of audio features; the last is the two side by side (`audio_windows.join_features`)."""

FEATURE_SHAPES: dict[str, tuple[int, ...]] = {
    "ave": (512,),
    "hubert": (2, 1024),
    "wenet": (16, 512),
    "moonshine": (288,),
    "whisper": (2, 512),
    "mel": (4, 80),
    "mel+moonshine": (608,),
}
"""Shape of one frame (25 a second) of each kind, as it lies in `aud_<kind>.npy`."""

KINDS: tuple[ModelFeatureKind, ...] = (
    "ave",
    "hubert",
    "wenet",
    "moonshine",
    "whisper",
    "mel",
    "mel+moonshine",
)

PATCH_FACE_FRACTION = 0.62
"""Side of a studio generator's patch, in widths of the face."""
STUDIO_PATCHES_PX = (96, 128, 144, 176, 208, 256, 320, 384)

LITE_WENET_ROWS = slice(7, 9)
"""A WeNet frame is 16 rows around it; the lite window brings its neighbours itself and takes the
two in the middle."""

Box = tuple[int, int, int, int]
"""left, top, right, bottom in pixels; right and bottom lie outside."""


@dataclass(frozen=True)
class Preset:
    """One size and build of generator. Boxes and sizes are in pixels."""

    name: str
    """What the user chooses."""

    family: Literal["unet328", "unet160", "lite", "studio"]
    """Which network builds it."""

    crop_px: int
    """Side to which the face square of a frame is resized."""

    input_px: int
    """Side of what the network sees: the crop without its border; a studio generator's patch."""

    mask_box: Box
    """The part of the input that is blanked and that the network generates anew."""

    window_frames: int
    """Frames in the audio window: [i - n/2, i + n/2) about frame i."""

    kinds: tuple[ModelFeatureKind, ...] = KINDS
    """Feature kinds that it can be trained with."""

    border_px: int = 4
    """Width of the crop's rim that the network does not see; it hides the seam of pasting."""

    def __post_init__(self) -> None:
        left, top, right, bottom = self.mask_box
        if self.family == "studio":
            return
        if self.crop_px - 2 * self.border_px != self.input_px:
            raise ValueError(f"preset {self.name}: crop less border is not the input")
        if not (0 <= left < right <= self.input_px and 0 <= top < bottom <= self.input_px):
            raise ValueError(f"preset {self.name}: mask {self.mask_box} leaves the input")
        if self.window_frames % 2:
            raise ValueError(f"preset {self.name}: the window has no middle")

    @property
    def image_channels(self) -> int:
        """Channels of the network's image input."""
        return 9 if self.family == "studio" else 6

    @property
    def has_lite_audio(self) -> bool:
        """Whether the audio input is a plain window of features, as our own networks want it."""
        return self.family in ("lite", "studio")

    def frame_layout(self, kind: str) -> tuple[int, int, int]:
        """Shape (channels, rows, columns) that one frame of `kind` has in a research window.

        Kinds that the research code does not know take the least layout that holds them.
        """
        if kind == "wenet":
            return (16, 16, 32)
        numbers = feature_count(kind)
        if self.family == "unet328" and numbers <= 2 * 16 * 16:
            return (2, 16, 16)
        return (2, 32, 32)

    def window_shape(self, kind: str) -> tuple[int, ...]:
        """Shape of the audio input, without the batch. Raises ValueError if not admitted."""
        self.check_kind(kind)
        if self.has_lite_audio:
            return (self.window_frames, lite_channels(kind))
        channels, rows, columns = self.frame_layout(kind)
        return (self.window_frames * channels, rows, columns)

    def network_name(self, kind: str) -> str:
        """Name of the network that reads this preset's windows of `kind`, for `registry.create`."""
        self.check_kind(kind)
        if self.has_lite_audio:
            return self.name
        layouts = {(16, 16, 32): "wenet", (2, 16, 16): "ave", (2, 32, 32): "hubert"}
        return f"{self.family}_{layouts[self.frame_layout(kind)]}"

    def check_kind(self, kind: str) -> None:
        """Raise ValueError unless this preset can be trained with `kind`."""
        if kind not in self.kinds:
            raise ValueError(f"preset {self.name} admits {', '.join(self.kinds)}, not {kind}")


def feature_count(kind: str) -> int:
    """Numbers in one frame of `kind`."""
    count = 1
    for extent in FEATURE_SHAPES[kind]:
        count *= extent
    return count


def lite_channels(kind: str) -> int:
    """Numbers that a lite network is given of one frame of `kind`."""
    if kind == "wenet":
        return (LITE_WENET_ROWS.stop - LITE_WENET_ROWS.start) * FEATURE_SHAPES["wenet"][1]
    return feature_count(kind)


PRESETS: dict[str, Preset] = {
    preset.name: preset
    for preset in (
        Preset("328", "unet328", 328, 320, mask_box=(5, 5, 315, 310), window_frames=16),
        Preset("160", "unet160", 168, 160, mask_box=(5, 5, 155, 150), window_frames=8),
        # From the nose's base down: on a smiling face the lips begin at 28 of 160, and what shows
        # of them gives the source's mouth away. Strips at the sides and below stay, so that the
        # generated part joins the neck and cheeks that it must meet.
        Preset("lite-160", "lite", 168, 160, mask_box=(8, 22, 152, 152), window_frames=16),
        Preset("lite-320", "lite", 328, 320, mask_box=(16, 44, 304, 304), window_frames=16),
        *(
            Preset(f"studio-{side}", "studio", 168, side, (0, 0, side, side), window_frames=16)
            for side in STUDIO_PATCHES_PX
        ),
    )
}


CROP_PRESETS = {name: one for name, one in PRESETS.items() if one.family != "studio"}
"""Those whose network generates a masked region of a face crop."""


def studio_preset(face_px: float) -> str:
    """Name of the studio preset whose patch holds a face of that width at its own resolution."""
    wanted_px = PATCH_FACE_FRACTION * face_px
    fitting = [side for side in STUDIO_PATCHES_PX if side >= wanted_px]
    return f"studio-{fitting[0] if fitting else STUDIO_PATCHES_PX[-1]}"


def get_preset(name: str) -> Preset:
    """The preset of that name. Raises KeyError with the names there are."""
    if name not in PRESETS:
        raise KeyError(f"no preset {name!r}; there are {', '.join(PRESETS)}")
    return PRESETS[name]
