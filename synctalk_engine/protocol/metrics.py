"""What every number of preprocessing, training and evaluation means, in one table.

``synctalk explain`` prints it; the window may show the same sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Direction = Literal["higher", "lower", "close to 1", ""]


@dataclass(frozen=True)
class Metric:
    """One number."""

    unit: str
    """``dB``, ``ms``, ``s``, ... or empty."""
    better: Direction
    """Which way is better; empty where the number only informs."""
    meaning: str
    """What is measured, and what values to expect."""


METRICS: dict[str, Metric] = {
    # image quality on validation frames
    "mouth_psnr": Metric(
        "dB",
        "higher",
        "How close the generated mouth is to the real one, pixel by pixel, on validation frames. "
        "A good model is 1 dB or more above mean_mouth_psnr; 26 to 32 dB is usual.",
    ),
    "mouth_ssim": Metric(
        "",
        "higher",
        "Structural similarity of the generated mouth to the real one, 0 to 1. Less strict about "
        "brightness than PSNR, stricter about edges.",
    ),
    "face_psnr": Metric(
        "dB", "higher", "Like mouth_psnr, over the whole face crop; most of it is easy."
    ),
    "mean_mouth_psnr": Metric(
        "dB",
        "",
        "mouth_psnr of an image that never moves: the mean of all training crops. A model that "
        "does not beat it has learnt nothing.",
    ),
    "other_audio_psnr": Metric(
        "dB",
        "lower",
        "mouth_psnr of the model when it is given audio from another place. It should be clearly "
        "below mouth_psnr; if it is the same, the model ignores the audio.",
    ),
    "sharpness_ratio": Metric(
        "",
        "close to 1",
        "Detail in the generated mouth over detail in the real one (variance of the Laplacian). "
        "Below 0.5 looks soft, above 1.2 looks noisy.",
    ),
    "delta_error": Metric(
        "grey levels",
        "lower",
        "How far the change from one frame to the next is from the real change. High values are "
        "seen as flicker or as a lazy mouth.",
    ),
    "mouth_opening_r": Metric(
        "",
        "higher",
        "Correlation of the generated mouth's opening with the real one, -1 to 1. Lip sync in one "
        "number: 0.6 is usable, 0.8 is good.",
    ),
    # what a viewer sees, in the frames' own pixels
    "texture_mouth": Metric(
        "",
        "close to 1",
        "Fine detail of the generated lips over the real ones', at the video's own size. Below "
        "0.9 viewers see soft lips.",
    ),
    "texture_skin": Metric(
        "",
        "close to 1",
        "Fine detail of the skin around the mouth over the real one's: pores, beard, creases. "
        "Below 0.95 the lower face looks airbrushed.",
    ),
    "spill": Metric(
        "grey levels",
        "lower",
        "How much the image changed just outside the jaw line. Encoding alone gives 1 to 2.5; "
        "more is seen as haze on the background or the collar.",
    ),
    "flicker": Metric(
        "",
        "close to 1",
        "Change of fine detail from frame to frame over the real change. Above 1 it shimmers, "
        "below 1 the texture sticks.",
    ),
    "range_opening": Metric(
        "",
        "close to 1",
        "How far the generated mouth opens and closes over how far the real one does. Below 1 the "
        "mouth shapes are averaged.",
    ),
    "range_width": Metric("", "close to 1", "The same as range_opening, for the mouth's width."),
    "r_opening": Metric(
        "",
        "higher",
        "Correlation of the generated mouth's opening with the real one in the finished video, "
        "-1 to 1.",
    ),
    "r_width": Metric("", "higher", "The same as r_opening, for the mouth's width."),
    "closed": Metric(
        "",
        "higher",
        "Of the frames in which the real mouth is closed, the fraction in which the generated one "
        "is closed too.",
    ),
    "viewer_auc": Metric(
        "",
        "lower",
        "How well a classifier tells generated faces from real ones on time that it has not seen: "
        "1 every time, 0.5 never.",
    ),
    "perceptual_distance": Metric(
        "",
        "lower",
        "Distance of generated and real faces in the features of a network that no loss uses.",
    ),
    # controls of an evaluation
    "source": Metric(
        "",
        "",
        "Control: the source's own frames, encoded like a rendered video. The best that can be "
        "reached.",
    ),
    "reference_copy": Metric(
        "",
        "",
        "Control: the metrics of an unchanged copy of the reference frame. A model must beat it.",
    ),
    "mean_mouth": Metric(
        "", "", "Control: the metrics of the mean mouth, which never moves. A model must beat it."
    ),
    "other_audio": Metric(
        "",
        "",
        "Control: the metrics of the model with audio from another place. They should be worse; "
        "equal numbers mean that the model ignores the audio.",
    ),
    # sync
    "auc": Metric(
        "",
        "higher",
        "SyncNet: how often a matching pair of mouth and audio scores above a shifted one, 0.5 "
        "(chance) to 1. SyncNet is used in training only if its AUC is high enough.",
    ),
    "offset_accuracy_1s": Metric(
        "",
        "higher",
        "Fraction of windows of 1 s in which SyncNet finds the right A/V offset within one frame.",
    ),
    "offset_accuracy_3s": Metric(
        "", "higher", "The same as offset_accuracy_1s, for windows of 3 s."
    ),
    "offset_accuracy_1s_real": Metric(
        "", "", "The judge's offset_accuracy_1s on the real video: the most that can be reached."
    ),
    "auc_generated": Metric(
        "",
        "higher",
        "AUC that an independent SyncNet, the judge, gives the generated mouths. Compare it with "
        "auc_real.",
    ),
    "auc_real": Metric(
        "", "", "AUC that the judge gives the real video: the most that can be reached."
    ),
    "syncnet_auc": Metric("", "higher", "auc of SyncNet on validation frames while it trains."),
    "syncnet_offset_accuracy_1s": Metric(
        "", "higher", "offset_accuracy_1s of SyncNet while it trains."
    ),
    "syncnet_offset_accuracy_3s": Metric(
        "", "higher", "offset_accuracy_3s of SyncNet while it trains."
    ),
    "audio_opening_r": Metric(
        "",
        "higher",
        "Correlation of the mouth opening that the audio branch alone predicts with the real one, "
        "after pretraining, -1 to 1.",
    ),
    # losses
    "total": Metric("", "lower", "Weighted sum of the generator's losses; what training lowers."),
    "l1": Metric("", "lower", "Mean absolute difference inside the mask, pixels in 0 to 1."),
    "mouth": Metric("", "lower", "The l1 loss in the mouth box alone."),
    "delta": Metric("", "lower", "Loss on the change from one frame to the next."),
    "perceptual": Metric(
        "", "lower", "Difference in the features of a network trained on photos; keeps texture."
    ),
    "sync": Metric(
        "", "lower", "Sync loss: how badly the generated mouths match the audio, by SyncNet."
    ),
    "adversarial": Metric(
        "",
        "lower",
        "How easily the discriminator tells generated from real. It goes up and down; it does not "
        "need to fall.",
    ),
    "features": Metric(
        "", "lower", "Difference of generated and real in the discriminator's features."
    ),
    "critic": Metric("", "", "The discriminator's own loss; about 1 to 2 means an even fight."),
    "gradient": Metric("", "", "Norm of the gradient; shown only when training became unstable."),
    "info_nce": Metric(
        "", "lower", "SyncNet's contrastive loss: telling matching from shifted audio."
    ),
    # the run
    "steps": Metric("", "", "Training steps so far, one batch each."),
    "epochs": Metric("", "", "Passes through the video."),
    "best_step": Metric("", "", "Step at which the best checkpoint was saved."),
    "images_per_s": Metric("images/s", "higher", "Training speed."),
    "lr": Metric("", "", "Learning rate at this step."),
    "seconds": Metric("s", "lower", "Wall-clock time."),
    "peak_rss_mb": Metric("MB", "lower", "Most main memory used at once."),
    "peak_gpu_mb": Metric("MB", "lower", "Most GPU memory used at once."),
    # preprocessing
    "frames": Metric("", "", "Frames that were used."),
    "faces_found": Metric("", "higher", "Frames in which a face was found."),
    "faces_filled": Metric(
        "", "lower", "Frames without a usable face; interpolated and left out of training."
    ),
    "frames_dropped": Metric(
        "", "", "Frames of the video that were left out to reach the frame rate."
    ),
    "frames_doubled": Metric(
        "", "", "Frames of the video that were shown longer to reach the frame rate."
    ),
    "frames_per_s": Metric("frames/s", "higher", "Speed."),
    "av_offset_ms": Metric(
        "ms", "", "How late the audio is; negative: early. It is corrected where it is certain."
    ),
    "av_offset_confidence": Metric(
        "", "higher", "How certain av_offset_ms is, 0 to 1. A low value is not acted on."
    ),
}
"""By the name that the events and results use."""


def metric_name(name: str) -> str | None:
    """The key of :data:`METRICS` that ``name`` means; None where there is none.

    A path as in the JSON result (``controls.mean_mouth.mouth_psnr``) means its last part. Dashes,
    spaces and capitals do not matter.
    """
    plain = name.strip().lower().replace("-", "_").replace(" ", "_")
    for candidate in (plain, plain.rpartition(".")[2]):
        if candidate in METRICS:
            return candidate
    return None
