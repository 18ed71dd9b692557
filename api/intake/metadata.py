"""What KoBoToolbox and ODK add to the answers of a form by themselves: known, and not read."""

from collections.abc import Collection
from typing import Final

_BY_CLIENTS: Final = frozenset(
    [
        *("start", "end", "today", "username", "deviceid", "subscriberid", "simserial", "simid", "phonenumber"),
        *("audit", "background-audio"),
    ]
)
_BY_KOBO: Final = _BY_CLIENTS | frozenset(
    [
        *("_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by"),
        *("__version__", "_version_", "_tags", "_index", "_parent_table_name", "_parent_index", "_geolocation"),
        *("_attachments", "_xform_id_string", "_bamboo_dataset_id", "_supplementalDetails", "_media_all_received"),
        *("_edited", "_duration", "_date_modified"),
    ]
)
_BY_ODK: Final = _BY_CLIENTS | frozenset(
    [
        *("SubmissionDate", "KEY", "PARENT_KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent"),
        *("AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion", "__id"),
    ]
)
_KOBO_HAS: Final = frozenset(("_id", "_uuid", "_submission_time", "_index"))
_ODK_HAS: Final = (frozenset(("KEY", "SubmissionDate")), frozenset(("__id",)))
_WITHIN: Final = ("meta/", "meta-", "__system/", "formhub/", "@odata", "_version_")


def metadata(columns: Collection[str]) -> frozenset[str]:
    """Which of the columns are such. What anybody could have named counts only in a table that comes from there."""
    whole = {column: column.partition("/")[0].removesuffix("[]") for column in columns}
    present = frozenset(whole.values())
    known = {column for column in columns if column.startswith(_WITHIN)}
    added = (_BY_KOBO if present & _KOBO_HAS else frozenset()) | (
        _BY_ODK if any(has <= present for has in _ODK_HAS) else frozenset()
    )
    return frozenset(known | {column for column, name in whole.items() if name in added})
