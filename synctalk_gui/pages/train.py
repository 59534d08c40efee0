"""placeholder"""
from synctalk_gui.pages.page import Page


class TrainPage(Page):
    RUN_KINDS = ("preprocess",)
