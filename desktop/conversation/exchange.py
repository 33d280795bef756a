"""One question with its answer as it comes into being: sources, a draft, checked sentences, the finished answer."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QFrame, QToolTip, QVBoxLayout, QWidget

from desktop.conversation.answer_rendering import text_html
from desktop.conversation.answer_text import (
    citation_tool_tip,
    cited_number,
    clipboard_text,
    coverage_text,
    times_text,
)
from desktop.conversation.cited_documents import StateOf, changes_text
from desktop.conversation.hit_citation import citation_of_hit, copies_of
from desktop.conversation.scope_words import scope_words
from desktop.conversation.source_list import SourceList
from desktop.conversation.structured_answer import answer_html, chosen_by, shown_citations
from desktop.conversation.thoughts import Thoughts
from desktop.error_messages import sentences_html as failure_html
from desktop.flow_layout import FlowLayout
from desktop.icons import icon
from desktop.path_names import shown
from desktop.theme import GRID, colours
from desktop.widgets import flat_button, plain_label, rich_label, set_style_property, tool_button
from engine.errors import PagewiseError
from engine.events import TaskProgressed
from engine.types import Answer, AnswerExplanation, Citation, Question, SavedExchange, SearchHit, Sentence, Task, Turn
from engine.types.tasks import title_of

_MOST_SOURCES_WHILE_WRITING = 5
_MOST_CLOSEST = 8


class Exchange(QWidget):
    """A question and its answer. Nothing unchecked is ever shown as an answer: the draft is muted and says so."""

    citation_opened = Signal(object)
    """A `Citation` was clicked, as a link or as a card."""
    again_wanted = Signal()
    """The same is to be asked again, for another answer in this place."""
    edit_wanted = Signal()
    """The question is to be changed."""
    why_wanted = Signal()
    """It is to be told why the answer is what it is."""

    def __init__(self, asked: Question | Task, exchange_id: str, parent: QWidget | None = None) -> None:
        """`exchange_id` is where the answer is kept; an exchange that replaces another has the same."""
        super().__init__(parent)
        self.asked = asked
        self.exchange_id = exchange_id
        is_task = not isinstance(asked, Question)
        self.question = shown(title_of(asked)) if is_task else title_of(asked)
        self._title_without_answer = "Nothing to show" if is_task else "Not found in your documents"
        searched = scope_words(asked.scope) if isinstance(asked, Question) else ""
        self.scope_label = plain_label(searched, muted=True, small=True)
        self.answer: Answer | None = None
        self.explanation: AnswerExplanation | None = None
        self.failure: PagewiseError | None = None
        self._sentences: list[Sentence] = []
        self._citations: dict[int, Citation] = {}
        self._state_of: StateOf | None = None
        self._choices: dict[int, int] = {}
        """The answers to a quiz that were chosen, by the place of the question."""
        self.status = plain_label("Reading…" if is_task else "Searching your documents…", muted=True)
        self.looked_for = plain_label(what="Looked for", muted=True, small=True)
        self.changes = plain_label(what="Changes since", small=True)
        self.thoughts = Thoughts()
        self.answer_label = rich_label(what="Answer")
        self.answer_label.linkActivated.connect(self._open_link)
        self.answer_label.linkHovered.connect(self._show_citation_tip)
        self.coverage = plain_label(muted=True, small=True)
        self.draft = plain_label(what="Draft, not checked yet", muted=True)
        self.notice = plain_label(what="Notice", small=True)
        self.sources, self.other_passages = SourceList(), SourceList()
        self.footer = plain_label(muted=True, small=True)
        self._add_buttons()
        for source_list in (self.sources, self.other_passages):
            source_list.opened.connect(self.citation_opened)
        self._lay_out()
        self._render_answer()

    def _add_buttons(self) -> None:
        self.copy_button = tool_button("copy", "Copy question, answer and sources", self.copy)
        self.why_button = flat_button("Why?", self.why_wanted.emit, description="Why this answer? (Ctrl+Shift+E)")
        self.again_button = tool_button("retry", "Ask again", self.again_wanted.emit)
        self.edit_button = tool_button("edit", "Change the question", self.edit_wanted.emit)
        self.passages_button = flat_button("All passages", self._toggle_passages, icon_name="expand")
        self.passages_button.setCheckable(True)

    @property
    def finished(self) -> bool:
        """True once there is an answer or an error."""
        return self.answer is not None or self.failure is not None

    def show_sources(self, hits: tuple[SearchHit, ...]) -> None:
        """Show the best passages while the answer is being written."""
        best = [citation_of_hit(hit) for hit in hits[:_MOST_SOURCES_WHILE_WRITING]]
        self.sources.show_sources("Best passages", best, copies_of(hits), numbered=False)
        self.status.setText("Reading the best passages…")

    def show_progress(self, event: TaskProgressed) -> None:
        """Show how far a task is."""
        self.status.setText(f"Reading {shown(event.what)} ({event.done + 1} of {event.total})…")
        self.status.show()

    def show_draft(self, text: str) -> None:
        """Show the sentence being written; an empty text withdraws it."""
        self.draft.setText(f"{text} (checking…)" if text else "")
        self.draft.setVisible(bool(text))
        if text:
            self.status.hide()

    def add_sentence(self, sentence: Sentence, citations: tuple[Citation, ...]) -> None:
        """Add a sentence that passed the check."""
        self._sentences.append(sentence)
        self._citations |= {citation.index: citation for citation in citations}
        self.status.hide()
        self._render_answer()

    def show_answer(self, answer: Answer, explanation: AnswerExplanation | None = None) -> None:
        """Show the finished answer instead of whatever was shown while it was written.

        `explanation` is None for tasks, and for answers that were kept.
        """
        self.answer, self.explanation = answer, explanation
        self._citations = {citation.index: citation for citation in answer.citations}
        self._sentences = list(answer.sentences)
        self._end_writing()
        self._render_answer()
        hits, copies = [citation_of_hit(hit) for hit in answer.sources], copies_of(answer.sources)
        if answer.found:
            self._show_sources_used()
            self.passages_button.setVisible(bool(hits))
        else:
            self.sources.show_sources("Closest passages", hits[:_MOST_CLOSEST], copies, numbered=False)
        notices = [answer.notice or "", "Stopped before the end." if answer.stopped and answer.found else ""]
        self._show_notice(" ".join(filter(None, notices)))
        self.coverage.setText(coverage_text(answer))
        self.coverage.setVisible(bool(self.coverage.text()))
        self.footer.setText(times_text(answer.times, answer.model))
        self.footer.show()
        self._show_buttons()
        self._show_looked_for(answer.asked_as)
        self.thoughts.show_text(answer.thoughts)

    def show_error(self, error: PagewiseError) -> None:
        """Say why there is no answer; the passages found stay."""
        self.failure = error
        self._end_writing()
        self._render_answer()
        self._show_buttons()

    def keep_answer(self, reason: str) -> None:
        """Say why the answer is still the one before although another was asked for."""
        self._show_notice(f"{reason} This is the answer from before.")

    def mark_changes(self, state_of: StateOf) -> None:
        """Mark what is cited of documents that are not any more what was cited."""
        self._state_of = state_of
        self._mark_cards()
        text = changes_text(self._citations.values(), state_of)
        self.changes.setText(text)
        self.changes.setVisible(bool(text))

    def turn(self) -> Turn | None:
        """What later questions may refer to; None without an answer."""
        if self.answer is None:
            return None
        cited = tuple(dict.fromkeys(citation.path for citation in self.answer.citations))
        return Turn(self.answer.asked_as or self.question, self.answer.text if self.answer.found else "", cited)

    def saved(self) -> SavedExchange:
        """The exchange as it can be shown again. Only with an answer."""
        assert self.answer is not None
        return SavedExchange(self.exchange_id, self.asked, self.answer)

    def open_citation(self, number: int) -> None:
        """Open the citation with this number, if the answer has it."""
        if citation := self._shown_citations().get(number):
            self.citation_opened.emit(citation)

    def copy(self) -> None:
        """Copy question, answer and sources as plain text."""
        if self.answer is not None:
            QGuiApplication.clipboard().setText(clipboard_text(self.question, self.answer))

    def changeEvent(self, event: QEvent) -> None:
        """Colour the answer again when the palette has changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._render_answer()

    def _lay_out(self) -> None:
        question_card = QFrame()
        question_card.setObjectName("question")
        question_layout = QVBoxLayout(question_card)
        question_layout.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        question_layout.addWidget(plain_label(self.question, what="Question"))
        question_layout.addWidget(self.scope_label)
        self.scope_label.setVisible(bool(self.scope_label.text()))
        self._buttons = QWidget()
        buttons = FlowLayout(self._buttons, 0)
        for button in (self.copy_button, self.again_button, self.edit_button, self.why_button, self.passages_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        parts: list[QWidget] = [question_card, self.looked_for, self.changes, self.thoughts, self.answer_label]
        parts += [self.coverage, self.draft, self.status, self.notice, self.sources, self.footer]
        for part in (*parts, self._buttons, self.other_passages):
            layout.addWidget(part)
        italic = self.draft.font()
        italic.setItalic(True)
        self.draft.setFont(italic)
        self.changes.setObjectName("answerNotice")
        self.notice.setObjectName("answerNotice")
        hidden = [self.looked_for, self.changes, self.coverage, self.draft, self.notice, self.footer, self._buttons]
        for widget in hidden:
            widget.hide()
        self.passages_button.hide()

    def _mark_cards(self) -> None:
        if self._state_of is not None:
            for card in (*self.sources.cards, *self.other_passages.cards):
                card.mark(self._state_of(card.citation))

    def _show_buttons(self) -> None:
        self.copy_button.setVisible(self.answer is not None)
        self.edit_button.setVisible(isinstance(self.asked, Question))
        self.why_button.setVisible(self.explanation is not None)
        self._buttons.show()

    def _show_looked_for(self, text: str) -> None:
        self.looked_for.setText(f"Looked for: {text}")
        self.looked_for.setVisible(bool(text) and text != self.question)

    def _end_writing(self) -> None:
        self.show_draft("")
        self.status.hide()

    def _render_answer(self) -> None:
        scheme, tone = colours(self.palette()), ""
        if self.failure is not None:
            tone = "error"
            html = failure_html(self.failure.as_failure())
        elif self.answer is not None and not self.answer.found:
            tone = "notFound"
            title = "Stopped" if self.answer.stopped else self._title_without_answer
            html = f"<b>{title}</b><br>{text_html(self.answer.text)}"
        elif self._sentences:
            html = answer_html(self._sentences, self._citations, self._choices, scheme)
        else:
            html = text_html(self.answer.text) if self.answer is not None else ""
        self.answer_label.setText(html)
        self.answer_label.setVisible(bool(html))
        set_style_property(self.answer_label, "tone", tone)
        self.answer_label.setMargin(GRID if tone else 0)

    def _show_notice(self, text: str) -> None:
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def _toggle_passages(self) -> None:
        opened = self.passages_button.isChecked()
        self.passages_button.setIcon(icon("collapse" if opened else "expand"))
        if opened and self.answer is not None and not self.other_passages.cards:
            hits = [citation_of_hit(hit) for hit in self.answer.sources]
            copies = copies_of(self.answer.sources)
            self.other_passages.show_sources("All passages found, best first", hits, copies, numbered=False)
            self._mark_cards()
        self.other_passages.setVisible(opened)

    def _open_link(self, link: str) -> None:
        if (chosen := chosen_by(link)) is None:
            self.open_citation(cited_number(link))
            return
        place, choice = chosen
        self._choices[place] = choice
        self._render_answer()
        self._show_sources_used()

    def _shown_citations(self) -> dict[int, Citation]:
        return shown_citations(self._sentences, self._citations, self._choices)

    def _show_sources_used(self) -> None:
        if self.answer is not None:
            cited = self._shown_citations().values()
            self.sources.show_sources("Sources used", cited, copies_of(self.answer.sources), numbered=True)
            self._mark_cards()

    def _show_citation_tip(self, link: str) -> None:
        citation = self._citations.get(cited_number(link)) if link and chosen_by(link) is None else None
        if citation is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(QCursor.pos(), citation_tool_tip(citation), self.answer_label)
