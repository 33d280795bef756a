"""The words by which a follow-up shows that it leans on what was asked before. English and German."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEADS = re.compile(r"^(?:(?:and|but|so|or|ok|okay|also|und|aber|oder|also|ja|yes|no|nein)\b[\s,]*)+", re.IGNORECASE)
"""What joins a question to the one before."""

ABOUT = re.compile(
    r"^(?:(?:what|how) about|what is it (?:like )?with|was ist (?:es )?mit|wie (?:sieht|steht) es (?:mit|bei|für))\s+"
    r"(?P<rest>.+?)(?:\s+aus)?$",
    re.IGNORECASE,
)
"""Asks the same of something else."""

WHY = re.compile(
    r"^(?:why|why not|why is that|how come|why so|for what reason|warum|warum nicht|wieso|weshalb|wieso nicht)$",
    re.IGNORECASE,
)

BARE = re.compile(
    r"^(?:(?:since|until|by|with|for|at|from|to|in|up to|seit|bis|von|mit|für|in|zu) )?"
    r"(?:when|where|who|whom|which|what|how(?: (?:much|many|long|often|old|high))?|what for|"
    r"wann|wo|wer|wem|wen|wie(?: ?(?:viele?|lange|oft|hoch|alt))?|wofür|wohin|welche[rmns]?)$",
    re.IGNORECASE,
)
"""A question word and nothing else."""

MORE = re.compile(
    r"^(?:(?:please )?(?:can you |could you )?(?:tell me more|say more|explain|elaborate|go on|continue|more)"
    r"(?: (?:about (?:it|this|that)|on (?:this|that)|details|please|(?:this|that|it)))*|"
    r"(?:what|anything|something) else|more details|in more detail|are you sure|really|"
    r"(?:bitte )?(?:mehr(?: dazu| davon| details)?|erkläre? (?:das|es)(?: genauer)?|genauer|weiter|was noch|"
    r"(?:sonst )?noch (?:etwas|was)|bist du sicher|wirklich))$",
    re.IGNORECASE,
)
"""Asks for more of the same."""

QUESTION_PHRASE = re.compile(
    r"^(?:(?:in|at|on|for|by|to|from|with|until|since|up to) )?(?:when|where|why|who|whom|whose|what|which|"
    r"how(?: (?:much|many|long|often|old|high|heavy|big|large|far|soon))?)\b"
    r"|^(?:(?:bis|seit|von|mit|für|in) )?(?:wann|wo|warum|wer|wem|wen|was|welche[rsmn]?|"
    r"wie(?: ?(?:viele?|lange|oft|hoch|alt|schwer|groß))?)\b",
    re.IGNORECASE,
)

VERBS_IN_FRONT = _words("""
    is are was were am do does did has have had can could will would shall should may might must ist sind war
    waren hat haben hatte kann können konnte wird werden wurde wurden muss müssen soll sollen darf dürfen gibt
    gilt
""")
"""Verbs that a question begins with, or that stand behind its question word."""
DO_AND_MODALS = _words("do does did can could will would shall should may might must")
"""Behind the subject of these stands the verb itself."""

DETERMINERS = _words("""
    the a an my our your this that these those his her its their which any each every some no der die das den dem
    des ein eine einen einem einer eines mein meine meinen unser unsere unseren dieser diese dieses diesen diesem
    welche welcher welches jede jeder jedes kein keine
""")
PREPOSITIONS = _words("""
    in at on for of by with from to under about into over since until before after during between per against
    without bei für von mit aus nach zu zum zur im am an auf unter über gegen ohne seit bis vor um
""")
CLAUSE_BEGINNINGS = _words("""
    if when while because although that who which whether where and or but than as wenn falls weil obwohl dass ob
    und oder aber sobald während als
""")
AFTER_SUBJECT = _words("""
    due valid open closed allowed included necessary required free possible responsible available mentioned red
    too also still already always usually currently now today exactly there here fällig gültig offen erlaubt
    enthalten
""")
"""What follows a subject without belonging to it."""

THINGS = _words("it they them this that these those")
THINGS_OWN = _words("its their")
PEOPLE = _words("he she him")
PEOPLE_OWN = _words("his her")
GERMAN_THINGS = _words("es sie er ihn ihm diese dieses dieser diesen diesem das")
GERMAN_OWN = re.compile(r"^(?:sein|ihr)(?:e|en|em|er|es)?$|^(?:dessen|deren)$")
GERMAN_ADVERBS = {
    **dict.fromkeys(_words("davon darüber dafür dazu damit dabei dagegen daran darauf daraus"), "zu"),
    **dict.fromkeys(_words("dort da darin"), "in"),
}
"""Adverbs that stand for a thing, with a preposition that can be said of it."""

IMPERSONAL = re.compile(
    r"\b(?:is|was|would|will|does|did) it (?:be )?(?:allowed|possible|necessary|required|true|legal|safe|worth|"
    r"important|clear|mean|take|matter|happen|rain|cost to|make sense)\b|\bit (?:is|takes?|took|seems?|depends) "
    r"|\bwhat (?:time|day) is it\b"
    r"|\b(?:ist|war|wäre|wird) es (?:erlaubt|möglich|nötig|notwendig|wahr|sicher|verboten|üblich)\b"
    r"|\bgibt es\b|\bes gibt\b|\bwie lange dauert es\b",
    re.IGNORECASE,
)
"""An "it" that stands for nothing."""
THERE_IS = re.compile(r"\b(?:is|are|was|were|be|been) there\b|\bthere (?:is|are|was|were)\b", re.IGNORECASE)

YEAR = re.compile(r"\b(?:1[6-9]|20|21)\d\d\b")
YEAR_BEFORE = re.compile(
    r"\b(?:the )?(?:(?:year|one) before(?: that)?|previous year|prior year)\b"
    r"|\b(?:im |das )?(?:jahr (?:davor|zuvor)|vorjahr)\b",
    re.IGNORECASE,
)
YEAR_AFTER = re.compile(
    r"\b(?:the )?(?:(?:following|next) year|year after(?: that)?)\b"
    r"|\b(?:im |das )?(?:jahr danach|(?:folgenden?|nächsten?) jahr|folgejahr)\b",
    re.IGNORECASE,
)
THAT_TIME = re.compile(
    r"\b(?:in|for|during|of) (?:that|the same) (?:year|time)\b|\b(?:at that time|that year|then)\b"
    r"|\b(?:damals|in (?:diesem|dem|jenem) jahr|da)\b",
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(?:Mon|Diens|Donners|Frei|Sonn)tags?|Mittwochs?|Samstags?)\b"
)
PERSONS = re.compile(
    r"\b(?:tenants?|landlords?|employees?|managers?|directors?|owners?|customers?|members?|patients?|students?|people|"
    r"persons?|children|residents?|applicants?|buyers?|sellers?|lenders?|borrowers?|mieter\w*|vermieter\w*|kunden?|"
    r"mitglieder?|mitarbeiter\w*|eigentümer\w*|personen?|kinder)$",
    re.IGNORECASE,
)
"""Phrases that end so are no "it"."""
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember"
)
MONTH = re.compile(rf"\b(?:{_MONTHS})\b")
DAY = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th|\.)? (?:of )?(?:{_MONTHS})\b(?:,? (?P<year>(?:1[6-9]|20|21)\d\d)\b)?")
"""A day, perhaps with its year."""
SAME_AGAIN = re.compile(r"\b(?:this|that|these|those|diese[rsnm]?|jene[rsnm]?)\s+(?P<noun>[^\W\d_]{3,})", re.IGNORECASE)
"""A noun that is said to be the one of before."""
