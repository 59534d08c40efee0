"""The discriminator: where its gradients go, what it sees, and that it can tell."""

from __future__ import annotations

import copy

import torch
from torch.nn import functional

from synctalk_engine.training.generator.adversarial import Discriminator, detail, mouth_views
from synctalk_engine.training.hardware.precision import Precision

CPU = torch.device("cpu")
BOXES = torch.tensor([[50, 60, 110, 100], [0, 0, 30, 20], [140, 150, 160, 160]])


def discriminator(seed: int = 0) -> Discriminator:
    return Discriminator(160, CPU, Precision(), seed)


def textures(count: int) -> torch.Tensor:
    return torch.rand(count, 3, 160, 160)


def softened(images: torch.Tensor) -> torch.Tensor:
    return functional.avg_pool2d(images, 5, stride=1, padding=2)


def test_views_are_the_pixels_around_the_mouth() -> None:
    image = torch.arange(160 * 160).reshape(1, 1, 160, 160).expand(3, 3, -1, -1).float()
    views = mouth_views(image, BOXES, (64, 96))
    assert views.shape == (3, 3, 64, 96)
    corners = [(int(view[0, 0, 0]) % 160, int(view[0, 0, 0]) // 160) for view in views]
    assert corners == [(32, 48), (0, 0), (64, 96)], "moved inwards where they would leave it"


def test_only_detail_is_shown() -> None:
    target = textures(2)
    brighter = target + torch.tensor([0.1, -0.05, 0.2])[:, None, None]
    assert torch.allclose(detail(brighter), detail(target), atol=1e-4)
    assert detail(softened(target)).abs().mean() < 0.5 * detail(target).abs().mean()


def test_each_loss_teaches_whom_it_is_for() -> None:
    evaluator = discriminator()
    target = textures(3)
    generated = softened(target).requires_grad_()
    terms = evaluator.losses(generated, target, BOXES)
    (terms["adversarial"] + terms["features"]).backward(retain_graph=True)
    assert generated.grad is not None and generated.grad.any()
    assert all(parameter.grad is None for parameter in evaluator.network.parameters())
    generated.grad = None
    terms["critic"].backward()
    assert generated.grad is None
    named = dict(evaluator.network.named_parameters())
    idle = [name for name, parameter in named.items() if not parameter.grad.any()]
    assert idle in ([], ["verdict.bias"]), "true and generated move that one both ways alike"


def test_it_learns_to_tell_soft_from_true() -> None:
    torch.manual_seed(0)
    evaluator = discriminator()
    for _ in range(30):
        evaluator.begin_step()
        target = textures(3)
        evaluator.losses(softened(target), target, BOXES)["critic"].backward()
        evaluator.optimizer.step()
    target = textures(3)
    terms = evaluator.losses(softened(target), target, BOXES)
    assert terms["critic"] < 0.5 and terms["adversarial"] > 0.5, "soft ones are found out"
    assert evaluator.losses(target, target, BOXES)["features"] == 0


def test_first_weights_follow_the_seed_alone() -> None:
    torch.manual_seed(1)
    one = discriminator(5).network.state_dict()
    before = torch.get_rng_state()
    other = discriminator(5).network.state_dict()
    assert all(torch.equal(one[name], other[name]) for name in one)
    assert torch.equal(torch.get_rng_state(), before), "the network's own chance is left alone"


def test_a_saved_discriminator_resumes_exactly() -> None:
    torch.manual_seed(2)
    first, second = discriminator(), discriminator(9)
    images = textures(3)

    def step(evaluator: Discriminator) -> None:
        evaluator.begin_step()
        evaluator.losses(softened(images), images, BOXES)["critic"].backward()
        evaluator.optimizer.step()

    step(first)
    second.load_state_dict(copy.deepcopy(first.state_dict()))
    step(first)
    step(second)
    wanted, found = first.network.state_dict(), second.network.state_dict()
    assert all(torch.equal(wanted[name], found[name]) for name in wanted)
