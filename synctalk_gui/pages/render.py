"""placeholder"""
from synctalk_gui.pages.page import Page


class RenderPage(Page):
    RUN_KINDS = ("preprocess",)
