"""Annual reports of four made-up companies for six years each: their pages differ in names and numbers only."""

from dataclasses import replace
from random import Random
from typing import NamedTuple

from tests.quality.identity.made_documents import Fact, MadeDocument, MadePage

_YEARS = (2018, 2019, 2020, 2021, 2022, 2023)
_FIRST_NAMES = ("Ingrid", "Marcus", "Petra", "Tomasz", "Helen", "Rui", "Anneke", "Daniel", "Leila", "Sean")
_LAST_NAMES = ("Solheim", "Okafor", "Lindqvist", "Wolski", "Ashworth", "Tavares", "Visser", "Brandt", "Haddad")


class _Company(NamedTuple):
    company_id: str
    name: str
    named_in: str
    product: str


class _Figures(NamedTuple):
    """What differs from year to year, as it is written."""

    revenue: str
    result: str
    dividend: str
    people: str
    apprentices: str
    carbon: str
    equity: str
    orders: str
    chair: str
    meetings: str
    mood: str


_COMPANIES = (
    _Company("alvestad", "Alvestad Timber", "cover", "sawn timber"),
    _Company("kestrel", "Kestrel Maritime", "file name", "ship repairs"),
    _Company("tarn", "Tarn & Holloway", "running header", "laboratory glassware"),
    _Company("bellwether", "Bellwether Foods", "folder name", "frozen vegetables"),
)


def annual_reports() -> list[MadeDocument]:
    """Reports of six pages, one a company and year."""
    return [_report(company, year) for company in _COMPANIES for year in _YEARS]


def _report(company: _Company, year: int) -> MadeDocument:
    figures = _draw_figures(company, year)
    header = f"{company.name} · Annual report {year}" if company.named_in == "running header" else ""
    pages = tuple(replace(page, header=header) for page in _pages(company, figures, year))
    facts = _facts(company, figures, year)
    return MadeDocument(f"{company.company_id}-{year}", _file(company, year), company.named_in, pages, facts)


def _draw_figures(company: _Company, year: int) -> _Figures:
    draw = Random(f"{company.company_id} {year}")
    return _Figures(
        revenue=f"{draw.uniform(180, 640):.1f}",
        result=f"{draw.uniform(11, 58):.1f}",
        dividend=f"{draw.uniform(0.4, 2.4):.2f}",
        people=f"{draw.randint(1100, 4900):,}",
        apprentices=str(draw.randint(31, 148)),
        carbon=f"{draw.randint(9, 61)},{draw.randint(100, 999)}",
        equity=f"{draw.uniform(28, 61):.1f} %",
        orders=f"{draw.uniform(170, 690):.1f}",
        chair=f"{draw.choice(_FIRST_NAMES)} {draw.choice(_LAST_NAMES)}",
        meetings=str(draw.randint(5, 11)),
        mood=draw.choice(("demanding", "steady", "eventful")),
    )


def _pages(company: _Company, figures: _Figures, year: int) -> tuple[MadePage, ...]:
    return (
        _cover(company, year),
        _letter(company, figures),
        MadePage("Key figures", (
            "The table shows the figures by which the group is managed. All amounts are in millions of euros unless "
            "stated otherwise. They were audited together with the consolidated accounts.",
        ), (
            ("Revenue", figures.revenue), ("Operating result", figures.result), ("Order intake", figures.orders),
            ("Equity ratio", figures.equity), ("Employees at the end of the year", figures.people),
        )),
        MadePage("Business review", (
            f"Revenue came to {figures.revenue} million euros. Prices for {company.product} moved within a "
            "narrow range, and demand held up better in the second half than we had planned at its beginning. Freight "
            "costs fell.",
            f"The operating result was {figures.result} million euros. Maintenance of the older plants and the move to "
            "new software weighed on it, as announced.",
            f"The annual general meeting will be asked to approve a dividend of {figures.dividend} euros a share.",
        )),
        MadePage("People and environment", (
            f"At the end of the year the group employed {figures.people} people. Most of them work in production and "
            f"logistics. {figures.apprentices} apprentices were in training, in nine trades.",
            "The number of accidents with lost working days fell for the third time in a row. Every site has been "
            "certified for its safety management.",
            f"Emissions of carbon dioxide from our own plants came to {figures.carbon} tonnes. They are measured at "
            "the stack and reported by the method of the Greenhouse Gas Protocol.",
        )),
        MadePage("Report of the supervisory board", (
            f"The supervisory board met {figures.meetings} times in the year under review. Its members received the "
            "documents in good time, and nobody missed more than one meeting.",
            f"{figures.chair} chaired the board. The audit committee dealt with the accounts, the internal control "
            "system and the tendering of the audit.",
        )),
    )  # fmt: skip


def _facts(company: _Company, figures: _Figures, year: int) -> tuple[Fact, ...]:
    name = company.name
    return (
        Fact("revenue", (3, 4), f"How much revenue did {name} make in {year}?", figures.revenue),
        Fact("dividend", (4,), f"What dividend a share did {name} propose for {year}?", figures.dividend),
        Fact("people", (3, 5), f"How many people did {name} employ at the end of {year}?", figures.people),
        Fact("apprentices", (5,), f"How many apprentices were in training at {name} in {year}?", figures.apprentices),
        Fact("carbon", (5,), f"How many tonnes of carbon dioxide did the plants of {name} emit in {year}?",
             figures.carbon),
        Fact("orders", (3,), f"What was {name}'s order intake in {year}?", figures.orders),
        Fact("equity", (3,), f"What was the equity ratio of {name} in {year}?", figures.equity),
        Fact("chair", (6,), f"Who chaired the supervisory board of {name} in {year}?", figures.chair, is_number=False),
        Fact("meetings", (6,), f"How often did the supervisory board of {name} meet in {year}?", figures.meetings),
    )  # fmt: skip


def _cover(company: _Company, year: int) -> MadePage:
    if company.named_in == "cover":
        return MadePage(
            company.name, (f"Annual report {year}", "Consolidated accounts and report of the management board")
        )
    return MadePage("Annual report", ("Consolidated accounts and report of the management board",))


def _letter(company: _Company, figures: _Figures) -> MadePage:
    return MadePage("Letter to the shareholders", (
        f"Ladies and gentlemen, we look back on a {figures.mood} year. Our customers in {company.product} ordered with "
        "more caution than before, and yet we kept our share of the market.",
        "We have gone on with our programme of simplification. Two small subsidiaries were merged, and the purchasing "
        "of all sites is done from one place. What we save goes into the renewal of our plants.",
        "My colleagues and I thank everybody who works for the group, and you for your trust.",
    ))  # fmt: skip


def _file(company: _Company, year: int) -> str:
    if company.named_in == "file name":
        return f"reports/{company.name.lower().replace(' ', '-')}-annual-report-{year}.pdf"
    if company.named_in == "folder name":
        return f"{company.name}/{year}/annual report.pdf"
    scan_number = 4000 + Random(f"scan {company.company_id} {year}").randint(100, 999)
    return f"reports/document-{scan_number}.pdf"
