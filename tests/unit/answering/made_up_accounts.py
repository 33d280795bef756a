"""Made-up yearly accounts of a small company, and the calculation that a question gets from them."""

from pathlib import Path

from tests.unit.answering.one_run import run
from tests.unit.answering.small_library import SmallLibrary

COVER = "Annual report of Harbour Mills for the fiscal year 2021\n\nA maker of flour and semolina since 1904."
BALANCE_SHEET = """Consolidated balance sheets
(in millions)
December 31,
2021 2020
Cash and cash equivalents $ 120 $ 80
Accounts receivable, net of allowances of $3 and $2, respectively 60 40
Inventories 90 110
Total current assets 300 250
Property and equipment, net (Note 4) 400 410
Total assets $ 700 $ 660
Accounts payable 70 50
Total current liabilities 120 100
Total shareholders' equity 420 380"""
INCOME = """Consolidated statements of income
(in millions, except per share data)
Year ended December 31, 2021 2020 2019
Net sales $ 1,000 $ 900 $ 850
Cost of sales 600 550 500
Operating income 150 120 100
Income before income taxes 140 110 95
Provision for income taxes (35) (22) (19)
Net income $ 105 $ 88 $ 76
Net income per share $ 1.05 $ 0.88 $ 0.76"""
DEBT = """
Current portion of long-term debt 20 10
Notes payable — 6
Long-term debt, net of current portion 80 60
Goodwill 30 24
Retained earnings 300 260"""
"""More rows of the balance sheet."""
CASH_FLOWS = """Consolidated statements of cash flows
(in millions)
Year ended December 31, 2021 2020 2019
Depreciation and amortization 40 36 34
Net cash provided by operating activities 160 130 115
Capital expenditures (50) (45) (42)
Dividends paid (30) (26) (24)
Repurchases of common stock (25) (20) —"""
REPORT = Path("/documents/Harbour Mills 2021.pdf")


def calculation_of(library: SmallLibrary, question: str, within: tuple[Path, ...] = ()) -> str:
    """The calculation that answers `question`; "" if it is answered otherwise, or not."""
    answer, _ = run(library, question, None, within)
    return answer.text if any(sentence.calculated for sentence in answer.sentences) else ""
