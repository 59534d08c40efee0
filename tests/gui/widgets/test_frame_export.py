"""Frames are exported as an image file; a file that cannot be written is an error with a hint."""

from __future__ import annotations

from synctalk_gui.widgets import frame_export
from synctalk_gui.widgets.frame_export import Column
from synctalk_gui.widgets.image_sources import ImageFile


def test_an_image_of_an_unknown_format_is_refused_and_the_hint_works(qapp, write_image, tmp_path):
    columns = [Column("Frame", [ImageFile(write_image(tmp_path / "frame.png", 90))])]
    error = frame_export.write_image(columns, tmp_path / "sheet.txt")
    assert error.code == "image_not_written" and not (tmp_path / "sheet.txt").exists()
    for suffix in (".png", ".jpg"):
        assert suffix in error.hint
        assert frame_export.write_image(columns, tmp_path / f"sheet{suffix}") is None
        assert (tmp_path / f"sheet{suffix}").stat().st_size > 100
