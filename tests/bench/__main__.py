"""`make bench`: the table of speeds, each as a ratio against plain libraries in the same run."""

import sys
import tempfile
from pathlib import Path

from tests.bench import embedding, generating, memory, reading, searching
from tests.bench.measuring import Row, print_table


def main() -> None:
    """Measure one thing after the other, then print the table."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        print_table(
            [
                _told(reading.measure(folder)),
                _told(embedding.measure()),
                _told(searching.measure(folder)),
                *map(_told, generating.measure()),
                _told(memory.measure(folder)),
            ]
        )


def _told(row: Row) -> Row:
    """The row, after a sign of life on stderr."""
    print(f"measured: {row.what}", file=sys.stderr)
    return row


if __name__ == "__main__":
    main()
