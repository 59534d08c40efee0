"""The header: project name, steps, device and the page's actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
)

from synctalk_gui.device_button import DeviceButton
from synctalk_gui.engine.devices import DeviceList
from synctalk_gui.item_models.project_info import ProjectInfo, Stage, Step
from synctalk_gui.pages.page import PageAction
from synctalk_gui.shortcuts import native_keys
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.labels import ElidedLabel
from synctalk_gui.widgets.style import set_property

_HEIGHT_PX = 48
_NAME_WIDTH_PX = 220
_NAME_LEAST_PX = 96
_MARGIN_PX, _SPACING_PX = 16, 12
_STEP_MARGIN_PX, _COMPACT_MARGIN_PX = 28, 10


class StepBar(QFrame):
    """The four steps of a project; finished ones have a check mark."""

    step_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "steps")
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(4)
        self._is_compact = False
        self._done: set[str] = set()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        names = (self.tr("Preprocess"), self.tr("Train"), self.tr("Preview"), self.tr("Render"))
        self._texts: dict[str, str] = dict(zip(Step, names, strict=True))
        for number, step in enumerate(Step, start=1):
            part = QPushButton(self._texts[step])
            part.setProperty("role", "step")
            part.setCheckable(True)
            part.setAutoDefault(False)
            part.setToolTip(f"{self._texts[step]} ({native_keys(f'Ctrl+{number}')})")
            self._group.addButton(part, number - 1)
            self._buttons[step] = part
            row.addWidget(part)
        self._group.idClicked.connect(self._on_clicked)

    def set_step(self, step: str) -> None:
        self._buttons[step].setChecked(True)

    def step(self) -> str:
        return list(Step)[max(0, self._group.checkedId())]

    def set_compact(self, is_compact: bool) -> None:
        """Hide the check marks and reduce the margins."""
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            for part in self._buttons.values():
                set_property(part, "compact", "true" if is_compact else "")
            self.set_done(self._done)

    def set_done(self, done: set[str]) -> None:
        self._done = done
        margin_px = _COMPACT_MARGIN_PX if self._is_compact else _STEP_MARGIN_PX
        for step, part in self._buttons.items():
            is_done = step in done
            has_tick = is_done and not self._is_compact
            part.setText(f"✓ {self._texts[step]}" if has_tick else self._texts[step])
            part.setMinimumWidth(_bold_width(part) + margin_px)
            part.setAccessibleName(
                self.tr("{step}, done").format(step=self._texts[step])
                if is_done
                else self._texts[step]
            )

    def _on_clicked(self, number: int) -> None:
        self.step_chosen.emit(list(Step)[number])


def _bold_width(part: QPushButton) -> int:
    """Returns the width of the text in bold, so that choosing a step moves nothing."""
    font = QFont(part.font())
    font.setWeight(QFont.Weight.DemiBold)
    return QFontMetrics(font).horizontalAdvance(part.text())


class Header(QFrame):
    """Project name, steps, device and the page's actions."""

    step_chosen = Signal(str)

    def __init__(
        self, devices: DeviceList, names_on_device: Callable[[str], list[str]] = lambda _id: []
    ) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setFixedHeight(_HEIGHT_PX)
        self.name = ElidedLabel(role="title", mode=Qt.TextElideMode.ElideMiddle)
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.name.setMaximumWidth(_NAME_WIDTH_PX)
        self.steps = StepBar()
        self.steps.step_chosen.connect(self.step_chosen)
        self.device = DeviceButton(devices, names_on_device)
        self._actions_row = QHBoxLayout()
        self._actions_row.setSpacing(8)
        self._shown: list[PageAction] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN_PX, 0, _MARGIN_PX, 0)
        row.setSpacing(_SPACING_PX)
        row.addWidget(self.name)
        row.addWidget(self.steps)
        row.addStretch(1)
        row.addWidget(self.device)
        row.addLayout(self._actions_row)

    def set_project(self, info: ProjectInfo | None) -> None:
        self.name.setText("" if info is None else info.name)
        for part in (self.name, self.steps, self.device):
            part.setVisible(info is not None)
        if info is None:
            return
        self.name.ensurePolished()
        self.name.setMinimumWidth(min(_NAME_LEAST_PX, self.name.sizeHint().width()))
        self.device.set_device(info.device)
        done: set[str] = set()
        if info.is_preprocessed:
            done.add(Step.PREPROCESS)
        if info.stage == Stage.TRAINED:
            done.add(Step.TRAIN)
        self.steps.set_done(done)
        self._fit()

    def set_actions(self, actions: list[PageAction]) -> None:
        """Show the page's buttons; a button that remains keeps the focus."""
        if _same(actions, self._shown):
            return
        focused_key = next((b.property("key") for b in self._buttons() if b.hasFocus()), None)
        for old in self._buttons():
            self._actions_row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = actions
        for action in actions:
            part = _action_button(action)
            self._actions_row.addWidget(part)
            if action.key == focused_key:
                part.setFocus()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Make room in a narrow window: first icons only, then no name, then narrow steps.

        The name is also in the project list and in the window's title.
        """
        has_project = not self.steps.isHidden()
        self.steps.set_compact(False)
        self._show_texts(True)
        name_px = self.name.minimumWidth() if has_project else 0
        if self._room_px() < name_px:
            self._show_texts(False)
        room_px = self._room_px()
        self.name.setVisible(has_project and room_px >= name_px)
        self.steps.set_compact(room_px < 0)

    def _room_px(self) -> int:
        """Returns the width left for the name; negative if parts would overlap."""
        sizes = [part.sizeHint() for part in self._buttons()]
        if not self.steps.isHidden():
            sizes += [self.steps.sizeHint(), self.device.minimumSizeHint()]
        taken_px = sum(size.width() + _SPACING_PX for size in sizes)
        return self.width() - taken_px - 2 * _MARGIN_PX

    def _show_texts(self, is_wanted: bool) -> None:
        for part in self._buttons():
            text = part.property("whole_text")
            has_icon = not part.icon().isNull() and part.property("role") != "primary"
            part.setText(text if is_wanted or not has_icon else "")
            part.setAccessibleName(text)
            if not part.property("tip"):
                part.setToolTip(text if part.text() == "" else "")

    def action_button(self, key: str) -> QPushButton | None:
        """Returns the button of a visible action, or None."""
        return next((b for b in self._buttons() if b.property("key") == key), None)

    def _buttons(self) -> list[QPushButton]:
        items = [self._actions_row.itemAt(i) for i in range(self._actions_row.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, QPushButton)]


def _same(new: list[PageAction], old: list[PageAction]) -> bool:
    return [(a.key, a.text, a.role, a.is_enabled, a.tip) for a in new] == [
        (a.key, a.text, a.role, a.is_enabled, a.tip) for a in old
    ]


def _action_button(action: PageAction) -> QPushButton:
    part = button(action.text, action.slot, action.role, action.icon_name, action.tip)
    part.setProperty("key", action.key)
    part.setProperty("whole_text", action.text)
    part.setProperty("tip", action.tip)
    part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    part.setEnabled(action.is_enabled)
    return part
