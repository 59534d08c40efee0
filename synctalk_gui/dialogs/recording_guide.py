"""How to record a video that makes a good avatar."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.widgets.message_row import MessageRow

_SIZE_PX = (660, 640)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordingGuide", text)


class RecordingGuide(Dialog):
    """One row per rule: what to do, and why."""

    IS_OF_WORKSPACE = False

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent,
            _tr("Recording guide"),
            _tr("How to record a good video"),
            _tr("The model learns only what the video shows. Ten minutes spent on the recording "
                "improve the result more than hours of training."),
        )  # fmt: skip
        rows = self.add_rows(0)
        for rule, reason in rules():
            rows.addWidget(MessageRow("ok", rule, reason))
        rows.addStretch(1)
        self.add_button(_tr("Close"), self.accept, "primary", is_default=True)
        self.resize(*_SIZE_PX)


def rules() -> list[tuple[str, str]]:
    """Returns each rule and its reason, the most important first."""
    return [
        (
            _tr("Length: speak for 3 to 5 minutes."),
            _tr("Half a minute is enough to try it. Read any text, and speak as the avatar is "
                "to speak."),
        ),
        (
            _tr("Silence: keep your mouth closed for 2 seconds at the start and at the end."),
            _tr("The model learns what a closed mouth looks like, and clips begin and end at "
                "rest."),
        ),
        (
            _tr("Distance: the face should be at least 250 pixels wide."),
            _tr("Head and shoulders in a Full HD video. Teeth and lips need pixels."),
        ),
        (
            _tr("Light: soft and even, from the front, and unchanged throughout."),
            _tr("A window behind the camera is good. Avoid sun, lamps from the side and automatic "
                "exposure."),
        ),
        (
            _tr("Camera: on a tripod, at eye level, in focus, 25 frames per second or more."),
            _tr("Lock focus and exposure. Blurred frames teach blur."),
        ),
        (
            _tr("Pose: look into the camera; turn the head only a little."),
            _tr("Keep hands, microphone and hair away from the mouth."),
        ),
        (
            _tr("Audio: a microphone near the mouth, a quiet room, no music and no second voice."),
            _tr("The model learns which mouth shape belongs to which speech. Noise hides it."),
        ),
        (
            _tr("Scene: one person, one uncut take, nothing moving in the background."),
            _tr("Cut away everything in which the person does not speak to the camera."),
        ),
    ]  # fmt: skip
