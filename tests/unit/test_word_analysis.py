"""Words are found again, in every script, whatever a user types."""

import sqlite3
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.word_analysis import MAX_QUERY_TERMS, content_words, index_words, match_query, says_nothing

TOKENIZER = "porter unicode61 remove_diacritics 2"


@pytest.fixture(scope="module")
def word_index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = '{TOKENIZER}')")
    yield connection
    connection.close()


def _finds(word_index: sqlite3.Connection, query: str, text: str) -> bool:
    word_index.execute("DELETE FROM words")
    word_index.execute("INSERT INTO words VALUES (?)", (index_words(text),))
    return bool(word_index.execute("SELECT 1 FROM words WHERE words MATCH ?", (match_query(query),)).fetchall())


@given(st.text())
@example("a-b")
@example("C++ it's NOT a* NEAR(b) {c}: ^d")
@example("\0 \udcff \ufffe")
@example("\u0e31\u0e32")
def test_no_text_breaks_a_query(word_index: sqlite3.Connection, text: str) -> None:
    query = match_query(text)
    if query:
        word_index.execute("SELECT 1 FROM words WHERE words MATCH ?", (query,)).fetchall()
    assert bool(query) == bool(content_words(text))


@given(st.text(alphabet=st.characters(categories=("Lu", "Ll", "Lt", "Nd"), max_codepoint=0x24F), min_size=1))
def test_a_text_is_found_by_itself(word_index: sqlite3.Connection, text: str) -> None:
    assert _finds(word_index, text, f"before {text} after")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("Where are the gardens?", "A garden in Warsaw."),
        ("cafe", "Das Café am Platz"),
        ("STRASSE", "in der Straße"),
        ("efficient", "an e\ufb03cient way"),
        ("information", "infor\u00admation"),
        ("Ｗｉｄｅ", "wide letters"),
        ("亚历山大去了哪里", "国王亚历山大在埃及。"),
        ("東京タワーの高さは", "東京タワーは333メートル。"),
        ("서울의 인구는", "서울에는 많은 사람이 산다"),
        ("ประเทศไทย", "ในประเทศไทยมี"),
        ("Кремля", "стены Кремля"),
        ("iPhone手机", "新的iPhone上市"),
        ("हिन्दी", "यह हिन्दी है"),
        ("GPT-4", "uses gpt 4 here"),
        ("the who", "The Who played"),
    ],
)
def test_found_across_forms_and_scripts(word_index: sqlite3.Connection, query: str, text: str) -> None:
    assert _finds(word_index, query, text)


def test_chinese_needs_neighbours_in_order(word_index: sqlite3.Connection) -> None:
    assert not _finds(word_index, "中国", "国中")


def test_a_query_is_words_joined_by_or() -> None:
    assert match_query("What is the Saxon Garden?") == '"saxon" OR "garden"'
    assert match_query("GPT-4!") == '"gpt" OR "4" OR "gpt 4"'
    assert match_query("中国人") == '"中 国" OR "国 人"'


@pytest.mark.parametrize("text", ["", " \n", "?!…", "\0"])
def test_no_words_give_no_query(text: str) -> None:
    assert match_query(text) == ""
    assert content_words(text) == []


def test_stop_words_are_used_if_there_is_nothing_else() -> None:
    assert match_query("to be or not") == '"to" OR "be" OR "or" OR "not"'
    assert match_query("什么") == '"什 么"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the cold war", ["cold", "war"]),
        ("Was war die Ursache?", ["ursache"]),
        ("Quelle est l'origine de l'Étang ?", ["origine", "etang"]),
        ("¿Cuál es la capital de España?", ["capital", "espana"]),
        ("Qual è la capitale dell'Italia?", ["capitale", "italia"]),
        ("Какой был год и где это было?", ["год"]),
        ("It's Warsaw's", ["warsaw"]),
        ("秦始皇为什么统一", ["秦始", "始皇", "统一"]),
        ("one one two", ["two"]),
    ],
)
def test_words_with_a_meaning(text: str, expected: list[str]) -> None:
    assert content_words(text) == expected


@given(st.text())
def test_content_words_do_not_depend_on_the_unicode_form(text: str) -> None:
    assert content_words(unicodedata.normalize("NFD", text)) == content_words(unicodedata.normalize("NFC", text))


def test_a_pasted_page_makes_a_query_of_bounded_size(word_index: sqlite3.Connection) -> None:
    query = match_query(" ".join(f"word{number}" for number in range(5000)))
    assert query.count(" OR ") == MAX_QUERY_TERMS - 1
    word_index.execute("SELECT 1 FROM words WHERE words MATCH ?", (query,)).fetchall()


@pytest.mark.parametrize(
    ("text", "nothing"), [("the of and", True), ("", True), ("?!", True), ("the rent", False), ("谁", False)]
)
def test_a_text_of_stop_words_says_nothing(text: str, nothing: bool) -> None:
    assert says_nothing(text) == nothing
