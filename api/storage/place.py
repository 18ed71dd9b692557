"""Which database: the one named by the environment, else a file of SQLite in the data folder."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote

URL_VARIABLE: Final = "MUNASARA_DATABASE_URL"
FOLDER_VARIABLE: Final = "MUNASARA_DATA"
_FILE: Final = "munasara.sqlite3"


def database_url(environment: Mapping[str, str]) -> str:
    """The URL of the database. An empty variable counts as none."""
    return environment.get(URL_VARIABLE) or sqlite_url(data_folder(environment))


def data_folder(environment: Mapping[str, str]) -> Path:
    """Where the service keeps its file: MUNASARA_DATA, else `munasara` among the user's data."""
    given = environment.get(FOLDER_VARIABLE)
    if given:
        return Path(given)
    of_user = environment.get("XDG_DATA_HOME")
    return (Path(of_user) if of_user else Path.home() / ".local" / "share") / "munasara"


def sqlite_url(folder: Path) -> str:
    """The URL of the file in a folder, whatever signs the folder's name holds."""
    return f"sqlite:///{quote(str(folder.absolute() / _FILE))}"
