"""Insurance policies in English and German whose terms read alike: named on the cover, or by the file alone."""

from dataclasses import dataclass
from random import Random

from tests.quality.identity.made_documents import Fact, MadeDocument, MadePage

_ENGLISH = ("Home Basic", "Home Classic", "Home Plus", "Home Family", "Home Prime", "Home Student")
_MONTHS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
_GERMAN = ("Hausrat Basis", "Hausrat Komfort", "Hausrat Familie", "Hausrat Premium")


@dataclass(frozen=True, slots=True)
class _Terms:
    """What differs from product to product; amounts without their currency."""

    product: str
    excess: int
    limit: int
    bicycle: int
    months: int
    premium: float

    @property
    def document_id(self) -> str:
        return self.product.lower().replace(" ", "-")


def insurance_policies() -> list[MadeDocument]:
    """Ten policies of four pages."""
    return [*(_english(_terms(product)) for product in _ENGLISH), *(_german(_terms(product)) for product in _GERMAN)]


def _terms(product: str) -> _Terms:
    draw = Random(product)
    return _Terms(
        product,
        excess=draw.randrange(100, 600, 25),
        limit=draw.randrange(30_000, 99_000, 1000),
        bicycle=draw.randrange(500, 2900, 150),
        months=draw.randint(2, 6),
        premium=draw.uniform(110, 390),
    )


def _english(terms: _Terms) -> MadeDocument:
    name = f"the {terms.product} policy"
    pages = (
        MadePage(terms.product, ("Household contents insurance", "Schedule and general conditions")),
        MadePage("What is insured", (
            "We insure the contents of your home against fire, lightning, explosion, burglary, vandalism, tap water, "
            "storm and hail. Contents are all things that serve your household for use or consumption.",
            f"The sum insured is {terms.limit:,} pounds. Valuables are covered up to a fifth of it, unless they are "
            "kept in a locked safe of at least 200 kilograms.",
            f"Bicycles are insured against theft away from home up to {terms.bicycle:,} pounds each, provided that "
            "they were locked.",
        )),
        MadePage("What you have to do", (
            "Tell us of a loss without delay, keep what is left of damaged things until we have seen it, and report "
            "burglary to the police at once. Give us a list of what is missing within two weeks.",
            f"You bear the first {terms.excess} pounds of each loss yourself. The excess does not apply to fire.",
        )),
        MadePage("Term and premium", (
            f"The premium is {terms.premium:.2f} pounds a year, due in advance. If you pay late, cover is suspended "
            "from the day that our reminder names.",
            "The contract runs for one year and is renewed for another if nobody gives notice. "
            f"Notice has to reach us {_MONTHS[terms.months]} months before the end of the year.",
        )),
    )  # fmt: skip
    facts = (
        Fact("limit", (2,), f"What is the sum insured under {name}?", f"{terms.limit:,}"),
        Fact("bicycle", (2,), f"Up to what amount does {name} cover the theft of a bicycle?", f"{terms.bicycle:,}"),
        Fact("excess", (3,), f"How high is the excess under {name}?", str(terms.excess)),
        Fact("premium", (4,), f"What does {name} cost a year?", f"{terms.premium:.2f}"),
        Fact("notice", (4,), f"How many months before the end of the year must notice be given under {name}?",
             _MONTHS[terms.months], is_number=False),
    )  # fmt: skip
    return MadeDocument(
        terms.document_id, f"insurance/policy-{Random(terms.product).randint(1000, 9999)}.pdf", "cover", pages, facts
    )


def _german(terms: _Terms) -> MadeDocument:
    name = f"in der Versicherung {terms.product}"
    limit, bicycle, premium = map(_german_number, (terms.limit, terms.bicycle, terms.premium))
    pages = (
        MadePage("Versicherungsbedingungen", ("Allgemeine Bedingungen und Leistungen",)),
        MadePage("Umfang des Schutzes", (
            "Versichert sind alle Sachen, die dem Haushalt zur Einrichtung, zum Gebrauch oder zum Verbrauch dienen. "
            "Der Schutz gilt gegen Feuer, Einbruch, Raub, Leitungswasser, Sturm und Hagel.",
            f"Die Versicherungssumme beträgt {limit} Euro. Wertsachen sind bis zu einem Fünftel davon "
            "mitversichert.",
            f"Fahrräder sind gegen Diebstahl bis {bicycle} Euro versichert, wenn sie abgeschlossen waren.",
        )),
        MadePage("Pflichten im Schadensfall", (
            "Ein Schaden ist unverzüglich zu melden. Beschädigte Sachen sind aufzubewahren, bis wir sie besichtigt "
            "haben. Ein Einbruch ist sofort der Polizei anzuzeigen.",
            f"Die Selbstbeteiligung beträgt {terms.excess} Euro je Schaden.",
        )),
        MadePage("Beitrag und Laufzeit", (
            f"Der Jahresbeitrag beträgt {premium} Euro und ist im Voraus zu zahlen.",
            "Der Vertrag läuft ein Jahr und verlängert sich um ein weiteres, wenn er nicht gekündigt wird. Die "
            f"Kündigung muss {terms.months} Monate vor Ablauf zugehen.",
        )),
    )  # fmt: skip
    facts = (
        Fact("limit", (2,), f"Wie hoch ist die Versicherungssumme {name}?", limit),
        Fact("bicycle", (2,), f"Bis zu welchem Betrag sind Fahrräder {name} gegen Diebstahl versichert?", bicycle),
        Fact("excess", (3,), f"Wie hoch ist die Selbstbeteiligung {name}?", str(terms.excess)),
        Fact("premium", (4,), f"Wie hoch ist der Jahresbeitrag {name}?", premium),
    )
    return MadeDocument(terms.document_id, f"versicherung/{terms.product}.pdf", "file name", pages, facts)


def _german_number(number: float) -> str:
    """Written in the German way: "1.500", "264,90"."""
    written = f"{number:,}" if isinstance(number, int) else f"{number:,.2f}"
    return written.translate(str.maketrans(",.", ".,"))
