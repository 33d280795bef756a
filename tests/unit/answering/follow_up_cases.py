"""Follow-ups with what has to be looked for, written by hand before the rules were."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FollowUpCase:
    """What was asked and answered, the follow-up, and the words that its stand-alone form must and must not have.

    `wanted` None: the question stands alone and has to stay as it is.
    """

    before: str
    question: str
    wanted: str | None
    unwanted: str = ""
    answer: str = ""


CASES = (
    # another year, place, group: the rest of the question before stays
    FollowUpCase(
        "What was the revenue of the Oslo office in 2019?", "And in 2020?", "revenue Oslo office 2020", "2019"
    ),
    FollowUpCase(
        "What was the revenue of the Oslo office in 2019?", "What about Bergen?", "revenue Bergen 2019", "Oslo"
    ),
    FollowUpCase("What was the revenue of the Oslo office in 2019?", "2021?", "revenue Oslo 2021", "2019"),
    FollowUpCase("What was the revenue in May?", "And in June?", "revenue June", "May"),
    FollowUpCase(
        "How much did we spend on travel in the first quarter of 2023?", "and 2024?", "travel 2024 quarter", "2023"
    ),
    FollowUpCase("What was the profit in 2021?", "And the year before?", "profit 2020", "2021"),
    FollowUpCase("What was the profit in 2021?", "And the following year?", "profit 2022", "2021"),
    FollowUpCase("How much is the ticket for adults?", "And for students?", "ticket students", "adults"),
    FollowUpCase(
        "How much is the ticket for adults?", "What about for children under six?", "ticket children six", "adults"
    ),
    FollowUpCase("How much is the rent of the flat?", "And the deposit?", "deposit flat", "rent"),
    FollowUpCase(
        "How much is the deposit of the flat in Bergen?",
        "And of the office in Oslo?",
        "deposit office Oslo",
        "flat Bergen",
    ),
    FollowUpCase("How heavy is the Zephyr V20?", "And the V40?", "heavy Zephyr V40", "V20"),
    FollowUpCase("Who is the manager of the Hamburg plant?", "How about Munich?", "manager plant Munich", "Hamburg"),
    FollowUpCase("What does Article 12 say about appeals?", "And Article 14?", "Article 14 appeals", "12"),
    FollowUpCase("When is the office in Bergen open?", "On Sundays?", "office Bergen open Sundays"),
    FollowUpCase("How many people worked at Norvik AS in 2022?", "How about Salmo AS?", "people Salmo 2022", "Norvik"),
    # pronouns
    FollowUpCase(
        "What is the membership fee of the library?", "How much is it for students?", "membership fee students"
    ),
    FollowUpCase("When does the rental contract end?", "Who signed it?", "signed rental contract"),
    FollowUpCase("When does the rental contract end?", "Can I extend it by a year?", "extend rental contract year"),
    FollowUpCase("When did the tenant sign the lease?", "Did the landlord sign it too?", "landlord sign lease"),
    FollowUpCase("What does the Home Plus policy cover?", "What does it cost a year?", "Home Plus policy cost year"),
    FollowUpCase(
        "Who chaired the board of Tarn & Holloway in 2019?", "How often did it meet?", "board Tarn Holloway meet"
    ),
    FollowUpCase("What are the duties of the caretaker?", "Where are they listed?", "duties caretaker listed"),
    FollowUpCase("What is the Kestrel project?", "Who pays for it?", "pays Kestrel project"),
    FollowUpCase("What is the Kestrel project?", "What is its budget?", "budget Kestrel project"),
    FollowUpCase("Which pumps does the plant use?", "How old are they?", "old pumps"),
    FollowUpCase(
        "Who wrote the safety report?",
        "When did she write it?",
        "Anna Berg write safety report",
        answer="Anna Berg wrote the safety report.",
    ),
    FollowUpCase(
        "Who is the managing director?",
        "Where does he live?",
        "Ole Hansen live",
        answer="The managing director is Ole Hansen.",
    ),
    FollowUpCase(
        "Where is the head office?",
        "How many people work there?",
        "people work Trondheim",
        answer="The head office is in Trondheim.",
    ),
    FollowUpCase(
        "How many people worked at Norvik AS in 2022?",
        "How many apprentices were there then?",
        "apprentices Norvik 2022",
    ),
    FollowUpCase("When was the merger decided?", "Who decided that?", "decided merger"),
    FollowUpCase("How much is the late payment fee?", "When is this fee due?", "late payment fee due"),
    FollowUpCase("When does the contract with Nordbo AS end?", "Who signed this contract?", "signed contract Nordbo"),
    # bare question words
    FollowUpCase("When was the meeting moved?", "Why?", "why meeting moved"),
    FollowUpCase("Can I keep a dog in the flat?", "why not?", "why keep dog flat"),
    FollowUpCase("Who approved the budget?", "When?", "when approved budget"),
    FollowUpCase("Was the roof repaired?", "When?", "when roof repaired"),
    FollowUpCase("Was the roof repaired?", "By whom?", "whom roof repaired"),
    FollowUpCase("What are the terms of the loan?", "Tell me more", "terms loan"),
    FollowUpCase("Which costs are covered by the grant?", "What else?", "costs covered grant"),
    # connected
    FollowUpCase(
        "What is the order intake of Tarn & Holloway in 2022?",
        "And how high is the dividend?",
        "dividend Tarn Holloway 2022",
    ),
    # German
    FollowUpCase("Wie hoch war der Umsatz in Oslo im Jahr 2019?", "Und 2020?", "Umsatz Oslo 2020", "2019"),
    FollowUpCase("Wie hoch ist die Miete der Wohnung?", "Und die Kaution?", "Kaution Wohnung", "Miete"),
    FollowUpCase("Wann endet der Mietvertrag?", "Wer hat ihn unterschrieben?", "Mietvertrag unterschrieben"),
    FollowUpCase("Was kostet die Mitgliedschaft?", "Wie viel kostet sie für Studenten?", "Mitgliedschaft Studenten"),
    FollowUpCase(
        "Was kostet die Mitgliedschaft für Erwachsene?", "Und für Kinder?", "Mitgliedschaft Kinder", "Erwachsene"
    ),
    FollowUpCase("Wann wurde die Sitzung verschoben?", "Warum?", "warum Sitzung verschoben"),
    FollowUpCase(
        "Wie hoch ist die Prämie bei Hausrat Komfort?", "Was ist mit Hausrat Basis?", "Prämie Hausrat Basis", "Komfort"
    ),
    FollowUpCase(
        "Wie schwer ist das Gerät Zephyr V20?", "Wie oft muss man seinen Filter wechseln?", "Filter wechseln Zephyr V20"
    ),
    # what stands alone stays as it is
    FollowUpCase("When does the rental contract end?", "How much is the deposit for the flat in Bergen?", None),
    FollowUpCase("When does the rental contract end?", "Who is the mayor of Oslo?", None),
    FollowUpCase("What is the fee?", "What happens to the deposit when the tenant leaves it unpaid?", None),
    FollowUpCase("What is the fee?", "If a machine breaks, who repairs it?", None),
    FollowUpCase("What is the fee?", "Is it allowed to smoke in the building?", None),
    FollowUpCase("What is the fee?", "How long does it take to charge the battery?", None),
    FollowUpCase("What is the fee?", "Which documents mention that the contract was extended?", None),
    FollowUpCase("What is the fee?", "Are there any parking spaces?", None),
    FollowUpCase("What is the fee?", "What does the company say about its suppliers?", None),
    FollowUpCase("Was kostet die Mitgliedschaft?", "Wer ist der Vermieter der Wohnung in Bergen?", None),
    FollowUpCase("Was kostet die Mitgliedschaft?", "Gibt es einen Parkplatz?", None),
    FollowUpCase("Was kostet die Mitgliedschaft?", "Ist es erlaubt, im Haus zu rauchen?", None),
    FollowUpCase("Wann endet der Vertrag?", "Was sagt die Firma über ihre Lieferanten?", None),
    FollowUpCase("What is the fee?", "Important deadlines", None),
)
