"""What can be told of an uploaded file at once, beside its field; the rest is told by the job that reads it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile

from wadah.core.tabular.archive import open_archive
from wadah.core.tabular.errors import EmptyFile, EncryptedFile, NotATable
from wadah.core.tabular.limits import Limits
from wadah.core.tabular.sniff import Kind, kind_of

REFUSED = {Kind.EMPTY: EmptyFile, Kind.ENCRYPTED: EncryptedFile, Kind.OTHER: NotATable}


def look_at_upload(file: "UploadedFile[bytes]") -> None:
    """Raises a TabularError for a file that is empty, locked, a bomb, or no table, without reading it."""
    with _on_disk(file) as path:
        kind = kind_of(path)
        if kind in REFUSED:
            raise REFUSED[kind]()
        if kind is Kind.ZIP:
            open_archive(path, Limits()).close()


@contextmanager
def _on_disk(file: "UploadedFile[bytes]") -> Iterator[Path]:
    """A large upload lies on the disk already; a small one is put there for a moment."""
    if isinstance(file, TemporaryUploadedFile):
        yield Path(file.temporary_file_path())
        return
    with NamedTemporaryFile() as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        file.seek(0)
        yield Path(copy.name)
