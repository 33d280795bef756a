"""Stand-ins for the engine, for tests that need to control what it does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event as ThreadEvent

from engine.api import DocumentAssistant
from engine.conversations.conversation_keeper import ConversationKeeper
from engine.errors import PagewiseError
from engine.events import Event
from engine.models.model_manager import ModelManager
from engine.paths import default_library_folder, settings_file
from engine.settings import SettingsKeeper
from engine.storage_keeper import StorageKeeper
from engine.types import (
    EVERYWHERE,
    Answer,
    AnswerExplanation,
    ExchangeKey,
    IndexingSummary,
    LibraryStatus,
    PlaceRules,
    Question,
    SearchResult,
    SearchScope,
    Task,
)


@dataclass
class Call:
    """One call of a method of `FakeDocumentAssistant`."""

    method: str
    arguments: tuple[object, ...] = ()


class FakeConversationKeeper(ConversationKeeper):
    """Records what is called; tests deliver the events."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    def calls_of(self, method: str) -> list[tuple[object, ...]]:
        """The arguments of every call of `method`, oldest first."""
        return [call.arguments for call in self.calls if call.method == method]

    def request_list(self, text: str = "") -> None:
        self.calls.append(Call("request_list", (text,)))

    def request(self, conversation_id: str) -> None:
        self.calls.append(Call("request", (conversation_id,)))

    def request_suggestions(self) -> None:
        self.calls.append(Call("request_suggestions"))

    def rename(self, conversation_id: str, title: str) -> None:
        self.calls.append(Call("rename", (conversation_id, title)))

    def delete(self, conversation_id: str) -> None:
        self.calls.append(Call("delete", (conversation_id,)))

    def delete_all(self) -> None:
        self.calls.append(Call("delete_all"))


class FakeModelManager(ModelManager):
    """Records what is called; tests deliver the events."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    def calls_of(self, method: str) -> list[tuple[object, ...]]:
        """The arguments of every call of `method`, oldest first."""
        return [call.arguments for call in self.calls if call.method == method]

    def request_overview(self) -> None:
        self.calls.append(Call("request_overview"))

    def use(self, model_id: str) -> None:
        self.calls.append(Call("use", (model_id,)))

    def do_without(self, model_id: str) -> None:
        self.calls.append(Call("do_without", (model_id,)))

    def import_models(self, path: Path) -> None:
        self.calls.append(Call("import_models", (path,)))

    def stop_import(self) -> None:
        self.calls.append(Call("stop_import"))

    def remove(self, model_id: str) -> None:
        self.calls.append(Call("remove", (model_id,)))

    def download(self, model_id: str) -> None:
        self.calls.append(Call("download", (model_id,)))

    def test(self, model_id: str) -> None:
        self.calls.append(Call("test", (model_id,)))

    def stop_test(self, model_id: str) -> None:
        self.calls.append(Call("stop_test", (model_id,)))

    def use_server(self, address: str, name: str = "", *, anywhere: bool = False) -> None:
        self.calls.append(Call("use_server", (address, name, anywhere)))

    def pause_download(self, model_id: str) -> None:
        self.calls.append(Call("pause_download", (model_id,)))

    def discard_download(self, model_id: str) -> None:
        self.calls.append(Call("discard_download", (model_id,)))


class FakeStorageKeeper(StorageKeeper):
    """Records what is called; tests deliver the events."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    def calls_of(self, method: str) -> list[tuple[object, ...]]:
        """The arguments of every call of `method`, oldest first."""
        return [call.arguments for call in self.calls if call.method == method]

    def delete_index(self) -> None:
        self.calls.append(Call("delete_index"))

    def request_sizes(self) -> None:
        self.calls.append(Call("request_sizes"))

    def count_documents(self, folder: Path) -> None:
        self.calls.append(Call("count_documents", (folder,)))

    def stop_counting(self) -> None:
        self.calls.append(Call("stop_counting"))


@dataclass
class FakeDocumentAssistant(DocumentAssistant):
    """Has the public surface of `DocumentAssistant`, records what is called, and delivers the events it is told to.

    The blocking methods fail: the desktop must not call them. `start` raises `start_error` if it is set, and `close`
    waits for `may_close`.
    """

    on_event: Callable[[Event], None] = lambda event: None
    start_error: PagewiseError | None = None
    may_close: ThreadEvent = field(default_factory=ThreadEvent)
    calls: list[Call] = field(default_factory=list)
    keys: list[ExchangeKey | None] = field(default_factory=list)
    """Where the answer of each question is to be kept."""
    keeper: FakeConversationKeeper = field(default_factory=FakeConversationKeeper)
    model_name: str = "Embedded model"
    """The name of the language model."""
    manager: FakeModelManager = field(default_factory=FakeModelManager)
    kept: FakeStorageKeeper = field(default_factory=FakeStorageKeeper)

    settings_keeper: SettingsKeeper = field(init=False)

    def __post_init__(self) -> None:
        self.settings_keeper = SettingsKeeper(settings_file(), self.on_event)
        self.may_close.set()

    def deliver(self, *events: Event) -> None:
        """Send events as the engine would, on the calling thread."""
        for event in events:
            self.on_event(event)

    def calls_of(self, method: str) -> list[tuple[object, ...]]:
        """The arguments of every call of `method`, oldest first."""
        return [call.arguments for call in self.calls if call.method == method]

    def start(self) -> None:
        self._record("start")
        if self.start_error is not None:
            raise self.start_error

    def close(self) -> None:
        self._record("close")
        assert self.may_close.wait(timeout=30)

    @property
    def library_folder(self) -> Path:
        return default_library_folder()

    def add_places(self, paths: Sequence[Path]) -> None:
        self._record("add_places", *paths)

    def remove_place(self, path: Path) -> None:
        self._record("remove_place", path)

    def set_place_rules(self, path: Path, rules: PlaceRules) -> None:
        self._record("set_place_rules", path, rules)

    def pause_indexing(self) -> None:
        self._record("pause_indexing")

    def resume_indexing(self) -> None:
        self._record("resume_indexing")

    def retry(self, paths: Sequence[Path]) -> None:
        self._record("retry", *paths)

    def rescan(self) -> None:
        self._record("rescan")

    def request_details(self, path: Path) -> None:
        self._record("request_details", path)

    def request_page_words(self, path: Path, page: int) -> None:
        self._record("request_page_words", path, page)

    def ask(self, asked: Question | Task, record_as: ExchangeKey | None = None) -> int:
        self._record("ask", asked)
        self.keys.append(record_as)
        return len(self.calls_of("ask"))

    def prepare_to_answer(self) -> None:
        self._record("prepare_to_answer")

    def stop_question(self, question_id: int) -> None:
        self._record("stop_question", question_id)

    @property
    def conversations(self) -> FakeConversationKeeper:
        return self.keeper

    @property
    def models(self) -> FakeModelManager:
        return self.manager

    @property
    def language_model_name(self) -> str:
        return self.model_name

    def use_embedding_model(self, folder: Path | None) -> None:
        self._record("use_embedding_model", folder)

    @property
    def settings(self) -> SettingsKeeper:
        return self.settings_keeper

    @property
    def storage(self) -> FakeStorageKeeper:
        return self.kept

    def open_document(self, path: Path) -> None:
        self._record("open_document", path)

    def request_page(self, path: Path, page: int, zoom: float) -> None:
        self._record("request_page", path, page, zoom)

    def search(
        self, text: str, limit: int = 10, scope: SearchScope = EVERYWHERE, *, thorough: bool = False
    ) -> SearchResult:
        raise AssertionError("The desktop called the blocking method search")

    def answer(self, asked: Question | Task) -> Answer:
        raise AssertionError("The desktop called the blocking method answer")

    def answer_and_explain(self, question: Question) -> tuple[Answer, AnswerExplanation]:
        raise AssertionError("The desktop called the blocking method answer_and_explain")

    def wait_until_indexed(self) -> IndexingSummary:
        raise AssertionError("The desktop called the blocking method wait_until_indexed")

    def status(self) -> LibraryStatus:
        raise AssertionError("The desktop called the blocking method status")

    def _record(self, method: str, *arguments: object) -> None:
        self.calls.append(Call(method, arguments))
