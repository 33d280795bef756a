"""What was asked and answered, in a SQLite file of its own: unlike the catalogue it cannot be built again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from engine.conversations.conversation_schema import CONVERSATIONS
from engine.conversations.value_codec import from_json, to_json
from engine.database import open_for_writing, storable
from engine.errors import LibraryTooNew
from engine.types import Answer, Conversation, ConversationSummary, ExchangeKey, Question, SavedExchange, Task
from engine.types.tasks import title_of
from engine.word_analysis import beginnings_query, index_words

_MOST_TITLE_CHARACTERS = 80

_KINDS: dict[str, type[Question | Task]] = {kind.__name__: kind for kind in (Question, *get_args(Task))}
"""What can be asked, by the name that is stored."""

_NEWEST = """
SELECT c.id, c.title, c.changed, (SELECT count(*) FROM exchanges e WHERE e.conversation = c.number), ''
FROM conversations c ORDER BY c.changed DESC, c.number DESC LIMIT ?
"""

_MATCHING = """
WITH found AS (
    SELECT e.conversation AS number, min(e.number) AS first
    FROM exchange_words w JOIN exchanges e ON e.number = w.rowid WHERE exchange_words MATCH ? GROUP BY e.conversation
)
SELECT c.id, c.title, c.changed, (SELECT count(*) FROM exchanges e WHERE e.conversation = c.number),
    coalesce((SELECT e.title FROM exchanges e WHERE e.number = found.first), '')
FROM conversations c LEFT JOIN found USING (number)
WHERE found.first IS NOT NULL OR c.number IN (SELECT rowid FROM title_words WHERE title_words MATCH ?)
ORDER BY c.changed DESC, c.number DESC LIMIT ?
"""


class ConversationStore:
    """The conversations of a library. One thread at a time; all methods raise `LibraryError` subclasses.

    Every method is one transaction: it happens as a whole or not at all, also if the process is killed.
    """

    set_aside: Path | None
    """Where a damaged database was moved to at the opening; the list of conversations began anew then."""

    def __init__(self, path: Path) -> None:
        """Open or create the database at `path`, its folder too."""
        self._database, self.set_aside = open_for_writing(path, CONVERSATIONS)
        # Nothing brings an answer back that a power cut took, so that a commit waits for the disk.
        self._database.rows("PRAGMA synchronous = FULL")
        # What the user deletes is overwritten.
        self._database.rows("PRAGMA secure_delete = ON")
        self._deleted: set[str] = set()

    def close(self) -> None:
        """Close the connection; safe to call twice."""
        self._database.close()

    def record(self, key: ExchangeKey, asked: Question | Task, answer: Answer) -> None:
        """Keep an answer; the conversation begins with its first one, and is named for what was asked.

        An exchange that is there already gets the new answer in its place. If something else was asked, the exchanges
        after it are dropped: they followed from what is no longer asked. An answer that was stopped replaces
        none. Nothing is kept of a conversation that was deleted meanwhile.
        """
        if key.conversation in self._deleted:
            return
        with self._database.transaction():
            present = self._database.row("SELECT number, title FROM exchanges WHERE id = ?", [key.exchange])
            if present is not None and answer.stopped:
                return
            conversation = self._conversation_for(key.conversation, storable(title_of(asked)))
            if present is None:
                number = self._insert(key.exchange, conversation, asked, answer)
            else:
                number, title_before = present
                self._replace(number, conversation, title_before, asked, answer)
            self._database.execute(
                "INSERT OR REPLACE INTO exchange_words (rowid, title, answer) VALUES (?, ?, ?)",
                [number, _indexed(title_of(asked)), _indexed(answer.text if answer.found else "")],
            )

    def summaries(self, text: str = "", limit: int = 200) -> tuple[ConversationSummary, ...]:
        """The `limit` conversations changed last, newest first.

        With `text`, those that have all its words (or beginnings of words) in their title, or in a question with its
        answer.
        """
        match = beginnings_query(text)
        query, values = (_MATCHING, [match, match, limit]) if match else (_NEWEST, [limit])
        return tuple(_summary(row) for row in self._database.rows(query, values))

    def conversation(self, conversation_id: str) -> Conversation | None:
        """A conversation with all its exchanges; None if there is none.

        Raises `LibraryTooNew` if something was asked or answered in it that this version does not know.
        """
        row = self._database.row("SELECT number, title FROM conversations WHERE id = ?", [conversation_id])
        if row is None:
            return None
        number, title = row
        exchanges = self._database.rows(
            "SELECT id, kind, asked, answer FROM exchanges WHERE conversation = ? ORDER BY number", [number]
        )
        try:
            saved = tuple(
                SavedExchange(exchange_id, from_json(_KINDS[kind], asked), from_json(Answer, answer))
                for exchange_id, kind, asked, answer in exchanges
            )
        except (KeyError, TypeError, ValueError) as error:
            raise LibraryTooNew(f"“{title}” holds what this version does not know") from error
        return Conversation(conversation_id, title, saved)

    def rename(self, conversation_id: str, title: str) -> None:
        """Give a conversation another title; a blank one changes nothing."""
        title = _shortened(storable(title))
        with self._database.transaction():
            row = self._database.row("SELECT number FROM conversations WHERE id = ?", [conversation_id])
            if title and row is not None:
                self._set_title(row[0], title)

    def delete(self, conversation_id: str) -> None:
        """Forget a conversation."""
        self._deleted.add(conversation_id)
        self._delete(self._database.rows("SELECT number FROM conversations WHERE id = ?", [conversation_id]))

    def delete_all(self) -> None:
        """Forget every conversation."""
        rows = self._database.rows("SELECT number, id FROM conversations")
        self._deleted.update(conversation_id for _, conversation_id in rows)
        self._delete((number,) for number, _ in rows)

    def _conversation_for(self, conversation_id: str, title: str) -> int:
        """The number of the conversation, which changes now; it begins if there is none."""
        now = datetime.now(UTC).timestamp()
        rows = self._database.rows(
            "UPDATE conversations SET changed = ? WHERE id = ? RETURNING number", [now, conversation_id]
        )
        if rows:
            return int(rows[0][0])
        number = self._database.insert(
            "INSERT INTO conversations (id, title, changed) VALUES (?, '', ?)", [conversation_id, now]
        )
        self._set_title(number, _shortened(title))
        return number

    def _insert(self, exchange_id: str, conversation: int, asked: Question | Task, answer: Answer) -> int:
        return self._database.insert(
            "INSERT INTO exchanges (id, conversation, title, kind, asked, answer) VALUES (?, ?, ?, ?, ?, ?)",
            [exchange_id, conversation, *_stored(asked, answer)],
        )

    def _replace(
        self, number: int, conversation: int, title_before: str, asked: Question | Task, answer: Answer
    ) -> None:
        self._database.execute(
            "UPDATE exchanges SET title = ?, kind = ?, asked = ?, answer = ? WHERE number = ?",
            [*_stored(asked, answer), number],
        )
        title = storable(title_of(asked))
        if title == title_before:
            return
        later = self._database.rows(
            "DELETE FROM exchanges WHERE conversation = ? AND number > ? RETURNING number", [conversation, number]
        )
        self._database.execute_many("DELETE FROM exchange_words WHERE rowid = ?", later)
        named = self._database.row("SELECT title FROM conversations WHERE number = ?", [conversation])
        if named == (_shortened(title_before),):
            self._set_title(conversation, _shortened(title))

    def _set_title(self, number: int, title: str) -> None:
        self._database.execute("UPDATE conversations SET title = ? WHERE number = ?", [title, number])
        self._database.execute(
            "INSERT OR REPLACE INTO title_words (rowid, title) VALUES (?, ?)", [number, _indexed(title)]
        )

    def _delete(self, conversations: Iterable[tuple[Any, ...]]) -> None:
        """Delete conversations by number, and their words from the disk as well."""
        with self._database.transaction():
            for row in conversations:
                gone = self._database.rows("DELETE FROM exchanges WHERE conversation = ? RETURNING number", row)
                self._database.execute_many("DELETE FROM exchange_words WHERE rowid = ?", gone)
                self._database.execute("DELETE FROM title_words WHERE rowid = ?", row)
                self._database.execute("DELETE FROM conversations WHERE number = ?", row)
            # A word index keeps what was deleted until its segments are merged.
            self._database.execute("INSERT INTO exchange_words (exchange_words) VALUES ('optimize')")
            self._database.execute("INSERT INTO title_words (title_words) VALUES ('optimize')")
        self._database.rows("PRAGMA wal_checkpoint(TRUNCATE)")


def _stored(asked: Question | Task, answer: Answer) -> tuple[str, str, str, str]:
    kept = replace(asked, history=()) if isinstance(asked, Question) else asked
    return storable(title_of(asked)), type(asked).__name__, to_json(kept), to_json(answer)


def _indexed(text: str) -> str:
    return index_words(storable(text))


def _shortened(title: str) -> str:
    """`title` on one line, cut at a word if it is long."""
    line = " ".join(title.split())
    if len(line) <= _MOST_TITLE_CHARACTERS:
        return line
    cut = line[:_MOST_TITLE_CHARACTERS]
    return (cut.rpartition(" ")[0] or cut) + "…"


def _summary(row: tuple[Any, ...]) -> ConversationSummary:
    conversation_id, title, changed, exchanges, matched = row
    return ConversationSummary(conversation_id, title, datetime.fromtimestamp(changed, UTC), exchanges, matched)
