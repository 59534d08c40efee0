"""Following one person's face through a stream of frames.

The landmarks of a frame, moved on by the head's motion, say where to look in the next; the detector
is asked when they fail, when the image changes at once, and every second to count faces and to
check. Who is followed is decided once for the clip (`face.people`); a face is taken for that
person's by its embedding, which is measured when a face is found, and again where a face that is
followed comes to look unlike itself.

A long clip can be tracked in parts, each by its own `FaceTracker` with the same `target`: give each
the last frame of the part before as well and drop that record. The records, put together in order,
go to `smooth.finish`.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from synctalk_engine.face import scheme110
from synctalk_engine.face.detect import Detection, FaceDetector, FaceWeights, iou, prominence
from synctalk_engine.face.embedding import SAME_PERSON, embed_detection, embed_points
from synctalk_engine.face.identity import SAME_DESCRIPTOR, FaceDescriptor, Identity, describe_face
from synctalk_engine.face.landmarks import Mesh, Roi
from synctalk_engine.face.motion import agrees, head_motion, motion_of_points
from synctalk_engine.face.pfld import make_landmarker
from synctalk_engine.face.pose import head_pose
from synctalk_engine.face.quality import measure_skin, sharpness
from synctalk_engine.face.records import FaceRecord
from synctalk_engine.face.scene_cuts import CutDetector
from synctalk_engine.face.shared_batches import SharedBatches
from synctalk_engine.face.warp import transform_points
from synctalk_engine.protocol.options.choices import Landmarker

logger = logging.getLogger(__name__)

MIN_PRESENCE = 0.5
CHECK_EVERY_FRAMES = 25  # detection to count faces and to notice a drift
LOOK_EVERY_FRAMES = 5  # does it still look as it did when it was sure
SURE_FRAMES = 75  # after so many the embedding is measured again in any case
SURE_LOOKS = 8  # of one scene, the newest
CLEARLY_OTHER = 0.55  # distance from which on a face seen from the front is someone else's
UNLIKE_LOOKS = 2
MOST_YAW_DEG = 35.0  # a head turned further is unlike itself
CLOSER_EVERY_FRAMES = 12  # how often a lost face is searched for in tiles
SAME_PLACE_FRAMES = 12  # for so long, a lost face may be taken for itself a little more easily
SAME_PLACE_BONUS = 0.05
OTHERS_FRAMES = 12  # for so long, a face that was someone else's stays so while it stays in place
ROI_JUMP = 0.12  # of the square's side: the landmarks are taken again from where they led
MIN_CONTINUITY_IOU = 0.35
CANDIDATES = 4
NEARLY_AS_LIKE = 0.08  # between faces as like the target as this, place and size decide
OTHER_FACE_SCORE = 0.6
SAME_FACE_IOU = 0.15  # mesh and detector frame a face differently
SAME_OTHER_IOU = 0.4


@dataclass(frozen=True)
class TrackedFace:
    """A face of one frame."""

    mesh: Mesh
    points: np.ndarray
    box: np.ndarray


@dataclass(frozen=True)
class _RejectedFace:
    """A face that was found to be someone else's."""

    box: np.ndarray
    """(4,) where it was last."""
    index: int
    """Frame in which that was found."""


class FaceTracker:
    """Follows one face; `update` once a frame, in order. Holds networks: one for each thread."""

    def __init__(
        self,
        weights: FaceWeights,
        landmarker: Landmarker = "mesh478",
        target: Identity | None = None,
        batches: SharedBatches | None = None,
    ):
        """target: whom to follow; by default the largest, most central face of the first frame.

        batches: computes the landmark network, shared with other trackers; None: on the CPU.
        """
        self._detector = FaceDetector(weights.detector)
        self._landmarker = make_landmarker(weights, landmarker, self._detector, batches)
        self._first_target = target
        self.reset()

    def reset(self, near: np.ndarray | None = None) -> None:
        """Begin anew with another stream; `near`: (4,) box where the face may be at first."""
        self.target = self._first_target
        self._index = 0
        self._known: TrackedFace | None = None
        self._last_box = near
        self._others: list[_RejectedFace] = []
        self._sure_looks: list[FaceDescriptor] = []
        self._sure_index = 0
        self._unlike_looks = 0
        self._lost_frames = 0
        self._closer_index = 0
        self._faces = 0
        self._cuts = CutDetector()

    def update(self, frame: np.ndarray) -> FaceRecord:
        """Track the next frame, (H, W, 3) uint8 BGR."""
        cut_here = self._cuts.is_cut(frame)
        if cut_here:
            self._lose()
        self._sure_now = self._takes_back = False
        face, motion, other_person = None, None, False
        if self._known is not None:
            face, motion = self._follow(frame, self._known)
        if face is None:
            face, other_person = self._search(frame)
        self._keep(frame, face)
        self._index += 1
        found = FaceRecord(None, faces=self._faces, cut=cut_here, takes_back=self._takes_back)
        if face is None:
            return replace(found, other_person=other_person)
        return replace(
            found,
            points=face.points,
            confidence=face.mesh.presence,
            pose=head_pose(face.mesh.points),
            blur=sharpness(face.mesh.view, self._landmarker.face_fraction),
            skin=measure_skin(face.mesh.view, self._landmarker.face_fraction),
            faces=max(self._faces, 1),
            motion=motion,
            sure=self._sure_now,
        )

    def _lose(self) -> None:
        """Another scene begins: whoever was somewhere may be anywhere now."""
        self._known = None
        self._others.clear()
        self._sure_looks.clear()
        self._lost_frames = SAME_PLACE_FRAMES
        self._closer_index = self._index

    def _is_due(self, every_frames: int) -> bool:
        return self._index % every_frames == 0

    # -- following -------------------------------------------------------------------------

    def _follow(self, frame, known: TrackedFace) -> tuple[TrackedFace | None, np.ndarray | None]:
        """The face where the image says that it went, and its motion; None if it is lost.

        The landmarks lean towards the middle of the square that the network is given: a square that
        lags behind the head would hold them back, and make them tremble.
        """
        motion = head_motion(frame, known.mesh, known.points)
        face = self._locate(frame, self._landmarker.next_roi(known.mesh, motion))
        if face is None or iou(face.box, known.box)[0] < MIN_CONTINUITY_IOU:
            return None, None
        followed = motion is not None and agrees(motion, known.points, face.points)
        if not self._is_the_person(frame, face, None if followed else known):
            self._lost_frames = SAME_PLACE_FRAMES  # who is in that place is not the one
            return None, None
        if self._is_due(CHECK_EVERY_FRAMES) and not self._is_confirmed(frame, face):
            return None, None
        return face, motion if followed else motion_of_points(known.points, face.points)

    def _is_the_person(self, frame, face: TrackedFace, surprise: TrackedFace | None) -> bool:
        """Whether a face that was followed is still the target's.

        Asked now and then, and where the image did not move as a head does: `surprise` is then
        the face of the frame before. A face that looks as it did when it was sure needs no more.
        """
        if self.target is None or (surprise is None and not self._is_due(LOOK_EVERY_FRAMES)):
            return True
        look = describe_face(frame, face.points)
        is_fresh = self._index - self._sure_index < SURE_FRAMES
        if is_fresh and any(look.distance(sure) < SAME_DESCRIPTOR for sure in self._sure_looks):
            self._sure_now = True
            return True
        embedding = embed_points(frame, face.points)
        if self.target.is_person(embedding):
            self._become_sure(look)
            return True
        return not self._is_another(frame, face, embedding, surprise, self.target)

    def _is_another(
        self,
        frame,
        face: TrackedFace,
        embedding: np.ndarray,
        surprise: TrackedFace | None,
        target: Identity,
    ) -> bool:
        """Whether a followed face that is unlike the target is someone else's.

        A face that turns away is unlike itself, too. It is given up where it changed from one frame
        to the next, where it is clearly someone else's more than once, or where the target is seen
        elsewhere in the frame.
        """
        if surprise is not None:
            before = _embedding_in_view(surprise)
            if float(np.linalg.norm(before - embedding)) > CLEARLY_OTHER:
                return True
        is_frontal = abs(head_pose(face.mesh.points).yaw) < MOST_YAW_DEG
        if is_frontal and target.distance(embedding) > CLEARLY_OTHER:
            self._unlike_looks += 1
            if self._unlike_looks >= UNLIKE_LOOKS:
                self._takes_back = True
                return True
        if self._is_seen_elsewhere(frame, face, target, target.distance(embedding)):
            self._takes_back = True
            return True
        return False

    def _become_sure(self, look: FaceDescriptor) -> None:
        self._sure_now = True
        self._sure_index = self._index
        self._unlike_looks = 0
        self._sure_looks = [*self._sure_looks[1 - SURE_LOOKS :], look]

    def _locate(self, frame, roi: Roi, again: bool = False) -> TrackedFace | None:
        """Landmarks from `roi`; taken again where they lie far off its middle."""
        mesh = self._landmarker.locate(frame, roi)
        if mesh.presence < MIN_PRESENCE:
            return None
        led_to = self._landmarker.next_roi(mesh)
        if again or _change(roi, led_to) > ROI_JUMP:
            mesh = self._landmarker.locate(frame, led_to)
            if mesh.presence < MIN_PRESENCE:
                return None
        points = scheme110.from_mesh(mesh.points)
        box = face_box(points)
        if not _is_plausible(box, frame):
            return None
        return TrackedFace(mesh, points, box)

    def _is_confirmed(self, frame, face: TrackedFace) -> bool:
        """Count the faces; a face that no detection confirms though others are there is none."""
        found = [d for d in self._detector.look(frame) if d.score >= OTHER_FACE_SCORE]
        is_seen = any(iou(face.box, d.box)[0] > SAME_FACE_IOU for d in found)
        self._faces = max(len(found) + (not is_seen), 1)
        if not found or is_seen:
            return True  # none: too small or too large for one look, which is no evidence
        near = self._detector.look_near(frame, face.box)
        return any(iou(face.box, d.box)[0] > SAME_FACE_IOU for d in near)

    def _is_seen_elsewhere(
        self, frame, face: TrackedFace, target: Identity, distance: float
    ) -> bool:
        """Whether another face of the frame is the target's, and more so than this one."""
        for detection in self._detector.look(frame)[:CANDIDATES]:
            if iou(face.box, detection.box)[0] > SAME_FACE_IOU:
                continue
            embedding = embed_detection(frame, detection)
            if target.is_person(embedding) and target.distance(embedding) < distance:
                logger.debug("frame %d: another's face was followed; looking again", self._index)
                return True
        return False

    # -- searching -------------------------------------------------------------------------

    def _search(self, frame) -> tuple[TrackedFace | None, bool]:
        """Detect; the target's face, or None and whether someone else's was there."""
        found = self._detector.refined(frame, self._detector.look(frame), max(frame.shape[:2]))
        if self._last_box is not None and not _overlaps(self._last_box, found):
            found = [*found, *self._detector.look_near(frame, self._last_box)]
        face, is_other = self._choose(frame, found)
        if face is None and self._index >= self._closer_index:
            self._closer_index = self._index + CLOSER_EVERY_FRAMES
            closer = [d for d in self._detector.look_closer(frame) if not _overlaps(d.box, found)]
            found = [*found, *closer]
            face, is_other_too = self._choose(frame, closer)
            is_other = is_other or is_other_too
        self._faces = sum(d.score >= OTHER_FACE_SCORE for d in found)
        return face, is_other

    def _choose(self, frame, found: Sequence[Detection]) -> tuple[TrackedFace | None, bool]:
        """The target's face among some detections, and whether one of them is someone else's."""
        is_other = False
        alike: list[tuple[float, Detection]] = []
        for detection in sorted(found, key=lambda d: -prominence(d, frame))[:CANDIDATES]:
            if self.target is None:
                alike.append((0.0, detection))
            elif self._is_known_other(detection):
                is_other = True
            else:
                embedding = embed_detection(frame, detection)
                limit = SAME_PERSON + SAME_PLACE_BONUS * self._nearness(detection)
                if self.target.is_person(embedding, limit):
                    alike.append((self.target.distance(embedding), detection))
                else:
                    self._others.append(_RejectedFace(detection.box, self._index))
                    is_other = is_other or detection.score >= OTHER_FACE_SCORE
        for _distance, detection in self._ranked(alike):
            face = self._locate(frame, self._landmarker.roi_from_detection(detection), again=True)
            if face is not None:
                return face, False
        return None, is_other

    def _ranked(self, alike: list[tuple[float, Detection]]) -> list[tuple[float, Detection]]:
        """The most like the target first; of those about as like, the one at the last place, else
        the most prominent one, in whose order they come."""
        if not alike:
            return []
        limit = min(distance for distance, _ in alike) + NEARLY_AS_LIKE
        return sorted(
            alike,
            key=lambda entry: (entry[0] > limit, -self._nearness(entry[1])),
        )

    def _nearness(self, detection: Detection) -> float:
        """0..1, how well it lies where the target was lost just now."""
        if self._last_box is None or self._lost_frames >= SAME_PLACE_FRAMES:
            return 0.0
        return float(iou(detection.box, self._last_box)[0])

    def _is_known_other(self, detection: Detection) -> bool:
        """Whether it was found to be someone else a moment ago; where it is now is remembered."""
        self._others = [o for o in self._others if self._index - o.index < OTHERS_FRAMES]
        for number, other in enumerate(self._others):
            if iou(other.box, detection.box)[0] > SAME_OTHER_IOU:
                self._others[number] = _RejectedFace(detection.box, other.index)
                return True
        return False

    def _keep(self, frame, face: TrackedFace | None) -> None:
        """Remember where the face is, for the next frame."""
        was_lost = self._known is None
        self._known = face
        if face is None:
            self._lost_frames += 1
            return
        self._last_box = face.box
        self._lost_frames = 0
        self._others.clear()
        if self.target is None:
            self.target = Identity(embed_points(frame, face.points))
        if was_lost:
            self._become_sure(describe_face(frame, face.points))


def face_box(points: np.ndarray) -> np.ndarray:
    """(4,) float32: x0, y0, x1, y1 around the 110 points."""
    return np.concatenate([points.min(0), points.max(0)]).astype(np.float32)


def _embedding_in_view(face: TrackedFace) -> np.ndarray:
    """The embedding of a face in its own frame, as far as the network's view of it tells."""
    to_view = cv2.invertAffineTransform(face.mesh.roi.matrix(face.mesh.view.shape[0]))
    return embed_points(face.mesh.view, transform_points(face.points, to_view).astype(np.float32))


def _overlaps(box: np.ndarray, found: Sequence[Detection]) -> bool:
    """Whether one of the faces is at the box."""
    return any(iou(box, detection.box)[0] > SAME_FACE_IOU for detection in found)


def _change(one: Roi, other: Roi) -> float:
    """Shift or change of size between two squares, as a part of the side."""
    shift = np.hypot(*np.subtract(one.centre, other.centre)) / one.side_px
    return max(float(shift), abs(float(np.log(max(other.side_px, 1e-3) / one.side_px))))


def _is_plausible(box: np.ndarray, frame) -> bool:
    """A face that is not tiny and whose middle is in the frame."""
    height_px, width_px = frame.shape[:2]
    centre = (box[:2] + box[2:]) / 2
    inside = 0 <= centre[0] < width_px and 0 <= centre[1] < height_px
    return bool(inside and np.all(box[2:] - box[:2] >= 8) and np.isfinite(box).all())
