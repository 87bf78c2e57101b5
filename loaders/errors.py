"""Errors whose text a user may read: in French, in three parts (what, where, what to do)."""


class DatasetError(Exception):
    """A table of the dataset cannot be used.

    Args:
        quoi: what happened, one clause without a final stop.
        ou: where (file, column, row, code), or an empty string.
        que_faire: what the reader can do next, one sentence without a final stop.
    """

    def __init__(self, quoi: str, *, ou: str = "", que_faire: str) -> None:
        self.quoi = quoi
        self.ou = ou
        self.que_faire = que_faire
        lieu = f" ({ou})" if ou else ""
        super().__init__(f"{quoi}{lieu}. {que_faire}.")


class CuratedError(DatasetError):
    """A curated CSV holds something the build refuses: names the file, the row and the column."""


class ReadingError(DatasetError):
    """A document given to the reader is refused: nothing is written."""
