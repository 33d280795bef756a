"""Numbers, sizes and durations as people say them."""

from datetime import datetime

from PySide6.QtCore import QLocale

_LOCALE = QLocale(QLocale.Language.English)


def counted(number: int, noun: str, plural: str = "") -> str:
    """`number` with its noun: "1 document", "1,200 documents"; `plural` where adding an "s" is not enough."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def shown_size(size: int) -> str:
    """A size in bytes as file managers show it, with three digits at most: "812 bytes", "4.1 MB", "639 MB"."""
    return _size(size, whole_from=100)


def rough_size(size: int) -> str:
    """A size in bytes that is only about right: without decimals from ten on, "2.4 GB", "12 GB", "639 MB"."""
    return _size(size, whole_from=10)


def _size(size: int, whole_from: int) -> str:
    """`size` with one decimal, without it where the number is at least `whole_from`."""
    form = QLocale.DataSizeFormat.DataSizeSIFormat
    shown = _LOCALE.formattedDataSize(size, 1, form)
    whole = shown.partition(".")[0]
    return _LOCALE.formattedDataSize(size, 0, form) if whole.isdecimal() and int(whole) >= whole_from else shown


def time_left(seconds: float) -> str:
    """A duration that is left: rounded, and never down to the second."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "less than a minute left"
    if minutes < 60:
        return f"about {minutes} min left"
    return f"about {minutes // 60} h {minutes % 60} min left"


def day_and_time(moment: datetime, now: datetime | None = None) -> str:
    """A moment in the past as local time: "Today, 14:05", "Yesterday, 9:30", "3 March", "3 March 2025"."""
    local, present = moment.astimezone(), (now or datetime.now().astimezone()).astimezone()
    days = (present.date() - local.date()).days
    time = f"{local.hour}:{local.minute:02}"
    if days in (0, 1):
        return f"{'Yesterday' if days else 'Today'}, {time}"
    day = f"{local.day} {_LOCALE.monthName(local.month)}"
    return day if local.year == present.year else f"{day} {local.year}"
