"""Reads pickles of numpy arrays from untrusted sources.

A pickle can run code. It can ask for any amount of memory in a few bytes: a table of so many
objects, an array of such a shape, a text that doubles with every instruction. And numpy's types
end the process where their state is not what they expect. So nothing of numpy's is named by a
pickle: stand-ins take what it says, check it, and make no more than it has bytes.
"""

from __future__ import annotations

import codecs
import io
import math
import pickle
import pickletools
from collections.abc import Mapping
from typing import Any

import numpy as np

_MEMO_OPCODES = ("PUT", "BINPUT", "LONG_BINPUT")
_NUMPY_INTERNALS = ("numpy._core", "numpy.core")


class ForeignObjectError(pickle.UnpicklingError):
    """The pickle names something that is not admitted."""


def load_arrays(data: bytes, classes: Mapping[tuple[str, str], object] | None = None) -> Any:
    """The object in a pickle; its arrays are to be passed through :func:`plain_array`.

    Args:
        classes: (module, name) -> what may be named besides arrays.
    Raises:
        ForeignObjectError: it names something else.
        Exception: it is damaged; a pickle can fail in any way.
    """
    for opcode, argument, _ in pickletools.genops(data):
        if opcode.name in _MEMO_OPCODES and argument > len(data):
            raise pickle.UnpicklingError("it numbers more objects than it can hold")
    return _ArrayUnpickler(data, classes or {}).load()


def plain_array(value: Any) -> Any:
    """An array as numpy's own class; anything else as it is."""
    return value.view(np.ndarray) if isinstance(value, _ArrayStandIn) else value


class _ArrayUnpickler(pickle.Unpickler):
    def __init__(self, data: bytes, classes: Mapping[tuple[str, str], object]) -> None:
        super().__init__(io.BytesIO(data))
        self._classes = classes

    def find_class(self, module: str, name: str) -> object:
        admitted = _STAND_INS.get((module, name)) or self._classes.get((module, name))
        if admitted is None:
            raise ForeignObjectError(f"{module}.{name} is not an array")
        return admitted


class _DtypeStandIn:
    """Stands in for a dtype."""

    def __init__(self, name: str, *_: object) -> None:
        self._dtype = np.dtype(str(name))

    def __setstate__(self, state: Any) -> None:
        self._dtype = self._dtype.newbyteorder(state[1])

    def numbers(self) -> np.dtype:
        """The dtype, of numbers."""
        if self._dtype.kind not in "biuf":
            raise pickle.UnpicklingError(f"it holds {self._dtype}, not numbers")
        return self._dtype


class _ArrayStandIn(np.ndarray):
    """An array whose content is checked before it is set."""

    def __setstate__(self, state: Any) -> None:
        version, shape, dtype, is_fortran, data = state
        super().__setstate__((version, *_checked(shape, dtype, data), bool(is_fortran), data))


def _checked(shape: Any, dtype: _DtypeStandIn, data: Any) -> tuple[tuple[int, ...], np.dtype]:
    """Shape and dtype, where the data are of that size."""
    sizes, numbers = tuple(int(size) for size in shape), dtype.numbers()
    if min(sizes, default=0) < 0 or math.prod(sizes) * numbers.itemsize != len(data):
        raise pickle.UnpicklingError(f"it states the shape {sizes}, but holds {len(data)} bytes")
    return sizes, numbers


def _empty_array(*_: object) -> _ArrayStandIn:
    return _ArrayStandIn((0,), np.uint8)


def _from_buffer(data: Any, dtype: _DtypeStandIn, shape: Any, order: str = "C") -> np.ndarray:
    sizes, numbers = _checked(shape, dtype, data)
    return np.frombuffer(data, numbers).reshape(sizes, order="F" if order == "F" else "C")


def read_scalar(dtype: _DtypeStandIn, data: bytes) -> Any:
    """Stands in for numpy's own, where numbers of numpy are admitted."""
    return np.frombuffer(data, dtype.numbers(), 1)[0]


def _latin_1(text: str, encoding: str) -> bytes:
    """How protocol 2 keeps bytes; other encodings can make much of little."""
    if codecs.lookup(encoding).name != "iso8859-1":
        raise pickle.UnpicklingError(f"it encodes something as {encoding}")
    return text.encode("latin-1")


def _array_class(*_: object) -> None:
    """Named beside ``_reconstruct``, and not for more."""
    raise pickle.UnpicklingError("it makes an array in an unusual way")


_STAND_INS: dict[tuple[str, str], object] = {
    ("numpy", "ndarray"): _array_class,
    ("numpy", "dtype"): _DtypeStandIn,
    ("_codecs", "encode"): _latin_1,
    **{(f"{package}.multiarray", "_reconstruct"): _empty_array for package in _NUMPY_INTERNALS},
    **{(f"{package}.numeric", "_frombuffer"): _from_buffer for package in _NUMPY_INTERNALS},
}
