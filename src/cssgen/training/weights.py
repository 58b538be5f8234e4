"""Groups to the weights of ranking: a softmax over each group is drawn near to what its texts are worth."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cssgen.training.groups import Group

SHARPNESS: Final = 0.3  # a text that is worth 0.3 more is to be e times as likely
STEPS: Final = 400
RATE: Final = 1.0
SHRINKAGE: Final = 0.01
FOLDS: Final = 5

Floats = NDArray[np.float64]


def fit_weights(groups: Sequence[Group]) -> Floats:
    """The weight of each feature, (features,): https://dl.acm.org/doi/10.1145/1273496.1273513 (ListNet), linear."""
    features = [np.array(group.features) for group in groups]
    scale = np.concatenate(features).std(axis=0) + 1e-9
    scaled = [(each - each.mean(axis=0)) / scale for each in features]
    wanted = [softmax(np.array(group.worths) / SHARPNESS) for group in groups]
    weights = np.zeros(len(scale))
    for _ in range(STEPS):
        slope = sum(
            (each.T @ (softmax(each @ weights) - target) for each, target in zip(scaled, wanted, strict=True)),
            np.zeros(len(scale)),
        )
        weights -= RATE * (slope / len(groups) + SHRINKAGE * weights)
    result: Floats = weights / scale
    return result


def softmax(values: Floats) -> Floats:
    """Probabilities of logits."""
    exponentials = np.exp(values - values.max())
    result: Floats = exponentials / exponentials.sum()
    return result


def mean_worth(groups: Sequence[Group], weights: Floats) -> float:
    """Mean worth of the texts that weights put first."""
    return float(np.mean([group.worths[int(np.argmax(np.array(group.features) @ weights))] for group in groups]))


def cross_validate(groups: Sequence[Group]) -> float:
    """Mean worth of the texts that are put first, by weights that were found without their groups."""
    total = 0.0
    for fold in range(min(FOLDS, len(groups))):
        held = groups[fold::FOLDS]
        learnt = [group for number, group in enumerate(groups) if number % FOLDS != fold]
        total += mean_worth(held, fit_weights(learnt)) * len(held)
    return total / len(groups)
