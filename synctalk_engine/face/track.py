"""Following one face through a stream of frames.

The landmarks of a frame, moved on by the head's motion, say where to look in the next; the detector
is asked when they fail, when the picture changes at once, and every second to count faces and to
check. Who is followed is
decided once (`Identity`); after a loss or a cut the face must look like that person.

A long clip can be tracked in parts, each by its own `FaceTracker` with the same `target`: give each
the last frame of the part before as well and drop that record. The records, put together in order,
go to `smooth.finish`.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

import cv2
import numpy as np

from synctalk_engine.face import scheme110
from synctalk_engine.face.detect import Detection, FaceDetector, FaceWeights, iou
from synctalk_engine.face.identity import MAX_DISTANCE, SURE_DISTANCE, FaceLook, Identity, describe
from synctalk_engine.face.landmarks import (
    Landmarker,
    Mesh,
    Roi,
)
from synctalk_engine.face.look import FaceSkin, look_at_skin, sharpness
from synctalk_engine.face.motion import agrees, head_motion, motion_of_points
from synctalk_engine.face.pfld import make_landmarker
from synctalk_engine.face.pose import Pose, head_pose
from synctalk_engine.face.warp import moved

logger = logging.getLogger(__name__)

MIN_PRESENCE = 0.5
CHECK_EVERY_FRAMES = 25  # detection to count faces and to notice a drift
LOOK_EVERY_FRAMES = 5  # does it still look like the same person
UNLIKE_LOOKS = 10
CLOSER_EVERY_FRAMES = 25  # how often a lost face is searched for in tiles
SAME_PLACE_FRAMES = 12  # after this long, a lost face may be anywhere
ROI_JUMP = 0.12  # of the square's side: the landmarks are taken again from where they led
MIN_CONTINUITY_IOU = 0.35
CANDIDATES = 4
CUT_THUMB_PX = 48
CUT_CORRELATION = 0.6
CUT_DIFFERENCE = 18.0
OTHER_FACE_SCORE = 0.6
SAME_FACE_IOU = 0.15  # mesh and detector frame a face differently


@dataclass(frozen=True)
class FaceRecord:
    """What is known of one frame."""

    points: np.ndarray | None
    """(110, 2) float32 pixels; None where the face was not found."""
    confidence: float = 0.0
    """0..1, the network's face presence."""
    pose: Pose = field(default_factory=lambda: Pose(0.0, 0.0, 0.0))
    blur: float = 0.0
    """Variance of the Laplacian of the face at one size; small is blurred."""
    skin: FaceSkin | None = None
    """Colours of the face; None where it was not found."""
    faces: int = 0
    """Faces in the picture, as of the last look."""
    cut: bool = False
    """The picture changed at once: this frame does not go on from the one before."""
    other_person: bool = False
    """A face was there, but not that of the person followed."""
    motion: np.ndarray | None = None
    """(2, 3) float64: the head's motion, from pixels of the frame before to pixels of this one.
    None where this frame does not go on from the one before."""

    @property
    def found(self) -> bool:
        """Whether the face was found."""
        return self.points is not None


@dataclass(frozen=True)
class _Face:
    """A face of one frame."""

    mesh: Mesh
    points: np.ndarray
    box: np.ndarray


class FaceTracker:
    """Follows one face; `update` once a frame, in order. Holds networks: one for each thread."""

    def __init__(
        self,
        weights: FaceWeights,
        landmarker: Landmarker = "mesh478",
        target: Identity | None = None,
    ):
        """target: whom to follow; by default the largest, most central face of the first frame."""
        self._detector = FaceDetector(weights.detector)
        self._landmarker = make_landmarker(weights, landmarker, self._detector)
        self._first_target = target
        self.reset()

    def reset(self) -> None:
        """Begin anew with another stream."""
        self.target = self._first_target
        self._index = 0
        self._known: _Face | None = None
        self._last_box: np.ndarray | None = None
        self._unlike_looks = 0
        self._lost_frames = 0
        self._faces = 0
        self._thumb: np.ndarray | None = None

    def update(self, frame: np.ndarray) -> FaceRecord:
        """Track the next frame, (H, W, 3) uint8 BGR."""
        cut_here = self._is_cut(frame)
        if cut_here:
            self._known = None
            self._lost_frames = SAME_PLACE_FRAMES
        face, motion, other_person = None, None, False
        if self._known is not None:
            face, motion = self._follow(frame, self._known)
        if face is None:
            face, other_person = self._search(frame)
        self._keep(frame, face)
        self._index += 1
        if face is None:
            return FaceRecord(None, faces=self._faces, cut=cut_here, other_person=other_person)
        return FaceRecord(
            points=face.points,
            confidence=face.mesh.presence,
            pose=head_pose(face.mesh.points),
            blur=sharpness(face.mesh.view, self._landmarker.face_share),
            skin=look_at_skin(face.mesh.view, self._landmarker.face_share),
            faces=max(self._faces, 1),
            cut=cut_here,
            motion=motion,
        )

    def _is_due(self, every_frames: int) -> bool:
        return self._index % every_frames == 0

    # -- following -------------------------------------------------------------------------

    def _follow(self, frame, known: _Face) -> tuple[_Face | None, np.ndarray | None]:
        """The face where the picture says that it went, and its motion; None where it is lost.

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

    def _is_the_person(self, frame, face: _Face, surprise: _Face | None) -> bool:
        """Whether a face that was followed is still the target's.

        Looked at now and then, and where the picture did not move as a head does: `surprise` is
        then the face of the frame before. A face that turns away looks unlike itself, too: it is
        given up only where it changed from one frame to the next, where another is nearer (none is
        looked for where a face was followed and the last look at all showed it alone), or in the
        end.
        """
        if self.target is None or (surprise is None and not self._is_due(LOOK_EVERY_FRAMES)):
            return True
        look = describe(frame, face.points)
        distance = self.target.distance(look)
        if distance <= MAX_DISTANCE:
            self._unlike_looks = 0
            self.target = self.target.with_view(look)
            return True
        if distance > SURE_DISTANCE:
            self._unlike_looks += 1
            changed = surprise is not None and _look_in_view(surprise).distance(look) > MAX_DISTANCE
            if changed or self._unlike_looks > UNLIKE_LOOKS:
                return False
        if surprise is None and self._faces < 2:
            return True
        return not self._is_somebody_nearer(frame, face, self.target, distance)

    def _locate(self, frame, roi: Roi, again: bool = False) -> _Face | None:
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
        return _Face(mesh, points, box)

    def _is_confirmed(self, frame, face: _Face) -> bool:
        """Count the faces; a face that no detection confirms though others are there is none."""
        found = [d for d in self._detector.look(frame) if d.score >= OTHER_FACE_SCORE]
        self._faces = max(len(found), 1)
        if not found:
            return True  # too small or too large for one look: no evidence against it
        return bool(iou(face.box, np.stack([d.box for d in found])).max() > SAME_FACE_IOU)

    def _is_somebody_nearer(self, frame, face: _Face, target: Identity, distance: float) -> bool:
        """Whether another face of the frame looks like the target, and more so than this one."""
        for detection in self._detector.look(frame)[:CANDIDATES]:
            if iou(face.box, detection.box)[0] > SAME_FACE_IOU:
                continue
            other = self._locate(frame, self._landmarker.roi_from_detection(detection), again=True)
            if other is None:
                continue
            if target.distance(describe(frame, other.points)) < min(distance, MAX_DISTANCE):
                logger.debug("frame %d: another's face was followed; looking again", self._index)
                return True
        return False

    # -- searching -------------------------------------------------------------------------

    def _search(self, frame) -> tuple[_Face | None, bool]:
        """Detect; the target's face, or None and whether somebody else's was there."""
        found = self._detector.look(frame)
        if not found and (self._lost_frames % CLOSER_EVERY_FRAMES == 0):
            found = self._detector.look_closer(frame)
        self._faces = sum(d.score >= OTHER_FACE_SCORE for d in found)
        candidates = []
        for detection in sorted(found, key=lambda d: -_prominence(d, frame))[:CANDIDATES]:
            face = self._locate(frame, self._landmarker.roi_from_detection(detection), again=True)
            if face is not None:
                candidates.append(face)
        if not candidates:
            return None, False
        if self.target is None:
            return candidates[0], False
        distances = [self._distance(frame, face, self.target) for face in candidates]
        best = int(np.argmin(distances))
        if distances[best] > MAX_DISTANCE:
            return None, True
        return candidates[best], False

    def _distance(self, frame, face: _Face, target: Identity) -> float:
        """How unlike the target; less by up to a half where it was lost at that place just now."""
        distance = target.distance(describe(frame, face.points))
        if self._last_box is not None and self._lost_frames < SAME_PLACE_FRAMES:
            distance *= 1 - 0.5 * float(iou(face.box, self._last_box)[0])
        return distance

    def _keep(self, frame, face: _Face | None) -> None:
        """Remember where the face is, for the next frame."""
        self._known = face
        if face is None:
            self._lost_frames += 1
            return
        self._last_box = face.box
        self._lost_frames = 0
        if self.target is None:
            self.target = Identity((describe(frame, face.points),))

    def _is_cut(self, frame) -> bool:
        """Whether the picture changed at once, judged on a coarse sample of its pixels."""
        step = max(1, max(frame.shape[:2]) // CUT_THUMB_PX)
        thumb = frame[step // 2 :: step, step // 2 :: step].astype(np.float32).mean(axis=2)
        before, self._thumb = self._thumb, thumb
        if before is None:
            return False
        if before.shape != thumb.shape:
            return True
        if np.abs(thumb - before).mean() < CUT_DIFFERENCE:
            return False
        a, b = thumb - thumb.mean(), before - before.mean()
        correlation = (a * b).sum() / max(float(np.sqrt((a * a).sum() * (b * b).sum())), 1e-6)
        return bool(correlation < CUT_CORRELATION)


def choose_target(
    frames: Iterable[np.ndarray], weights: FaceWeights, landmarker: Landmarker = "mesh478"
) -> Identity | None:
    """The person who is in most of some frames taken from all over a clip; None without any face.

    Seen larger and nearer the middle counts more. Give some 10 to 30 frames, (H, W, 3) uint8 BGR.
    """
    detector = FaceDetector(weights.detector)
    network = make_landmarker(weights, landmarker, detector)
    people: list[tuple[Identity, float]] = []
    for frame in frames:
        for detection in detector.detect(frame)[:CANDIDATES]:
            mesh = network.locate(frame, network.roi_from_detection(detection))
            mesh = network.locate(frame, network.next_roi(mesh))
            if mesh.presence < MIN_PRESENCE:
                continue
            look = describe(frame, scheme110.from_mesh(mesh.points))
            weight = _prominence(detection, frame)
            distances = [person.distance(look) for person, _ in people]
            if distances and min(distances) < MAX_DISTANCE:
                at = int(np.argmin(distances))
                people[at] = (people[at][0].with_view(look), people[at][1] + weight)
            else:
                people.append((Identity((look,)), weight))
    return max(people, key=lambda entry: entry[1])[0] if people else None


def face_box(points: np.ndarray) -> np.ndarray:
    """(4,) float32: x0, y0, x1, y1 around the 110 points."""
    return np.concatenate([points.min(0), points.max(0)]).astype(np.float32)


def _prominence(detection: Detection, frame) -> float:
    """Width, less towards the edges of the frame."""
    height_px, width_px = frame.shape[:2]
    off = np.abs(detection.centre / (width_px, height_px) - 0.5).max()
    return detection.width_px * detection.score * (1 - min(float(off), 0.5))


def _look_in_view(face: _Face) -> FaceLook:
    """What the face looked like in its own frame, as far as the network's view of it tells."""
    to_view = cv2.invertAffineTransform(face.mesh.roi.matrix(face.mesh.view.shape[0]))
    return describe(face.mesh.view, moved(face.points, to_view).astype(np.float32))


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
