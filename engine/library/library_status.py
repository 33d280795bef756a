"""What a library holds and what runs it, at one glance."""

from pathlib import Path

from engine.library.catalogue_reader import CatalogueReader
from engine.library.model_index import ModelIndex
from engine.paths import catalogue_file
from engine.types import LibraryStatus
from engine.versions import versions


def library_status(
    library_folder: Path,
    reader: CatalogueReader,
    answering: ModelIndex,
    language_model_name: str,
) -> LibraryStatus:
    """The status of the library in `library_folder`. Raises `LibraryError` subclasses."""
    counts = reader.counts()
    catalogue = catalogue_file(library_folder)
    answering_id = answering.embedder.model_id
    return LibraryStatus(
        library_folder=library_folder,
        places=reader.places(),
        documents=reader.documents(),
        pages=counts.pages,
        passages=counts.passages,
        passages_embedded=counts.passages_embedded,
        catalogue_bytes=catalogue.stat().st_size if catalogue.exists() else 0,
        vector_index_bytes=answering.vectors.bytes_on_disk(),
        language_model=language_model_name,
        embedding_model=answering_id,
        embedding_model_in_preparation=prepared if (prepared := reader.embedding_model()) != answering_id else "",
        versions=versions(),
    )
