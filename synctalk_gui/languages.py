"""The window's languages: English is written in the program, the others lie in resources."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from resources import FOLDER as RESOURCES

LANGUAGE_CHOICES = ("system", "en", "de", "zh")
LANGUAGE_NAMES = {"en": "English", "de": "Deutsch", "zh": "简体中文"}
"""Each in its own language, so that whoever strayed into another one finds back."""
FOLDER = RESOURCES / "translations"
_LOCALES = {"en": "en_US", "de": "de_DE", "zh": "zh_CN"}


def resolve(choice: str, wanted: list[str] | None = None) -> str:
    """``en``, ``de`` or ``zh``.

    Args:
        choice: one of LANGUAGE_CHOICES.
        wanted: the system's languages, best first (``["fr-FR", "de"]``); asked for where None.
    """
    if choice in LANGUAGE_NAMES:
        return choice
    for name in QLocale.system().uiLanguages() if wanted is None else wanted:
        short = name.replace("_", "-").split("-")[0].lower()
        if short in LANGUAGE_NAMES:
            return short
    return "en"


def use(application: QCoreApplication, choice: str) -> str:
    """Speak a language from now on; windows that are open have to be built anew.

    Returns:
        Which one it is.
    """
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    language = resolve(choice)
    QLocale.setDefault(QLocale.system() if choice == "system" else QLocale(_LOCALES[language]))
    if language != "en":
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        _install(application, Path(qt_folder) / f"qtbase_{_LOCALES[language]}.qm")
        _install(application, Path(qt_folder) / f"qtbase_{language}.qm")
        _install(application, FOLDER / f"studio_{language}.qm")
    return language


def _install(application: QCoreApplication, path: Path) -> None:
    if path.is_file():
        translator = QTranslator(application)
        if translator.load(str(path)):
            application.installTranslator(translator)
