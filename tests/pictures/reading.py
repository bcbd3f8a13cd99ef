"""Looking at pictures: which colours are where."""

from io import BytesIO

import numpy as np
from PIL import Image, ImageColor


def opened(png: bytes) -> Image.Image:
    """Return a picture in plain colours."""
    with Image.open(BytesIO(png)) as image:
        assert image.format == "PNG"
        return image.convert("RGB")


def places(image: Image.Image, colour: str, tolerance: int = 8) -> list[tuple[int, int]]:
    """Return the pixels of a colour, from the top down."""
    distances = np.abs(np.asarray(image, dtype=int) - ImageColor.getrgb(colour)[:3])
    rows, columns = np.nonzero((distances <= tolerance).all(axis=2))
    return list(zip(columns.tolist(), rows.tolist(), strict=True))
