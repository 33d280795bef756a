"""Tells people that there is nothing to search where they want to search."""

from engine.errors import NothingFits, NothingIndexedThere, PlaceNotFound
from engine.library.catalogue_reader import CatalogueReader
from engine.paths import is_there
from engine.types import SearchScope


def require_documents(reader: CatalogueReader, scope: SearchScope) -> None:
    """Raises `PlaceNotFound`, `NothingIndexedThere` or `NothingFits` if there is nothing to search in `scope`.

    A place on a drive that is unplugged now can be searched: what was indexed of it is there.
    """
    for place in scope.within:
        if not reader.has_passages(SearchScope((place,))):
            raise (NothingIndexedThere if is_there(place) else PlaceNotFound)(str(place))
    if not scope.is_everywhere and not reader.has_passages(scope):
        raise NothingFits
