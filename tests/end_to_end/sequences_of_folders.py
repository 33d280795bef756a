"""What happens to folders with all in them, with links, and with permissions."""

from tests.end_to_end.disk_operations import (
    copy,
    delete,
    hard_link,
    link,
    move,
    rescan,
    set_mode,
    settle,
    write,
)
from tests.end_to_end.event_sequences import ALPHA, START, SUB, free, row

FOLDERS = [
    free("folder renamed", move("sub", "other"), held=ALPHA | {"other/b.txt": "beta", "other/c.txt": "gamma"}),
    row(
        "folder renamed and edited in",
        move("sub", "other"),
        write("other/b.txt", "new"),
        held=ALPHA | {"other/b.txt": "new", "other/c.txt": "gamma"},
    ),
    free("folder moved", move("sub", "x/y/sub"), held=ALPHA | {"x/y/sub/b.txt": "beta", "x/y/sub/c.txt": "gamma"}),
    free("folder copied", copy("sub", "copy"), held=START | {"copy/b.txt": "beta", "copy/c.txt": "gamma"}),
    free("folder deleted", delete("sub"), held=ALPHA),
    free("folder moved out", move("sub", "../outside/sub"), held=ALPHA),
    row(
        "folder moved out, and edited there",
        move("sub", "../outside/sub"),
        settle,
        write("../outside/sub/b.txt", "elsewhere"),
        held=ALPHA,
    ),
    row(
        "folder moved out and back under another name",
        move("sub", "../outside/sub"),
        settle,
        move("../outside/sub", "back"),
        settle,
        write("back/b.txt", "new"),
        held=ALPHA | {"back/b.txt": "new", "back/c.txt": "gamma"},
    ),
    row("folder moved in", move("../outside", "in"), held=START | {"in/o.txt": "outer"}),
    row(
        "file becomes folder and file again",
        delete("a.txt"),
        write("a.txt/inside.txt", "inside"),
        settle,
        delete("a.txt"),
        write("a.txt", "again"),
        held=SUB | {"a.txt": "again"},
    ),
    row("folder becomes file", delete("sub"), write("sub", "no format"), held=ALPHA),
    row(
        "edited in a folder that was renamed",
        move("sub", "other"),
        settle,
        write("other/b.txt", "new"),
        held=ALPHA | {"other/b.txt": "new", "other/c.txt": "gamma"},
    ),
]

LINKS = [
    free("link to a file", link("link.txt", "a.txt"), held=START | {"link.txt": "alpha"}),
    row(
        "link to a file elsewhere that is edited",
        link("link.txt", "../outside/o.txt"),
        settle,
        write("../outside/o.txt", "new"),
        rescan,
        held=START | {"link.txt": "new"},
    ),
    free(
        "link pointed elsewhere",
        link("link.txt", "a.txt"),
        settle,
        link("link.txt", "sub/b.txt"),
        held=START | {"link.txt": "beta"},
    ),
    free("link to nothing", link("link.txt", "missing.txt"), held=START),
    row(
        "link whose target comes later",
        link("link.txt", "../outside/later.txt"),
        settle,
        write("../outside/later.txt", "late"),
        rescan,
        held=START | {"link.txt": "late"},
    ),
    free("links in a circle", link("x.txt", "y.txt"), link("y.txt", "x.txt"), link("sub/up", ""), held=START),
    free("file becomes a link to itself", delete("a.txt"), link("a.txt", "a.txt"), held=SUB),
    free(
        "folder moved out, and a link in its place",
        move("sub", "../outside/sub"),
        link("sub", "../outside/sub"),
        held=ALPHA,
    ),
    free("hard link", hard_link("hard.txt", "a.txt"), held=START | {"hard.txt": "alpha"}),
    row(
        "hard link, and the other name is edited",
        hard_link("hard.txt", "a.txt"),
        settle,
        write("a.txt", "new"),
        rescan,
        held=SUB | {"a.txt": "new", "hard.txt": "new"},
    ),
    free(
        "hard link, and the other name is deleted",
        hard_link("hard.txt", "a.txt"),
        settle,
        delete("a.txt"),
        held=SUB | {"hard.txt": "alpha"},
    ),
]

PERMISSIONS = [
    row(
        "file unreadable for a while",
        write("a.txt", "new"),
        set_mode("a.txt", 0),
        settle,
        set_mode("a.txt", 0o644),
        rescan,
        held=SUB | {"a.txt": "new"},
        permissions=True,
    ),
    row(
        "folder unreadable",
        set_mode("sub", 0),
        rescan,
        settle,
        set_mode("sub", 0o755),
        held=START,
        permissions=True,
    ),
]
