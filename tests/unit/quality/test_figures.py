"""Figures are kept, shown and compared."""

import math
from pathlib import Path

from tests.quality.figures import Figure, fallen, load_report, save_report, seconds_figure, table


def test_a_saved_report_comes_back(tmp_path: Path) -> None:
    report = {"reports: search": {"MRR": Figure(0.5, 10), "nothing": Figure(math.nan, 0)}}
    save_report(report, tmp_path / "folder" / "baseline.json")
    loaded = load_report(tmp_path / "folder" / "baseline.json")
    assert loaded["reports: search"]["MRR"] == Figure(0.5, 10)
    assert math.isnan(loaded["reports: search"]["nothing"].value)


def test_a_figure_has_fallen_if_it_lost_more_than_its_tolerance() -> None:
    before = {"set": {"share": Figure(0.50, 10, 0.02), "errors": Figure(0.10, 10, 0.02, lower_is_better=True)}}
    assert fallen({"set": {"share": Figure(0.485, 10, 0.02)}}, before) == []
    assert fallen({"set": {"share": Figure(0.47, 10, 0.02)}}, before) == ["set: share"]
    assert fallen({"set": {"share": Figure(0.90, 10, 0.02)}}, before) == []
    assert fallen({"set": {"errors": Figure(0.13, 10, 0.02, lower_is_better=True)}}, before) == ["set: errors"]
    assert fallen({"set": {"errors": Figure(0.01, 10, 0.02, lower_is_better=True)}}, before) == []


def test_what_can_no_longer_be_measured_has_fallen() -> None:
    assert fallen({"set": {"share": Figure(math.nan, 0)}}, {"set": {"share": Figure(0.5, 10)}}) == ["set: share"]


def test_seconds_and_new_figures_never_fall() -> None:
    before = {"set": {"seconds": seconds_figure(0.1, 10)}}
    assert fallen({"set": {"seconds": seconds_figure(9.0, 10), "new": Figure(0.0, 10)}}, before) == []
    assert fallen({"other set": {"seconds": seconds_figure(9.0, 10)}}, before) == []


def test_a_comparison_shows_before_and_after() -> None:
    shown = table("set", {"share": Figure(0.4, 10), "new": Figure(1.0, 3)}, {"share": Figure(0.5, 10)})
    assert "| share | 0.500 | 0.400 | -0.100 (worse) | 10 |" in shown
    assert "| new |  | 1.000 | new | 3 |" in shown
