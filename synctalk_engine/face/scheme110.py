"""The 110 points that datasets of the research code hold, made from the dense face mesh.

Each of the 110 is a fixed blend of a few mesh vertices: it lies where the mean face of the research
landmark network has it, on the same feature of the mesh. The blends were found once, by laying the
average mesh of several speakers over that mean face and carrying distances along the contour, the
lids and the lips over; being fixed, they are linear: no point slides along a lip as it opens.

    0-32    contour, image-left ear (1 beside it) over the chin (16) to image-right ear (31)
    33-50   brows: 33-37 upper and 38-41 lower edge of the image-left one, 42-50 of the other
    51-54   bridge from the tip up (52 is where the crop box begins), 55-65 wings and base
    66-77   image-left eye: lids from the outer corner, pupil twice, edges of the iris; 78-89 other
    90-109  mouth: 90-101 outer edge from the image-left corner over the top, 102-109 inner edge
"""

import numpy as np

from synctalk_engine.face.landmarks import MESHES, POINTS, MeshKind

COUNT = 110
CONTOUR = slice(0, 33)
BROWS = slice(33, 51)
NOSE = slice(51, 66)
EYES = slice(66, 90)
MOUTH = slice(90, 110)
EAR_LEFT, CHIN, EAR_RIGHT = 1, 16, 31
BRIDGE = 52
EYE_CENTRES = (74, 86)
EYE_OUTER_CORNERS = (66, 78)
MOUTH_CORNERS = (90, 96)
INNER_LIPS = ((103, 109), (104, 108), (105, 107))  # upper and lower, facing each other
INNER_CORNERS = (102, 106)

# Lines of mesh vertices, each with its mirror image, and where points lie on them: a position of
# 2.24 is 24 % of the way from the third vertex to the fourth.
_JAW = ((162, 127, 234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152),
        (389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152))  # fmt: skip
_JAW_AT = (0.32, 0.94, 1.59, 2.24, 2.88, 3.49, 4.08, 4.63, 5.21, 5.87, 6.67, 7.49, 8.36, 9.38,
           10.34, 11.22, 12)  # fmt: skip
_BROW_TOP = (70, 63, 105, 66, 107), (300, 293, 334, 296, 336)
_BROW_TOP_AT = (0, 1.32, 2.35, 3.23, 4)
_BROW_UNDER = (55, 65, 52, 53), (285, 295, 282, 283)
_BROW_UNDER_AT = (0, 0.68, 1.55, 2.69)
_BRIDGE = (168, 6, 197, 195, 5, 4, 1)
_BRIDGE_AT = (5.62, 3.84, 1.78, 0)
_UPPER_LID = (33, 246, 161, 160, 159, 158, 157, 173), (263, 466, 388, 387, 386, 385, 384, 398)
_UPPER_LID_AT = (0, 2.78, 4.46, 5.95)
_LOWER_LID = (133, 155, 154, 153, 145, 144, 163, 7), (362, 382, 381, 380, 374, 373, 390, 249)
_LOWER_LID_AT = (0, 2.35, 3.83, 5.49)
_LIP_TOP = (61, 185, 40, 39, 37, 0), (291, 409, 270, 269, 267, 0)
_LIP_TOP_AT = (0, 2.36, 4.04, 5)
_LIP_BOTTOM = (17, 84, 181, 91, 146), (17, 314, 405, 321, 375)
_LIP_BOTTOM_AT = (0, 1.41, 2.89)
_INNER_TOP = (78, 191, 80, 81, 82, 13), (308, 415, 310, 311, 312, 13)
_INNER_TOP_AT = (0, 1.94, 5)
_INNER_BOTTOM = (14, 87, 178, 88, 95), (14, 317, 402, 318, 324)
_INNER_BOTTOM_AT = (0, 3.01)

# Points that are plain means of vertices.
_NOSE_SIDE = ((193, 244), (198, 131, 131), (129,), (98,), (75, 97))  # 55-59, image-left
_NOSE_SIDE_MIRRORED = ((417, 464), (420, 360, 360), (358,), (327,), (305, 326))  # 65-61
_NOSE_BASE = (2,)
_PUPILS = {"mesh468": ((159, 145, 158, 153), (386, 374, 385, 380)), "mesh478": ((468,), (473,))}
_IRIS_EDGES = {  # image-left and image-right edge of each iris
    "mesh468": (((160, 144), (157, 154)), ((384, 381), (387, 373))),
    "mesh478": (((471,), (469,)), ((476,), (474,))),
}


def from_mesh(points: np.ndarray) -> np.ndarray:
    """The 110 points of a face mesh.

    points: (..., 468 or 478, 2 or 3) pixels; (..., 110, 2) are given back as they are.
    Returns (..., 110, 2) float32 pixels.
    """
    count = points.shape[-2]
    if count == COUNT:
        return points.astype(np.float32)
    if count not in _BLENDS:
        raise ValueError(f"a mesh of 468 or 478 points is wanted, not {count}")
    return (_BLENDS[count] @ points[..., :2].astype(np.float32)).astype(np.float32)


def mouth_opening(points: np.ndarray) -> np.ndarray:
    """How far the lips are apart: mean gap of the inner lips over the distance of the eyes.

    points: (..., 110, 2). Returns (...): about 0 when closed, 0.3 when wide open.
    """
    upper, lower = zip(*INNER_LIPS, strict=True)
    across = points[..., INNER_CORNERS[1], :] - points[..., INNER_CORNERS[0], :]
    gap = points[..., list(lower), :] - points[..., list(upper), :]
    # Along the normal of the mouth, so that a tilted head or a shifted jaw does not count.
    normal = np.stack([-across[..., 1], across[..., 0]], axis=-1)
    normal = normal / np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-6)
    open_px = np.einsum("...ij,...j->...i", gap, normal).mean(-1)
    return open_px / np.maximum(eye_distance_px(points), 1e-6)


def eye_distance_px(points: np.ndarray) -> np.ndarray:
    """Distance between the outer corners of the eyes; (..., 110, 2) to (...)."""
    left, right = EYE_OUTER_CORNERS
    return np.linalg.norm(points[..., right, :] - points[..., left, :], axis=-1)


def _blends(kind: MeshKind) -> np.ndarray:
    """(110, mesh points) float32: the fraction of each vertex in each point; rows sum to 1."""
    rows: dict[int, dict[int, float]] = {}

    def along(indices, line, positions):
        for index, position in zip(indices, positions, strict=True):
            start = min(int(position), len(line) - 2)
            part = position - start
            rows[index] = {line[start]: 1 - part, line[start + 1]: part}

    def mean(index, vertices):
        rows[index] = {v: vertices.count(v) / len(vertices) for v in vertices}

    along(range(0, 17), _JAW[0], _JAW_AT)
    along(range(32, 16, -1), _JAW[1], _JAW_AT[:16])
    for top, under, side in ((33, 38, 0), (42, 47, 1)):
        along(range(top, top + 5), _BROW_TOP[side], _BROW_TOP_AT)
        along(range(under, under + 4), _BROW_UNDER[side], _BROW_UNDER_AT)
    along(range(51, 55), _BRIDGE, _BRIDGE_AT)
    for index, (one, other) in enumerate(zip(_NOSE_SIDE, _NOSE_SIDE_MIRRORED, strict=True)):
        mean(55 + index, one)
        mean(65 - index, other)
    mean(60, _NOSE_BASE)
    for first, side in ((66, 0), (78, 1)):
        along(range(first, first + 4), _UPPER_LID[side], _UPPER_LID_AT)
        along(range(first + 4, first + 8), _LOWER_LID[side], _LOWER_LID_AT)
        pupil, edges = _PUPILS[kind][side], _IRIS_EDGES[kind][side]
        for offset, vertices in enumerate((pupil, pupil, *edges)):
            mean(first + 8 + offset, vertices)
    along((90, 91, 92, 93), _LIP_TOP[0], _LIP_TOP_AT)
    along((96, 95, 94), _LIP_TOP[1], _LIP_TOP_AT[:3])
    along((99, 100, 101), _LIP_BOTTOM[0], _LIP_BOTTOM_AT)
    along((98, 97), _LIP_BOTTOM[1], _LIP_BOTTOM_AT[1:])
    along((102, 103, 104), _INNER_TOP[0], _INNER_TOP_AT)
    along((106, 105), _INNER_TOP[1], _INNER_TOP_AT[:2])
    along((108, 109), _INNER_BOTTOM[0], _INNER_BOTTOM_AT)
    along((107,), _INNER_BOTTOM[1], _INNER_BOTTOM_AT[1:])

    blends = np.zeros((COUNT, POINTS[kind]), np.float32)
    for index, row in rows.items():
        for vertex, share in row.items():
            blends[index, vertex] += share
    return blends


_BLENDS = {POINTS[kind]: _blends(kind) for kind in MESHES}
