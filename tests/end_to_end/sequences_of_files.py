"""What happens to single files, and what editors do to save one."""

import os

from tests.end_to_end.disk_operations import (
    copy,
    delete,
    link,
    move,
    set_time,
    settle,
    write,
    write_bytes,
    write_in_bursts,
    write_unnoticeably,
    write_when_read,
)
from tests.end_to_end.event_sequences import GAMMA, START, SUB, free, row

LONG = "n" * 251 + ".txt"
NFC, NFD = "sch\u00f6n.txt", "scho\u0308n.txt"
STRANGE = ["line\nbreak.txt", " spaces .txt", "\U0001f600.txt", os.fsdecode(b"\xff\xfe.txt"), "100% 'quoted' \".txt"]

FILES = [
    row("created", write("new.txt", "new"), held=START | {"new.txt": "new"}),
    row("created in new folders", write("x/y/z/new.txt", "new"), held=START | {"x/y/z/new.txt": "new"}),
    row(
        "many at once",
        *(write(f"many/{number}.txt", f"text{number}") for number in range(30)),
        held=START | {f"many/{number}.txt": f"text{number}" for number in range(30)},
    ),
    row("truncated and rewritten", write("a.txt", "new"), held=SUB | {"a.txt": "new"}),
    row("edited without a change of size", write("a.txt", "omega"), held=SUB | {"a.txt": "omega"}),
    row("edited with the same size and time", write_unnoticeably("a.txt", "omega"), held=START, as_new=False),
    row("a long burst of edits", write_in_bursts("a.txt", "new"), held=SUB | {"a.txt": "new"}),
    row(
        "changed while it is read",
        write("a.txt", "short-lived"),
        write_when_read("a.txt", "lasting"),
        held=SUB | {"a.txt": "lasting"},
    ),
    free("touched", set_time("a.txt", 1_700_000_000), held=START),
    free("the clock was ahead", set_time("a.txt", 4_000_000_000), held=START),
    row(
        "edited with a time in the past",
        write("a.txt", "new"),
        set_time("a.txt", 1_000_000),
        held=SUB | {"a.txt": "new"},
    ),
    row(
        "edited with a time in the future",
        write("a.txt", "new"),
        set_time("a.txt", 4_000_000_000),
        settle,
        write("a.txt", "newer"),
        held=SUB | {"a.txt": "newer"},
    ),
    row("emptied", write_bytes("a.txt", b""), held=SUB | {"a.txt": None}),
    row("emptied and filled", write_bytes("a.txt", b""), settle, write("a.txt", "new"), held=SUB | {"a.txt": "new"}),
    free("deleted", delete("a.txt"), held=SUB),
    free("created and deleted at once", write("new.txt", "new"), delete("new.txt"), held=START),
    free("deleted and created again", delete("a.txt"), write("a.txt", "alpha"), held=START),
    row("deleted, and created later", delete("a.txt"), settle, write("a.txt", "new"), held=SUB | {"a.txt": "new"}),
    free("renamed", move("a.txt", "b.txt"), held=SUB | {"b.txt": "alpha"}),
    free("renamed in upper case", move("a.txt", "A.TXT"), held=SUB | {"A.TXT": "alpha"}),
    free("renamed there and back", move("a.txt", "b.txt"), settle, move("b.txt", "a.txt"), held=START),
    row("renamed and edited", move("a.txt", "b.txt"), write("b.txt", "new"), held=SUB | {"b.txt": "new"}),
    row(
        "renamed, and another one in its place",
        move("a.txt", "b.txt"),
        write("a.txt", "new"),
        held=SUB | {"b.txt": "alpha", "a.txt": "new"},
    ),
    free("renamed onto another one", move("a.txt", "sub/b.txt"), held=GAMMA | {"sub/b.txt": "alpha"}),
    free(
        "names are swapped",
        move("a.txt", "t"),
        move("sub/b.txt", "a.txt"),
        move("t", "sub/b.txt"),
        held=GAMMA | {"a.txt": "beta", "sub/b.txt": "alpha"},
    ),
    row("renamed to another format", move("a.txt", "a.md"), held=SUB | {"a.md": "alpha"}),
    free("renamed to no format", move("a.txt", "a.bin"), held=SUB),
    row("renamed to no format and back", move("a.txt", "a.bin"), settle, move("a.bin", "a.txt"), held=START),
    free("copied", copy("a.txt", "copy.txt"), held=START | {"copy.txt": "alpha"}),
    row("copied and edited", copy("a.txt", "b.txt"), settle, write("b.txt", "new"), held=START | {"b.txt": "new"}),
    free(
        "of two copies one is deleted", copy("a.txt", "b.txt"), settle, delete("a.txt"), held=SUB | {"b.txt": "alpha"}
    ),
    free("moved to another folder", move("a.txt", "deep/down/a.txt"), held=SUB | {"deep/down/a.txt": "alpha"}),
    free("moved out", move("a.txt", "../outside/a.txt"), held=SUB),
    free("moved out and back", move("a.txt", "../outside/a.txt"), move("../outside/a.txt", "a.txt"), held=START),
    row("moved in", move("../outside/o.txt", "in.txt"), held=START | {"in.txt": "outer"}),
    row("moved in onto another one", move("../outside/o.txt", "a.txt"), held=SUB | {"a.txt": "outer"}),
    row("names composed in two ways", write(NFC, "one"), write(NFD, "two"), held=START | {NFC: "one", NFD: "two"}),
    row("strange names", *(write(name, "odd") for name in STRANGE), held=START | dict.fromkeys(STRANGE, "odd")),
    row("a very long name", write(LONG, "long"), held=START | {LONG: "long"}),
]

EDITORS = [
    row(
        "saved by vim",
        write("4913", "probe"),
        delete("4913"),
        move("a.txt", "a.txt~"),
        write("a.txt", "new"),
        delete("a.txt~"),
        held=SUB | {"a.txt": "new"},
    ),
    row(
        "saved by gedit",
        write(".goutputstream-X1", "new"),
        move(".goutputstream-X1", "a.txt"),
        held=SUB | {"a.txt": "new"},
    ),
    row(
        "saved by LibreOffice",
        write(".~lock.a.txt#", "lock"),
        write("lu1234.tmp", "new"),
        move("lu1234.tmp", "a.txt"),
        delete(".~lock.a.txt#"),
        held=SUB | {"a.txt": "new"},
    ),
    row(
        "saved by Word",
        write("~$a.txt", "lock"),
        write("~WRD0001.tmp", "new"),
        move("a.txt", "~WRL0002.tmp"),
        move("~WRD0001.tmp", "a.txt"),
        delete("~WRL0002.tmp"),
        delete("~$a.txt"),
        held=SUB | {"a.txt": "new"},
    ),
    row(
        "saved by emacs",
        link(".#a.txt", "ann@host.1234"),
        write("#a.txt#", "autosaved"),
        copy("a.txt", "a.txt~"),
        write("a.txt", "new"),
        delete("#a.txt#"),
        delete(".#a.txt"),
        held=SUB | {"a.txt": "new"},
    ),
    row(
        "saved with a temporary file of the same format",
        write("a (saving).txt", "new"),
        delete("a.txt"),
        move("a (saving).txt", "a.txt"),
        held=SUB | {"a.txt": "new"},
    ),
]
