"""Annual reports of four made-up companies for six years each: their pages differ in names and numbers only."""

from dataclasses import replace
from random import Random

from tests.quality.identity.made_documents import Fact, MadeDocument, MadePage

_YEARS = (2018, 2019, 2020, 2021, 2022, 2023)
_FIRST_NAMES = ("Ingrid", "Marcus", "Petra", "Tomasz", "Helen", "Rui", "Anneke", "Daniel", "Leila", "Sean")
_LAST_NAMES = ("Solheim", "Okafor", "Lindqvist", "Wolski", "Ashworth", "Tavares", "Visser", "Brandt", "Haddad")
_COMPANIES = (
    # id, name, where the name stands, what it makes
    ("alvestad", "Alvestad Timber", "cover", "sawn timber"),
    ("kestrel", "Kestrel Maritime", "file name", "ship repairs"),
    ("tarn", "Tarn & Holloway", "running header", "laboratory glassware"),
    ("bellwether", "Bellwether Foods", "folder name", "frozen vegetables"),
)


def annual_reports() -> list[MadeDocument]:
    """Reports of six pages, one a company and year."""
    return [_report(*company, year) for company in _COMPANIES for year in _YEARS]


def _report(company_id: str, name: str, named_in: str, product: str, year: int) -> MadeDocument:
    draw = Random(f"{company_id} {year}")
    revenue = f"{draw.uniform(180, 640):.1f}"
    result = f"{draw.uniform(11, 58):.1f}"
    dividend = f"{draw.uniform(0.4, 2.4):.2f}"
    people = f"{draw.randint(1100, 4900):,}"
    apprentices = str(draw.randint(31, 148))
    carbon = f"{draw.randint(9, 61)},{draw.randint(100, 999)}"
    equity = f"{draw.uniform(28, 61):.1f} %"
    orders = f"{draw.uniform(170, 690):.1f}"
    chair = f"{draw.choice(_FIRST_NAMES)} {draw.choice(_LAST_NAMES)}"
    meetings = str(draw.randint(5, 11))
    header = f"{name} · Annual report {year}" if named_in == "running header" else ""
    pages = (
        _cover(name, named_in, year),
        _letter(product, draw),
        MadePage("Key figures", (
            "The table shows the figures by which the group is managed. All amounts are in millions of euros unless "
            "stated otherwise. They were audited together with the consolidated accounts.",
        ), (
            ("Revenue", revenue), ("Operating result", result), ("Order intake", orders), ("Equity ratio", equity),
            ("Employees at the end of the year", people),
        )),
        MadePage("Business review", (
            f"Revenue came to {revenue} million euros. Prices for {product} moved within a narrow range, and demand "
            "held up better in the second half than we had planned at its beginning. Freight costs fell.",
            f"The operating result was {result} million euros. Maintenance of the older plants and the move to new "
            "software weighed on it, as announced.",
            f"The annual general meeting will be asked to approve a dividend of {dividend} euros a share.",
        )),
        MadePage("People and environment", (
            f"At the end of the year the group employed {people} people. Most of them work in production and "
            f"logistics. {apprentices} apprentices were in training, in nine trades.",
            "The number of accidents with lost working days fell for the third time in a row. Every site has been "
            "certified for its safety management.",
            f"Emissions of carbon dioxide from our own plants came to {carbon} tonnes. They are measured at the stack "
            "and reported by the method of the Greenhouse Gas Protocol.",
        )),
        MadePage("Report of the supervisory board", (
            f"The supervisory board met {meetings} times in the year under review. Its members received the "
            "documents in good time, and nobody missed more than one meeting.",
            f"{chair} chaired the board. The audit committee dealt with the accounts, the internal control system "
            "and the tendering of the audit.",
        )),
    )  # fmt: skip
    facts = (
        Fact("revenue", (3, 4), f"How much revenue did {name} make in {year}?", revenue),
        Fact("dividend", (4,), f"What dividend a share did {name} propose for {year}?", dividend),
        Fact("people", (3, 5), f"How many people did {name} employ at the end of {year}?", people),
        Fact("apprentices", (5,), f"How many apprentices were in training at {name} in {year}?", apprentices),
        Fact("carbon", (5,), f"How many tonnes of carbon dioxide did the plants of {name} emit in {year}?", carbon),
        Fact("orders", (3,), f"What was {name}'s order intake in {year}?", orders),
        Fact("equity", (3,), f"What was the equity ratio of {name} in {year}?", equity),
        Fact("chair", (6,), f"Who chaired the supervisory board of {name} in {year}?", chair, is_number=False),
        Fact("meetings", (6,), f"How often did the supervisory board of {name} meet in {year}?", meetings),
    )
    with_header = tuple(replace(page, header=header) for page in pages)
    return MadeDocument(f"{company_id}-{year}", _file(company_id, name, named_in, year), named_in, with_header, facts)


def _cover(name: str, named_in: str, year: int) -> MadePage:
    if named_in == "cover":
        return MadePage(name, (f"Annual report {year}", "Consolidated accounts and report of the management board"))
    return MadePage("Annual report", ("Consolidated accounts and report of the management board",))


def _letter(product: str, draw: Random) -> MadePage:
    mood = draw.choice(("demanding", "steady", "eventful"))
    return MadePage("Letter to the shareholders", (
        f"Ladies and gentlemen, we look back on a {mood} year. Our customers in {product} ordered with more caution "
        "than before, and yet we kept our share of the market.",
        "We have gone on with our programme of simplification. Two small subsidiaries were merged, and the purchasing "
        "of all sites is done from one place. What we save goes into the renewal of our plants.",
        "My colleagues and I thank everybody who works for the group, and you for your trust.",
    ))  # fmt: skip


def _file(company_id: str, name: str, named_in: str, year: int) -> str:
    if named_in == "file name":
        return f"reports/{name.lower().replace(' ', '-')}-annual-report-{year}.pdf"
    if named_in == "folder name":
        return f"{name}/{year}/annual report.pdf"
    scan_number = 4000 + Random(f"scan {company_id} {year}").randint(100, 999)
    return f"reports/document-{scan_number}.pdf"
