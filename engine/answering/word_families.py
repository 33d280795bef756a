"""Forms of one word that do not share a stem, and words that can always stand for each other. English and German.

Only pairs that mean the same in nearly every sentence: a claim that uses another word than its quote is withdrawn
otherwise, which costs little.
"""

import re
from functools import cache

from engine.answering.statement_words import Word, stem

_FAMILIES = """
buy buys bought buying acquire acquired acquisition purchase purchased
sell sold
increase rise rose risen grow grew grown growth climb climbed
decrease decline fall fell fallen
become became
begin began begun start commence
bite bit bitten
break broke broken
bring brought
build built construct constructed construction
catch caught
choose chose chosen
come came
draw drew drawn
drive drove driven
eat ate eaten
find finds found
fly flew flown
forbid forbade forbidden prohibit
give gave given
go went gone
hold held
keep kept
know knew known
lead led
lend lent
lose lost
make made
meet met
pay paid
ride rode ridden
run ran
say said
see saw seen
send sent
show showed shown
sign signed
speak spoke spoken
spend spent
steal stole stolen
strike struck
take took taken
teach taught
tell told
throw threw thrown
understand understood
uphold upheld
overturn overturned
win won
withdraw withdrew withdrawn
write wrote written
child children
man men
woman women
elevator lift
lorry truck
car automobile
need require requirement
allow permit permission
film movie
lawyer attorney
company firm
help assist
annual yearly
kaufen kauft kaufte gekauft erwerben erwirbt erwarb erworben
verkaufen verkauft verkaufte
steigen steigt stieg stiegen gestiegen erhohen erhohte erhoht wachsen wuchs gewachsen
sinken sank gesunken
leiten leitet leitete geleitet
geben gibt gab gegeben
nehmen nimmt nahm genommen
finden fand gefunden
schreiben schrieb geschrieben
halten hielt gehalten
beginnen begann begonnen
gewinnen gewann gewonnen
bringen brachte gebracht
schliessen schloss geschlossen
ablehnen abgelehnt
tragen trug getragen
verlieren verlor verloren
"""

_FAMILY_OF = {stem(word): family[0] for family in map(str.split, _FAMILIES.strip().splitlines()) for word in family}
"""By stem: the first word of its family."""

_PARTICIPLES = frozenset({
    "bitten", "begun", "bought", "brought", "broken", "built", "caught", "chosen", "driven", "drawn", "eaten",
    "found", "flown", "forbidden", "given", "held", "kept", "known", "led", "lent", "lost", "made", "met", "paid",
    "ridden", "run", "said", "seen", "sent", "shown", "sold", "spoken", "spent", "stolen", "struck", "taken",
    "taught", "told", "thrown", "understood", "upheld", "overturned", "won", "withdrawn", "written",
})  # fmt: skip
_GERMAN_PARTICIPLE = re.compile(r"^ge(?=...+(?:t|en)$)")
_GERMAN_ENDING = re.compile(r"(?<=....)(?:te|en|em|er|es|et|st|e|n|s|t)$")


def is_participle(word: str) -> bool:
    """True for what may follow "was" in an English passive; `word` is in lower case."""
    return word.endswith("ed") or word in _PARTICIPLES


def base_form(word: Word, *, first: bool, german: bool) -> str:
    """What `word` has in common with its inflections and with the words that can stand for it.

    Names stay as they are: Rose is not Grow. `first`: the word begins its sentence, where every one is capitalised.
    """
    if word.is_number or not word.text[0].isalpha():
        return word.stem
    if (first or word.text[0].islower()) and word.stem in _FAMILY_OF:
        return _FAMILY_OF[word.stem]
    return _german_stem(word.stem) if german else word.stem


@cache
def _german_stem(form: str) -> str:
    """`form` without the endings of cases and persons, and without the "ge" of participles."""
    form = _GERMAN_PARTICIPLE.sub("", form)
    while (shorter := _GERMAN_ENDING.sub("", form)) != form:
        form = shorter
    return form
