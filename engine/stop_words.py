"""Words that say nothing about a text's subject, by language; case and accents folded as in `engine.word_analysis`."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH = _words("""
    a about after all also an and any are as at be been before being between both but by can could d did do does doing
    during each few for from had has have he her here hers him his how i if in into is it its just ll m many may me
    might more most much must my no nor not of off on once one only or other our out over own re s same shall she
    should so some such t than that the their theirs them then there these they this those through to too under until
    up us ve very was we were what when where which while who whom whose why will with would you your
""")

GERMAN = _words("""
    aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bist da dabei damit
    dann das dass dein dem den denn der deren des dessen die dies diese diesem diesen dieser dieses doch dort du durch
    ein eine einem einen einer eines er es etwas euer fur gegen gibt habe haben hat hatte hatten hier ich ihm ihn ihnen
    ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes kann konnen man mehr mein mit muss nach
    nicht noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind so soll sollte sowie uber
    um und uns unser unter viel viele vom von vor wann war waren warum was weil welche welchem welchen welcher welches
    wem wen wenn wer werden wessen wie wieder wieso wir wird wo wodurch woher wohin worden wozu wurde wurden zu zum zur
    zwischen
""")

FRENCH = _words("""
    a ai ainsi au aussi aux avait avec avoir c car ce ceci cela celle celui ces cet cette ceux chez comme comment d
    dans de depuis des donc dont du elle elles en encore entre est et etaient etait etant ete etre eux fait ici il ils
    j je l la laquelle le lequel les leur leurs lors lui m ma mais me meme mes moi mon n ne ni nos notre nous on ont ou
    par pas pendant peu peut plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera
    ses si son sont sous sur t ta te tes toi ton tous tout toute toutes tres tu un une vers vos votre vous y
""")

SPANISH = _words("""
    a al algo ante antes aquel aquella asi aun como con contra cual cuales cuando cuanto cuantos de del desde donde
    dos durante e el ella ellas ellos en entre era eran es esa ese eso esta estaba estan este esto estos fue fueron ha
    habia han hasta hay la las le les lo los mas me mi mientras muy nada ni no nos o otra otro para pero por porque que
    quien quienes se sea ser si sin sobre son su sus tal tambien tan tanto te tiene toda todas todo todos tu u un una
    unas uno unos y ya yo
""")

ITALIAN = _words("""
    a agli ai al all alla alle allo anche ancora avere c che chi ci come con contro cosa cui d da dagli dai dal dall
    dalla dalle dallo dei degli del dell della delle dello di dove e ed era erano essere fra fu gli ha hanno ho i il in
    io l la le lei li lo loro lui ma mentre mi mio ne negli nei nel nell nella nelle nello noi non nostro o ogni per
    perche piu poi prima qual quale quali quando quanti quanto quella quelle quelli quello questa queste questi questo
    se senza si sia sono sopra sotto stato su sua sue sugli sui sul sull sulla sulle suo suoi tra tutti tutto un una
    uno vi
""")

RUSSIAN = _words("""
    а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его ее если есть
    еще же за здесь и из или им их к как какая какие каким каких какова каково каков какое какои какую ко когда кого
    кому кто куда ли либо мне может мы на над надо наш не него нее нет ни них но ну о об однако он она они оно от откуда
    очень по под почему при про с сколько со так также такои там те тем то того тоже тои только том тот ты у уже хотя
    чего чеи чем чему что чтобы чья эта эти это этого этои этом этот эту я
""")

LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, RUSSIAN)
"""Every list, the commonest language of documents first."""

CHINESE = (
    *("为什么", "为何", "什么", "甚么", "哪些", "哪个", "哪里", "哪", "谁"),
    *("多少", "如何", "怎么", "怎样", "何时", "吗", "呢"),
)
"""Question words, longest first; Chinese is written without spaces, so that they are cut out of a run of characters."""
