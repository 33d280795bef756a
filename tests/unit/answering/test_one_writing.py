"""What can be written in several ways gets one writing, and different things keep different ones."""

import pytest

from engine.answering.one_writing import in_one_writing


@pytest.mark.parametrize(
    "writings",
    [
        ("1,200 euros", "1.200 Euro", "1200 euros", "€1,200", "1200 EUR", "€1.2k"),
        ("1.2 million dollars", "$1.2 million", "$1,200,000", "1,200,000 dollars", "$1.2m", "1,2 Mio. Dollar"),
        ("1.8 billion euros", "1,8 Mrd. Euro", "€1.8bn", "1,8 Milliarden Euro"),
        ("30 %", "30 percent", "30%", "30 per cent", "thirty percent", "30 Prozent", "30.0 %"),
        ("3 May 2021", "May 3, 2021", "2021-05-03", "03.05.2021", "3rd of May 2021", "3. Mai 2021"),
        ("15 September 2022", "15/09/2022", "09/15/2022", "Sept. 15, 2022"),
        ("5.4 km", "5.4 kilometres", "5,4 km", "5.4 kilometers"),
        ("10 µg/l", "10 micrograms per litre", "10 μg per liter"),
        ("from 1870 to 1939", "between 1870 and 1939", "1870–1939"),
        ("35 °C", "35 Grad Celsius", "35 degrees Celsius"),
        ("at 6:42", "at 06:42"),
        ("twenty-five members", "25 members"),
        ("24 months", "two years"),
    ],
    ids=lambda writings: writings[0],
)
def test_one_thing_has_one_writing(writings: tuple[str, ...]) -> None:
    assert len({" ".join(in_one_writing(writing).split()) for writing in writings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12.5 %", "125 %"),
        ("1.2 million", "1.2 billion"),
        ("3 m", "3 million"),
        ("$3m", "3 m"),
        ("8 kg", "8 g"),
        ("5 °C", "5 °F"),
        ("03.05.2021", "05.03.2021"),
        ("in May 2019", "in March 2019"),
        ("2 to 8", "8 to 2"),
        ("version 2.1.3", "version 213"),
        ("18 months", "18 years"),
    ],
)
def test_different_things_stay_different(one: str, other: str) -> None:
    assert in_one_writing(one) != in_one_writing(other)


@pytest.mark.parametrize("text", ["They may march on.", "one of them", "03/05/2021", "Section 4.2.1", "+49 30 1234"])
def test_what_could_be_read_in_two_ways_is_left_as_it_is(text: str) -> None:
    assert in_one_writing(text) == text
