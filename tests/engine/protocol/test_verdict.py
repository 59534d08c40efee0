"""What a model is called, by its metrics."""

from __future__ import annotations

import math

import pytest

from synctalk_engine.protocol.messages import LOGS, render_message
from synctalk_engine.protocol.verdict import Remedy, VerdictLevel, verdict_of

GOOD = {
    "mouth_psnr": 28.0,
    "mean_mouth_psnr": 25.0,
    "other_audio_psnr": 25.5,
    "sharpness_ratio": 0.9,
    "r_opening": 0.82,
    "range_opening": 0.97,
    "closed": 0.92,
    "texture_mouth": 0.97,
    "texture_skin": 0.99,
}


def test_a_good_model_is_ready_and_offers_rendering():
    verdict = verdict_of(GOOD)
    assert (verdict.level, verdict.remedy) == (VerdictLevel.READY, Remedy.RENDER)
    assert render_message(verdict.code, verdict.params) == "Ready."


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"texture_mouth": 0.89}, "verdict_more_sharpness"),
        ({"texture_mouth": None, "sharpness_ratio": 0.6}, "verdict_more_sharpness"),
        ({"texture_skin": 0.9}, "verdict_more_skin"),
        ({"range_opening": 0.7}, "verdict_more_shapes"),
        ({"range_opening": 1.4}, "verdict_more_shapes"),
        ({"closed": 0.5}, "verdict_more_shapes"),
        ({"r_opening": 0.5}, "verdict_more_sync"),
        ({"r_opening": None, "other_audio_psnr": 27.5}, "verdict_more_sync"),
    ],
)
def test_one_shortfall_asks_for_more_training(changes, code):
    verdict = verdict_of(GOOD | changes)
    assert (verdict.level, verdict.code) == (VerdictLevel.GOOD, code)
    assert verdict.remedy == Remedy.TRAIN_MORE
    assert "Train 20 min more" in render_message(verdict.code, verdict.params)


@pytest.mark.parametrize(
    "changes",
    [
        {"other_audio_psnr": 28.0},
        {"other_audio_psnr": 28.3},
        {"other_audio_psnr": 27.9},
        {"r_opening": 0.05},
        {"r_opening": -0.4},
        {"range_opening": 0.1},
    ],
)
def test_a_model_that_ignores_the_audio_is_not_ready_whatever_else_is_good(changes):
    verdict = verdict_of(GOOD | changes)
    assert (verdict.level, verdict.remedy) == (VerdictLevel.NOT_READY, Remedy.RECORD_MORE)
    assert verdict.asks_before_rendering
    assert "ignores the audio" in render_message(verdict.code, verdict.params)


@pytest.mark.parametrize("blurred", [{"texture_mouth": 0.4}, {"sharpness_ratio": 0.27}])
def test_a_blurred_model_that_ignores_the_audio_was_trained_too_briefly(blurred):
    deaf = GOOD | {"other_audio_psnr": GOOD["mouth_psnr"] - 0.1, "texture_mouth": None}
    verdict = verdict_of(deaf | blurred)
    assert (verdict.level, verdict.remedy) == (VerdictLevel.NOT_READY, Remedy.TRAIN_MORE)
    assert "blurred" in render_message(verdict.code, verdict.params)


# Metrics of trainings of 19 steps, 10 steps and one: lips and teeth were noise.
@pytest.mark.parametrize(
    "measures",
    [
        {"mouth_psnr": 25.1, "sharpness_ratio": 1.7, "r_opening": 0.46, "texture_mouth": 1.06},
        {"mouth_psnr": 22.4, "sharpness_ratio": 1.61, "closed": 0.0, "texture_mouth": 1.07},
        {"mouth_psnr": 20.7, "sharpness_ratio": 4.15, "range_opening": 0.23},
    ],
)
def test_a_mouth_that_is_still_noise_was_trained_too_briefly(measures):
    verdict = verdict_of(GOOD | {"mean_mouth_psnr": 24.1, "other_audio_psnr": 20.0} | measures)
    assert (verdict.level, verdict.remedy) == (VerdictLevel.NOT_READY, Remedy.TRAIN_MORE)
    assert "no clear lips" in render_message(verdict.code, verdict.params)


@pytest.mark.parametrize("mean_psnr", [28.0, 28.2])
def test_a_model_no_better_than_the_average_mouth_is_not_ready(mean_psnr):
    verdict = verdict_of(GOOD | {"mean_mouth_psnr": mean_psnr})
    assert (verdict.level, verdict.remedy) == (VerdictLevel.NOT_READY, Remedy.TRAIN_MORE)
    assert "average mouth" in render_message(verdict.code, verdict.params)


def test_the_training_that_was_shown_in_green_is_not_ready():
    shown = {"mouth_psnr": 15.1, "mean_mouth_psnr": 15.3, "other_audio_psnr": 15.1}
    assert verdict_of(shown).level == VerdictLevel.NOT_READY


@pytest.mark.parametrize(
    "measures",
    [
        {},
        dict.fromkeys(GOOD),
        dict.fromkeys(GOOD, math.nan),
        {"mouth_psnr": 28.0},
        {"texture_mouth": 1.0, "texture_skin": 1.0},
        {"mouth_psnr": 28.0, "mean_mouth_psnr": 25.0, "texture_mouth": 1.0},
        {"mouth_psnr": 28.0, "other_audio_psnr": 25.0},
    ],
)
def test_what_was_not_measured_is_neither_ready_nor_refused(measures):
    verdict = verdict_of(measures)
    assert verdict.level == VerdictLevel.UNKNOWN
    assert not verdict.asks_before_rendering


@pytest.mark.parametrize("name", [name for name in GOOD if name != "mouth_psnr"])
def test_one_unknown_metric_does_not_spoil_a_good_model(name):
    assert verdict_of(GOOD | {name: None}).level == VerdictLevel.READY


def test_no_sentence_of_a_verdict_is_unused():
    verdicts = {code for code in LOGS if code.startswith("verdict_")}
    poor = {"mouth_psnr": 20.0, "mean_mouth_psnr": 21.0, "other_audio_psnr": 19.0}
    cases = [GOOD, {}, poor, GOOD | {"r_opening": 0.0}, GOOD | {"r_opening": 0.5}]
    cases += [GOOD | {"closed": 0.1}, GOOD | {"texture_mouth": 0.5}, GOOD | {"texture_skin": 0.5}]
    cases += [GOOD | {"r_opening": 0.0, "texture_mouth": 0.3}, GOOD | {"sharpness_ratio": 2.0}]
    assert {verdict_of(case).code for case in cases} == verdicts
