"""Finding a question's words in texts."""

from engine.answering.word_finder import WordFinder
from engine.word_analysis import content_words


def found(words: str, text: str) -> dict[str, int]:
    finder = WordFinder(content_words(words))
    return {finder.words[index]: count for index, count in finder.find(text).counts.items()}


def pairs(words: str, text: str) -> set[tuple[str, str]]:
    finder = WordFinder(content_words(words))
    return {(finder.words[i], finder.words[j]) for i, j in finder.find(text).pairs}


def test_every_form_of_a_word_counts() -> None:
    assert found("total liability", "Total Liabilities. The liability was TOTAL.") == {"total": 2, "liability": 2}
    assert found("inventory", "inventories, Inventory") == {"inventory": 2}


def test_a_word_within_another_does_not_count() -> None:
    assert found("rent art", "current start, art") == {"art": 1}
    assert found("2021", "20215 2021 2021a") == {"2021": 1}


def test_accents_and_case_do_not_matter() -> None:
    assert found("Müller", "MULLER, müller") == {"muller": 2}


def test_endings_of_russian_words_do_not_matter() -> None:
    assert found("арендная плата", "Арендную плату вносят ежемесячно") == {"арендная": 1}


def test_pairs_of_chinese_characters_overlap() -> None:
    assert found("北京大学", "北京大学的学生") == {"北京": 1, "京大": 1, "大学": 1}


def test_a_chinese_word_may_be_divided_by_the_end_of_a_line() -> None:
    assert found("北京大学", "他在北\n京大学") == {"北京": 1, "京大": 1, "大学": 1}


def test_neighbours_in_the_question_are_found_as_neighbours() -> None:
    assert pairs("cost of sales in figure 12", "Cost of sales: there is Figure 12.") == {
        ("cost", "sales"),
        ("figure", "12"),
    }
    assert pairs("figure 12", "Figure 3 shows twelve; 12 figures.") == set()
    assert pairs("figure 12", "The figure was drawn by somebody long after 12.") == set()


def test_without_words_nothing_is_found() -> None:
    assert WordFinder(()).find("anything").counts == {}
