"""When indexing rests by itself: on battery and in the quiet hours, if the user wants that."""

import threading
from collections.abc import Callable
from datetime import datetime, time

from engine.machine import runs_on_battery
from engine.types import Rest, Settings

_SECONDS_BETWEEN_LOOKS = 20.0


def reason_to_rest(settings: Settings, now: time, on_battery: Callable[[], bool]) -> Rest:
    """Why indexing is to rest at `now` (local time); `on_battery` is only asked if that matters."""
    if settings.quiet_hours is not None and settings.quiet_hours.hold(now):
        return Rest.QUIET_HOURS
    return Rest.BATTERY if settings.pause_on_battery and on_battery() else Rest.NONE


def _concerned(settings: Settings) -> tuple[object, ...]:
    return settings.quiet_hours, settings.pause_on_battery


class IndexingSchedule:
    """Looks from time to time whether there is a reason to rest, on a thread that runs only if there may be one."""

    def __init__(
        self,
        rest: Callable[[Rest], None],
        *,
        now: Callable[[], time] = lambda: datetime.now().time(),
        on_battery: Callable[[], bool] = runs_on_battery,
        seconds_between_looks: float = _SECONDS_BETWEEN_LOOKS,
    ) -> None:
        """`rest` is told each new reason, `Rest.NONE` when there is none any more."""
        self._rest = rest
        self._now = now
        self._on_battery = on_battery
        self._seconds_between_looks = seconds_between_looks
        self._settings = Settings()
        self._told = Rest.NONE
        self._overruled = Rest.NONE
        self._changed = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None

    def follow(self, settings: Settings) -> None:
        """Rest as these settings say, from now on. What was overruled is so still, unless its settings changed."""
        with self._changed:
            if _concerned(settings) != _concerned(self._settings):
                self._overruled = Rest.NONE
            self._settings = settings
            self._look()
            if self._thread is None and self._may_rest():
                self._thread = threading.Thread(target=self._run, name="indexing schedule", daemon=True)
                self._thread.start()

    def overrule(self) -> None:
        """Do not rest for the present reason: the user wants to go on all the same."""
        with self._changed:
            self._overruled = self._told
            self._look()

    def close(self) -> None:
        """End the thread. Safe to call twice."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        with self._changed:
            while not self._closed:
                self._changed.wait(self._seconds_between_looks)
                if not self._closed:
                    self._look()

    def _look(self) -> None:
        reason = reason_to_rest(self._settings, self._now(), self._on_battery)
        if reason is not self._overruled:
            self._overruled = Rest.NONE
        told = Rest.NONE if reason is self._overruled else reason
        if told is not self._told:
            self._told = told
            self._rest(told)

    def _may_rest(self) -> bool:
        return self._settings.pause_on_battery or self._settings.quiet_hours is not None
