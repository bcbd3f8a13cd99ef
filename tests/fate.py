"""What proofs leave to chance."""

import os
import random

USUAL = 1


def new_seed() -> int:
    """Return another seed for each run, but in CI the same: there what was tried is what lands.

    Hypothesis does so too.
    """
    return USUAL if os.environ.get("CI") else random.SystemRandom().randrange(2**32)
