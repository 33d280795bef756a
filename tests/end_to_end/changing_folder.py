"""A folder of texts, PDFs and scans that changes between the starts of a program, always in the same way for a seed."""

import random
from pathlib import Path

import pymupdf

_TEXTS, _PDFS, _SCANS, _SUBFOLDERS = 24, 3, 2, 4
_WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "haven", "inlet", "jetty", "knoll", "ledge")


class ChangingFolder:
    """The folder at `path`. What happens to it is decided by `chance`."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        self.path = path
        self._chance = chance
        self._made = 0
        for number in range(_SUBFOLDERS):
            (path / f"folder {number}").mkdir(parents=True)
        for _ in range(_TEXTS):
            self._write_text(self._new_name())
        for number in range(_PDFS):
            self._write_pdf(path / f"{number}.pdf")
        for number in range(_SCANS):
            self._write_scan(path / f"scan {number}.pdf")

    def change(self) -> None:
        """Edit, rename, copy, delete and add some texts; sometimes change a PDF."""
        files = sorted(self.path.rglob("*.txt"))
        *edited, renamed, copied, deleted, also_deleted = self._chance.sample(files, 7)
        for file in edited:
            self._write_text(file)
        renamed.replace(self._new_name())
        self._new_name().write_bytes(copied.read_bytes())
        deleted.unlink()
        also_deleted.unlink()
        self._write_text(self._new_name())
        if self._chance.random() < 0.3:
            self._write_pdf(self.path / f"{self._chance.randrange(_PDFS)}.pdf")

    def rename_subfolder(self) -> None:
        """Move many files at once."""
        subfolders = [folder for folder in sorted(self.path.iterdir()) if folder.is_dir()]
        self._made += 1
        self._chance.choice(subfolders).rename(self.path / f"folder {self._made}")

    def replace_scan(self) -> None:
        """Put another page that has no text in the place of one."""
        self._write_scan(self.path / f"scan {self._chance.randrange(_SCANS)}.pdf")

    def _new_name(self) -> Path:
        self._made += 1
        subfolders = [folder for folder in sorted(self.path.iterdir()) if folder.is_dir()]
        return self._chance.choice(subfolders) / f"{self._made}.txt"

    def _write_text(self, path: Path) -> None:
        path.write_text("\n\n".join(self._sentences(10) for _ in range(self._chance.randint(1, 8))))

    def _write_pdf(self, path: Path) -> None:
        with pymupdf.open() as document:
            for _ in range(self._chance.randint(1, 6)):
                document.new_page().insert_textbox((72, 72, 520, 760), self._sentences(10))
            document.save(path)

    def _write_scan(self, path: Path) -> None:
        with pymupdf.open() as document, pymupdf.open() as scan:
            document.new_page(width=300, height=120).insert_textbox((20, 20, 280, 100), self._sentences(1), fontsize=14)
            scan.new_page(width=300, height=120).insert_image((0, 0, 300, 120), pixmap=document[0].get_pixmap(dpi=150))
            scan.save(path)

    def _sentences(self, count: int) -> str:
        return " ".join(" ".join(self._chance.choices(_WORDS, k=12)).capitalize() + "." for _ in range(count))
