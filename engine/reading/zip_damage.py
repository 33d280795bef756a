"""What is wrong with a file that is packed as ZIP: archives, and the documents that are such archives inside."""

import errno
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import DamagedDocument

_NOT_UNPACKED = "What is packed into it cannot be unpacked."
_NOT_OF_THE_SYSTEM = (None, errno.EINVAL)
"""Numbers of the errors that are no word of the system's on the disk: bz2 has none, and a directory that names places
outside of its file makes zipfile ask for what makes no sense."""


@contextmanager
def zip_damage_reported() -> Iterator[None]:
    """Raise what zipfile raises for files that are cut, changed, or packed in an unknown way as `DamagedDocument`.

    What the system says about the disk stays an `OSError`.
    """
    try:
        yield
    except (zipfile.BadZipFile, NotImplementedError) as error:  # in words for people
        raise DamagedDocument(str(error)) from error
    except (zlib.error, lzma.LZMAError, EOFError, ValueError, RuntimeError) as error:
        raise DamagedDocument(_NOT_UNPACKED) from error
    except OSError as error:
        if error.errno not in _NOT_OF_THE_SYSTEM:
            raise
        raise DamagedDocument(_NOT_UNPACKED) from error
