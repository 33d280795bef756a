"""Which part of the window follows which event of the engine."""

from desktop.conversation.conversation_pane import ConversationPane
from desktop.document_viewer.document_viewer import DocumentViewer
from desktop.engine_bridge import EngineBridge
from desktop.library.library_pane import LibraryPane
from desktop.settings.models_page import ModelsPage
from desktop.settings.privacy_page import PrivacyPage


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
    bridge.answer_finished.connect(pane.announce_answer)
    bridge.question_failed.connect(pane.announce_failure)
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


def connect_models_page(bridge: EngineBridge, page: ModelsPage) -> None:
    """Let the page about models follow which there are, and what becomes of what was begun there."""
    bridge.models_changed.connect(page.show_models)
    bridge.model_download_progressed.connect(page.show_download)
    bridge.model_import_progressed.connect(page.show_import)
    bridge.model_tested.connect(page.show_test)
    bridge.models_imported.connect(page.show_imported)
    bridge.model_action_failed.connect(page.show_failure)


def connect_privacy_page(bridge: EngineBridge, page: PrivacyPage) -> None:
    """Let the page about privacy follow how much is kept."""
    bridge.storage_measured.connect(page.show_sizes)
    bridge.conversations_listed.connect(page.measure_again)
