"""The order in which Tab goes through a window: as one reads, whenever the widgets were made."""

from __future__ import annotations

from functools import cmp_to_key

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget


def tab_order(root: QWidget, origin: QWidget | None = None) -> list[QWidget]:
    """Returns the widgets below ``root`` that Tab reaches, in reading order.

    Parts beside each other are read from left to right, each from top to bottom.

    Args:
        origin: a widget that is listed even if Tab does not reach it.
    """
    found: list[QWidget] = []
    for child in _in_reading_order(root):
        if child is origin or _takes_tab(child):
            found.append(child)
        found += tab_order(child, origin)
    return found


def move_focus(root: QWidget, is_forward: bool, origin: QWidget | None = None) -> bool:
    """Move the focus to the next or previous widget below ``root``; returns False if none is.

    Args:
        origin: where to go on from; None: from the widget that has the focus.
    """
    order = tab_order(root, origin)
    if not order:
        return False
    current = origin or root.window().focusWidget()
    if current in order:
        place = order.index(current) + (1 if is_forward else -1)
    else:
        place = _place_beside(order, current, is_forward)
    target = order[place % len(order)]
    reason = Qt.FocusReason.TabFocusReason if is_forward else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    _scroll_to(target)
    return True


def _place_beside(order: list[QWidget], current: QWidget | None, is_forward: bool) -> int:
    """Returns where to go from a widget that Tab does not reach, such as a hidden button."""
    if current is None:
        return 0 if is_forward else -1
    inside = [n for n, part in enumerate(order) if current.isAncestorOf(part)]
    if inside:
        return inside[0] if is_forward else inside[0] - 1
    outside = [n for n, part in enumerate(order) if part.isAncestorOf(current)]
    if outside:
        return outside[-1] + (1 if is_forward else -1)
    return 0 if is_forward else -1


def _in_reading_order(parent: QWidget) -> list[QWidget]:
    children = [
        child
        for child in parent.children()
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
    ]
    return sorted(children, key=cmp_to_key(_compare))


def _compare(one: QWidget, other: QWidget) -> int:
    a, b = one.geometry(), other.geometry()
    if _are_beside(a, b):
        return a.left() - b.left()
    return a.top() - b.top()


def _are_beside(a: QRect, b: QRect) -> bool:
    """Whether two parts share more than half the height of the lower one."""
    shared_px = min(a.bottom(), b.bottom()) - max(a.top(), b.top()) + 1
    return 2 * shared_px > min(a.height(), b.height())


def _takes_tab(widget: QWidget) -> bool:
    is_reached = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    if not is_reached or not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is None or not group.exclusive() or group.checkedButton() is None:
        return True
    return group.checkedButton() is widget  # the arrow keys go to the others


def _scroll_to(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 8, 8)
        parent = parent.parentWidget()
