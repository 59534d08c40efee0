"""What all dialogs have in common."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from synctalk_gui.dialogs.base import Dialog


def test_no_sentence_is_cut_on_a_small_screen(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    two_thirds_px = parent.screen().availableSize().height() * 2 // 3
    dialog = Dialog(parent, "Long", "A heading", "One sentence after the other. " * 250)
    dialog.add_button("Close", dialog.accept)
    dialog.open()
    qtbot.waitExposed(dialog)
    assert dialog.height() > two_thirds_px
    for part in dialog.findChildren(QLabel):
        assert part.height() >= part.heightForWidth(part.width()), part.text()[:20]
    dialog.close()
