"""`make bench`: the table of speeds, each as a ratio against plain libraries in the same run.

`make bench ARGS="embedding memory"` measures only these. `make bench ARGS=scale` is a table of its own, which takes
half an hour and is not among what is measured without arguments.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import embedding, generating, memory, reading, recall, scale, searching, stepping_aside
from tests.bench.measuring import Row, print_table

MEASUREMENTS: dict[str, Callable[[Path], Sequence[Row]]] = {
    "reading": reading.measure,
    "embedding": lambda folder: embedding.measure(),
    "searching": lambda folder: [searching.measure(folder)],
    "recall": lambda folder: recall.measure(),
    "generating": lambda folder: generating.measure(),
    "memory": memory.measure,
    "stepping-aside": stepping_aside.measure,
}
"""By name: what is measured in which folder."""


def main(names: Sequence[str]) -> int:
    """Measure one thing after the other, then print the table. Returns the exit code."""
    unknown = set(names) - {*MEASUREMENTS, "scale"}
    if unknown:
        print(f"unknown: {', '.join(sorted(unknown))}; there are: {', '.join(MEASUREMENTS)}, scale", file=sys.stderr)
        return 2
    rows: list[Row] = []
    for name in names or MEASUREMENTS:
        with tempfile.TemporaryDirectory() as folder:
            if name == "scale":
                scale.measure(Path(folder))
            else:
                rows += MEASUREMENTS[name](Path(folder))
                print(f"measured: {name}", file=sys.stderr)
    if rows:
        print_table(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
