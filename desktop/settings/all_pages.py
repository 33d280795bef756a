"""The settings window with all its pages, connected with the engine and the panes."""

from PySide6.QtWidgets import QWidget

from desktop.conversation.conversation_pane import ConversationPane
from desktop.engine_bridge import EngineBridge
from desktop.event_connections import connect_models_page, connect_privacy_page
from desktop.library.library_pane import LibraryPane
from desktop.models.model_downloads import ModelDownloads
from desktop.settings.answering_page import AnsweringPage
from desktop.settings.appearance_page import AppearancePage
from desktop.settings.folders_page import FoldersPage
from desktop.settings.general_page import GeneralPage
from desktop.settings.models_page import ModelsPage
from desktop.settings.privacy_page import PrivacyPage
from desktop.settings.resources_page import ResourcesPage
from desktop.settings.settings_window import SettingsWindow
from engine.api import DocumentAssistant


def settings_window(
    assistant: DocumentAssistant,
    bridge: EngineBridge,
    library: LibraryPane,
    conversation: ConversationPane,
    downloads: ModelDownloads,
    parent: QWidget,
) -> SettingsWindow:
    """A new settings window, not shown yet."""
    privacy = PrivacyPage(assistant)
    privacy.clearing_wanted.connect(conversation.delete_all_conversations)
    connect_privacy_page(bridge, privacy)
    models = ModelsPage(assistant, downloads)
    connect_models_page(bridge, models)
    pages = (
        FoldersPage(assistant, library),
        models,
        AnsweringPage(assistant),
        AppearancePage(assistant),
        ResourcesPage(assistant, assistant.settings.available_cores),
        privacy,
        GeneralPage(assistant),
    )
    window = SettingsWindow(assistant, pages, parent)
    bridge.settings_changed.connect(window.follow)
    privacy.move_button.move_wanted.connect(window.library_move_wanted)
    return window
