"""The tree of user errors.

    SynctalkError               the user can fix it: one sentence, exit code 3
    ├── MediaError              the video or its audio
    ├── FaceError               no face that can be tracked
    ├── DatasetError            a dataset is missing, incomplete or of another kind
    ├── CheckpointError         weights are missing, damaged or of another kind
    ├── AssetError              default weights are missing, damaged or not available
    ├── DeviceError             no such device, out of memory
    ├── StorageError            disk full, no permission, path too long
    ├── BusyError               another process uses the project
    ├── SelfTestError           this copy of the program does not work
    ├── AddonError              an add-on is broken or made for another program
    ├── BatchError              a list of videos cannot be used, or some of its videos failed
    ├── ServeError              the local server cannot start
    ├── LiveError               a live source or target is missing or cannot be used
    └── OptionError             options that contradict each other (exit code 2)

    JobStopped                  not an error: the user asked to stop and the state is saved (130)

Every SynctalkError carries a code of ``protocol.messages`` and its parameters; the sentence is
made from them, so that the window can show it in another language. Misuse by code raises the
ordinary ValueError and TypeError instead. ``raise ... from`` keeps the cause for the log.
"""

from __future__ import annotations

from typing import Any

from synctalk_engine.protocol.messages import render_hint, render_message


class SynctalkError(Exception):
    """An error that the user can fix.

    Args:
        code: key of ``protocol.messages.ERRORS``.
        params: values for the sentence; paths may be given as ``Path``.
    """

    exit_code = 3

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = {key: _plain(value) for key, value in params.items()}
        super().__init__(render_message(code, self.params))

    @property
    def message(self) -> str:
        """What happened, to which file, and why."""
        return render_message(self.code, self.params)

    @property
    def hint(self) -> str:
        """What to do about it; empty where nothing can be done."""
        return render_hint(self.code, self.params)


class MediaError(SynctalkError):
    """A video or its audio cannot be used."""


class FaceError(SynctalkError):
    """No face can be tracked."""


class DatasetError(SynctalkError):
    """A dataset is missing, incomplete or of another kind."""


class CheckpointError(SynctalkError):
    """Weights are missing, damaged or of another kind."""


class AssetError(SynctalkError):
    """Default weights are missing, damaged or not available."""


class DeviceError(SynctalkError):
    """A device is missing or has too little memory."""


class StorageError(SynctalkError):
    """The disk is full, read-only, or the path cannot be used."""


class BusyError(SynctalkError):
    """Another process is working on the same thing."""


class BatchError(SynctalkError):
    """A list of videos cannot be used, or some of its videos could not be preprocessed."""


class SelfTestError(SynctalkError):
    """This installation does not work."""


class AddonError(SynctalkError):
    """An add-on is broken, or made for another program, system or version."""


class ServeError(SynctalkError):
    """The local server cannot start."""


class LiveError(SynctalkError):
    """A live source or target is missing or cannot be used."""


class OptionError(SynctalkError):
    """Options that contradict each other or are out of range."""

    exit_code = 2


class JobStopped(Exception):  # noqa: N818 - a command of the user, not an error
    """The user asked to stop; everything worth keeping has been saved."""


def _plain(value: Any) -> Any:
    """JSON-ready form of a parameter."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return str(value)
