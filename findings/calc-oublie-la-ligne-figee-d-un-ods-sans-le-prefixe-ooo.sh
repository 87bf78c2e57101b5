#!/usr/bin/env bash
# LibreOffice Calc 7.4 reads the frozen rows of an ODS in settings.xml under config:name="ooo:view-settings". The prefix
# stands inside the value of an attribute, where XML asks for no declaration: the file is well formed and opens without
# a word either way, yet the rows are frozen only where xmlns:ooo is declared. (A conversion by --convert-to never shows
# it: it loads no view, so a macro must ask.)
# Expected:
#   without xmlns:ooo: frozen False
#   with xmlns:ooo: frozen True
set -euo pipefail
command -v soffice > /dev/null || { echo "LibreOffice Calc is needed" >&2; exit 2; }
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cat > "$folder/made.py" <<'PY'
import pathlib
import sys
import zipfile

folder = pathlib.Path(sys.argv[1])
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODF = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
SPACES = " ".join(f'xmlns:{name}="{ODF.format(name)}"' for name in ("office", "table", "text", "config", "manifest"))
OOO = ' xmlns:ooo="http://openoffice.org/2004/office"'
CELL = '<table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>'
CONTENT = ('<office:document-content {} office:version="1.3"><office:body><office:spreadsheet><table:table table:name="T">'
           f"<table:table-column/>{CELL * 3}</table:table></office:spreadsheet></office:body></office:document-content>")
ITEMS = "".join(f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
                for name, kind, value in (("VerticalSplitMode", "short", 2), ("VerticalSplitPosition", "int", 1),
                                          ("ActiveSplitRange", "short", 2), ("PositionBottom", "int", 1)))
SETTINGS = ('<office:document-settings {} office:version="1.3"><office:settings><config:config-item-set '
            'config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
            '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1'
            '</config:config-item><config:config-item-map-named config:name="Tables"><config:config-item-map-entry '
            f'config:name="T">{ITEMS}</config:config-item-map-entry></config:config-item-map-named>'
            "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>"
            "</office:document-settings>")
ENTRIES = "".join(f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
                  for path, kind in (("/", ODS), ("content.xml", "text/xml"), ("settings.xml", "text/xml")))
for name, spaces in (("without", SPACES), ("with", SPACES + OOO)):
    with zipfile.ZipFile(folder / f"{name}.ods", "w") as made:
        made.writestr("mimetype", ODS)
        made.writestr("META-INF/manifest.xml", f"<manifest:manifest {SPACES} manifest:version='1.3'>{ENTRIES}</manifest:manifest>")
        made.writestr("content.xml", CONTENT.format(spaces))
        made.writestr("settings.xml", SETTINGS.format(spaces))
basic = folder / "profil/user/basic"
(basic / "Standard").mkdir(parents=True)
LIBRARY = 'xmlns:library="http://openoffice.org/2000/library"'
MACRO = f"""
Sub Main
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  told = FreeFile
  Open "{folder}/said.txt" For Output As #told
  For Each name In Array("without", "with")
    book = StarDesktop.loadComponentFromURL("{folder.as_uri()}/" + name + ".ods", "_blank", 0, hidden())
    Print #told, name + " xmlns:ooo: frozen " + book.CurrentController.hasFrozenPanes()
    book.close(True)
  Next
  Close #told
End Sub"""
for kind, inside in (("script", '<library:element library:name="Module1"/>'), ("dialog", "")):
    (basic / f"{kind}.xlc").write_text(f'<library:libraries {LIBRARY}><library:library library:name="Standard" library:link="false"/></library:libraries>')
    (basic / f"Standard/{kind}.xlb").write_text(f'<library:library {LIBRARY} library:name="Standard" library:readonly="false">{inside}</library:library>')
(basic / "Standard/Module1.xba").write_text('<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
                                             f'script:language="StarBasic">{MACRO}</script:module>')
(basic.parent / "registrymodifications.xcu").write_text(
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/Office">'
    '<prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item></oor:items>')
PY
python3 "$folder/made.py" "$folder"
soffice "-env:UserInstallation=file://$folder/profil" --headless --norestore macro:///Standard.Module1.Main > /dev/null 2>&1
cat "$folder/said.txt"
expected='without xmlns:ooo: frozen False
with xmlns:ooo: frozen True'
[ "$(cat "$folder/said.txt")" = "$expected" ] || { echo "the behaviour changed" >&2; exit 1; }
