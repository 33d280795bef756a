"""The left pane: watched places, documents and the state of indexing."""
