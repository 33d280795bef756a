"""Which part of the window follows which event of the engine."""

from desktop.conversation.conversation_pane import ConversationPane
from desktop.document_viewer.document_viewer import DocumentViewer
from desktop.engine_bridge import EngineBridge
from desktop.library.library_pane import LibraryPane


def connect_library(bridge: EngineBridge, library: LibraryPane) -> None:
    """Let the library pane follow what becomes of the library."""
    bridge.places_changed.connect(library.show_places)
    bridge.documents_changed.connect(library.show_documents)
    bridge.documents_removed.connect(library.hide_documents)
    bridge.indexing_progressed.connect(library.show_progress)
    bridge.details_loaded.connect(library.details.show_details)


def connect_conversation(bridge: EngineBridge, pane: ConversationPane) -> None:
    """Let the conversation pane follow answers, the conversations kept, and what is cited."""
    conversation = pane.conversation
    bridge.documents_changed.connect(conversation.note_documents)
    bridge.documents_removed.connect(conversation.note_removed_documents)
    bridge.settings_changed.connect(pane.show_settings)
    bridge.settings_changed.connect(pane.model_button.show_name)
    bridge.sources_found.connect(conversation.show_sources)
    bridge.draft_changed.connect(conversation.show_draft)
    bridge.thinking_changed.connect(conversation.show_draft)
    bridge.sentence_finished.connect(conversation.add_sentence)
    bridge.task_progressed.connect(conversation.show_progress)
    bridge.answer_finished.connect(conversation.show_answer)
    bridge.question_failed.connect(conversation.show_error)
    bridge.conversations_listed.connect(pane.show_conversations)
    bridge.indexing_progressed.connect(pane.suggestion_requests.note)
    bridge.questions_suggested.connect(pane.show_suggestions)
    bridge.conversation_loaded.connect(pane.open_conversation)


def connect_viewer(bridge: EngineBridge, viewer: DocumentViewer) -> None:
    """Let the viewer follow what it asked for."""
    bridge.document_opened.connect(viewer.show_document)
    bridge.page_rendered.connect(viewer.show_page)
    bridge.page_words_loaded.connect(viewer.take_words)
    bridge.viewing_failed.connect(viewer.show_failure)
