"""How a token is chosen."""

import numpy as np
import pytest

from cssgen.lm.sampling import find_allowed, greedy, top_p_sampler

LOGITS = np.log(np.array([0.1, 0.6, 0.3, 1e-30], np.float32))


def _draw(temperature: float, top_p: float, seed: tuple[int, ...], count: int = 2000) -> np.ndarray:
    sample = top_p_sampler(temperature, top_p, seed)
    return np.bincount([sample(LOGITS) for _ in range(count)], minlength=4) / count


def test_greedy_takes_the_first_of_the_best() -> None:
    assert greedy(np.array([0, 2, 2, 1], np.float32)) == 1


@pytest.mark.parametrize(
    ("temperature", "top_p", "frequencies"),
    [
        pytest.param(1.0, 1.0, [0.1, 0.6, 0.3, 0], id="as the model says"),
        pytest.param(1.0, 0.9, [0, 2 / 3, 1 / 3, 0], id="the tail is cut"),
        pytest.param(1.0, 0.61, [0, 2 / 3, 1 / 3, 0], id="the token that crosses the limit is in"),
        pytest.param(1.0, 0.5, [0, 1, 0, 0], id="one token holds all"),
        pytest.param(0.01, 1.0, [0, 1, 0, 0], id="cold"),
    ],
)
def test_frequencies(temperature: float, top_p: float, frequencies: list[float]) -> None:
    np.testing.assert_allclose(_draw(temperature, top_p, (3, 1)), frequencies, atol=0.04)


def test_a_seed_gives_the_same_draws() -> None:
    first, again, other = (_draw(1.0, 1.0, seed, 50).tolist() for seed in ((1, 0), (1, 0), (1, 1)))
    assert first == again != other


@pytest.mark.parametrize(
    ("temperature", "top_p"), [pytest.param(0.0, 1.0, id="frozen"), pytest.param(1.0, 0.0, id="empty")]
)
def test_impossible_settings(temperature: float, top_p: float) -> None:
    with pytest.raises(ValueError, match="cannot sample"):
        top_p_sampler(temperature, top_p, (0,))


def test_impossible_tokens_are_never_drawn() -> None:
    logits = np.array([0, -np.inf, 0, -np.inf], np.float32)
    sample = top_p_sampler(5.0, 1.0, (0,))
    assert {sample(logits) for _ in range(200)} == {0, 2}


@pytest.mark.parametrize(
    ("words", "size", "tokens"),
    [
        pytest.param([0b101, -(2**31), 1], 65, [0, 2, 63, 64], id="the lowest bit first"),
        pytest.param([0, 0, 0, 0b11], 97, [96], id="beyond the vocabulary"),
        pytest.param([0, 0], 64, [], id="nothing"),
        pytest.param([-1], 32, list(range(32)), id="everything"),
    ],
)
def test_find_allowed(words: list[int], size: int, tokens: list[int]) -> None:
    assert find_allowed(np.array(words, np.int32), size).tolist() == tokens
