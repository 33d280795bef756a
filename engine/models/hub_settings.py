"""How the hub is reached that models are downloaded from."""

from dataclasses import dataclass

_SILENT_SECONDS = 30.0
"""Nothing arrives for so long: the connection is as good as lost."""


@dataclass(frozen=True, slots=True)
class HubSettings:
    """How the hub is reached: a mirror's address and a proxy's, "" for none; `silent_seconds` is for tests."""

    mirror: str = ""
    proxy: str = ""
    silent_seconds: float = _SILENT_SECONDS
