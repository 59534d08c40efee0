"""How an option is declared, and how the command line, the forms and the JSON schema read it.

An option is a field of an :class:`Options` model::

    batchsize: Annotated[
        int | None, Field(ge=1, le=1024), Option("&Batch size", "Images in a batch.", is_basic=True)
    ] = None

The type gives the choices (``Literal``), ``Field`` the range, the value after ``=`` the default and
:class:`Option` everything that people read. :func:`options_of` puts these together. Nothing else
repeats them: see ``cli/generated.py`` and the window's ``option_form.py``.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic.fields import FieldInfo

DATA, TRAINING, SYNCNET = "Data and checkpoints", "Training", "SyncNet"
MACHINE, OUTPUT, LIVE = "Device, speed and memory", "Output", "Live"
GROUPS = ("", DATA, TRAINING, SYNCNET, MACHINE, OUTPUT, LIVE)
"""Groups of options, in the order of ``--help``."""


class Options(BaseModel):
    """Base of all models of options: frozen, and unknown names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def recorded(self) -> dict[str, Any]:
        """What a run keeps of them."""
        return self.model_dump()


@dataclass(frozen=True)
class Option:
    """What people read about an option. Texts without a flag in them are shown by the window too.

    In a label, ``&`` stands before the letter that Alt reaches it by.
    """

    label: str
    help: str
    cli_help: str = ""
    """Sentences that only ``--help`` adds, since they name flags."""
    flags: tuple[str, ...] = ()
    """Flags on the command line; ``--<name of the field>`` if empty."""
    argument: str = ""
    """A positional argument of this name instead of a flag."""
    group: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Value -> its text in a list, in the order of the list; the values themselves if empty."""
    default_note: str = ""
    """What None, the default, stands for."""
    none_text: str = ""
    """What a list or an empty field shows for None."""
    suggested: float | None = None
    """What a form proposes, where that is not the default."""
    is_basic: bool = False
    """The window's form shows it. The others are advanced: they are left to the command line."""
    is_derivable: bool = False
    """The command line may omit it though the model requires it: it follows from other options."""

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: GetJsonSchemaHandler) -> dict:
        schema = handler(core_schema)
        schema |= {"title": plain(self.label), "description": self.help}
        return schema | {"group": self.group, "advanced": not self.is_basic}


class Internal:
    """Marks a field that the program sets itself; it is not an option."""


@dataclass(frozen=True)
class OptionField:
    """An option with everything that its model says about it."""

    name: str
    declared: Option
    value_type: type
    """bool, int, float, str or list (of str)."""
    choices: tuple[str, ...]
    """The values that it admits; empty if it is not a choice."""
    default: Any
    is_required: bool
    is_nullable: bool
    minimum: float | None
    maximum: float | None

    @property
    def flags(self) -> tuple[str, ...]:
        return self.declared.flags or (f"--{self.name}",)

    @property
    def listed(self) -> dict[str, str]:
        """Choice -> its text, in the order of a list."""
        return dict(self.declared.choices) or {choice: choice for choice in self.choices}

    @property
    def cli_help(self) -> str:
        """The text of ``--help``: what it is, the choices, what else is to be known."""
        help_ = self.declared.help
        if self.choices:
            *first, last = self.choices
            choices = f"{', '.join(first)} or {last}" if first else last
            help_ = f"{help_.rstrip('.')}: {choices}."
        return f"{help_} {self.declared.cli_help}".strip()


@functools.cache
def options_of(model: type[Options]) -> tuple[OptionField, ...]:
    """The options of a model, in the order of its fields.

    Raises:
        TypeError: a field has no :class:`Option`, or its texts are of choices that do not exist.
    """
    fields = model.model_fields.items()
    return tuple(_option_field(name, info) for name, info in fields if not _is_internal(info))


def option_of(model: type[Options], name: str) -> OptionField:
    """One option of a model."""
    return next(option for option in options_of(model) if option.name == name)


def plain(label: str) -> str:
    """A label without the mark of its key."""
    return label.replace("&", "")


def _option_field(name: str, info: FieldInfo) -> OptionField:
    declared = next((item for item in info.metadata if isinstance(item, Option)), None)
    if declared is None:
        raise TypeError(f"the option {name!r} is declared without Option(label, help)")
    core = _core_type(info.annotation)
    choices = get_args(core) if get_origin(core) is Literal else ()
    if declared.choices and set(declared.choices) != set(choices):
        raise TypeError(f"the texts of the option {name!r} are not those of its choices")
    value_type = str if choices else (get_origin(core) or core)
    step = 1 if value_type is int else 0
    return OptionField(
        name=name,
        declared=declared,
        value_type=value_type,
        choices=choices,
        default=_default(info),
        is_required=info.is_required(),
        is_nullable=NoneType in get_args(info.annotation),
        minimum=_limit(info, "ge", "gt", step),
        maximum=_limit(info, "le", "lt", -step),
    )


def _default(info: FieldInfo) -> Any:
    """The default; None if there is none. ``get_default`` would spend 18 ms on the factory."""
    if info.is_required():
        return None
    return info.default if info.default_factory is None else info.default_factory()  # type: ignore[call-arg]


def _is_internal(info: FieldInfo) -> bool:
    return any(isinstance(item, Internal) for item in info.metadata)


def _core_type(annotation: Any) -> Any:
    """``int`` of ``Annotated[int, ...] | None``."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        parts = [part for part in get_args(annotation) if part is not NoneType]
        annotation = parts[0]
    return annotation


def _limit(info: FieldInfo, inclusive: str, exclusive: str, step: int) -> float | None:
    """The least or greatest value; an exclusive one of a whole number is moved by ``step``."""
    for item in info.metadata:
        if (limit := getattr(item, inclusive, None)) is not None:
            return limit
        if (limit := getattr(item, exclusive, None)) is not None:
            return limit + step
    return None
