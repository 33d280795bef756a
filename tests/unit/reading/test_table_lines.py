"""Rows of tables as lines."""

import pytest

from engine.reading.table_lines import table_lines


def lines(*rows: str, first_is_header: bool = False) -> list[str]:
    """Write a table whose rows are given as "cell/cell"."""
    cells = enumerate(row.split("/") if row else [] for row in rows)
    return [line for _, line in table_lines(cells, first_is_header=first_is_header)]


def test_rows_below_a_header_carry_its_names() -> None:
    assert lines("Item/Price/Remark", "Chair/40/", "Table//old") == [
        "Item | Price | Remark",
        "Item: Chair | Price: 40",
        "Item: Table | Remark: old",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("Anna/Berlin", "Peter/Hamburg"),  # keys and values, or a list
        ("Rent/900", "Deposit/1800"),
        ("Anna/1990", "Berta/1985"),
        ("1/Chair/red", "2/Table/blue"),
        ("a/b/b", "c/d/e"),
        ("Total/900 euros/paid",),
        ("Wooden chair, " * 10 + "/red/40", "Table/blue/80"),
    ],
)
def test_data_is_no_header(rows: tuple[str, ...]) -> None:
    assert lines(*rows) == [row.replace("/", " | ") for row in rows]


def test_years_are_names_above_other_values() -> None:
    assert lines("/2024/2025", "Rent/900/950") == ["2024 | 2025", "Rent | 2024: 900 | 2025: 950"]


def test_titles_stand_above_headers_and_each_table_has_its_own() -> None:
    assert lines("Prices", "Item:/Price:", "Chair/40", "", "Staff", "Name/Room/Phone", "Anna/4/0123") == [
        "Prices",
        "Item: | Price:",
        "Item: Chair | Price: 40",
        "Staff",
        "Name | Room | Phone",
        "Name: Anna | Room: 4 | Phone: 0123",
    ]


def test_a_gap_between_rows_of_values_ends_no_table() -> None:
    assert lines("Item/Price", "Chair/40", "", "Sum/40")[-1] == "Item: Sum | Price: 40"


def test_a_header_that_the_document_marks_is_believed() -> None:
    assert lines("Title", "1/2", "a/b", first_is_header=True)[-1] == "1: a | 2: b"


def test_cells_beside_the_header_stay_without_a_name() -> None:
    assert lines("Item/Price", "Chair/40/red")[-1] == "Item: Chair | Price: 40 | red"
