"""The sidebar: search, the project list, and the drop zone."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from synctalk_gui import icons
from synctalk_gui.item_models.projects_model import ProjectRole, ProjectsModel
from synctalk_gui.project_delegate import ProjectDelegate
from synctalk_gui.settings import ProjectOrder
from synctalk_gui.shortcuts import IMPORT_KEYS, native_keys
from synctalk_gui.theme import CAPTION, color, focus_pen, tokens
from synctalk_gui.widgets.buttons import button
from synctalk_gui.widgets.labels import ElidedLabel, label

_WIDTH_PX, _NARROW_PX = 256, 212
_NARROW_WINDOW_PX = 1120
_LEAST_PX, _MOST_PX = 180, 480


def default_width_px(window_width_px: int) -> int:
    """Returns the sidebar's width: less in a narrow window."""
    return _NARROW_PX if window_width_px < _NARROW_WINDOW_PX else _WIDTH_PX


class Sidebar(QFrame):
    """Lists the projects; one is current, and several can be selected."""

    project_selected = Signal(str)
    """Name of the current project; empty if there is none."""
    import_requested = Signal()
    import_cancel_requested = Signal()
    selection_changed = Signal(list)
    """Names of the selected projects."""
    menu_requested = Signal(object)
    """Global position of a menu for the selected projects."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setMinimumWidth(_LEAST_PX)
        self.setMaximumWidth(_MOST_PX)
        self._shown_name = ""
        self._is_filtering = False
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._proxy.setSortLocaleAware(True)
        self._proxy.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search = _SearchField()
        self.search.left.connect(self.focus_list)
        self.search.setPlaceholderText(self.tr("Search projects"))
        self.search.setAccessibleName(self.tr("Search projects"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search_changed)
        self.search.returnPressed.connect(self.select_first)
        self.list = _ProjectList()
        self.list.setModel(self._proxy)
        self.list.setItemDelegate(ProjectDelegate(self.list))
        self.list.setAccessibleName(self.tr("Projects"))
        selection = self.list.selectionModel()
        selection.currentChanged.connect(self._on_current_changed)
        selection.selectionChanged.connect(self._on_selection_changed)
        self.list.customContextMenuRequested.connect(self._on_menu_requested)
        self.import_bar = ImportBar()
        self.import_bar.cancel_requested.connect(self.import_cancel_requested)
        self.drop_zone = _DropZone(self)
        self.drop_zone.clicked.connect(self.import_requested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(self._brand())
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.import_bar)
        layout.addWidget(self.drop_zone)

    def set_drop_highlighted(self, is_highlighted: bool) -> None:
        """Highlight the drop zone while files are dragged over the window."""
        self.drop_zone.set_lit(is_highlighted)

    def sort_by(self, order: ProjectOrder) -> None:
        """Sort by name, or by last change, newest first."""
        if order == "activity":
            self._proxy.setSortRole(ProjectRole.ACTIVITY)
            self._proxy.sort(0, Qt.SortOrder.DescendingOrder)
        else:
            self._proxy.setSortRole(Qt.ItemDataRole.DisplayRole)
            self._proxy.sort(0, Qt.SortOrder.AscendingOrder)

    def set_model(self, model: ProjectsModel) -> None:
        """Set the projects of a workspace; clears the search."""
        self.search.clear()
        self._proxy.setSourceModel(model)

    def select(self, name: str) -> bool:
        """Select a project; returns False if it is not listed."""
        model = self._proxy.sourceModel()
        row = model.row_of(name) if isinstance(model, ProjectsModel) else None
        if row is None:
            return False
        index = self._proxy.mapFromSource(model.index(row, 0))
        if not index.isValid():  # hidden by the search
            self.search.clear()
            index = self._proxy.mapFromSource(model.index(row, 0))
        self.list.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.list.scrollTo(index)
        return True

    def selected(self) -> str:
        """Returns the current project, or an empty string."""
        return self.list.currentIndex().data() or ""

    def selected_names(self) -> list[str]:
        """Returns the selected projects, in list order."""
        rows = sorted(self.list.selectionModel().selectedRows(), key=lambda index: index.row())
        return [index.data() for index in rows]

    def focus_search(self) -> None:
        """Focus the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def focus_list(self) -> None:
        """Focus the list, on the current project or the first one."""
        if not self.list.currentIndex().isValid():
            self.select_first()
        self.list.setFocus()

    def select_first(self) -> None:
        if self._proxy.rowCount() > 0:
            self.select(self._proxy.index(0, 0).data())

    def _brand(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        mark = QLabel()
        mark.setPixmap(icons.brand_pixmap(18, self.devicePixelRatioF()))
        row.addWidget(mark)
        row.addWidget(label(self.tr("SyncTalk Studio"), "brand"), 1)
        return row

    def _on_search_changed(self, text: str) -> None:
        """Filter the list; the current project stays current, even if it is filtered out."""
        name = self._shown_name
        self._is_filtering = True
        self._proxy.setFilterFixedString(text)
        model = self._proxy.sourceModel()
        row = model.row_of(name) if isinstance(model, ProjectsModel) else None
        index = QModelIndex() if row is None else self._proxy.mapFromSource(model.index(row, 0))
        self.list.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        if not index.isValid():
            self.list.selectionModel().clear()
        self._is_filtering = False

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._is_filtering:
            self._shown_name = current.data() or ""
            self.project_selected.emit(self._shown_name)

    def _on_selection_changed(self, *_: object) -> None:
        self.selection_changed.emit(self.selected_names())

    def _on_menu_requested(self, position) -> None:
        index = self.list.indexAt(position)
        if index.isValid():
            self.menu_requested.emit(self.list.viewport().mapToGlobal(position))


class ImportBar(QFrame):
    """Progress of the running import and a cancel button; hidden while there is none."""

    cancel_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = ElidedLabel(role="mute", mode=Qt.TextElideMode.ElideMiddle)
        self._cancel = button("", self.cancel_requested.emit, "tool", "close")
        self._cancel.setToolTip(self.tr("Cancel the import"))
        self._cancel.setAccessibleName(self.tr("Cancel the import"))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        row = QHBoxLayout()
        row.addWidget(self._text, 1)
        row.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 0, 4)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._bar)
        self.hide()

    def show_import(self, name: str, fraction: float | None, waiting: int) -> None:
        """Show the running import; an empty name hides the bar."""
        self.setVisible(bool(name))
        text = self.tr("Importing {name}").format(name=name)
        if waiting:
            text = self.tr("Importing {name}, {n} more").format(name=name, n=waiting)
        self._text.setText(text)
        self._bar.setRange(0, 0 if fraction is None else 1000)
        self._bar.setValue(round((fraction or 0) * 1000))
        self._bar.setAccessibleName(text)

    def text(self) -> str:
        return self._text.full_text()

    def cancel_button(self) -> QPushButton:
        return self._cancel


class _SearchField(QLineEdit):
    """Escape clears the text, and goes to the list if there is none; so does Down."""

    left = Signal()
    """The user wants to go on to the list."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _ProjectList(QListView):
    def __init__(self) -> None:
        super().__init__()
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        model = self.model()
        if not isinstance(model, QSortFilterProxyModel) or model.rowCount() > 0:
            return
        source = model.sourceModel()
        if source is None or source.rowCount() == 0:
            text = self.tr("Your projects appear here.")
        else:
            text = self.tr("No matching project.")
        painter = QPainter(self.viewport())
        painter.setPen(color(tokens().mute))
        place = QRectF(self.viewport().rect()).adjusted(8, 16, -8, -8)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(place, int(flags) | int(Qt.TextFlag.TextWordWrap), text)
        painter.end()


class _DropZone(QPushButton):
    """Where to drop videos; lights up during a drag, and opens a file dialog on a click."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop")
        self._is_lit = False
        self.setMinimumHeight(66)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Import videos"))

    def set_lit(self, is_lit: bool) -> None:
        if is_lit != self._is_lit:
            self._is_lit = is_lit
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 66)

    def paintEvent(self, _event: QEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_bright = self._is_lit or self.underMouse()
        pen = QPen(color(theme.accent if is_bright else theme.line), 1.5)
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 2.5])
        painter.setPen(focus_pen() if self.hasFocus() else pen)
        painter.setBrush(color(theme.accent_back) if self._is_lit else Qt.BrushStyle.NoBrush)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(frame, 10, 10)
        height = self.fontMetrics().height()
        top = (self.height() - 2 * height - 3) / 2
        painter.setPen(color(theme.mute))
        first = QRectF(0, top, self.width(), height)
        text = self.tr("Drop to import") if self._is_lit else self.tr("Drop videos here")
        painter.drawText(first, Qt.AlignmentFlag.AlignCenter, text)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * CAPTION)
        painter.setFont(font)
        second = first.translated(0, height + 3)
        keys = native_keys(IMPORT_KEYS)
        text = self.tr("or press {keys}").format(keys=keys)
        painter.drawText(second, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
