"""Numbers, sizes and times in the user's locale."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale


def number(value: float, decimals: int = 0) -> str:
    """``1,366`` or ``27.4`` in the user's locale."""
    locale = QLocale()
    return locale.toString(float(value), "f", decimals)


def frame_number(index: int) -> str:
    """``1`` for the first frame (index 0), in the user's locale: editors count frames from 1."""
    return number(index + 1)


def significant(value: float, digits: int = 4) -> str:
    """``0.1123`` or ``1.234e+05``: a measured value with so many significant digits."""
    return QLocale().toString(float(value), "g", digits)


def percent(fraction: float) -> str:
    """``61%`` of 0.61, rounded down: 100% is shown only when it is reached."""
    return QCoreApplication.translate("Texts", "{n}%").format(n=number(int(fraction * 100)))


def signed(value: float, decimals: int = 1) -> str:
    """``+1.5`` or ``−0.3``."""
    return ("+" if value >= 0 else "−") + number(abs(value), decimals)


def megabytes(value_mb: float) -> str:
    """``0.2 MB``, ``640 MB`` or ``8.9 GB``."""
    if value_mb < 1000:
        return f"{number(value_mb, 1 if 0 < value_mb < 0.95 else 0)} MB"
    return f"{number(value_mb / 1024, 1)} GB"


def duration(seconds: float) -> str:
    """``9 s``, ``12 min`` or ``3 h 20 min``."""
    tr = QCoreApplication.translate
    seconds = max(0.0, seconds)
    if seconds < 59.5:
        return tr("Texts", "{n} s").format(n=round(seconds))
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("Texts", "{n} min").format(n=minutes)
    hours, minutes = divmod(minutes, 60)
    return tr("Texts", "{h} h {m} min").format(h=hours, m=minutes)


def clip_duration(seconds: float) -> str:
    """``17.5 s`` or ``12 min``: tenths below a minute, as the video check writes them."""
    if seconds >= 59.5:
        return duration(seconds)
    seconds_text = significant(round(seconds, 1))
    return QCoreApplication.translate("Texts", "{n} s").format(n=seconds_text)


def rate(per_s: float, unit: str) -> str:
    """``104 frames/s``; ``unit`` is that of a progress event."""
    tr = QCoreApplication.translate
    texts = {"frames": tr("Texts", "{n} frames/s"), "steps": tr("Texts", "{n} steps/s")}
    return texts.get(unit, tr("Texts", "{n}/s")).format(n=number(per_s))


def listed(items: Iterable[str]) -> str:
    """``May, Chen``, with the comma of the user's language."""
    return QCoreApplication.translate("Texts", ", ").join(items)


def titled(title: str, text: str) -> str:
    """``May: the video is missing``, with the colon of the user's language."""
    return QCoreApplication.translate("Texts", "{title}: {text}").format(title=title, text=text)


def clock(unix_s: float) -> str:
    """``9:40 PM``: the time of day as the user's system writes it."""
    moment = QDateTime.fromSecsSinceEpoch(int(unix_s))
    return QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat)


def date_time(unix_s: float) -> str:
    """``11/26/26 9:40 PM``: date and time as the user's system writes them."""
    moment = QDateTime.fromSecsSinceEpoch(int(unix_s))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


def ago(unix_s: float, now_s: float | None = None) -> str:
    """``just now``, ``12 min ago``, ``3 days ago``."""
    tr = QCoreApplication.translate
    passed_s = max(0.0, (time.time() if now_s is None else now_s) - unix_s)
    if passed_s < 60:
        return tr("Texts", "just now")
    if passed_s < 3600:
        return tr("Texts", "{n} min ago").format(n=int(passed_s // 60))
    if passed_s < 86400:
        return tr("Texts", "{n} h ago").format(n=int(passed_s // 3600))
    days = int(passed_s // 86400)
    return tr("Texts", "yesterday") if days == 1 else tr("Texts", "{n} days ago").format(n=days)


def ago_short(unix_s: float, now_s: float | None = None) -> str:
    """``now``, ``12 min``, ``3 h``, ``5 d``: :func:`ago` for narrow places."""
    tr = QCoreApplication.translate
    passed_s = max(0.0, (time.time() if now_s is None else now_s) - unix_s)
    if passed_s < 60:
        return tr("Texts", "now")
    for limit_s, unit_s, text in (
        (3600, 60, tr("Texts", "{n} min")),
        (86400, 3600, tr("Texts", "{n} h")),
        (float("inf"), 86400, tr("Texts", "{n} d")),
    ):
        if passed_s < limit_s:
            return text.format(n=int(passed_s // unit_s))
    return ""


def play_time(seconds: float) -> str:
    """``0:12`` or ``1:02:03``: a length as players show it, to the second, at least ``0:01``."""
    minutes, rest_s = divmod(max(1, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest_s:02d}" if hours else f"{minutes}:{rest_s:02d}"


_UNITS = re.compile(r"(?<=\d) (?=(?:%|s|ms|min|h|px|kB|MB|GB|fps|dB|k?Hz|°C)(?!\w))")


def keep_units(text: str) -> str:
    """Returns a text in which no line is broken between a number and its unit."""
    return _UNITS.sub("\N{NO-BREAK SPACE}", text)


def time_code(seconds: float) -> str:
    """``00:48.16``, or ``00:48,16``; with hours in front from one hour on."""
    hundredths = round(seconds * 100)
    minutes, rest = divmod(hundredths, 6000)
    hours, minutes = divmod(minutes, 60)
    point = QLocale().decimalPoint()
    text = f"{minutes:02d}:{rest // 100:02d}{point}{rest % 100:02d}"
    return f"{hours}:{text}" if hours else text
