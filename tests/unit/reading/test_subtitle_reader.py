"""Subtitles."""

from pathlib import Path

import pytest

from engine.errors import DamagedDocument, DocumentTooLarge
from engine.reading.page_text import PartText, place_of_range
from engine.reading.subtitle_reader import SubtitleReader

_SRT = """\
1
00:00:01,000 --> 00:00:03,000
<i>We leave</i> from
the harbour

2
00:01:05,400 --> 00:01:07,000
{\\an8}at nine.

3
01:02:03,000 --> 01:02:04,000
Good night.
"""
_VTT = """\
WEBVTT - film

NOTE not shown

00:11.000 --> 00:13.000 align:right
<v Ada>Salt &amp; pepper,

00:13.500 --> 00:14.000
<c.yellow>please.</c>
"""


def read(path: Path, content: str | bytes) -> list[PartText]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(SubtitleReader().read(path))


def test_cues_know_their_time_and_pauses_part_paragraphs(tmp_path: Path) -> None:
    (part,) = read(tmp_path / "film.srt", _SRT)
    assert part.text == "We leave from the harbour\n\nat nine.\n\nGood night."
    assert [mark.place for mark in part.places] == ["00:00:01", "00:01:05", "01:02:03"]


def test_web_subtitles(tmp_path: Path) -> None:
    (part,) = read(tmp_path / "film.vtt", _VTT)
    assert part.text == "Salt & pepper,\nplease."
    assert place_of_range(part, 0, len(part.text)) == "00:00:11–00:00:13"


def test_other_encodings_and_line_ends(tmp_path: Path) -> None:
    text = "1\r\n00:00:01,000 --> 00:00:03,000\r\nDie Tür geht auf.\r\n"
    assert read(tmp_path / "film.srt", text.encode("cp1252"))[0].text == "Die Tür geht auf."


def test_what_is_shown_twice_is_read_once_and_long_speech_is_parted(tmp_path: Path) -> None:
    cues = [
        f"00:00:{second:02},000 --> 00:00:{second:02},900\nSentence {second // 2} goes on.\n" for second in range(60)
    ]
    (part,) = read(tmp_path / "film.srt", "\n".join(f"{number}\n{cue}" for number, cue in enumerate(cues, start=1)))
    assert part.text.count("Sentence 7 ") == 1
    assert part.text.count("\n\n") == 0
    longer = [cue.replace("goes on", "goes on " * 9) for cue in cues]
    (part,) = read(tmp_path / "film.srt", "\n".join(f"{number}\n{cue}" for number, cue in enumerate(longer, start=1)))
    assert part.text.count("\n\n") > 1


@pytest.mark.parametrize("content", [b"no subtitles", b"\n\n", b"\xff\xd8\xff\xe0"])
def test_files_without_subtitles_are_damaged(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DamagedDocument):
        read(tmp_path / "film.srt", content)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.srt").open("wb") as file:
        file.truncate(50 << 20)
    with pytest.raises(DocumentTooLarge):
        list(SubtitleReader().read(tmp_path / "a.srt"))
