"""Sentences about default weights: downloading, checking and importing them."""

from __future__ import annotations

from synctalk_engine.protocol.sentence import Sentence

ERRORS: dict[str, Sentence] = {
    "asset_missing": Sentence(
        "The weights “{asset}” ({what}) are not installed.",
        "Run “synctalk models install {asset}”, or import the file with "
        "“synctalk models import FILE”.",
    ),
    "asset_to_import": Sentence(
        "The weights “{asset}” ({what}) are not installed.",
        "Download {filename} in a browser from {page}, then run “synctalk models import "
        "{filename} --id {asset}”.",
    ),
    "assets_missing": Sentence(
        "The weights “{asset}” ({what}) are not installed.",
        "{commands}",
    ),
    "asset_wrong": Sentence(
        "The file {path} is not the expected “{asset}”: its checksum differs.",
        "Download it again with “synctalk models install {asset}”, or import another copy with "
        "“synctalk models import FILE --id {asset}”.",
    ),
    "asset_not_in": Sentence(
        "There is no “{asset}” in {path}.",
        "Choose the original file from its publisher: {filename}.",
    ),
    "asset_other_network": Sentence(
        "The file {path} cannot be used as “{asset}”: {reason}.",
        "Choose the original file from its publisher; “synctalk models list” says where to get it.",
    ),
    "assets_damaged": Sentence(
        "These weights are damaged and cannot be used: {assets}.",
        "{commands}",
    ),
    "asset_unreachable": Sentence(
        "The weights “{asset}” could not be downloaded: {reason}.",
        "Check the internet connection and try again, or download the file on another computer and "
        "run “synctalk models import FILE”.",
    ),
    "asset_unknown": Sentence(
        "There are no weights called “{asset}”.", "Choose one of: {available}."
    ),
    "asset_not_recognised": Sentence(
        "{path} contains no weights that this program knows: {reason}.",
        "“synctalk models list” shows which weights it knows and where to get them.",
    ),
    "asset_is_checkpoint": Sentence(
        "{path} contains {found}: a model of a project, not weights of the program.",
        "Run “synctalk import {path} --name NAME”. If the file does not record its audio features, "
        "add --asr.",
    ),
    "asset_not_agreed": Sentence(
        "Nothing was downloaded: {assets}.",
        "Nothing downloads without your permission; answer yes, or use --yes.",
    ),
}
