"""The window's languages: English is in the source, translations are in ``resources``."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from resources import FOLDER as RESOURCES

LANGUAGE_CHOICES = ("system", "en", "de", "zh")
LANGUAGE_NAMES = {"en": "English", "de": "Deutsch", "zh": "简体中文"}
"""Each in its own language, so that users can find theirs."""
FOLDER = RESOURCES / "translations"
_LOCALES = {"en": "en_US", "de": "de_DE", "zh": "zh_CN"}


def resolve(choice: str, wanted: list[str] | None = None) -> str:
    """Returns ``en``, ``de`` or ``zh``.

    Args:
        choice: one of LANGUAGE_CHOICES.
        wanted: preferred languages, best first (``["fr-FR", "de"]``); None: those of the system.
    """
    if choice in LANGUAGE_NAMES:
        return choice
    for name in QLocale.system().uiLanguages() if wanted is None else wanted:
        short = name.replace("_", "-").split("-")[0].lower()
        if short in LANGUAGE_NAMES:
            return short
    return "en"


def use(application: QCoreApplication, choice: str) -> str:
    """Switch the language; open windows must be rebuilt.

    Returns:
        The language: ``en``, ``de`` or ``zh``.
    """
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    language = resolve(choice)
    QLocale.setDefault(number_locale(choice, language, QLocale.system()))
    if language != "en":
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        _install(application, Path(qt_folder) / f"qtbase_{_LOCALES[language]}.qm")
        _install(application, Path(qt_folder) / f"qtbase_{language}.qm")
        _install(application, FOLDER / f"studio_{language}.qm")
    return language


def number_locale(choice: str, language: str, system: QLocale) -> QLocale:
    """Returns how numbers are written: as the system does, if it speaks the same language.

    A system may show German texts and write numbers as in C; the window then writes 17,5.
    """
    own = QLocale(_LOCALES[language])
    return system if choice == "system" and system.language() == own.language() else own


def _install(application: QCoreApplication, path: Path) -> None:
    if path.is_file():
        translator = QTranslator(application)
        if translator.load(str(path)):
            application.installTranslator(translator)
