"""The header: project name, steps and the page's actions, each in a fixed place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from synctalk_gui.item_models.project_info import ProjectInfo, Stage, Step
from synctalk_gui.pages.page import PageAction
from synctalk_gui.shortcuts import native_keys
from synctalk_gui.widgets.buttons import IconButton, button
from synctalk_gui.widgets.style import set_property
from synctalk_gui.widgets.two_lines import NameLabel

_ROW_PX, _STEPS_ROW_PX = 46, 38
_NAME_PX, _LEAST_NAME_PX = 300, 150
_LEAST_TWO_ROWS_PX = 80
_ACTIONS_PX = 418
"""Room for the actions beside the steps; with less, the steps get a row of their own."""
_LEAST_ACTION_PX = 88
"""Texts of one button, such as Pause and Resume, change without moving its neighbours."""
_MARGIN_PX, _SPACING_PX = 16, 12
_STEP_MARGIN_PX = 20
_TICK = "✓ "


class StepBar(QFrame):
    """The four steps of a project; finished ones have a check mark."""

    step_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "steps")
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(4)
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
        self.set_done(set())

    def set_step(self, step: str) -> None:
        shown = self._buttons[step]
        had_focus = self.window().focusWidget() in self._buttons.values()
        shown.setChecked(True)
        # Qt gives Tab to the checked one only when that is given the focus
        for part in self._buttons.values():
            is_shown = part is shown
            part.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if is_shown else Qt.FocusPolicy.ClickFocus
            )
        if had_focus:  # Tab reaches only the step that is shown
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self) -> str:
        return list(Step)[max(0, self._group.checkedId())]

    def step_button(self, step: str) -> QPushButton:
        return self._buttons[step]

    def set_done(self, done: set[str]) -> None:
        for step, part in self._buttons.items():
            is_done = step in done
            part.setText(_TICK + self._texts[step] if is_done else self._texts[step])
            part.setAccessibleName(
                self.tr("{step}, done").format(step=self._texts[step])
                if is_done
                else self._texts[step]
            )
        self._fix_widths()

    def _fix_widths(self) -> None:
        """Reserve room for the check mark and bold text, so that neither moves the steps."""
        for step, part in self._buttons.items():
            font = QFont(part.font())
            font.setWeight(QFont.Weight.DemiBold)
            width_px = QFontMetrics(font).horizontalAdvance(_TICK + self._texts[step])
            part.setFixedWidth(width_px + _STEP_MARGIN_PX)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fix_widths()  # the style sheet's font is known now

    def _on_clicked(self, number: int) -> None:
        self.step_chosen.emit(list(Step)[number])


class Header(QFrame):
    """Project name, steps and the page's actions.

    The places depend on the window's width alone, not on the page or the name. In a narrow window
    the steps have a row of their own.
    """

    step_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("header")
        self.name = NameLabel(role="title")
        self.steps = StepBar()
        self.steps.step_chosen.connect(self.step_chosen)
        self._actions_row = QHBoxLayout()
        self._actions_row.setSpacing(8)
        self._shown: list[PageAction] = []
        self._actions_step = ""
        self._left_key = ""
        self._upper = QHBoxLayout()
        self._upper.setSpacing(_SPACING_PX)
        self._upper.addWidget(self.name)
        self._upper.addWidget(self.steps)
        self._upper.addStretch(1)
        self._upper.addLayout(self._actions_row)
        self._lower = QHBoxLayout()
        self._lower.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN_PX, 0, _MARGIN_PX, 0)
        column.setSpacing(0)
        column.addLayout(self._upper, 1)
        column.addLayout(self._lower)
        self._steps_px = 0
        self._has_two_rows = False
        self.setMinimumWidth(1)  # the window may become narrower: the parts are placed anew then
        self.setFixedHeight(_ROW_PX)

    def set_project(self, info: ProjectInfo | None) -> None:
        self.name.setText("" if info is None else info.name)
        for part in (self.name, self.steps):
            part.setVisible(info is not None)
        if info is not None:
            done: set[str] = set()
            if info.is_preprocessed:
                done.add(Step.PREPROCESS)
            if info.stage == Stage.TRAINED:
                done.add(Step.TRAIN)
            self.steps.set_done(done)
        self._arrange()

    def set_actions(self, actions: list[PageAction]) -> None:
        """Show the page's buttons; a button that remains keeps the focus."""
        if _same(actions, self._shown):
            self._shown, self._actions_step = actions, self.steps.step()
            return
        focused = self.window().focusWidget()  # also while a dialog is in front
        focused_key = next((b.property("key") for b in self._buttons() if b is focused), None)
        if _buttons_of(actions) == _buttons_of(self._shown):
            for part, action in zip(self._buttons(), actions, strict=True):
                _show_action(part, action)
        else:
            self._replace_buttons(actions)
        self._shown = actions
        self._fit_actions()
        is_same_page, self._actions_step = (
            self._actions_step == self.steps.step(),
            self.steps.step(),
        )
        if focused_key is not None:
            self.focus_action(focused_key if is_same_page else "")

    def focus_action(self, key: str = "") -> None:
        """Focus the button of an action, else the shown step, where a key does nothing.

        Args:
            key: of the action; "" for the most likely one.
        """
        usable = [part for part in self._buttons() if part.isEnabled()]
        wanted = ("key", key) if key else ("role", "primary")
        found = [part for part in usable if part.property(wanted[0]) == wanted[1]]
        self._left_key = "" if found else key
        target = next(iter(found), self.steps.step_button(self.steps.step()))
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_tab_origin(self) -> QPushButton | None:
        """Returns the button that lost the focus to the step since it cannot be pressed any more.

        The next Tab goes on from its place: from Pause to Resume, not back to Stop.
        """
        shown = self.steps.step_button(self.steps.step())
        has_step_focus = self.window().focusWidget() is shown  # active or not
        part = self.action_button(self._left_key) if has_step_focus else None
        if has_step_focus:
            self._left_key = ""
        return None if part is None or part.isEnabled() else part

    def _replace_buttons(self, actions: list[PageAction]) -> None:
        for old in self._buttons():
            self._actions_row.removeWidget(old)
            old.hide()
            old.deleteLater()
        for action in actions:
            part = _action_button(action, partial(self._on_pressed, action.key))
            self._actions_row.addWidget(part)
            part.show()  # it may be given the focus at once

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        is_laid_out = event.type() == QEvent.Type.LayoutRequest
        if is_laid_out and self.steps.sizeHint().width() != self._steps_px:
            self._arrange()  # the font is another one
        return super().event(event)

    def _on_pressed(self, key: str, *_: object) -> None:
        next(action for action in self._shown if action.key == key).slot()

    def _arrange(self) -> None:
        """Place the steps beside the name, or below it in a narrow window."""
        self._steps_px = steps_px = self.steps.sizeHint().width()
        room_px = self.width() - 2 * _MARGIN_PX - 2 * _SPACING_PX - _ACTIONS_PX - steps_px
        has_two_rows = room_px < _LEAST_NAME_PX and not self.steps.isHidden()
        if has_two_rows != self._has_two_rows:
            self._has_two_rows = has_two_rows
            (self._upper if has_two_rows else self._lower).removeWidget(self.steps)
            if has_two_rows:
                self._lower.insertWidget(0, self.steps)
            else:
                self._upper.insertWidget(1, self.steps)
        self.setFixedHeight(_ROW_PX + (_STEPS_ROW_PX if has_two_rows else 0))
        self._lower.setContentsMargins(0, 0, 0, 6 if has_two_rows else 0)
        if not has_two_rows:
            self.name.setFixedWidth(max(min(room_px, _NAME_PX), _LEAST_NAME_PX))
        self._fit_actions()

    def _fit_actions(self) -> None:
        """Show icons instead of texts, the less likely actions first, if there is no room."""
        buttons = self._buttons()
        for part in buttons:
            part.ensurePolished()
            _show_text(part, True)
        for part in buttons:
            if self._actions_px() <= self._room_px():
                break
            _show_text(part, False)
        if self._has_two_rows:
            name_px = self.width() - 2 * _MARGIN_PX - _SPACING_PX - self._actions_px()
            self.name.setFixedWidth(max(min(name_px, _NAME_PX), _LEAST_TWO_ROWS_PX))

    def _actions_px(self) -> int:
        widths = [max(part.sizeHint().width(), part.minimumWidth()) for part in self._buttons()]
        return sum(width + 8 for width in widths) - 8

    def _room_px(self) -> int:
        """Returns the width that the name and the steps beside it leave to the actions."""
        if self._has_two_rows:
            beside = [_LEAST_NAME_PX]
        else:
            beside = [self.name.minimumWidth(), self.steps.sizeHint().width()]
        taken_px = sum(px + _SPACING_PX for px in beside)
        return self.width() - 2 * _MARGIN_PX - _SPACING_PX - taken_px

    def action_button(self, key: str) -> QPushButton | None:
        """Returns the button of a visible action, or None."""
        return next((b for b in self._buttons() if b.property("key") == key), None)

    def _buttons(self) -> list[QPushButton]:
        items = [self._actions_row.itemAt(i) for i in range(self._actions_row.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, QPushButton)]


def _show_text(part: QPushButton, is_wanted: bool) -> None:
    """Show a button's text, or its icon alone if it has one and is not the primary button."""
    text = part.property("whole_text")
    has_icon = not part.icon().isNull() and part.property("role") != "primary"
    is_shown = is_wanted or not has_icon
    part.setText(text if is_shown else "")
    part.setAccessibleName(text)
    part.setMinimumWidth(_LEAST_ACTION_PX if is_shown else 0)
    if not part.property("tip"):
        part.setToolTip("" if is_shown else text)


def _buttons_of(actions: list[PageAction]) -> list[tuple[str, bool]]:
    return [(action.key, bool(action.icon_name)) for action in actions]


def _same(new: list[PageAction], old: list[PageAction]) -> bool:
    return [(a.key, a.text, a.role, a.is_enabled, a.tip) for a in new] == [
        (a.key, a.text, a.role, a.is_enabled, a.tip) for a in old
    ]


def _action_button(action: PageAction, on_click: Callable[[], object]) -> QPushButton:
    part = button(action.text, on_click, action.role, action.icon_name, action.tip)
    part.setProperty("key", action.key)
    part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    _show_action(part, action)
    return part


def _show_action(part: QPushButton, action: PageAction) -> None:
    """Show an action's present state in its button."""
    part.setProperty("whole_text", action.text)
    part.setProperty("tip", action.tip)
    part.setToolTip(action.tip)
    if (part.property("role") or "") != action.role:
        set_property(part, "role", action.role)
    if isinstance(part, IconButton):
        part.set_icon_name(action.icon_name)
    part.setEnabled(action.is_enabled)
