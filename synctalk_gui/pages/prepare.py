"""placeholder"""
from synctalk_gui.pages.page import Page


class PreparePage(Page):
    RUN_KINDS = ("preprocess",)
