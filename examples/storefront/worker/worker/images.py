from io import BytesIO

from PIL import Image


def thumbnail(picture: bytes, size: int) -> bytes:
    """A JPEG no larger than `size` pixels on either side."""
    with Image.open(BytesIO(picture)) as image:
        small = image.convert("RGB")
    small.thumbnail((size, size))
    out = BytesIO()
    small.save(out, format="JPEG", quality=85)
    return out.getvalue()
