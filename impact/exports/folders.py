"""Folders of the drop folder that name a list: which of their files are of that list, and which are lists of their own.

A folder "schools" may hold the newer files of one list, or the sheets of many schools. The names of the files tell, as
far as they are alike; where they are not, somebody is asked.
"""

from __future__ import annotations

from impact.exports.ledger import Entry, Ledger
from impact.exports.streams import origin
from impact.faults import shown


def of_its_own(folder: str, file: str) -> str:
    """What a list of its own is called whose file lies in a folder with other lists."""
    return f"{folder} {origin(file)}"


def list_of(ledger: Ledger, section: str, folder: str, file: str) -> str:
    """The list of a file in a folder that is called so: the folder's, or its own, where somebody said so of it, or of
    each file there that has another name than those of the folder's list."""
    own, alone = origin(file), of_its_own(folder, file)
    theirs = [each for each in ledger.standing() if each.section == section]
    of_folder = [each for each in theirs if each.origin == folder]
    if any(origin(each.file) == own for each in of_folder):
        return folder
    apart = of_folder and any(
        said.section == section and said.origin == folder and said.names == "add"
        for said in ledger.streams.values()
    )
    return alone if apart or any(each.origin == alone for each in theirs) else folder


def newest_beside(ledger: Ledger, entry: Entry) -> str:
    """The newest file of an export's list, where no other of its files has the name of this one. Else nothing."""
    own = ledger.stream_of(entry)
    if own.names == "replace" or own.newer == "events":
        return ""
    there = [
        each for each in ledger.standing() if each.part and ledger.stream_of(each).key == own.key
    ]
    if not there or not all(another(each, entry.file) for each in there):
        return ""
    return shown(there[-1].file)


def another(entry: Entry, file: str) -> bool:
    """Whether a file of a folder is another one than an export's, though it may have the same bytes: two schools may
    write the very same."""
    return entry.grain == "aggregate" and origin(entry.file) != origin(file)
