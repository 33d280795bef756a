"""Minutes of a housing cooperative's board: the date stands in the file's name, or at the top of the first page."""

from dataclasses import dataclass
from random import Random

from tests.quality.identity.made_documents import Fact, MadeDocument, MadePage


@dataclass(frozen=True, slots=True)
class _Meeting:
    date: str
    """As in file names: 2023-03-14."""
    spoken: str
    """As people say it: 14 March 2023."""
    named_in: str
    present: str
    roof: str
    contractor: str
    rent: str
    secretary: str
    votes: str


_DATES = (
    ("2022-11-08", "8 November 2022"), ("2023-01-17", "17 January 2023"), ("2023-03-14", "14 March 2023"),
    ("2023-05-09", "9 May 2023"), ("2023-06-20", "20 June 2023"), ("2023-09-12", "12 September 2023"),
    ("2023-10-24", "24 October 2023"), ("2023-12-05", "5 December 2023"), ("2024-02-13", "13 February 2024"),
    ("2024-04-16", "16 April 2024"),
)  # fmt: skip
_PRESENT = ("five", "six", "seven", "eight", "nine")
_BUILDERS = ("Dahlmann Roofing", "Kranz and Sons", "Hillside Builders", "Orchard Works", "Beacon Roofs",
             "Merten Brothers", "Stonegate", "Fairview Builders", "Lorenz Roofing", "Quayside Works")  # fmt: skip
_SECRETARIES = ("Nora Beck", "Ulrich Maas", "Fatima Aziz", "Peter Lund")
_VOTES = ("five to two", "four to two", "seven to one", "six to three")


def meeting_minutes() -> list[MadeDocument]:
    """Ten minutes of three pages."""
    return [_minutes(_meeting(place, *date)) for place, date in enumerate(_DATES)]


def _meeting(place: int, date: str, spoken: str) -> _Meeting:
    draw = Random(date)
    return _Meeting(
        date,
        spoken,
        named_in="file name" if place % 2 else "cover",
        present=draw.choice(_PRESENT),
        roof=f"{draw.randrange(31_000, 79_000, 250):,}",
        contractor=_BUILDERS[place],
        rent=f"{draw.uniform(0.6, 4.4):.1f}",
        secretary=draw.choice(_SECRETARIES),
        votes=draw.choice(_VOTES),
    )


def _minutes(meeting: _Meeting) -> MadeDocument:
    on_page = meeting.named_in == "cover"
    when = f"Meeting of {meeting.spoken}" if on_page else "Ordinary meeting"
    pages = (
        MadePage("Minutes of the board", (
            when,
            f"Present are {meeting.present} members of the board, and the manager of the cooperative as a guest. The "
            "agenda was sent in time. The minutes of the last meeting are approved without changes.",
            f"{meeting.secretary} takes the minutes.",
        )),
        MadePage("Repairs", (
            "The manager reports on the state of the buildings. The lifts have passed their inspection, and the cellar "
            "of the corner house is dry again.",
            f"For the roof, three offers are on the table. The board gives the work to {meeting.contractor} for "
            f"{meeting.roof} euros, by {meeting.votes} votes. It is to begin as soon as the scaffold is free.",
        )),
        MadePage("Rents and other business", (
            f"The board decides to raise the rents by {meeting.rent} percent. Tenants are told in writing, with the "
            "figures on which this rests.",
            "The summer party takes place in the yard again. There is no other business, and the chair closes the "
            "meeting at half past nine.",
        )),
    )  # fmt: skip
    at = f"at the board meeting of {meeting.spoken}"
    facts = (
        Fact("present", (1,), f"How many members were present {at}?", meeting.present, False),
        Fact("secretary", (1,), f"Who took the minutes {at}?", meeting.secretary, False),
        Fact("contractor", (2,), f"Who was given the work on the roof {at}?", meeting.contractor, False),
        Fact("roof", (2,), f"For how many euros was the work on the roof given away {at}?", meeting.roof),
        Fact("rent", (3,), f"By how many percent were the rents raised {at}?", meeting.rent),
    )
    number = meeting.date.replace("-", "")[4:]
    file = f"board/scan{number[::-1]}.pdf" if on_page else f"board/minutes {meeting.date}.pdf"
    return MadeDocument(f"board-{meeting.date}", file, meeting.named_in, pages, facts)
