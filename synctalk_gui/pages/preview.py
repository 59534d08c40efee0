"""placeholder"""
from synctalk_gui.pages.page import Page


class PreviewPage(Page):
    RUN_KINDS = ("preprocess",)
