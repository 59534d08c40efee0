"""The About dialog."""

from __future__ import annotations

import platform

from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtWidgets import QLabel, QWidget

import synctalk_engine
from synctalk_gui import icons
from synctalk_gui.dialogs.base import Dialog
from synctalk_gui.widgets.labels import label


class AboutDialog(Dialog):
    """Shows the version, and sentences on privacy and consent."""

    IS_OF_WORKSPACE = False

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, QCoreApplication.translate("AboutDialog", "About SyncTalk Studio"))
        mark = QLabel()
        mark.setPixmap(icons.brand_pixmap(56, self.devicePixelRatioF()))
        self.content.addWidget(mark)
        self.content.addWidget(label(self.tr("SyncTalk Studio"), "heading"))
        version = self.tr("Version {version} · Qt {qt} · Python {python}").format(
            version=synctalk_engine.__version__, qt=qVersion(), python=platform.python_version()
        )
        self.content.addWidget(label(version, "mute"))
        self.content.addWidget(
            label(
                self.tr(
                    "Makes a lip-sync model of a person from a few minutes of video. "
                    "Everything runs on this computer. Nothing is uploaded, and nothing "
                    "downloads without your permission."
                ),
                wrap=True,
            )
        )
        self.content.addWidget(
            label(
                self.tr(
                    "Only use videos of people who have consented, and label the result as "
                    "AI-generated."
                ),
                "mute",
                wrap=True,
            )
        )
        self.add_button(self.tr("Close"), self.accept, "primary", is_default=True)
