"""The English that Streamlit's page may say of a connection, an error or a file, read in the installed version."""

import re
from pathlib import Path

import streamlit

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
FILES = ("index.D", "FileUploader", "UploadFileInfo", "utils.", "DownloadButton", "Toast", "TextInput")
"""Starts of the names of the scripts that say it; the rest of a name changes with each build."""

SPOKEN = (
    re.compile(
        r"(?:\bmessage:|errorMsg:|errorMessage:|showError\(|:)`((?:File |[A-Z][a-z]+ )(?:[^`$\\]|\$\{[^{}`]*\})*)[`$]"
    ),
    re.compile(
        r"`((?:Connect|Connection|Cannot connect|Unable to connect|Streamlit server|Is Streamlit|Request [a-z]+|"
        r"Network error|Unknown [eE]rror|Lost connection|Upload failed|Download failed)(?:[^`$]|\$\{[^}`]*\})*)[`$]"
    ),
)
TOPIC = re.compile(
    r"connect|server|internet|network|status|time[d ]|request|file|upload|download|error|failed|page|Streamlit|message",
    re.I,
)
SILENT = re.compile(
    r"ConnectionManager|Connection Manager|Connection state changed|static app|ECONNABORTED|skills|metrics|"
    r"Client Error|deploy|GitHub|Deferred|widget|cleanup|during install|Websocket|[Cc]ommunity|Chat message"
)
"""For a log, or for what this tool does not use (static apps, installation of skills, publishing)."""

KNOWN = {
    "Add files",
    "App pages",
    "Drag and drop a file here",
    "File change.",
    "Navigate to home page",
    "Script execution error",
    "The page that you have requested does not seem to exist",
    "Bad message format",
    "Cannot connect to Streamlit (HTTP status: 403).",
    "Connecting",
    "Connecting to Streamlit server",
    "Connection closed",
    "Connection error",
    "Connection failed with status ${r}",
    "Connection lost. Please wait for the app to reconnect, then try again.",
    "Connection timed out",
    "Connection timed out.",
    "Download failed",
    "File is larger than ${q(e)}",
    "File is smaller than ${q(e)}",
    "File type must be ",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:",
    "Network error",
    "Page not found",
    "Request aborted",
    "Request failed with status ${t.status}",
    "Request timed out",
    "Streamlit server is not responding. Are you connected to the internet?",
    "Too many files",
    "Unable to connect to Streamlit server",
    "Unknown Error",
    "Unknown error",
    "Upload failed",
}
"""What the tests of static/cadre.js translate (tests/navigateur/test_mots_du_cadre.py)."""


def spoken() -> set[str]:
    """First line of every sentence of the scripts about a connection, an error or a file."""
    found: set[str] = set()
    for path in SCRIPTS.glob("*.js"):
        if path.name.startswith(FILES):
            text = path.read_text("utf-8")
            found |= {words.split("\n")[0] for pattern in SPOKEN for words in pattern.findall(text)}
    return {words for words in found if TOPIC.search(words) and not SILENT.search(words)}


def test_streamlit_says_what_we_translate_and_nothing_else() -> None:
    assert spoken() == KNOWN
