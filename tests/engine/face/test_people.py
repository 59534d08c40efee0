"""Who is in a video, and whom it is about."""

import numpy as np
import pytest

from synctalk_engine.errors import FaceError
from synctalk_engine.face.choose_person import choose_person
from synctalk_engine.face.people import find_people, people_in
from synctalk_engine.protocol.face_choice import FaceChoice, parse_face_choice
from tests.engine.face.faces import frame_with, photograph, placement, two_people
from tests.helpers.face_videos import in_turn, person_a, person_b, write_video


def timed(frames):
    return [(0.5 + index, frame) for index, frame in enumerate(frames)]


def test_two_people_in_turn_are_two_people_with_their_seconds(face_weights):
    people = people_in(timed(in_turn(2, 3, 2)), 7.0, face_weights)
    assert [person.seconds for person in people.persons] == [4.0, 3.0]
    assert [s.time_s for s in people.persons[1].sightings] == [2.5, 3.5, 4.5]


def test_of_two_who_are_there_as_long_the_first_to_appear_is_meant(face_weights):
    for frames in (in_turn(2, 2), in_turn(2, 2)[::-1]):
        people = people_in(timed(frames), 4.0, face_weights)
        assert people.persons[0].sightings[0].time_s == 0.5


def test_a_person_who_leaves_and_comes_back_elsewhere_is_one(face_weights):
    empty = np.full((240, 320, 3), 90, np.uint8)
    frames = [person_a(), empty, person_a(0, (80, 100), 0.7), person_a(0, (240, 150), 1.4)]
    people = people_in(timed(frames), 4.0, face_weights)
    assert [person.seconds for person in people.persons] == [3.0]


@pytest.mark.parametrize("is_mirrored", [False, True])
def test_a_photo_of_the_person_on_the_wall_is_not_the_person(face_weights, is_mirrored):
    small = frame_with(placement((110, 100), 0.8), 220, 200)
    frames = []
    for step in range(3):
        frame = frame_with(placement((520 + 3 * step, 280), 1.8), 860, 480)
        frame[20:220, 20:240] = small[:, ::-1] if is_mirrored else small
        frames.append(frame)
    people = people_in(timed(frames), 3.0, face_weights)
    assert [person.seconds for person in people.persons] == [3.0, 3.0]
    person, image = people.persons
    assert person.best.detection.centre[0] > 400 > image.best.detection.centre[0]


def test_the_speaker_is_chosen_over_a_still_photo(face_weights):
    people = people_in(timed([two_people()] * 6), 6.0, face_weights)
    assert len(people.persons) == 2
    silent, other = people.persons
    assert all(
        s.mouth_opening == pytest.approx(silent.best.mouth_opening) for s in silent.sightings
    )
    assert silent.best.prominence > other.best.prominence


def test_nobody_is_in_an_empty_room(face_weights):
    people = people_in(timed([np.full((240, 320, 3), 90, np.uint8)] * 2), 2.0, face_weights)
    assert people.persons == ()


# -- choosing ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def interview(face_weights, tmp_path_factory):
    """A video of 2.4 s: A, B, A; B stands further left."""
    frames = [person_a(i) for i in range(20)]
    frames += [person_b(i, (90, 120), 0.9) for i in range(16)]
    frames += [person_a(i) for i in range(24)]
    path = write_video(tmp_path_factory.mktemp("people") / "two ä.mp4", frames)
    return path, find_people(path, 2.4, face_weights)


@pytest.mark.parametrize(
    ("text", "index"),
    [(None, 1), ("1", 1), ("2", 2), ("0.2s", 1), ("1.1s", 2), ("90,120", 2), ("160, 120@2 s", 1)],
)
def test_a_person_is_chosen_by_number_time_or_place(interview, face_weights, text, index):
    path, people = interview
    choice = None if text is None else parse_face_choice(text)
    person = choose_person(people, choice, path, face_weights)
    assert person is not None
    assert person.index == index
    assert (person.seconds < 1.0) == (index == 2)


@pytest.mark.parametrize(
    ("text", "code"),
    [("3", "face_unknown"), ("99s", "face_not_there"), ("5,5", "face_not_there")],
)
def test_a_choice_that_nobody_fits_is_told(interview, face_weights, text, code):
    path, people = interview
    with pytest.raises(FaceError) as caught:
        choose_person(people, parse_face_choice(text), path, face_weights)
    assert caught.value.code == code
    assert "{" not in caught.value.message + caught.value.hint


def test_a_choice_can_be_said_in_three_ways():
    assert parse_face_choice(" 2 ") == FaceChoice(index=2)
    assert parse_face_choice("12.5s") == FaceChoice(time_s=12.5)
    assert parse_face_choice("640,360") == FaceChoice(point_px=(640.0, 360.0))
    assert parse_face_choice("640, 360 @ 12.5s") == FaceChoice(time_s=12.5, point_px=(640.0, 360.0))


@pytest.mark.parametrize("text", ["", "0", "-1", "left", "12.5", "3,", "1,2,3", "5@2s", "nan,1"])
def test_what_says_nothing_is_refused(text):
    with pytest.raises(ValueError, match="names no face"):
        parse_face_choice(text)


def test_a_small_face_in_a_large_image_is_found(face_weights):
    frame = frame_with(placement((3000, 400), 0.6), 3840, 2160, photograph())
    people = people_in([(0.5, frame)], 1.0, face_weights)
    assert len(people.persons) == 1
    centre = people.persons[0].best.detection.centre
    assert np.abs(centre - (3000, 400)).max() < 15
