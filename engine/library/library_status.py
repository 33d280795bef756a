"""What a library holds and what runs it, at one glance."""

from pathlib import Path

from engine.library.catalogue_reader import CatalogueReader
from engine.library.vector_index_keeper import VectorIndexKeeper
from engine.paths import catalogue_file
from engine.types import LibraryStatus
from engine.versions import versions


def library_status(
    library_folder: Path,
    reader: CatalogueReader,
    vectors: VectorIndexKeeper,
    language_model_name: str,
    embedding_model_name: str,
) -> LibraryStatus:
    """The status of the library in `library_folder`. Raises `LibraryError` subclasses."""
    counts = reader.counts()
    catalogue = catalogue_file(library_folder)
    return LibraryStatus(
        library_folder=library_folder,
        places=reader.places(),
        documents=reader.documents(),
        pages=counts.pages,
        passages=counts.passages,
        passages_embedded=counts.passages_embedded,
        catalogue_bytes=catalogue.stat().st_size if catalogue.exists() else 0,
        vector_index_bytes=vectors.bytes_on_disk(),
        language_model=language_model_name,
        embedding_model=embedding_model_name,
        versions=versions(),
    )
