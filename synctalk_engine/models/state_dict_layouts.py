"""Which network a state dict belongs to, whoever wrote it, and its tensors under our keys.

Publishers lay the same network out in different ways. SyncTalk_2D's `ave` encoder is published
without the prefix `audio_encoder.` that its loader adds; the UNet of Ultralight-Digital-Human lost
the `Sequential` around two stages (a `.0` in the keys) in 2026; training scripts wrap the state
dict (`{"model": ..., "optimizer": ...}`), DataParallel adds `module.`. The names of the layers and
the shapes of the tensors tell them all apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import torch
from torch import Tensor, nn

from synctalk_engine.models.perceptual import VGG19_LEVELS
from synctalk_engine.models.registry import LITE_CONFIGS, NETWORKS, create

Shapes = dict[str, tuple[int, ...]]
Role = Literal["generator", "syncnet", "encoder"]

_WRAPPER_KEYS = (
    "state_dict",
    "model_state_dict",
    "model",
    "net",
    "network",
    "generator",
    "syncnet",
    "pfld_backbone",
)
"""Where training scripts put the weights, the likeliest first; other keys are tried after them."""
_NO_WEIGHTS_KEYS = ("optimizer", "optimizer_state_dict", "scheduler", "scaler")
_WRAPPER_DEPTH = 3
_PREFIXES = (
    "module.",
    "_orig_mod.",
    "model.",
    "net.",
    "audio_encoder_wrapper.",
    "audio_encoder.",
    "pfld_backbone.",
)
"""Left by wrappers; taken off where all keys have it, ours included."""
_SEQUENTIAL_OF_ONE = re.compile(r"(^|\.)(inconv|maxpool_conv)\.0\.")
_COUNTER = "num_batches_tracked"
"""Of batch norms: used by no network here, and not in files of old PyTorch versions."""
_EARLIER_STUDIO_LACKS = {"patch.flow.weight", "patch.flow.bias", "patch.view", "detail_gain"}

VGG19_TITLE = "VGG19 (torchvision)"
_FEATURES = "features."
_VGG19_WIDTHS = (64, 128, 256, 512)
"""Of the convolutions between two pools, as far as conv4_4."""

_TITLES: tuple[tuple[str, str, Role], ...] = (
    ("unet328_", "a generator of SyncTalk_2D (328)", "generator"),
    ("unet160_", "a generator of Ultralight-Digital-Human (160)", "generator"),
    ("lite-", "a generator of SyncTalk Studio (lite)", "generator"),
    ("syncnet328_", "a SyncNet of SyncTalk_2D", "syncnet"),
    ("ave_encoder", "the AVE audio encoder", "encoder"),
    ("pfld_ghostone", "the PFLD landmark network", "encoder"),
)
"""Beginning of a network's name, what people call it, what it does."""

_SIGNS: tuple[tuple[tuple[str, ...], str, Role], ...] = (
    # Layers that tell a network that is not among ours, or not in this form.
    (("patch_mean", "log_scale"), "a SyncNet of SyncTalk Studio", "syncnet"),
    (
        ("face_encoder.", "audio_encoder."),
        "a SyncNet of another kind than SyncTalk_2D's",
        "syncnet",
    ),
    (
        ("audio_model.", "fuse_conv."),
        "a generator of another form than the research code's",
        "generator",
    ),
    (("features.1.running_mean",), "VGG with batch norm", "encoder"),
    (("features.0.weight",), "a VGG of another depth than 19", "encoder"),
    (("feature_extractor.conv_layers.",), "HuBERT or wav2vec 2.0", "encoder"),
    (("_conv_stem.",), "EfficientNet", "encoder"),
)


class StateDictError(ValueError):
    """Weights are not those of the network that was asked for; the text is the reason."""


@dataclass(frozen=True)
class IdentifiedNetwork:
    """What a file turned out to hold."""

    title: str
    """For people, with its article: ``a SyncNet of SyncTalk_2D``."""
    role: Role | None
    """None if it is a network that this program does not know."""
    names: tuple[str, ...]
    """Names of `registry.NETWORKS` that it fits; several where only a stride tells them apart."""
    state: dict[str, Tensor]
    """As it lies in the file, without wrappers."""


def state_dicts_in(value: Any, depth: int = _WRAPPER_DEPTH) -> Iterator[dict[str, Tensor]]:
    """The state dicts in what a file holds, the likeliest first, as they are."""
    if not isinstance(value, dict) or not value:
        return
    if all(isinstance(key, str) for key in value) and _are_tensors(value):
        yield value
        return
    if depth == 0:
        return
    known = [key for key in _WRAPPER_KEYS if key in value]
    others = [key for key in value if key not in (*_WRAPPER_KEYS, *_NO_WEIGHTS_KEYS)]
    for key in (*known, *others):
        yield from state_dicts_in(value[key], depth - 1)


def identify_network(value: Any) -> IdentifiedNetwork:
    """What network is in what a file holds.

    Raises:
        StateDictError: it holds no weights.
    """
    unknown: IdentifiedNetwork | None = None
    for state in state_dicts_in(value):
        found = _recognise_state(state)
        if found.role is not None:
            return found
        unknown = unknown or found
    if unknown is None:
        raise StateDictError("it holds no weights")
    return unknown


def weights_for(name: str, value: Any) -> dict[str, Tensor]:
    """The weights of the network `name` in what a file holds, under the network's own keys.

    Raises:
        StateDictError: it holds another network, or none.
    """
    states = list(state_dicts_in(value))
    for state in states:
        if name in _matching(state):
            return _renamed(state, list(_shapes(name)))
    if not states:
        raise StateDictError("it holds no weights")
    raise StateDictError(_difference(identify_network(value), _shapes(name)))


def vgg19_weights(value: Any) -> dict[str, Tensor]:
    """The convolutions of VGG19 up to conv4_4 in what a file holds, under torchvision's keys.

    The classifier and the last convolutions may be there or not, and so may `features.`.

    Raises:
        StateDictError: it holds another network, or none.
    """
    expected = _vgg19_shapes()
    found = identify_network(value)
    for state in state_dicts_in(value):
        if _holds(state, expected):
            return {key: state[key].float() for key in expected}
        if _holds(state, {key.removeprefix(_FEATURES): shape for key, shape in expected.items()}):
            return {key: state[key.removeprefix(_FEATURES)].float() for key in expected}
    raise StateDictError(f"it holds {found.title}")


def weights_for_network(network: nn.Module, value: Any) -> dict[str, Tensor]:
    """:func:`weights_for` a network that is there already.

    Raises:
        StateDictError: it holds another network, or none.
    """
    expected = _shapes_of(network)
    states = list(state_dicts_in(value))
    for state in states:
        if _fits(_canonical_shapes(state), _canonical(expected)):
            return _renamed(state, list(expected))
    if not states:
        raise StateDictError("it holds no weights")
    raise StateDictError(_difference(identify_network(value), expected))


def _are_tensors(value: Mapping[str, Any]) -> bool:
    return all(isinstance(one, Tensor) for one in value.values())


def _recognise_state(state: dict[str, Tensor]) -> IdentifiedNetwork:
    names = _matching(state)
    for beginning, title, role in _TITLES:
        if any(name.startswith(beginning) for name in names):
            return IdentifiedNetwork(title, role, names, state)
    if _holds(state, _vgg19_shapes()):
        return IdentifiedNetwork(VGG19_TITLE, "encoder", (), state)
    keys = set(state) | set(_canonical_keys(list(state)))
    for signs, title, role in _SIGNS:
        if all(any(key.startswith(sign) or f".{sign}" in key for key in keys) for sign in signs):
            return IdentifiedNetwork(title, role, (), state)
    first = next(iter(state))
    return IdentifiedNetwork(
        f"a network that this program does not know (“{first}”, …)", None, (), state
    )


def _vgg19_shapes() -> Shapes:
    shapes: Shapes = {}
    before = 3
    for indices, width in zip(VGG19_LEVELS, _VGG19_WIDTHS, strict=True):
        for index in indices:
            shapes[f"{_FEATURES}{index}.weight"] = (width, before, 3, 3)
            shapes[f"{_FEATURES}{index}.bias"] = (width,)
            before = width
    return shapes


def _holds(state: Mapping[str, Tensor], shapes: Shapes) -> bool:
    return all(key in state and tuple(state[key].shape) == shapes[key] for key in shapes)


def _matching(state: Mapping[str, Tensor]) -> tuple[str, ...]:
    """Names of the networks with these layers and shapes."""
    shapes = _canonical_shapes(state)
    fixed = tuple(
        name
        for name in NETWORKS
        if name not in LITE_CONFIGS and _fits(shapes, _canonical(_shapes(name)))
    )
    # The widths of a lite network vary with its audio features; its layers do not.
    lite = tuple(name for name in LITE_CONFIGS if set(shapes) == set(_canonical(_shapes(name))))
    return fixed + lite


def _fits(given: Shapes, expected: Shapes) -> bool:
    return _without_counters(given) == _without_counters(expected)


def _without_counters(shapes: Shapes) -> Shapes:
    return {key: shape for key, shape in shapes.items() if not key.endswith(_COUNTER)}


@cache
def _shapes(name: str) -> Shapes:
    with torch.device("meta"):
        return _shapes_of(create(name))


def _shapes_of(network: nn.Module) -> Shapes:
    return {key: tuple(value.shape) for key, value in network.state_dict().items()}


def _canonical_shapes(state: Mapping[str, Tensor]) -> Shapes:
    return _canonical({key: tuple(value.shape) for key, value in state.items()})


def _canonical(shapes: Shapes) -> Shapes:
    return dict(zip(_canonical_keys(list(shapes)), shapes.values(), strict=True))


def _canonical_keys(keys: list[str]) -> list[str]:
    """The keys without what publishers and wrappers do differently, in the same order."""
    stripped = True
    while stripped and keys:
        stripped = False
        for prefix in _PREFIXES:
            if all(key.startswith(prefix) for key in keys):
                keys = [key.removeprefix(prefix) for key in keys]
                stripped = True
    return [_SEQUENTIAL_OF_ONE.sub(r"\1\2.", key) for key in keys]


def _renamed(state: dict[str, Tensor], keys: list[str]) -> dict[str, Tensor]:
    """The tensors of a state dict that fits, under these keys and in their order."""
    tensors = dict(zip(_canonical_keys(list(state)), state.values(), strict=True))
    zero = torch.zeros((), dtype=torch.int64)
    return {
        key: tensors.get(canonical, zero)
        for key, canonical in zip(keys, _canonical_keys(keys), strict=True)
    }


def _difference(found: IdentifiedNetwork, expected: Shapes) -> str:
    """Why a state dict does not fit, in a few words."""
    wanted = _canonical(expected)
    # Key by key: one tensor too many must not hide a prefix that all the others have.
    given = {_canonical_keys([key])[0]: tuple(value.shape) for key, value in found.state.items()}
    common = given.keys() & wanted.keys()
    if found.names or len(common) < len(wanted) / 2:
        return f"it holds {found.title}"
    missing = [key for key in wanted if key not in given and not key.endswith(_COUNTER)]
    if missing and _EARLIER_STUDIO_LACKS.issuperset(missing):
        return "an earlier version trained it, which made teeth in another way; train it again"
    if missing:
        return f"of its {len(wanted)} tensors {len(missing)} are missing, the first “{missing[0]}”"
    for key in common:
        if given[key] != wanted[key]:
            return f"its tensor “{key}” has the shape {given[key]}, not {wanted[key]}"
    more = next(key for key in given if key not in wanted)
    return f"it has {len(given) - len(common)} more tensors than that, the first “{more}”"
